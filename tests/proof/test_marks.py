"""Where the numbers stand: beside the page, each in reach of what it means, none over another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.findings import Place, Severity
from handbook.proof.entries import Entry
from handbook.proof.marks import ABOVE_MM, COLUMN_MM, FREE_MM, HEAD_MM, ROOM_MM, STEP_MM, apart, marks

WIDTH, HEIGHT = 148.0, 210.0


def entry(number: int, x: float | None = None, y: float | None = None) -> Entry:
    return Entry(number, Severity.ERROR, "K02", "error", "page 1", "x", "", Place(page=1, x_mm=x, y_mm=y))


def test_a_number_stands_left_of_the_page_at_the_height_of_what_it_means() -> None:
    (mark,) = marks([entry(1, 60, 80)], WIDTH, HEIGHT)
    assert (mark.x, mark.y) == (COLUMN_MM, 80 - ABOVE_MM)
    assert mark.spot == (60 - ABOVE_MM, 80 - ABOVE_MM)


def test_a_finding_of_a_whole_page_stands_above_it_where_reading_begins() -> None:
    two = [entry(1), entry(2)]
    assert [(mark.x, mark.y, mark.spot) for mark in marks(two, WIDTH, HEIGHT)] == [(FREE_MM, HEAD_MM, None), (FREE_MM + STEP_MM, HEAD_MM, None)]
    assert [mark.x for mark in marks(two, WIDTH, HEIGHT, from_right=True)] == [WIDTH - FREE_MM, WIDTH - FREE_MM - STEP_MM]


def test_numbers_of_one_line_move_apart_and_keep_their_order() -> None:
    made = marks([entry(1, 20, 50), entry(2, 40, 50), entry(3, 60, 51)], WIDTH, HEIGHT)
    assert [mark.number for mark in made] == [1, 2, 3]
    assert [round(second.y - first.y, 3) for first, second in pairwise(made)] == [STEP_MM, STEP_MM]
    assert len({mark.spot for mark in made}) == 3


@pytest.mark.parametrize(("x", "y"), [(-40.0, -3.0), (400.0, 500.0)])
def test_what_lies_beyond_the_paper_is_pointed_at_from_its_edge(x: float, y: float) -> None:
    (mark,) = marks([entry(1, x, y)], WIDTH, HEIGHT)
    assert mark.spot
    assert -ROOM_MM < mark.spot[0] < WIDTH + ROOM_MM
    assert -ROOM_MM < mark.spot[1] < HEIGHT + ROOM_MM
    assert FREE_MM <= mark.y <= HEIGHT - FREE_MM


@given(st.lists(st.floats(-50, 260), max_size=60))
def test_numbers_stay_beside_the_page_and_off_each_other(heights: list[float]) -> None:
    first, last = FREE_MM, HEIGHT - FREE_MM
    made = apart(sorted(heights), first, last)
    assert all(first - 1e-6 <= height <= last + 1e-6 for height in made)
    least = min(STEP_MM, (last - first) / max(1, len(made) - 1))
    assert all(second - one >= least - 1e-6 for one, second in pairwise(made))
