"""PDF/UA-2 and PDF/A-4: the tree of PDF 2.0. No checker for these is at hand; what the standards ask for is looked up in the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from handbook.channels import screen
from tests.channels.conftest import drawn, raw
from tests.channels.test_forms import CSS, TICKS

BODY = f"""<h1>Eins</h1><table role="doc-toc"><tr role="listitem"><td><a href="#b">Zwei</a></td></tr></table>
<dl><dt>Wort</dt><dd>Sinn</dd></dl>{TICKS}<h2 id="b">Zwei</h2><p><a href="https://a.example/">hinaus</a></p>"""


@pytest.fixture(scope="module")
def data(field_font: bytes) -> bytes:
    return screen.finish(raw(BODY, CSS + "* { margin: 0 }"), field_font, standard="ua-2")


@pytest.fixture
def document(data: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield opened


def elements(document: pikepdf.Pdf) -> list[Any]:
    return [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"]


def test_the_file_is_pdf_2_and_says_which_standards_it_keeps(data: bytes, document: pikepdf.Pdf) -> None:
    assert data.startswith(b"%PDF-2.0")
    assert "/Info" not in document.trailer
    packet = document.Root.Metadata.read_bytes()
    assert b"<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>" in packet
    assert b"<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev>" in packet
    assert b"conformance" not in packet


def test_every_element_belongs_to_the_namespace_that_knows_its_type(document: pikepdf.Pdf) -> None:
    spaces = {str(element.S): str(element.NS.NS) for element in elements(document)}
    assert spaces["/TOC"] == spaces["/TOCI"] == spaces["/Reference"] == "http://iso.org/pdf/ssn"
    assert {spaces[role] for role in ("/Document", "/H1", "/P", "/L", "/LI", "/LBody", "/Lbl", "/Link", "/Form")} == {"http://iso.org/pdf2/ssn"}
    assert len(document.Root.StructTreeRoot.Namespaces) == 2


def test_links_contents_and_bookmarks_lead_to_elements(document: pikepdf.Pdf) -> None:
    (heading,) = [element for element in elements(document) if element.S == "/H2"]
    inside = [link for page in document.pages for link in page.obj.get("/Annots", []) if link.Subtype == "/Link" and link.A.S == "/GoTo"]
    assert [link.A.SD[0].objgen for link in inside] == [heading.objgen]
    (entry,) = [element for element in elements(document) if element.S == "/TOCI"]
    assert [each.objgen for each in entry.Ref] == [heading.objgen]
    first = document.Root.Outlines.First
    assert first.A.SD[0].S == "/H1"
    assert first.First.A.SD[0].objgen == heading.objgen
    assert not [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/Dest" in item]


def test_lists_with_labels_say_how_they_count(data: bytes) -> None:
    assert "L ListNumbering=Description" in drawn(data)


def test_widgets_say_what_they_are_as_annotations_too(document: pikepdf.Pdf) -> None:
    widgets = [each for page in document.pages for each in page.obj.get("/Annots", []) if each.Subtype == "/Widget"]
    assert [str(widget.Contents) for widget in widgets] == ["Pass", "Stift dabei"]


def test_the_first_part_is_what_comes_out_unless_the_second_is_asked_for(field_font: bytes) -> None:
    assert screen.finish(raw("<p>x</p>"), field_font).startswith(b"%PDF-1.7")
