"""Pages have numbers, things on them have places in millimetres of the trimmed page."""

from __future__ import annotations

from pikepdf import Array

from handbook.preflight.screen.objects import key
from handbook.preflight.screen.sheets import annotated, numbered, sheets, spot
from handbook.preflight.subject import opened
from tests.preflight.screen.small_pdf import Small


def test_things_on_pages_come_page_by_page_with_what_they_are() -> None:
    small = Small(2)
    small.lay("Text", (1, 2, 3, 4), page=1)
    small.lay("Link", (1, 2, 3, 4), F=2)
    with opened(small.saved()) as subject:
        assert [(each.page, each.kind, each.hidden) for each in annotated(subject)] == [(1, "Link", True), (2, "Text", False)]
        assert [numbered(subject)[key(sheet.object)] for sheet in sheets(subject)] == [1, 2]


def test_a_place_is_measured_from_the_upper_left_of_the_trimmed_page() -> None:
    small = Small()
    box = (72, 72, 144, 144)
    height = 140 / 25.4 * 72
    with opened(small.saved(), "a") as subject:
        assert spot(subject, 1, box) == subject.place(1, 25.4, round(140 - 50.8, 1))
    small.page.TrimBox = Array([36, 36, 200, height - 36])
    with opened(small.saved(), "a") as subject:
        assert spot(subject, 1, box) == subject.place(1, 12.7, round(140 - 50.8 - 12.7, 1))


def test_turned_pages_and_boxes_that_are_none_give_the_page_alone() -> None:
    small = Small()
    with opened(small.saved(), "a") as subject:
        assert [spot(subject, 1, wrong) for wrong in ((), None, Array([1]))] == [subject.place(1)] * 3
        assert spot(subject, 9, (1, 2, 3, 4)) == subject.place(9)
    small.page.Rotate = 90
    with opened(small.saved(), "a") as subject:
        assert spot(subject, 1, (1, 2, 3, 4)) == subject.place(1)
