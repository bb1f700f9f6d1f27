"""Rule X10: what reaches the edge where a page is cut goes on beyond it.

In: a PDF for a shop. Out: findings. Boxes tell which pages could be at fault: something with a straight side ends at the cut or
short of the bleed. Only those are drawn and looked at, because something else may lie there and go on; so a good file costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from handbook.findings import Finding
from handbook.imposition.sheet import POINTS, Box
from handbook.preflight.press.spots import Spot, pages_of, place, terms_of
from handbook.preflight.press.things import Page, Thing
from handbook.preflight.rule import rule
from handbook.preflight.subject import Subject
from handbook.wording import nsay, say

_NEAR = 0.25 * POINTS
"""What ends so near to an edge is meant to reach it."""
_LEAST = 2 * POINTS
"""Smaller things don't matter: a corner of a letter, the end of a line."""
_STEP = 0.5 * POINTS
_INWARDS = 0.5 * POINTS
"""How far from its edge a thing's colour is looked at; on the edge itself it is mixed with the paper's."""
_WHITE = 248
"""Of 255."""
_SHARE = 0.3
"""Of a side that must be seen to end, so that a corner isn't one."""
_SCALE = 2.0
"""Dots a point: 144 an inch."""
_MOST_SIDES, _MOST_DRAWN = 200, 300
"""Sides looked at on one page, and pages drawn of one file; more only take longer."""
_MOST_DOTS = 3000
"""Across or down."""
_SIDES = ("left", "bottom", "right", "top")


@rule("X10", "press")
def artwork_reaches_the_bleed(subject: Subject) -> Iterator[Finding]:
    """A field or picture ends at the edge where the page is cut, without bleed.

    Why: piles of paper are cut, and a blade is never exactly in place. What ends at the edge gets a white line beside it.
    Mend: draw it 3 mm beyond the edge, or as far as the shop asks, and export the PDF with that bleed.
    """
    terms = terms_of(subject)
    suspects = [(page, things) for page in subject.pages if (things := _suspects(page, terms.bleed_mm * POINTS))]
    found = list(_confirmed(subject, suspects, terms.bleed_mm * POINTS)) if suspects else []
    if found:
        known = {"pages": pages_of(found), "bleed": f"{terms.bleed_mm:g}"}
        message = nsay(
            "something ends at the edge where the page is cut, without %(bleed)s mm of bleed, on page %(pages)s.",
            "something ends at the edge where the page is cut, without %(bleed)s mm of bleed, on pages %(pages)s.",
            len(found),
            **known,
        )
        yield Finding("X10", message, place(subject, found[0]), say("Draw it beyond the edge, or keep it off by a few millimetres."))


Side = tuple[Thing, str]


def _suspects(page: Page, bleed: float) -> list[Side]:
    """What has a side that ends between the cut and the bleed. Each place only once: a page may have a thousand things."""
    found: dict[tuple[str, int, int, int], Side] = {}
    for thing in page.things:
        if thing.kind in ("text", "line") or not thing.straight or thing.colour.white or min(thing.box.width, thing.box.height) < _LEAST:
            continue
        for side in _SIDES:
            edge, outwards = getattr(thing.box, side), -1 if side in ("left", "bottom") else 1
            beyond = (edge - getattr(page.trim, side)) * outwards
            if -_NEAR < beyond < bleed - _NEAR:
                low, high = (thing.box.bottom, thing.box.top) if side in ("left", "right") else (thing.box.left, thing.box.right)
                found.setdefault((side, round(edge), round(low), round(high)), (thing, side))
    return list(found.values())[:_MOST_SIDES]


@dataclass(frozen=True)
class _Drawn:
    """A page as dots, from white to black."""

    dots: Any
    """Rows from the top."""
    media: Box
    scale: float
    width: int
    height: int

    def is_white(self, x: float, y: float) -> bool:
        """Whether there is nothing at a spot of the page; beyond the page there is nothing."""
        column, row = int((x - self.media.left) * self.scale), int((self.media.top - y) * self.scale)
        return not (0 <= column < self.width and 0 <= row < self.height) or self.dots[row, column] >= _WHITE


def _confirmed(subject: Subject, suspects: list[tuple[Page, list[Side]]], bleed: float) -> Iterator[Spot]:
    """The first thing of each page whose side is seen to end."""
    import pypdfium2

    with pypdfium2.PdfDocument(subject.data) as document:
        for page, sides in suspects[:_MOST_DRAWN]:
            if (drawn := _draw(document[page.number - 1], page)) and (thing := next((thing for thing, side in sides if _ends(drawn, thing.box, side, page.trim, bleed)), None)):
                yield page, thing


def _draw(sheet: Any, page: Page) -> _Drawn | None:
    """The whole page with all beyond the cut; nothing for a size that no paper has."""
    longest = max(page.media.width, page.media.height)
    if min(page.media.width, page.media.height) < 1:
        return None
    scale = min(_SCALE, _MOST_DOTS / longest)
    sheet.set_rotation(0)
    sheet.set_cropbox(page.media.left, page.media.bottom, page.media.right, page.media.top)
    bitmap = sheet.render(scale=scale, grayscale=True)
    dots = memoryview(bytes(bitmap.buffer)).cast("B", shape=[bitmap.height, bitmap.stride])
    drawn = _Drawn(dots, page.media, scale, bitmap.width, bitmap.height)
    bitmap.close()
    sheet.close()
    return drawn


def _ends(drawn: _Drawn, box: Box, side: str, trim: Box, bleed: float) -> bool:
    """Whether, along a good part of a side, there is colour within and nothing without."""
    upright = side in ("left", "right")
    shared = box.within(trim)
    low, high = (shared.bottom, shared.top) if upright else (shared.left, shared.right)
    outwards = -1 if side in ("left", "bottom") else 1
    edge = getattr(box, side)
    reach = (getattr(trim, side) - edge) * outwards + bleed
    seen = [_INWARDS, *(step * _STEP for step in range(1, int(reach / _STEP)))] if reach > 2 * _STEP else [_INWARDS, reach / 2]
    places = [low + (step + 0.5) * _STEP for step in range(int((high - low) / _STEP))]
    ending = 0
    for along in places:
        spots = [(edge + outwards * (-away if number == 0 else away), along) for number, away in enumerate(seen)]
        within, *without = (drawn.is_white(*(spot if upright else spot[::-1])) for spot in spots)
        ending += not within and all(without)
    return ending * _STEP >= _LEAST and ending >= _SHARE * len(places)
