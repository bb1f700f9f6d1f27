"""Many copies in one file: every page is there as it is in the copy, and shared things are there once."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2

from handbook.channels.bound import Bound
from handbook.channels.shell import NotApart
from tests.channels.small_book import batch, trunk, words
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
