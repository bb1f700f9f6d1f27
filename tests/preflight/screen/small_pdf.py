"""The smallest PDF that no rule for screens says anything about, to be damaged by the cases of these rules."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

WIDTH_MM, HEIGHT_MM = 100, 140
_POINT = 72 / 25.4
PACKET = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Ein Titel</rdf:li></rdf:Alt></dc:title></rdf:Description>
%s</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


class Small:
    """A page of 100 by 140 mm with a heading, and what may be added to it."""

    def __init__(self, pages: int = 1) -> None:
        self.pdf = pikepdf.new()
        self.root: Any = self.pdf.Root
        self.font: Any = self.pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding))
        for _ in range(pages):
            self.pdf.add_blank_page(page_size=(WIDTH_MM * _POINT, HEIGHT_MM * _POINT))
        self.pages: list[Any] = [page.obj for page in self.pdf.pages]
        self.page = self.pages[0]
        self.tags: Any = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document: Any = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.tags, K=Array()))
        self.tags.K = Array([self.document])
        self.root.StructTreeRoot, self.root.MarkInfo = self.tags, Dictionary(Marked=True)
        self.root.Lang, self.root.ViewerPreferences = String("de"), Dictionary(DisplayDocTitle=True)
        self.describe("")
        self.contents: dict[int, list[str]] = {number: [] for number in range(pages)}
        self.text("Titel", "H1")

    def describe(self, more: str) -> None:
        """What the file says of itself, besides its title."""
        self.root.Metadata = self.pdf.make_stream((PACKET % more).encode(), Type=Name.Metadata, Subtype=Name.XML)

    def tag(self, role: str, *kids: Any, within: Any = None, page: int = 0, **entries: Any) -> Any:
        """A tag behind the others."""
        within = self.document if within is None else within
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=within, Pg=self.pages[page], K=Array(kids), **entries))
        within.K.append(made)
        return made

    def mark(self, drawn: str, role: str, page: int = 0) -> int:
        """Something drawn as marked content; its number."""
        number = len(self.contents[page])
        self.contents[page].append(f"/{role} <</MCID {number}>> BDC {drawn} EMC")
        return number

    def text(self, words: str, role: str = "P", *, within: Any = None, page: int = 0, **entries: Any) -> Any:
        """Tagged text."""
        return self.tag(role, self.mark(f"BT /F 10 Tf 20 {300 - 20 * len(self.contents[page])} Td ({words}) Tj ET", role, page), within=within, page=page, **entries)

    def lay(self, kind: str, box_mm: tuple[float, float, float, float], role: str = "", page: int = 0, **entries: Any) -> Any:
        """An annotation at left, top, right, bottom in millimetres, in a tag of its own if a role is given."""
        left, top, right, bottom = box_mm
        rectangle = Array([left * _POINT, (HEIGHT_MM - bottom) * _POINT, right * _POINT, (HEIGHT_MM - top) * _POINT])
        made = self.pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=rectangle, **entries))
        leaf = self.pages[page]
        leaf.Annots = Array([*leaf.get("/Annots", []), made])
        leaf.Tabs = Name.S
        if role:
            self.tag(role, Dictionary(Type=Name.OBJR, Obj=made, Pg=leaf), page=page)
        return made

    def bookmark(self, title: str, **entries: Any) -> Any:
        """The only line of the outline."""
        outline = self.pdf.make_indirect(Dictionary(Type=Name.Outlines))
        made = self.pdf.make_indirect(Dictionary(Title=String(title), Parent=outline, **entries))
        outline.First = outline.Last = made
        self.root.Outlines = outline
        return made

    def saved(self, **options: Any) -> bytes:
        """The file."""
        for number, page in enumerate(self.pages):
            page.Contents = self.pdf.make_stream("\n".join(self.contents[number]).encode("latin-1"))
            if "/Resources" not in page:
                page.Resources = Dictionary()
            page.Resources.Font = Dictionary(F=self.font)
        out = io.BytesIO()
        self.pdf.save(out, deterministic_id="encryption" not in options, **options)
        return out.getvalue()
