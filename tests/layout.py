"""Laid-out pages as tests look at them: an edition in any language, and the boxes of a page in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from handbook import pages, pipeline
from handbook.edition.load import available, load
from handbook.galley import Galley
from handbook.pages import Document

MM = 25.4 / 96
"""Millimetres of a CSS pixel, in which the engine measures."""


def galleys(name: str, code: str, *products: str, **said: Any) -> tuple[Galley, ...]:
    """Products of an edition in a locale, with other values than its file says; what has no translation is German."""
    loaded = load(available()[name])
    values = {"locales": (code,), "untranslated": "source", "products": products, **said}
    changed = replace(loaded, edition=loaded.edition.model_copy(update=values))
    original, pipeline.load = pipeline.load, lambda path: changed
    try:
        return tuple(pipeline.compose(pipeline.prepare(Path(name)))[0])
    finally:
        pipeline.load = original


def galley(name: str, code: str, product: str = "handbook", **said: Any) -> Galley:
    """One product, composed once."""
    return _galley(name, code, product, tuple(sorted(said.items())))


def laid_out(name: str, code: str, product: str = "handbook", **said: Any) -> Document:
    """One product, laid out once."""
    return _laid_out(name, code, product, tuple(sorted(said.items())))


@cache
def _galley(name: str, code: str, product: str, said: tuple[tuple[str, Any], ...]) -> Galley:
    return galleys(name, code, product, **dict(said))[0]


@cache
def _laid_out(name: str, code: str, product: str, said: tuple[tuple[str, Any], ...]) -> Document:
    return pages.paginate(_galley(name, code, product, said))


@dataclass(frozen=True)
class Box:
    """A box of a page with its edges in millimetres from the left and upper edge of the trimmed page."""

    box: Any
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def style(self) -> Any:
        """What the style sheets say of it."""
        return self.box.style


def boxes(page: Any, name: str = "", *, tag: str = "", within: Any = None) -> list[Box]:
    """The outermost boxes of elements with a class or tag, in the order of the page."""
    found: list[Box] = []
    seen: set[tuple[int, str]] = set()
    for box in _inside(page, within):
        if box.element is None or type(box).__name__.startswith(("Line", "Text")) or not hasattr(box, "border_box_x"):
            continue
        fits = (not name or name in (box.element.get("class") or "").split()) and (not tag or box.element_tag == tag)
        if fits and (id(box.element), box.element_tag) not in seen:
            seen.add((id(box.element), box.element_tag))
            found.append(measured(box))
    return found


def _inside(page: Any, within: Any) -> Iterator[Any]:
    return _walk(within.box if isinstance(within, Box) else within or page._page_box)


def _walk(box: Any) -> Iterator[Any]:
    """Every box inside a box, also in what is placed absolutely."""
    for child in getattr(box, "children", ()):
        yield child
        yield from _walk(child)


def texts(page: Any, within: Any = None) -> list[Box]:
    """Every piece of text in one line."""
    return [measured(box) for box in _inside(page, within) if getattr(box, "text", "").strip()]


def measured(box: Any) -> Box:
    """A box of the engine with its edges."""
    if getattr(box, "text", "") or not hasattr(box, "border_box_x"):
        left, top, width, height = box.position_x, box.position_y, box.width, box.height
    else:
        left, top, width, height = box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
    said = getattr(box, "text", "") or "".join(getattr(each, "text", "") for each in _walk(box))
    return Box(box, left * MM, top * MM, (left + width) * MM, (top + height) * MM, said)


def margin_box(page: Any, place: str) -> Box | None:
    """A box in the page's margin, such as `@bottom-left`; its edges are those of its text."""
    for box in page._page_box.children:
        if getattr(box, "at_keyword", "") == place:
            inside = [measured(each) for each in _walk(box) if getattr(each, "text", "").strip()]
            return inside[0] if inside else None
    return None


def body_pages(document: Document) -> Iterator[tuple[int, Any]]:
    """All pages but the cover, with their numbers from 1."""
    yield from list(enumerate(document.pages, 1))[1:]


SAFE_MM = 5.0
"""How far text stays from the trimmed edge: a cutter may be so far off, and a thumb holds the page there."""


def ink(box: Any) -> tuple[float, float, float, float]:
    """Left, upper, right and lower edge of the letters of a text, without their leading, in millimetres."""
    size = box.style["font_size"]
    base = box.position_y + box.baseline
    tail = 0 if box.text.strip().isdigit() else 0.18
    return box.position_x * MM, (base - 0.68 * size) * MM, (box.position_x + box.width) * MM, (base + tail * size) * MM


def misplaced(document: Document, *, safe: float = SAFE_MM) -> Iterator[str]:
    """Every text that leaves the safe area of its page, the block or cell it stands in, the field that opens a chapter, or its own place for another's."""
    for number, page in enumerate(document.pages, 1):
        width, height = page.width * MM, page.height * MM
        seen: list[tuple[tuple[float, float, float, float], str]] = []
        for box, around in _texts_with_blocks(page._page_box, []):
            left, top, right, bottom = edges = ink(box)
            said = f"page {number}: {box.text.strip()[:40]!r}"
            if left < safe or top < safe or right > width - safe or bottom > height - safe:
                yield f"{said} leaves the safe area"
            block = around[-1]
            start, end = (block.content_box_x() * MM, (block.content_box_x() + block.width) * MM)
            over = start - left if block.style["direction"] == "rtl" else right - end  # at its beginning hang dashes and numbers
            if over > 0.3:
                yield f"{said} leaves its {block.element_tag} by {over:.1f} mm"
            for opener in (each for each in around if _is(each, "opener")):
                field = (opener.border_box_y() + opener.border_height()) * MM + 2.8  # half a line, and the tail of a letter
                if bottom > field:
                    yield f"{said} leaves the field that opens the chapter by {bottom - field:.1f} mm"
            for (other_left, other_top, other_right, other_bottom), other in seen:
                across, down = min(right, other_right) - max(left, other_left), min(bottom, other_bottom) - max(top, other_top)
                if across > 0.4 and down > 0.25:
                    yield f"{said} lies over {other!r} by {across:.1f} × {down:.1f} mm"
            seen.append((edges, box.text.strip()[:40]))


def _is(box: Any, name: str) -> bool:
    return box.element is not None and name in (box.element.get("class") or "").split()


def _texts_with_blocks(box: Any, around: list[Any]) -> Iterator[tuple[Any, list[Any]]]:
    """Every text with the blocks and cells around it, the innermost last."""
    if getattr(box, "text", "").strip():
        yield box, around
        return
    if hasattr(box, "content_box_x") and not type(box).__name__.startswith(("Line", "Inline")) and isinstance(getattr(box, "width", None), (int, float)):
        around = [*around, box]
    for child in getattr(box, "children", ()):
        yield from _texts_with_blocks(child, around)
