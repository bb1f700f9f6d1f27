"""Sheets of many booklets are those of each, one after the other, and shared pages are there once."""

from __future__ import annotations

import io

import pikepdf
import pytest

from handbook.channels.bound import Bound
from handbook.channels.graft import graft
from handbook.channels.shell import NotApart
from handbook.channels.trunk import cut
from handbook.finishing import make
from handbook.imposition.impose import Order, impose
from tests.channels.small_book import MIDDLE, NOBODY, SPECIMEN, back, batch, front, sections, sheets_trunk, words
from tests.channels.test_bound import pictures

WHOM = ("Ada", "Eva", "Ida")


def sheets(*whom: str, direction: str = "ltr") -> bytes:
    file = io.BytesIO()
    made = Bound(sheets_trunk(direction), file, "office")
    assert made.add(batch(*whom), len(whom)) == [None] * len(whom)
    made.close("Ein Titel")
    return file.getvalue()


def copies(*whom: str) -> list[bytes]:
    data = make(sections(("first", front(NOBODY)), ("middle", MIDDLE), ("last", back(NOBODY)), ("specimen", SPECIMEN))).data
    made = list(graft(cut(data, [[0], [2]]), batch(*whom), ["Ein Titel"] * len(whom)))
    assert all(isinstance(each, bytes) for each in made)
    return made  # type: ignore[return-value]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_sheets_of_a_copy_look_as_if_it_had_been_imposed_by_itself(direction: str) -> None:
    each = [impose(copy, Order("booklet", direction == "rtl", look=False)).data for copy in copies(*WHOM)]
    assert pictures(sheets(*WHOM, direction=direction)) == [side for data in each for side in pictures(data)]


def test_every_copy_begins_on_a_new_sheet() -> None:
    pages = words(sheets(*WHOM))
    assert len(pages) == 3 * 2
    assert [[name for name in WHOM if f"für {name}" in page] for page in pages] == [["Ada"], [], ["Eva"], [], ["Ida"], []]


def test_what_a_side_draws_and_the_forms_of_shared_pages_are_there_once() -> None:
    with pikepdf.open(io.BytesIO(sheets(*WHOM))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [page.obj.Contents.objgen for page in pdf.pages] == [page.obj.Contents.objgen for page in list(pdf.pages)[:2]] * 3
        meant = [{str(name): form.objgen for name, form in page.obj.Resources.XObject.items()} for page in pdf.pages]
        assert [{side[name] for side in meant if name in side} for name in ("/P2", "/P4")] == [{meant[1]["/P2"]}, {meant[0]["/P4"]}]
        assert len({side["/P1"] for side in meant if "/P1" in side}) == 3
        assert not any("/Contents" in each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Page" and "/Resources" not in each)


def test_the_printer_is_told_how_to_turn_the_sheets() -> None:
    with pikepdf.open(io.BytesIO(sheets("Ada"))) as pdf:
        assert dict(pdf.Root.ViewerPreferences.items()) == {"/DisplayDocTitle": True, "/PrintScaling": "/None", "/Duplex": "/DuplexFlipShortEdge"}
        assert [[round(float(edge)) for edge in page.obj.MediaBox] for page in pdf.pages] == [[0, 0, 842, 595]] * 2


def test_a_copy_that_cant_be_among_them_is_told_and_left_out() -> None:
    file = io.BytesIO()
    made = Bound(sheets_trunk(), file, "office")
    told = made.add(batch("Ada", "Łukasz", "Eva"), 3)
    made.close("Ein Titel")
    assert [isinstance(each, NotApart) for each in told] == [False, True, False]
    assert pictures(file.getvalue()) == pictures(sheets("Ada", "Eva"))
