"""Which page goes where: drawn as text, and put to the proof by folding and cutting the sheets in thought."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.imposition.scheme import GRIDS, Grid, Sides, arrange, lacking


def drawn(sheets: tuple[Sides, ...], grid: Grid) -> str:
    """The sheets as one looks at them."""
    lines = []
    for number, sides in enumerate(sheets, 1):
        for name, side in (("front", sides.front), ("back ", sides.back)):
            rows = [side[start : start + grid.columns] for start in range(0, grid.slots, grid.columns)]
            lines.append(f"sheet {number} {name}  " + " / ".join(" ".join(str(page or "·") for page in row) for row in rows))
    return "\n".join(lines)


def behind(slot: int, grid: Grid) -> int:
    """The slot of the back that lies behind one of the front, the sheet turned like a page of a book."""
    row, column = slot // grid.columns, slot % grid.columns
    return row * grid.columns + (grid.columns - 1 - column)


def leaf(sheet: Sides, slot: int, grid: Grid) -> tuple[int | None, int | None]:
    """The two sides of the piece of paper that one cuts out of a sheet."""
    return sheet.front[slot], sheet.back[behind(slot, grid)]


def leafed_through(sheets: tuple[Sides, ...], first_half: int) -> list[int | None]:
    """The pages of nested, folded sheets in the order of turning them.

    The half of the front that becomes the cover is turned first, from the outermost sheet inwards; on the way out the other
    half shows its inner side first.
    """
    grid, pages = Grid(2, 1), []
    for sheet in sheets:
        pages += leaf(sheet, first_half, grid)
    for sheet in reversed(sheets):
        outside, inside = leaf(sheet, 1 - first_half, grid)
        pages += [inside, outside]
    return pages


@given(st.integers(1, 24), st.booleans())
def test_a_folded_booklet_shows_every_page_once_and_in_order(sheets: int, right_to_left: bool) -> None:
    pages = 4 * sheets
    made = arrange("booklet", pages, Grid(2, 1), right_to_left=right_to_left)
    assert len(made) == sheets
    cover_half = 0 if right_to_left else 1  # bound at the left, the cover is the right half of the outermost sheet
    assert leafed_through(made, cover_half) == list(range(1, pages + 1))


@given(st.integers(1, 96), st.sampled_from(GRIDS["stack"]), st.booleans())
def test_piles_laid_on_each_other_are_in_order(pages: int, grid: Grid, right_to_left: bool) -> None:
    made = arrange("stack", pages, grid, right_to_left=right_to_left)
    slots = list(range(grid.slots))
    if right_to_left:  # piles are taken up in the direction of reading
        slots = [behind(slot, grid) for slot in slots]
    read = [page for slot in slots for sheet in made for page in leaf(sheet, slot, grid)]
    assert [page for page in read if page] == list(range(1, pages + 1))
    assert all(page is None for page in read[pages:])


@given(st.integers(1, 96), st.sampled_from([*GRIDS["2up"], *GRIDS["4up"]]), st.booleans())
def test_pages_side_by_side_are_in_the_order_of_reading(pages: int, grid: Grid, right_to_left: bool) -> None:
    read: list[int | None] = []
    for sheet in arrange("2up", pages, grid, right_to_left=right_to_left):
        for side in (sheet.front, sheet.back):
            read += [side[behind(slot, grid) if right_to_left else slot] for slot in range(grid.slots)]
    assert [page for page in read if page] == list(range(1, pages + 1))


@given(st.integers(1, 12), st.sampled_from(GRIDS["cards"]))
def test_every_card_that_is_cut_out_has_its_own_back(cards: int, grid: Grid) -> None:
    made = arrange("cards", 2 * cards, grid)
    cut = [leaf(sheet, slot, grid) for sheet in made for slot in range(grid.slots)]
    assert sorted(set(cut)) == [(front, front + 1) for front in range(1, 2 * cards, 2)]
    assert len(cut) == 8 * cards


def test_a_booklet_of_eight_pages_has_two_sheets() -> None:
    assert drawn(arrange("booklet", 8, Grid(2, 1)), Grid(2, 1)) == (
        "sheet 1 front  8 1\n"
        "sheet 1 back   2 7\n"
        "sheet 2 front  6 3\n"
        "sheet 2 back   4 5"
    )  # fmt: skip


def test_a_booklet_bound_at_the_right_is_mirrored() -> None:
    assert drawn(arrange("booklet", 8, Grid(2, 1), right_to_left=True), Grid(2, 1)) == (
        "sheet 1 front  1 8\n"
        "sheet 1 back   7 2\n"
        "sheet 2 front  3 6\n"
        "sheet 2 back   5 4"
    )  # fmt: skip


def test_two_and_four_pages_stand_side_by_side() -> None:
    assert drawn(arrange("2up", 5, Grid(2, 1)), Grid(2, 1)) == (
        "sheet 1 front  1 2\n"
        "sheet 1 back   3 4\n"
        "sheet 2 front  5 ·\n"
        "sheet 2 back   · ·"
    )  # fmt: skip
    assert drawn(arrange("4up", 6, Grid(2, 2), right_to_left=True), Grid(2, 2)) == (
        "sheet 1 front  2 1 / 4 3\n"
        "sheet 1 back   6 5 / · ·"
    )  # fmt: skip


def test_a_card_stands_eight_times_on_its_sheet() -> None:
    assert drawn(arrange("cards", 2, Grid(2, 4)), Grid(2, 4)) == (
        "sheet 1 front  1 1 / 1 1 / 1 1 / 1 1\n"
        "sheet 1 back   2 2 / 2 2 / 2 2 / 2 2"
    )  # fmt: skip
    assert drawn(arrange("cards", 1, Grid(2, 4)), Grid(2, 4)).splitlines()[1] == "sheet 1 back   · · / · · / · · / · ·"


def test_a_pile_to_cut_counts_downwards_through_the_sheets() -> None:
    assert drawn(arrange("stack", 15, Grid(2, 2)), Grid(2, 2)) == (
        "sheet 1 front  1 5 / 9 13\n"
        "sheet 1 back   6 2 / 14 10\n"
        "sheet 2 front  3 7 / 11 15\n"
        "sheet 2 back   8 4 / · 12"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("scheme", "pages", "missing"), [("booklet", 31, 1), ("booklet", 32, 0), ("booklet", 1, 3), ("cards", 1, 0), ("cards", 3, 1), ("2up", 3, 0), ("stack", 7, 0)]
)
def test_a_scheme_says_how_many_pages_it_lacks(scheme: str, pages: int, missing: int) -> None:
    assert lacking(scheme, pages) == missing
