"""An open PDF in, its pages with all that they paint out, whoever made the file.

In: a PDF. Out: a `Page` for each of its pages, with its things in the order in which they are painted. Nothing in the file is
trusted: what is damaged is left out, what goes on forever ends the walk through that page, and then it isn't `whole`; the next page is
walked through all the same.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from handbook.imposition.sheet import POINTS, Box
from handbook.preflight.press.painting import Walk
from handbook.preflight.press.pens import State
from handbook.preflight.press.things import CLOSE, Page

if TYPE_CHECKING:
    import pikepdf

MOST_OPERATORS = 1_000_000
"""In a whole file. An illustrated book of 32 pages has about 16,000; a million take some seconds."""
_DEEPEST = 50
"""Levels of the tree of pages."""
_BLEED = 3 * POINTS
"""Beyond the trim of a page that has no box for its bleed: what is usual, so that marks outside it don't count."""
_A4 = Box(0, 0, 595, 842)


def look(pdf: pikepdf.Pdf) -> tuple[Page, ...]:
    """All pages, walked through."""
    left = [MOST_OPERATORS]
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # the library warns of content that is cut off: that is damage too
        return tuple(_page(page, number, left) for number, page in enumerate(pdf.pages, 1))


def _page(page: pikepdf.Page, number: int, left: list[int]) -> Page:
    unit = _unit(page.obj)
    media = box_of(page.obj, "/MediaBox", unit) or _A4
    crop = box_of(page.obj, "/CropBox", unit) or media
    trim = box_of(page.obj, "/TrimBox", unit) or box_of(page.obj, "/ArtBox", unit) or crop
    bleed = box_of(page.obj, "/BleedBox", unit) or trim.grown(_BLEED, _BLEED, _BLEED, _BLEED).within(media)
    walk = Walk(State(media, (unit, 0, 0, unit, 0, 0)), left)
    try:
        walk.through(page.obj, page.obj.get("/Resources"), 0)
        whole = walk.whole
    except Exception:  # a content stream without end, or one that the library can't read at all
        whole = False
    edge = bleed.grown(-CLOSE, -CLOSE, -CLOSE, -CLOSE)
    inside = (each for each in walk.things if each.box.left < edge.right and each.box.right > edge.left and each.box.bottom < edge.top and each.box.top > edge.bottom)
    return Page(number, media, trim, bleed, tuple(inside), whole)


def box_of(page: Any, key: str, unit: float = 1.0) -> Box | None:
    """One of a page's boxes, whichever of its corners are given; nothing if there is none, or none that makes sense."""
    holder, depth = page, 0
    while key not in holder and key in ("/MediaBox", "/CropBox") and "/Parent" in holder and depth < _DEEPEST:  # these two are inherited
        holder, depth = holder.Parent, depth + 1
    try:
        x, y, x2, y2 = (float(value) * unit for value in holder.get(key, ()))
    except (TypeError, ValueError):
        return None
    return Box(min(x, x2), min(y, y2), max(x, x2), max(y, y2))


def _unit(page: Any) -> float:
    """Points of a unit of the page; almost always one."""
    try:
        return min(max(float(page.get("/UserUnit", 1)), 0.01), 1000.0)
    except (TypeError, ValueError):
        return 1.0
