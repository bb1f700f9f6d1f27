"""A finished book is cut into what all copies share and places for the rest."""

from __future__ import annotations

import io
import pickle
from dataclasses import replace

import pikepdf
import pytest

from handbook import finishing
from handbook.channels.objects import HEADER
from handbook.channels.shell import NotApart
from handbook.channels.trunk import Trunk, cut
from tests.channels.small_book import MIDDLE, back, book, front, sections, trunk


def test_places_are_those_of_the_personal_pages() -> None:
    assert [[leaf.index for leaf in section] for section in trunk().sections] == [[0], [2]]
    assert [each for each in trunk().elements if isinstance(each, int)] == [0, 1]
    assert len(trunk().elements) == 3


def test_a_trunk_begins_like_a_file_and_holds_no_personal_page() -> None:
    assert trunk().written.startswith(HEADER)
    assert b"niemand" not in trunk().written
    assert len(trunk().shared_fields.split()) == 3  # one reference: the field on the last page isn't shared


def test_typefaces_have_the_letters_of_all_pages_also_of_dropped_ones() -> None:
    plain = cut(book(), [[0], [2]])
    assert {name: len(letters) for name, letters in plain.letters.items()} != {name: len(letters) for name, letters in trunk().letters.items()}
    assert all(plain.letters[name] <= trunk().letters[name] for name in plain.letters)


def test_the_same_book_has_the_same_trunk_and_can_travel() -> None:
    assert cut(book(), [[0], [2]]) == cut(book(), [[0], [2]])
    assert pickle.loads(pickle.dumps(trunk())) == trunk()


def test_a_section_of_several_pages_has_a_place_for_each() -> None:
    two = sections(("first", f"{front('')}<section><h2>Seite zwei</h2></section>"), pages=2)
    others = sections(("middle", MIDDLE), ("last", back("")))
    data = finishing.make(replace(two, sections=(*two.sections, *others.sections))).data
    assert [[leaf.index for leaf in section] for section in cut(data, [[0, 1], [3]]).sections] == [[0, 1], [3]]


def test_pages_that_an_element_shares_cant_be_cut_apart() -> None:
    long = sections(("first", f"{front('')}<section><h2>Seite zwei</h2></section>"), pages=2)
    data = finishing.make(long).data
    with pytest.raises(NotApart, match="stands on a personal page and on another"):
        cut(data, [[0]])


def test_a_book_by_another_standard_isnt_cut() -> None:
    data = finishing.make(sections(("first", front("")), ("middle", MIDDLE), ("last", back(""))), finishing.Wanted(standard="ua-2")).data
    with pytest.raises(NotApart, match="PDF/UA-1"):
        cut(data, [[0], [2]])
    untagged = finishing.make(sections(("first", front(""))), finishing.Wanted(("office",))).data
    with pytest.raises(NotApart, match="PDF/UA-1"):
        cut(untagged, [[0]])


def test_a_trunk_for_paper_has_no_structure_and_a_number_for_everything_it_speaks_of() -> None:
    plain, paper = cut(book(), [[0], [2]]), cut(book(), [[0], [2]], paper="pages")
    assert len(paper.written) < len(plain.written)
    with pikepdf.open(io.BytesIO(whole(plain))) as tagged, pikepdf.open(io.BytesIO(whole(paper))) as untagged:
        kinds = [{str(each.get("/Type")) for each in pdf.objects if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream))} for pdf in (tagged, untagged)]
    assert "/StructElem" in kinds[0]
    assert kinds[1].isdisjoint({"/StructElem", "/StructTreeRoot", "/Annot", "/Outlines"})
    assert max(paper.root, paper.pages, paper.document, paper.info, paper.metadata) < paper.body().size


def whole(made: Trunk) -> bytes:
    """A trunk as a file, with no pages."""
    body = made.body()
    body.hold({made.root: b"<</Pages %d 0 R>>" % made.pages, made.pages: b"<</Type/Pages/Count 0/Kids[]>>"})
    return body.end(made.root, 0, b"")
