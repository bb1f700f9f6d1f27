"""The screen channel: a PDF for readers and screen readers, PDF/UA-1 and PDF/A-2a at once.

In: a PDF as the engine tagged it while `handbook.tagging` noted where each element comes from. Out: the finished bytes, the same for
the same input. Everything here speaks of a PDF alone: no edition, no engine, no file of this machine.
"""

from __future__ import annotations

import io
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from handbook.channels import direction, forms, geometry, links, lists, marked_content, reading, screen_colour, second_part, structure, tables
from handbook.channels.metadata import Metadata, packet
from handbook.channels.structure import Mark, Node

_VERSIONS = {"ua-1": "1.7", "ua-2": "2.0"}


def finish(data: bytes, field_font: bytes = b"", *, standard: str = "ua-1") -> bytes:
    """The finished PDF. `field_font` is the typeface of what is typed into its forms; `standard` is ua-1 or ua-2, with the PDF/A that belongs to it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        contents = [page.obj.Contents.read_bytes() for page in pdf.pages]
        document = structure.read(pdf)
        furniture = dict(document.origin.furniture) if document.origin else {}
        ends, spoken = _of_pieces(document, "ends"), _of_pieces(document, "spoken")
        blank = {Mark(page, number) for page, content in enumerate(contents) for number in marked_content.blank(content)}
        ends |= dict.fromkeys(reading.tidy(document, blank), marked_content.SPACE)
        _arrange(pdf, document)
        forms.place(pdf, document, field_font)
        for mark in reading.closing(document):
            ends.pop(mark, None)
        direction.arrange(document, spoken, ends)
        if standard == "ua-2":
            second_part.number_lists(document)
        structure.write(pdf, document)
        ends = {mark: end for mark, end in ends.items() if mark not in spoken}
        _rewrite(pdf, contents, set(document.marks()), {Mark(*map(int, place.split())): kind for place, kind in furniture.items()}, ends)
        _describe(pdf, document, standard)
        screen_colour.declare(pdf)
        if standard == "ua-2":
            second_part.apply(pdf, document)
        return _saved(pdf, _VERSIONS[standard])


def _of_pieces(document: Node, what: str) -> dict[Mark, str]:
    """What the origins say of single pieces: their ends or what they speak."""
    made: dict[Mark, str] = {}
    for node in document.walk():
        if said := getattr(node.origin, what, None):
            marks = {mark.number: mark for mark in node.marks()}
            made |= {marks[int(number)]: text for number, text in said.items() if int(number) in marks}
    return made


def _arrange(pdf: pikepdf.Pdf, document: Node) -> None:
    """Lists, tables, links, notes and pictures, one after the other."""
    links.arrange(document)
    lists.arrange(document)
    tables.arrange(document)
    for node in document.walk():
        if node.role == "Figure":
            _frame(pdf, node)


def _frame(pdf: pikepdf.Pdf, figure: Node) -> None:
    """Where a picture stands, in points from the lower left corner of the page: ISO 32000-1 14.8.5.4.3."""
    mark = next(figure.marks(), None)
    if mark is None or figure.origin is None or figure.origin.box is None:
        return
    figure.attributes["Layout"] = {"BBox": list(geometry.placed(pdf, mark.page, figure.origin.box)), "Placement": "Block"}


def _rewrite(pdf: pikepdf.Pdf, contents: list[bytes], claimed: set[Mark], furniture: dict[Mark, str], ends: dict[Mark, str]) -> None:
    """Write what the pages draw back, with what each piece is."""
    letters: dict[tuple[int, int], dict[bytes, marked_content.Letters]] = {}
    for number, (page, content) in enumerate(zip(pdf.pages, contents, strict=True)):
        fonts: Any = page.obj.Resources.get("/Font", Dictionary())
        if fonts.objgen not in letters:
            letters[fonts.objgen] = {name[1:].encode(): marked_content.letters(font.ToUnicode.read_bytes()) for name, font in fonts.items() if "/ToUnicode" in font}
        made = marked_content.rewrite(
            content,
            {mark.number for mark in claimed if mark.page == number},
            {mark.number: kind for mark, kind in furniture.items() if mark.page == number},
            {mark.number: end for mark, end in ends.items() if mark.page == number},
            letters[fonts.objgen],
        )
        page.obj.Contents = pdf.make_indirect(Stream(pdf, made))


def _pack(stream: Stream) -> None:
    """Compress a stream so that it doesn't end in a carriage return: some readers take it for a part of the line end that follows."""
    data = stream.read_bytes() if "/Filter" not in stream else b""
    packed = zlib.compress(data) if data else stream.read_raw_bytes()
    while packed.endswith(b"\r"):
        data = (data or stream.read_bytes()) + b"\n"  # in a font behind its last table
        packed = zlib.compress(data)
        if "/Length1" in stream:
            stream.Length1 = len(data)
    if data:
        stream.write(packed, filter=Name.FlateDecode)


def _describe(pdf: pikepdf.Pdf, document: Node, standard: str) -> None:
    """Title, language, page labels and the standards that the file keeps."""
    said = pdf.docinfo
    created = str(said.get("/CreationDate", ""))
    date = f"{created[2:6]}-{created[6:8]}-{created[8:10]}T{created[10:12]}:{created[12:14]}:{created[14:16]}Z" if created else ""
    metadata = Metadata(str(said.get("/Title", "")), str(pdf.Root.Lang), str(said.get("/Author", "")), str(said.get("/Producer", "")), date, standard)
    stream = Stream(pdf, packet(metadata), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = pdf.make_indirect(stream)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if document.attributes.get("Layout", {}).get("WritingMode") == "RlTb":
        pdf.Root.ViewerPreferences.Direction = Name.R2L
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    if "/Outlines" in pdf.Root:
        pdf.Root.PageMode = Name.UseOutlines


def _saved(pdf: pikepdf.Pdf, version: str) -> bytes:
    """The file's bytes. The XMP packet stays plain, for programs that know no PDF."""
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/Subtype") not in (Name.Image, Name.XML):
            _pack(item)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, force_version=version)
    return out.getvalue()
