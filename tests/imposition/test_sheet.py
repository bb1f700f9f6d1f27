"""Where slots lie and how a page comes into one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.imposition.scheme import GRIDS, Grid
from handbook.imposition.sheet import POINTS, Box, Matrix, Sheet, creep, placement, sheet, shown

MILLIMETRES = st.floats(20, 420, allow_nan=False)


def bed(scheme: str, width: float, height: float, paper: str = "A4", *, fit: bool = False) -> Sheet:
    made = sheet(width, height, GRIDS[scheme], paper, 4.2, fit=fit)
    assert made
    return made


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point of the page, in millimetres of the sheet."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e) / POINTS, (b * x + d * y + f) / POINTS


def test_an_a5_booklet_has_its_fold_in_the_middle_of_the_sheet() -> None:
    made = bed("booklet", 148, 210)
    assert (made.width, made.height, made.scale, made.landscape) == (297, 210, 1, True)
    left, right = made.slot(0), made.slot(1)
    assert left == Box(0.5, 0, 148.5, 210)
    assert right == Box(148.5, 0, 296.5, 210)


@pytest.mark.parametrize(
    ("scheme", "width", "height", "paper", "expected"),
    [
        ("booklet", 148, 210, "A4", (297, 210, 2, 1)),
        ("booklet", 105, 148, "A4", (297, 210, 2, 1)),
        ("booklet", 210, 297, "A3", (420, 297, 2, 1)),
        ("2up", 210, 148, "A4", (210, 297, 1, 2)),
        ("4up", 105, 148, "A4", (210, 297, 2, 2)),
        ("cards", 105, 74, "A4", (210, 297, 2, 4)),
        ("cards", 74, 105, "A4", (297, 210, 4, 2)),
        ("cards", 85, 55, "A4", (210, 297, 2, 4)),
        ("stack", 148, 210, "A4", (297, 210, 2, 1)),
        ("stack", 105, 148, "A4", (210, 297, 2, 2)),
        ("stack", 105, 74, "A4", (210, 297, 2, 4)),
        ("stack", 595 / POINTS, 842 / POINTS, "A3", (420, 297, 2, 1)),
    ],
)
def test_grid_and_orientation_suit_the_pages(scheme: str, width: float, height: float, paper: str, expected: tuple[float, float, int, int]) -> None:
    made = bed(scheme, width, height, paper)
    assert (made.width, made.height, made.grid.columns, made.grid.rows) == expected


def test_pages_that_are_too_large_get_no_sheet_unless_they_may_be_scaled() -> None:
    assert sheet(210, 297, GRIDS["booklet"], "A4", 4.2) is None
    made = bed("booklet", 210, 297, fit=True)
    assert made.scale == pytest.approx((210 - 8.4) / 297, abs=1e-9)
    assert made.trim.within(made.printable) == made.trim


@given(MILLIMETRES, MILLIMETRES, st.sampled_from(sorted(GRIDS)), st.sampled_from(["A4", "A3"]), st.booleans())
def test_slots_never_overlap_and_lie_on_the_paper(width: float, height: float, scheme: str, paper: str, fit: bool) -> None:
    made = sheet(width, height, GRIDS[scheme], paper, 4.2, fit=fit)
    if made is None:
        assert not fit
        return
    slots = [made.slot(number) for number in range(made.grid.slots)]
    field = made.printable if fit else made.paper.grown(0.25, 0.25, 0.25, 0.25)
    for number, slot in enumerate(slots):
        assert (slot.width, slot.height) == pytest.approx((width * made.scale, height * made.scale), abs=0.01)
        assert field.left - 0.01 <= slot.left
        assert slot.right <= field.right + 0.01
        assert field.bottom - 0.01 <= slot.bottom
        assert slot.top <= field.top + 0.01
        for other in slots[number + 1 :]:
            shared = slot.within(other)
            assert min(shared.width, shared.height) < 0.01


@given(MILLIMETRES, MILLIMETRES, st.floats(0, 10), st.sampled_from(sorted(GRIDS)))
def test_windows_with_bleed_never_overlap_either(width: float, height: float, bleed: float, scheme: str) -> None:
    made = sheet(width, height, GRIDS[scheme], "A3", 4.2)
    if made:
        windows = [made.window(number, bleed) for number in range(made.grid.slots)]
        for number, window in enumerate(windows):
            assert window.within(made.paper) == window
            for other in windows[number + 1 :]:
                shared = window.within(other)
                assert min(shared.width, shared.height) < 0.01


def test_bleed_shows_outside_only() -> None:
    made = bed("booklet", 105, 148)
    left, right = made.slot(0), made.slot(1)
    assert made.window(0, 3) == Box(left.left - 3, left.bottom - 3, left.right, left.top + 3)
    assert made.window(1, 3) == Box(right.left, right.bottom - 3, right.right + 3, right.top + 3)


def test_creep_sums_to_the_paper_that_lies_around_the_innermost_sheet() -> None:
    shifts = [creep(number, 0.1) for number in range(1, 9)]
    assert shifts[0] == 0
    assert sum(inner - outer for outer, inner in pairwise(shifts)) == pytest.approx(7 * 0.1)
    assert all(inner - outer == pytest.approx(0.1) for outer, inner in pairwise(shifts))


@pytest.mark.parametrize(
    ("turned", "corners"),
    [
        (0, {"lower left": (20, 30), "lower right": (120, 30), "upper left": (20, 180)}),
        (90, {"lower left": (20, 130), "lower right": (20, 30), "upper left": (170, 130)}),
        (180, {"lower left": (120, 180), "lower right": (20, 180), "upper left": (120, 30)}),
        (270, {"lower left": (170, 30), "lower right": (170, 130), "upper left": (20, 30)}),
    ],
)
def test_each_corner_of_a_turned_page_comes_to_its_place(turned: int, corners: dict[str, tuple[float, float]]) -> None:
    """The page is 100 × 150 mm and begins at (7, 9) mm of its own coordinates; viewers turn it clockwise."""
    page = Box(7, 9, 107, 159).times(POINTS)
    slot = Box(20, 30, 120, 180) if turned % 180 == 0 else Box(20, 30, 170, 130)
    matrix = placement(page, turned, slot, 1.0)
    own = {"lower left": (page.left, page.bottom), "lower right": (page.right, page.bottom), "upper left": (page.left, page.top)}
    for name, expected in corners.items():
        assert moved(matrix, *own[name]) == pytest.approx(expected, abs=0.01), name


def test_a_scaled_and_shifted_page_stays_in_the_middle_of_its_slot_but_for_the_shift() -> None:
    page = Box(0, 0, 148, 210).times(POINTS)
    matrix = placement(page, 0, Box(100, 0, 174, 105), 0.5, shift=0.3)
    assert moved(matrix, 0, 0) == pytest.approx((100.3, 0), abs=0.01)
    assert moved(matrix, page.right, page.top) == pytest.approx((174.3, 105), abs=0.01)


def test_rows_count_from_the_top() -> None:
    made = Sheet(210, 297, Grid(2, 2), 100, 140, 1.0, 4.2)
    assert made.slot(0) == Box(5, 148.5, 105, 288.5)
    assert made.slot(3) == Box(105, 8.5, 205, 148.5)


def test_forms_are_drawn_over_each_other_through_a_window() -> None:
    drawn = shown(Box(0, 0, 25.4, 50.8), (1, 0, 0, 1, 3, 4), ["P1", "P1.1"])
    assert drawn == "q 0.0000 0.0000 72.0000 144.0000 re W n 1.000000 0.000000 0.000000 1.000000 3.000000 4.000000 cm /P1 Do /P1.1 Do Q"
