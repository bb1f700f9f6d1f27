"""What a file says of itself."""

from __future__ import annotations

from xml.etree import ElementTree

from handbook.channels.metadata import Metadata, packet

FULL = Metadata('Titel & "mehr" <so>', "de", "Verlag & Söhne", "Maker 1", "2023-11-14T22:13:20Z")


def test_the_packet_is_well_formed_whatever_the_title_holds() -> None:
    root = ElementTree.fromstring(packet(FULL))
    texts = [element.text for element in root.iter() if element.text and element.text.strip()]
    assert 'Titel & "mehr" <so>' in texts
    assert "Verlag & Söhne" in texts


def test_the_packet_names_both_standards_and_explains_one_to_the_other() -> None:
    text = packet(FULL).decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in text
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in text
    assert "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>" in text


def test_what_is_unknown_is_left_out() -> None:
    text = packet(Metadata("x", "de")).decode()
    assert "CreateDate" not in text
    assert "dc:creator" not in text
