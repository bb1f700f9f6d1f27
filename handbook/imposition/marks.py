"""Fold and crop ticks: thin lines outside the pages, at every edge along which the sheet is cut or folded.

In: a sheet. Out: `Tick`s in millimetres, and `stream`, the PDF operators that draw them. Where the pages fill the paper
there is no room and so there are no ticks: one never lies in a page, its bleed, or the strip that the printer leaves white.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handbook.imposition.sheet import POINTS, Sheet

WIDTH_PT = 0.25
GAP_MM = 2.0
"""Least distance from the page."""
LONGEST_MM = 5.0
SHORTEST_MM = 1.5
"""A shorter tick leads no knife."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line in millimetres from the paper's lower left corner; dashed where the paper is folded."""

    x1: float
    y1: float
    x2: float
    y2: float
    fold: bool = False


def ticks(sheet: Sheet, bleed: float = 0.0, *, folded: bool = False) -> tuple[Tick, ...]:
    """All ticks of a side. A folded sheet has its fold in the middle, between two columns."""
    return tuple(_upright(sheet, bleed, folded)) + tuple(_across(sheet, bleed))


def _upright(sheet: Sheet, bleed: float, folded: bool) -> Iterator[Tick]:
    """Above and below the grid, at each edge of a column."""
    trim, paper = sheet.trim, sheet.printable
    for column in range(sheet.grid.columns + 1):
        x = trim.left + column * sheet.slot_width
        if paper.left <= x <= paper.right:
            fold = folded and 2 * column == sheet.grid.columns
            for y1, y2 in (*_room(trim.top, paper.top, bleed, 1), *_room(trim.bottom, paper.bottom, bleed, -1)):
                yield Tick(x, y1, x, y2, fold)


def _across(sheet: Sheet, bleed: float) -> Iterator[Tick]:
    """Left and right of the grid, at each edge of a row."""
    trim, paper = sheet.trim, sheet.printable
    for row in range(sheet.grid.rows + 1):
        y = trim.top - row * sheet.slot_height
        if paper.bottom <= y <= paper.top:
            for x1, x2 in (*_room(trim.left, paper.left, bleed, -1), *_room(trim.right, paper.right, bleed, 1)):
                yield Tick(x1, y, x2, y)


def _room(edge: float, end: float, bleed: float, outwards: int) -> Iterator[tuple[float, float]]:
    """The stretch of a tick outwards from the page's edge, if there is any room before the end of what is printed."""
    start = edge + outwards * max(bleed, GAP_MM)
    length = min((end - start) * outwards, LONGEST_MM)
    if length >= SHORTEST_MM:
        yield start, start + outwards * length


def stream(drawn: Iterable[Tick], colour: str) -> bytes:
    """PDF operators for ticks in a colour space of this name: registration colour, which every plate prints."""
    lines = [f"q /{colour} CS 1 SCN {WIDTH_PT} w 0 J"]
    for tick in drawn:
        dash = "[1.5 1.5] 0 d" if tick.fold else "[] 0 d"
        x1, y1, x2, y2 = (each * POINTS for each in (tick.x1, tick.y1, tick.x2, tick.y2))
        lines.append(f"{dash} {x1:.4f} {y1:.4f} m {x2:.4f} {y2:.4f} l S")
    return "\n".join([*lines, "Q"]).encode()
