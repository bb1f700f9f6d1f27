"""What makes a file a PDF/X-4; how it looks in a finished file is in test_press.py."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from handbook.channels import marks, pdfx
from tests.channels.press_room import shop

DAY = dt.date(2027, 3, 12)


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    """One page with all that a page can carry beside its drawing."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 100))
        page = made.pages[0].obj
        page.TrimBox = pikepdf.Array([10, 10, 190, 90])
        page.Contents = made.make_stream(b"0 0 9 9 re f")
        page.Annots = pikepdf.Array([])
        page.Tabs, page.StructParents, page.AA = Name.S, 0, Dictionary()
        made.Root.OpenAction = Dictionary(S=Name.JavaScript)
        made.Root.AcroForm = Dictionary(Fields=pikepdf.Array([]))
        made.Root.Lang = "de"
        yield made


def test_nothing_but_pages_is_left(pdf: pikepdf.Pdf) -> None:
    pdfx.strip(pdf)
    assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang"}
    assert set(pdf.pages[0].obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/TrimBox", "/Resources", "/Contents"}


def test_boxes_lie_around_the_trim_wherever_that_is(pdf: pikepdf.Pdf) -> None:
    pdfx.set_boxes(pdf, 2, with_marks=True)
    page = pdf.pages[0].obj
    bleed, outer = 2 * marks.MM, 2 * marks.MM + marks.SLUG
    assert [float(value) for value in page.TrimBox] == [10, 10, 190, 90]
    assert [float(value) for value in page.BleedBox] == pytest.approx([10 - bleed, 10 - bleed, 190 + bleed, 90 + bleed], abs=1e-3)
    assert [float(value) for value in page.MediaBox] == pytest.approx([10 - outer, 10 - outer, 190 + outer, 90 + outer], abs=1e-3)
    drawn = page.Contents.read_bytes()
    assert drawn.startswith(b"q 4.3307 4.3307 191.3386 91.3386 re W n\n0 0 9 9 re f\nQ\nq 1 0 0 1 10 10 cm\n")  # nothing runs under the marks
    assert page.Resources.ColorSpace.Registration[1] == Name.All


def test_the_metadata_are_xml_and_say_the_same_as_the_dictionary(pdf: pikepdf.Pdf) -> None:
    pdfx.identify(pdf, shop(), title="A & B <C>", day=DAY, binding="left", part="body")
    packet = pdf.Root.Metadata.read_bytes().decode()
    tree = ElementTree.fromstring(re.sub(r"<\?xpacket.*?\?>", "", packet).strip())
    said = {element.tag.split("}")[1]: (element.text or "").strip() for element in tree.iter()}
    assert (said["li"], said["GTS_PDFXVersion"], said["Trapped"]) == ("A & B <C>", "PDF/X-4", "False")
    assert said["CreateDate"] == said["ModifyDate"] == said["MetadataDate"] == "2027-03-12T00:00:00Z"
    assert str(pdf.docinfo["/Title"]) == "A & B <C>"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20270312000000Z"
    assert pdf.docinfo["/Trapped"] == Name("/False")


def identifier(pdf: pikepdf.Pdf, **changed: str) -> str:
    given = {"title": "A", "binding": "left", "part": "body"} | changed
    pdfx.identify(pdf, shop(), day=DAY, **given)
    (found,) = re.findall(r"<xmpMM:DocumentID>(uuid:[0-9a-f-]{36})</xmpMM:DocumentID>", pdf.Root.Metadata.read_bytes().decode())
    return str(found)


def test_a_file_is_known_by_what_it_holds(pdf: pikepdf.Pdf) -> None:
    first = identifier(pdf)
    assert identifier(pdf) == first
    assert len({first, identifier(pdf, part="cover"), identifier(pdf, title="B")}) == 3
    pdf.pages[0].obj.Contents.write(b"1 1 9 9 re f")
    assert identifier(pdf) != first


def test_the_metadata_lie_open_in_the_saved_file(pdf: pikepdf.Pdf) -> None:
    pdfx.identify(pdf, shop(), title="A", day=DAY, binding="left", part="body")
    out = io.BytesIO()
    pdf.save(out)
    assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4<" in out.getvalue()


def test_pages_that_are_laid_over_others_get_room_for_marks_and_none() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 100))
        page = pdf.pages[0].obj
        page.TrimBox, page.Contents = pikepdf.Array([0, 0, 200, 100]), pdf.make_stream(b"0 0 9 9 re f")
        pdfx.set_boxes(pdf, 3, with_marks=True, drawn=False)
        assert float(page.MediaBox[0]) < float(page.BleedBox[0])
        assert page.Contents.read_bytes() == b"0 0 9 9 re f"


def test_another_file_has_the_same_metadata_under_a_name_of_its_own(pdf: pikepdf.Pdf) -> None:
    pdfx.identify(pdf, shop(), title="Probe", day=DAY, binding="left", part="body")
    packet = pdf.Root.Metadata.read_bytes()
    one, other = pdfx.renamed(packet, b"one"), pdfx.renamed(packet, b"other")
    assert len({packet, one, other}) == 3
    assert {re.sub(rb"uuid:[^<]*", b"", each) for each in (packet, one, other)} == {re.sub(rb"uuid:[^<]*", b"", packet)}
