"""Geometry of a sheet: where its slots lie and how a page comes into one.

In: sizes in millimetres. Out: a `Sheet`, boxes in millimetres from the paper's lower left corner, and `placement`, the PDF
matrix that brings a page into its slot. The grid is centred on the paper, so that a fold in the middle of the paper is a
fold between the pages; nothing is scaled unless that was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handbook.imposition.scheme import Grid

POINTS = 72 / 25.4
"""Points in a millimetre."""
PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}  # ISO 216
"""Width and height of the paper, upright."""
ROUNDING_MM = 0.5
"""How much a grid may stand over the paper: sizes in whole points or pixels are rounded."""

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def grown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """With each edge moved outwards."""
        return Box(self.left - left, self.bottom - bottom, self.right + right, self.top + top)

    def within(self, other: Box) -> Box:
        """What both share; turned inside out if that is nothing."""
        return Box(max(self.left, other.left), max(self.bottom, other.bottom), min(self.right, other.right), min(self.top, other.top))

    def around(self, other: Box) -> Box:
        """The smallest that holds both."""
        return Box(min(self.left, other.left), min(self.bottom, other.bottom), max(self.right, other.right), max(self.top, other.top))

    def times(self, factor: float) -> Box:
        """In another unit."""
        return Box(self.left * factor, self.bottom * factor, self.right * factor, self.top * factor)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One side of the paper as one looks at it, all lengths in millimetres."""

    width: float
    height: float
    grid: Grid
    slot_width: float
    """Width of a page on the paper, after scaling."""
    slot_height: float
    scale: float
    margin: float
    """Strip along the edges that the printer leaves white."""

    @property
    def paper(self) -> Box:
        """The whole sheet."""
        return Box(0, 0, self.width, self.height)

    @property
    def printable(self) -> Box:
        """Where the printer prints."""
        return self.paper.grown(*(-self.margin,) * 4)

    @property
    def trim(self) -> Box:
        """All slots together."""
        across, upright = self.grid.columns * self.slot_width / 2, self.grid.rows * self.slot_height / 2
        return Box(self.width / 2 - across, self.height / 2 - upright, self.width / 2 + across, self.height / 2 + upright)

    @property
    def landscape(self) -> bool:
        """Whether the paper lies on its long edge: a sheet turned like the page of a book is then flipped on the short one."""
        return self.width > self.height

    def slot(self, number: int) -> Box:
        """A slot, counted from 0, left to right and row by row from the top."""
        row, column = divmod(number, self.grid.columns)
        left, top = self.trim.left + column * self.slot_width, self.trim.top - row * self.slot_height
        return Box(left, top - self.slot_height, left + self.slot_width, top)

    def window(self, number: int, bleed: float) -> Box:
        """What may be seen of a page: its slot, and its bleed where no other slot and the paper's edge leave room for it."""
        row, column = divmod(number, self.grid.columns)
        beside = (column == 0, row == self.grid.rows - 1, column == self.grid.columns - 1, row == 0)
        return self.slot(number).grown(*(bleed * free for free in beside)).within(self.paper)


def sheet(page_width: float, page_height: float, grids: Sequence[Grid], paper: str, margin: float, *, fit: bool = False) -> Sheet | None:
    """The grid and the paper's orientation that suit pages of this size; None if they don't go on it at their size.

    At their size (`fit` is false) as many as possible go on the paper; with `fit` they fill what the printer prints.
    """
    short, long = PAPERS[paper]
    best: tuple[tuple[float, float], Sheet] | None = None
    for grid in grids:
        for width, height in ((short, long), (long, short)):
            edge = margin if fit else 0.0
            across, upright = grid.columns * page_width, grid.rows * page_height
            share = min((width - 2 * edge) / across, (height - 2 * edge) / upright)
            if not fit and (across > width + ROUNDING_MM or upright > height + ROUNDING_MM):
                continue
            scale = share if fit else 1.0
            rank = (0.0 if fit else grid.slots, share)
            if best is None or rank > best[0]:
                best = rank, Sheet(width, height, grid, page_width * scale, page_height * scale, scale, margin)
    return best[1] if best else None


def shown(window: Box, matrix: Matrix, names: Sequence[str]) -> str:
    """The PDF operators that draw forms of these names over each other, as much as is seen through a window."""
    edges = " ".join(f"{each * POINTS:.4f}" for each in (window.left, window.bottom, window.width, window.height))
    return f"q {edges} re W n {' '.join(f'{each:.6f}' for each in matrix)} cm {' '.join(f'/{name} Do' for name in names)} Q"


def creep(number: int, thickness: float) -> float:
    """How far the pages of a sheet are moved to the fold, in millimetres; sheets count from 1, the outermost.

    Each sheet that lies around another pushes it outwards by its own thickness, so that its outer margins would be cut or
    stand out; the innermost sheet is moved by the thickness of all that lie around it.
    """
    return (number - 1) * thickness


def placement(page: Box, turned: int, slot: Box, scale: float, shift: float = 0.0) -> Matrix:
    """The matrix from the page's own coordinates (points) to the sheet's (points), its box in the middle of the slot.

    `page` is the box that is to lie in the slot, `turned` how far viewers turn the page clockwise: 0, 90, 180 or 270
    degrees (ISO 32000-1, table 30); `shift` moves it to the right by millimetres.
    """
    cosine, sine = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}[turned]
    a, b, c, d = (scale * part for part in (cosine, sine, -sine, cosine))
    middle_x, middle_y = (page.left + page.right) / 2, (page.bottom + page.top) / 2
    target_x, target_y = ((slot.left + slot.right) / 2 + shift) * POINTS, (slot.bottom + slot.top) / 2 * POINTS
    return a, b, c, d, target_x - a * middle_x - c * middle_y, target_y - b * middle_x - d * middle_y
