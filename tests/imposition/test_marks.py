"""Ticks where one folds and cuts: outside the pages and their bleed, inside what the printer prints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.imposition.marks import GAP_MM, SHORTEST_MM, Tick, stream, ticks
from handbook.imposition.scheme import GRIDS
from handbook.imposition.sheet import Sheet, sheet


def bed(scheme: str, width: float, height: float) -> Sheet:
    made = sheet(width, height, GRIDS[scheme], "A4", 4.2)
    assert made
    return made


def listed(drawn: tuple[Tick, ...]) -> list[str]:
    return [f"{'fold' if tick.fold else 'crop'} {tick.x1:g},{tick.y1:g} {tick.x2:g},{tick.y2:g}" for tick in drawn]


def test_an_a6_booklet_has_a_fold_in_the_middle_and_crops_around() -> None:
    assert listed(ticks(bed("booklet", 105, 148), folded=True)) == [
        "crop 43.5,181 43.5,186",
        "crop 43.5,29 43.5,24",
        "fold 148.5,181 148.5,186",
        "fold 148.5,29 148.5,24",
        "crop 253.5,181 253.5,186",
        "crop 253.5,29 253.5,24",
        "crop 41.5,179 36.5,179",
        "crop 255.5,179 260.5,179",
        "crop 41.5,31 36.5,31",
        "crop 255.5,31 260.5,31",
    ]


def test_pages_that_fill_the_paper_have_no_ticks() -> None:
    assert ticks(bed("booklet", 148, 210), folded=True) == ()


def test_without_a_fold_all_ticks_are_for_cutting() -> None:
    assert {tick.fold for tick in ticks(bed("2up", 105, 148))} == {False}


@given(st.floats(30, 200), st.floats(30, 200), st.floats(0, 8), st.sampled_from(sorted(GRIDS)))
def test_no_tick_lies_in_a_page_its_bleed_or_the_white_strip(width: float, height: float, bleed: float, scheme: str) -> None:
    made = sheet(width, height, GRIDS[scheme], "A4", 4.2)
    if made is None:
        return
    gap = max(bleed, GAP_MM)
    field = made.trim.grown(gap, gap, gap, gap)
    for tick in ticks(made, bleed):
        left, right = sorted((tick.x1, tick.x2))
        bottom, top = sorted((tick.y1, tick.y2))
        assert max(right - left, top - bottom) >= SHORTEST_MM - 0.001
        assert right <= field.left + 0.001 or left >= field.right - 0.001 or top <= field.bottom + 0.001 or bottom >= field.top - 0.001
        assert made.printable.left - 0.001 <= left
        assert right <= made.printable.right + 0.001
        assert made.printable.bottom - 0.001 <= bottom
        assert top <= made.printable.top + 0.001


@pytest.mark.parametrize(("fold", "dash"), [(False, "[] 0 d"), (True, "[1.5 1.5] 0 d")])
def test_a_tick_is_a_quarter_point_line_in_registration_colour(fold: bool, dash: str) -> None:
    drawn = stream([Tick(0, 0, 25.4, 0, fold)], "All").decode().splitlines()
    assert drawn == ["q /All CS 1 SCN 0.25 w 0 J", f"{dash} 0.0000 0.0000 m 72.0000 0.0000 l S", "Q"]
