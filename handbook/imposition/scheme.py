"""Which page goes into which slot of which side of which sheet.

In: a scheme's name, a number of pages, a grid of slots. Out: the two `Sides` of each sheet, sheets in the order of
printing. A side is told as one looks at it, slots from left to right and row by row; the back is reached by turning the
sheet like the page of a book, about its upright axis, so that a slot lies behind the one at the mirrored place of its row.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

Side = tuple[int | None, ...]
"""A page's number, from 1, for each slot; None where the slot stays empty."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Slots of equal size, edge to edge."""

    columns: int
    rows: int

    @property
    def slots(self) -> int:
        """How many pages go on one side."""
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands on a sheet."""

    front: Side
    back: Side


GRIDS: dict[str, tuple[Grid, ...]] = {
    "booklet": (Grid(2, 1),),
    "2up": (Grid(2, 1), Grid(1, 2)),
    "4up": (Grid(2, 2),),
    "cards": (Grid(2, 4), Grid(4, 2)),
    "stack": (Grid(2, 1), Grid(1, 2), Grid(2, 2), Grid(2, 4), Grid(4, 2)),
}
"""The schemes, each with the grids it may choose from to suit the paper.

booklet  sheets laid into each other, folded once and stapled in the fold
2up, 4up pages side by side in the order of reading
cards    pages 1 and 2 are front and back of a card, eight times on a sheet; pages 3 and 4 are the next card
stack    cut the pile of sheets into smaller piles and lay these on each other: the pages are in order
"""


def lacking(scheme: str, pages: int) -> int:
    """How many pages must be added before the scheme comes out even: four hang together in a booklet, a card has two sides."""
    match scheme:
        case "booklet":
            return -pages % 4
        case "cards":
            return pages % 2 if pages > 1 else 0
        case _:
            return 0


def arrange(scheme: str, pages: int, grid: Grid, *, right_to_left: bool = False) -> tuple[Sides, ...]:
    """The sheets of a scheme. The pages must come out even (see `lacking`). Right to left is the mirrored sheet: the binding is at the right."""
    assert not lacking(scheme, pages), (scheme, pages)
    match scheme:
        case "booklet":
            sheets = _booklet(pages)
        case "cards":
            sheets = [((front,) * grid.slots, (front + 1,) * grid.slots) for front in range(1, pages + 1, 2)]
        case "stack":
            sheets = _stack(pages, grid)
        case _:
            sheets = _in_order(pages, grid)
    turned = [tuple(_mirrored(side, grid) if right_to_left else side for side in sheet) for sheet in sheets]
    return tuple(Sides(*(tuple(page if page <= pages else None for page in side) for side in sheet)) for sheet in turned)


_Numbers = tuple[int, ...]


def _booklet(pages: int) -> list[tuple[_Numbers, _Numbers]]:
    """From the outermost sheet to the innermost."""
    return [((pages - done, done + 1), (done + 2, pages - done - 1)) for done in range(0, pages // 2, 2)]


def _in_order(pages: int, grid: Grid) -> list[tuple[_Numbers, _Numbers]]:
    on_sheet = 2 * grid.slots
    starts = range(1, pages + 1, on_sheet)
    return [(tuple(range(start, start + grid.slots)), tuple(range(start + grid.slots, start + on_sheet))) for start in starts]


def _stack(pages: int, grid: Grid) -> list[tuple[_Numbers, _Numbers]]:
    """Leaf after leaf downwards through the pile below a slot, then the pile below the next slot."""
    height = -(-pages // (2 * grid.slots))
    fronts = [tuple(2 * (slot * height + depth) + 1 for slot in range(grid.slots)) for depth in range(height)]
    return [(front, _mirrored(tuple(page + 1 for page in front), grid)) for front in fronts]


def _mirrored(side: _Numbers, grid: Grid) -> _Numbers:
    """Each row from its other end."""
    rows = [side[start : start + grid.columns] for start in range(0, grid.slots, grid.columns)]
    return tuple(chain.from_iterable(reversed(row) for row in rows))
