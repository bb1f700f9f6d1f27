"""Many copies in one file: every page is there as it is in the copy, and shared things are there once."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from handbook.channels.bound import Bound
from handbook.channels.shell import NotApart
from tests.channels.small_book import batch, holds, inked_batch, inked_trunk, trunk, words
from tests.channels.test_graft import WHOM, grafted


def bound(*batches: tuple[str, ...]) -> tuple[bytes, list[NotApart | None]]:
    file = io.BytesIO()
    made = Bound(trunk(), file)
    told = [each for whom in batches for each in made.add(batch(*whom), len(whom))]
    made.close("Ein Titel")
    return file.getvalue(), told


def pictures(data: bytes) -> list[bytes]:
    with pypdfium2.PdfDocument(data) as document:
        return [bytes(page.render(scale=1).buffer) for page in document]


def test_pages_of_all_copies_are_there_one_copy_after_the_other() -> None:
    data, told = bound(WHOM[:2], WHOM[2:])
    assert told == [None] * 3
    assert words(data) == [page for copy in grafted() for page in words(copy)]


def test_a_page_looks_as_in_its_copy() -> None:
    data, _ = bound(WHOM)
    assert pictures(data) == [page for copy in grafted() for page in pictures(copy)]


def test_every_reader_finds_a_whole_file_without_fields_and_links() -> None:
    with pikepdf.open(io.BytesIO(bound(WHOM)[0])) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert "/StructTreeRoot" not in pdf.Root
        assert "/AcroForm" not in pdf.Root
        assert not any("/Annots" in page.obj for page in pdf.pages)
        assert str(pdf.docinfo.Title) == "Ein Titel"


def test_a_further_copy_costs_a_fraction_of_a_file() -> None:
    one, many = bound(("Ada",))[0], bound(*[("Ada",)] * 20)[0]
    assert len(many) - len(one) < 19 * len(one) / 8


def test_the_same_copies_make_the_same_file() -> None:
    assert bound(WHOM)[0] == bound(WHOM)[0] != bound(WHOM[:2])[0]


def test_a_copy_that_cant_be_among_them_is_told_and_left_out() -> None:
    data, told = bound(("Ada", "Łukasz"))
    assert told[0] is None
    assert isinstance(told[1], NotApart)
    assert len(words(data)) == 3


def pressed(*whom: str, only: int | None = None, own: bool = False) -> bytes:
    """The file of these for a press."""
    file = io.BytesIO()
    made = Bound(inked_trunk(), file, "press")
    assert made.add(inked_batch(*whom), len(whom), only, own=own) == [None] * (len(whom) if only is None else 1)
    made.close("Ein Titel")
    return file.getvalue()


def test_a_file_for_a_press_says_that_it_is_one_and_holds_nothing_that_no_page_draws() -> None:
    data = pressed(*WHOM)
    assert list(map(sorted, words(data))) == list(map(sorted, words(bound(WHOM)[0])))  # a reader turns the words of a book that is bound right
    assert data.startswith(b"%PDF-1.6")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/OutputIntents", "/ViewerPreferences", "/Metadata"}
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        assert [str(each.S) for each in pdf.Root.OutputIntents] == ["/GTS_PDFX"]
        assert {str(each.get("/Type")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)}.isdisjoint({"/StructElem", "/StructTreeRoot", "/Annot"})
    assert holds(data, ["/DeviceRGB", "StructParents", "AcroForm"]) == []


def test_files_for_a_press_are_told_apart_by_what_they_hold() -> None:
    first, again, other = pressed("Ada"), pressed("Ada"), pressed("Eva")
    assert first == again
    ids = [_identity(data) for data in (first, other)]
    assert ids[0][0] != ids[1][0]
    assert ids[0][1] != ids[1][1]


def _identity(data: bytes) -> tuple[bytes, bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return bytes(pdf.trailer.ID[0]), pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize(("trim", "edge"), [((0, 0, 595, 842), "Long"), ((0, 0, 842, 595), "Short")])
def test_single_pages_for_an_office_printer_are_printed_on_both_sides_at_their_size(trim: tuple[float, float, float, float], edge: str) -> None:
    file = io.BytesIO()
    made = Bound(replace(trunk(), trim=trim), file, "office")
    made.add(batch("Ada"), 1)
    made.close("Ein Titel")
    with pikepdf.open(io.BytesIO(file.getvalue())) as pdf:
        assert dict(pdf.Root.ViewerPreferences.items()) == {"/DisplayDocTitle": True, "/PrintScaling": "/None", "/Duplex": f"/DuplexFlip{edge}Edge"}
        assert len(pdf.pages) == 3
