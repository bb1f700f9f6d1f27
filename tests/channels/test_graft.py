"""Copies are the book with the pages of one recipient, as if it had been made for that one alone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

import page as pdfcheck
import pikepdf
import pytest

from handbook.channels.graft import graft
from handbook.channels.shell import NotApart
from handbook.channels.trunk import cut
from tests.channels.conftest import drawn
from tests.channels.small_book import batch, book, holds, trunk, words

WHOM = ("Ada", "Bert", "Çelik")


@cache
def grafted(whom: Sequence[str] = WHOM) -> list[bytes]:
    made = list(graft(trunk(), batch(*whom), [f"Ein Titel – {who}" for who in whom]))
    assert all(isinstance(each, bytes) for each in made), made
    return made  # type: ignore[return-value]


def annotations(pdf: pikepdf.Pdf) -> list[Any]:
    return [each for leaf in pdf.pages for each in leaf.obj.get("/Annots", ())]


def test_each_copy_has_the_pages_of_its_recipient_between_those_of_the_book() -> None:
    for who, data in zip(WHOM, grafted(), strict=True):
        first, middle, last = words(data)
        assert f"für {who}" in first
        assert "Mitte" in middle
        assert f"Seite von {who}" in last


def test_a_copy_reads_like_the_book_made_for_its_recipient_alone() -> None:
    for who, data in zip(WHOM, grafted(), strict=True):
        assert drawn(data) == drawn(book(who))
        assert words(data) == words(book(who))


@pytest.mark.parametrize("standard", ["ua1", "2a"])
def test_a_copy_keeps_the_standards_that_the_book_keeps(standard: str) -> None:
    for data in grafted():
        assert [failure.message for failure in pdfcheck.validate_pdf_bytes(data, profile=standard).failures] == []


def test_a_copy_holds_nothing_of_others_nor_of_the_book_for_nobody() -> None:
    for who, data in zip(WHOM, grafted(), strict=True):
        assert holds(data, [*WHOM, "niemand"]) == [who]


def test_a_copy_has_the_same_bytes_whoever_else_was_laid_out() -> None:
    assert grafted(("Bert",)) == grafted()[1:2]
    assert grafted(("Çelik", "Ada")) == [grafted()[2], grafted()[0]]


def test_every_reader_finds_a_whole_file() -> None:
    for data in grafted():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert len(pdf.pages) == 3
            assert [int(leaf.obj.StructParents) for leaf in pdf.pages] == [0, 1, 2]


def test_a_copy_says_its_title_in_both_places_and_is_a_file_of_its_own() -> None:
    identities = set()
    for who, data in zip(WHOM, grafted(), strict=True):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert str(pdf.docinfo.Title) == f"Ein Titel – {who}"
            assert f'"x-default">Ein Titel – {who}</rdf:li>'.encode() in pdf.Root.Metadata.read_bytes()
            identities.add(bytes(pdf.trailer.ID[0]))
    assert len(identities) == len(WHOM)


def test_links_and_bookmarks_of_the_book_lead_to_the_pages_of_the_copy() -> None:
    with pikepdf.open(io.BytesIO(grafted()[0])) as pdf:
        names = pdf.Root.Names.Dests.Names
        spots = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
        (link,) = (each for each in annotations(pdf) if "/Dest" in each)
        assert spots[str(link.Dest)][0].objgen == pdf.pages[2].obj.objgen
        assert pdf.Root.Outlines.First.Dest[0].objgen == pdf.pages[0].obj.objgen
        assert pdf.Root.Outlines.Last.Dest[0].objgen == pdf.pages[2].obj.objgen


def test_every_field_can_be_filled_in_under_a_name_of_its_own() -> None:
    with pikepdf.open(io.BytesIO(grafted()[0])) as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        assert len(names) == len(set(names)) == 2
        widgets = [each for each in annotations(pdf) if each.Subtype == "/Widget"]
        assert {each.objgen for each in widgets} == {field.objgen for field in pdf.Root.AcroForm.Fields}
        assert all(each.P.objgen in {leaf.obj.objgen for leaf in pdf.pages} for each in widgets)


def test_pictures_and_typefaces_of_the_book_are_in_a_copy_once() -> None:
    with pikepdf.open(io.BytesIO(grafted()[0])) as pdf:
        fonts = [str(item.FontName) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"]
        assert len(fonts) == len(set(fonts))


def test_a_letter_that_the_book_lacks_asks_for_a_book_of_its_own() -> None:
    made = list(graft(trunk(), batch("Ada", "Łukasz"), ["Ada", "Łukasz"]))
    assert isinstance(made[0], bytes)
    assert isinstance(made[1], NotApart)
    assert "letters that the book lacks" in made[1].reason


def test_a_copy_with_other_pages_than_the_book_is_refused() -> None:
    with pytest.raises(NotApart, match="4 pages came for 1 copies"):
        next(graft(trunk(), batch("Ada", "Bert"), ["Ada"]))


def test_a_field_needs_a_book_that_has_a_form() -> None:
    from handbook import finishing
    from tests.channels.small_book import SPECIMEN, front, sections

    without = cut(finishing.make(sections(("first", front("")), ("last", SPECIMEN))).data, [[0]])
    only = finishing.make(sections(("last", '<h1>Ende</h1><p>Antwort: <span class="blank" data-field="line">&#160;</span></p>'))).data
    (made,) = graft(without, only, ["x"])
    assert isinstance(made, NotApart)
