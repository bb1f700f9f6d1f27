"""Sizes and shapes of the page."""

from __future__ import annotations

import pytest

from handbook.formats import A4, A5, FORMATS, SHEET, Format

ALL = pytest.mark.parametrize("form", [A5, A4, SHEET], ids=["A5", "A4", "sheet"])


def test_sizes_are_those_of_the_standard() -> None:
    assert [(form.width_mm, form.height_mm) for form in (A5, A4, SHEET)] == [(148, 210), (210, 297), (210, 297)]  # ISO 216
    assert list(FORMATS) == ["A5", "A4"]


@ALL
def test_text_block_and_margins_fill_the_page(form: Format) -> None:
    assert form.line_mm * 72 / 25.4 == pytest.approx(form.leading_pt)
    assert form.top_mm + form.lines * form.line_mm + form.bottom_mm == pytest.approx(form.height_mm)


@ALL
def test_margins_leave_room_for_fingers_folios_and_holes(form: Format) -> None:
    assert min(form.top_mm, form.bottom_mm, form.inner_mm, form.outer_mm) >= 10
    assert form.inner_mm >= form.outer_mm or form is A4


@ALL
def test_type_is_large_enough_to_read_and_lines_have_air(form: Format) -> None:
    assert form.body_pt >= 9
    assert 1.3 <= form.leading_pt / form.body_pt <= 1.6


def test_a_line_of_the_large_print_holds_as_many_letters_as_one_of_the_booklet() -> None:
    letters = [(form.width_mm - form.inner_mm - form.outer_mm) / form.body_pt for form in (A5, A4)]
    assert letters[0] == pytest.approx(letters[1], rel=0.03)
