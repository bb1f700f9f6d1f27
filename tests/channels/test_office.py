"""What an office printer gets of a handbook and of a checklist."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from handbook.channels.office import finish
from handbook.errors import ContentError
from tests.imposition.conftest import make_pdf, preferences, words


def test_an_a5_handbook_becomes_a_booklet_on_a4() -> None:
    made = finish(make_pdf(8), right_to_left=False)
    assert made.sheets == 2
    assert [set(side) for side in words(made.data)] == [{"P8", "P1"}, {"P2", "P7"}, {"P6", "P3"}, {"P4", "P5"}]
    assert preferences(made.data)["/Duplex"] == "/DuplexFlipShortEdge"


@pytest.mark.parametrize(("right_to_left", "cover_is_right"), [(False, True), (True, False)])
def test_a_booklet_is_bound_where_its_language_begins(right_to_left: bool, cover_is_right: bool) -> None:
    front = words(finish(make_pdf(4), right_to_left=right_to_left).data)[0]
    assert (front["P1"][0] > front["P4"][0]) is cover_is_right


def test_an_a4_handbook_stays_page_by_page_on_both_sides() -> None:
    made = finish(make_pdf(5, 210, 297), right_to_left=False, copies=2)
    assert made.sheets == 3
    assert [set(side) for side in words(made.data)] == [{f"P{number}"} for number in range(1, 6)]
    assert preferences(made.data) == {"/PrintScaling": "/None", "/Duplex": "/DuplexFlipLongEdge", "/NumCopies": 2}
    assert preferences(finish(make_pdf(5, 297, 210), right_to_left=False).data)["/Duplex"] == "/DuplexFlipShortEdge"


def test_a_checklist_is_one_side_at_full_size() -> None:
    made = finish(make_pdf(1, 210, 297), right_to_left=False)
    assert made.sheets == 1
    assert preferences(made.data) == {"/PrintScaling": "/None", "/Duplex": "/Simplex"}


def test_a_single_page_of_a_language_from_the_right_says_so() -> None:
    assert preferences(finish(make_pdf(1, 210, 297), right_to_left=True).data)["/Direction"] == "/R2L"


def test_what_the_viewer_was_told_before_is_kept() -> None:
    def telling(file: pikepdf.Pdf) -> None:
        file.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)

    assert preferences(finish(make_pdf(1, 210, 297, change=telling), right_to_left=False).data)["/DisplayDocTitle"] is True


@pytest.mark.parametrize("data", [make_pdf(8), make_pdf(1, 210, 297)], ids=["booklet", "single"])
def test_the_same_pages_give_the_same_clean_bytes(data: bytes) -> None:
    made = finish(data, right_to_left=False)
    assert made.data == finish(data, right_to_left=False).data
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_a_booklet_that_does_not_come_out_even_is_refused() -> None:
    with pytest.raises(ContentError, match="has 31 pages"):
        finish(make_pdf(31), right_to_left=False)


def test_the_house_handbook_fills_eight_sheets_and_names_its_pictures_at_the_edge(house_pdf: Path) -> None:
    made = finish(house_pdf.read_bytes(), right_to_left=False, name=house_pdf.name)
    assert made.sheets == 8
    assert [finding.code for finding in made.findings] == ["I05"]
    assert made.findings[0].message.startswith("pages 1, 4, 6")
