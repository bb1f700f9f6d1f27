"""Rules about pictures as they are placed: their resolution, their shape, their bleed.

In: all sheets. Out: findings. A picture that stands on many pages at one size is told once. Drawings (SVG) have no pixels and are
sharp at any size.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook.copyfit.placed import SIDES, Area, Picture, Sheet
from handbook.copyfit.spot import quoted, spot
from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import Said, say

LEAST_DPI, WANTED_DPI = 150, 250
"""Pixels per inch of print: below the first one sees them, from the second on nobody does. Print shops ask for 300 and take 200 or more."""
MOST_STRETCHED = 0.02
"""Share by which a picture may be too wide or too narrow before one sees it."""
AT_THE_EDGE_MM = 0.5
"""What comes so near to the trimmed edge is meant to reach it."""


@rule("K14", "pages")
def coarse(sheets: list[Sheet]) -> Iterator[Finding]:
    """A picture has too few pixels for the size at which it is printed.

    Why: On paper it looks blurred or shows its pixels, most of all a logo, however good it looks on a screen.
    Mend: Use a drawing (SVG), or a larger picture: for 40 mm of width 470 pixels are the least, 950 are good.
    """
    told: set[tuple[str, int]] = set()
    for sheet, picture in _all(sheets):
        if not picture.pixels or not all(picture.size_mm):
            continue
        dpi = min(pixels / size * 25.4 for pixels, size in zip(picture.pixels, picture.size_mm, strict=True))
        if dpi >= WANTED_DPI or (picture.key, round(dpi)) in told:
            continue
        told.add((picture.key, round(dpi)))
        width, height = picture.pixels
        known = {"picture": _called(picture), "width": width, "height": height, "dpi": f"{dpi:.0f}", "wanted": WANTED_DPI}
        message = say("%(picture)s of %(width)s × %(height)s pixels is printed at %(dpi)s dpi; %(wanted)s are good.", **known)
        severity = Severity.ERROR if dpi < LEAST_DPI else Severity.REVIEW
        yield Finding("K14", message, spot(sheet, picture.area), say("Use a larger picture, or a drawing (SVG)."), severity)


@rule("K16", "pages")
def stretched(sheets: list[Sheet]) -> Iterator[Finding]:
    """A picture is wider or narrower than it should be.

    Why: A stretched logo breaks every brand manual, stretched people look odd, and a stretched code may not be read.
    Mend: Let a layout of your own give only width or height, or `object-fit: contain`.
    """
    told: set[str] = set()
    for sheet, picture in _all(sheets):
        if abs(picture.stretched) > MOST_STRETCHED and picture.key not in told:
            told.add(picture.key)
            share = f"{abs(picture.stretched):.0%}"
            message = say("%(picture)s is %(share)s too wide for its height.", picture=_called(picture), share=share)
            if picture.stretched < 0:
                message = say("%(picture)s is %(share)s too narrow for its height.", picture=_called(picture), share=share)
            yield Finding("K16", message, spot(sheet, picture.area), say("Give it only a width or only a height."))


@rule("K17", "pages", Severity.REVIEW)
def ends_at_the_edge(sheets: list[Sheet]) -> Iterator[Finding]:
    """A picture or coloured field ends at the edge of the page instead of reaching beyond it.

    Why: Pages are printed larger and then cut; where the cut is off by half a millimetre, a white line shows along the edge.
    Mend: Let a layout of your own paint it 3 mm beyond the edge, or keep it away from the edge.
    """
    for sheet in sheets:
        seen = [(picture.area, _called(picture)) for picture in sheet.pictures]
        seen += [(ground.area, say("a coloured field")) for ground in sheet.grounds if ground.opaque]
        for area, name in seen:
            if short := _short_of_the_bleed(area, sheet):
                message = say(
                    "%(thing)s reaches %(far)s mm beyond the edge where the page is cut; %(bleed)s mm are safe.", thing=name, far=f"{short - 1:.1f}", bleed=f"{sheet.bleed_mm:g}"
                )
                yield Finding("K17", message, spot(sheet, area), say("Paint it beyond the edge, or keep it away from the edge."), Severity.REVIEW)


def _short_of_the_bleed(area: Area, sheet: Sheet) -> float:
    """1 and how far it reaches beyond the nearest edge that it means to reach; 0 where it reaches far enough or means to reach none."""
    for side in SIDES:
        reach = area.beyond(sheet.trim, (side,))
        touches = area.beyond(sheet.trim.inset(AT_THE_EDGE_MM), (side,)) > 0
        if touches and reach < sheet.bleed_mm - 0.1:
            return 1 + reach
    return 0


def _all(sheets: list[Sheet]) -> Iterator[tuple[Sheet, Picture]]:
    yield from ((sheet, picture) for sheet in sheets for picture in sheet.pictures)


def _called(picture: Picture) -> Said:
    """What a picture is called."""
    return say('the picture "%(name)s"', name=quoted(picture.name)) if picture.name else say("a picture")
