"""What a PDF says of itself is read as people and programs write it."""

from __future__ import annotations

import pytest
from pikepdf import Dictionary, String

from handbook.preflight.screen.claims import claims, title
from handbook.preflight.subject import opened
from tests.preflight.screen.small_pdf import Small

UA = '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>'
ARCHIVE = '<rdf:Description rdf:about="" xmlns:x="http://www.aiim.org/pdfa/ns/id/" x:part="2" x:conformance="A"/>'
FOUR = '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>4</pdfaid:part></rdf:Description>'


@pytest.mark.parametrize(("said", "standards"), [("", ()), (UA, ("PDF/UA-1",)), (ARCHIVE, ("PDF/A-2a",)), (UA + FOUR, ("PDF/UA-1", "PDF/A-4")), ("<pdfuaid:part>1", ())])
def test_standards_are_read_from_elements_and_attributes_of_any_prefix(said: str, standards: tuple[str, ...]) -> None:
    small = Small()
    small.describe(said)
    with opened(small.saved()) as subject:
        assert claims(subject).standards == standards
        assert claims(subject).title == "Ein Titel"


def packed(packet: bytes) -> tuple[str, tuple[str, ...]]:
    """Title and standards of a file with any packet, and another title in its older dictionary."""
    with opened(Small().saved()) as subject:
        subject.pdf.trailer.Info = Dictionary(Title=String("C"))
        subject.pdf.Root.Metadata = subject.pdf.make_stream(packet)
        return title(subject), claims(subject).standards


def test_the_title_is_that_of_the_packet_else_of_the_older_dictionary() -> None:
    assert packed(b"<dc:title><rdf:Alt><rdf:li>A &amp; B</rdf:li></rdf:Alt></dc:title>")[0] == "A & B"
    assert packed(b"<dc:title/>")[0] == "C"


def test_a_packet_in_wide_letters_is_read_as_well() -> None:
    assert packed(f"<x>{UA}</x>".encode("utf-16"))[1] == ("PDF/UA-1",)
