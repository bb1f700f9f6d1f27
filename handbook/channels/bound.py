"""All copies of a book in one file, for a printer: the pages as they are drawn, what they share once.

In: a trunk, a file to write to, and batches of personal pages as `graft` takes them. Out: one PDF, written as the batches come; only the
places of its objects stay in memory. It has no structure, links and fields: nobody reads it on a screen. For a press it is the PDF/X-4
that `press.inked` said the book is, with a name of its own; for an office printer it holds sheets, if the trunk was cut for them, and says how they are printed.
"""

from __future__ import annotations

import hashlib
from functools import partial
from html import escape
from typing import BinaryIO, Literal

from handbook.channels import drawn, office, pdfx
from handbook.channels.forme import Forme
from handbook.channels.objects import Lately, stream, text
from handbook.channels.press import VERSION
from handbook.channels.shell import NotApart
from handbook.channels.trunk import Trunk
from handbook.imposition.sheet import POINTS


class Bound:
    """One file of many copies while it is written."""

    def __init__(self, trunk: Trunk, file: BinaryIO, channel: Literal["screen", "office", "press"] = "screen") -> None:
        self.trunk = trunk
        self.file = file
        self.press = channel == "press"
        self.body = trunk.body()
        self.binding = trunk.binding
        self.forme: Forme | None = None
        if self.press:
            self.body.written[: len(_HEAD)] = _HEAD
        if channel == "office":
            self.for_office()
        self.lately = Lately()
        self.digest = hashlib.sha256()
        """Of all that was written: what makes this file another one than the next."""
        self.copies: list[int] = []
        """The page tree of each copy."""
        self.pages = 0

    def for_office(self) -> None:
        """Both sides, no scaling, and booklets if the pages are forms. ISO 32000-1, table 150"""
        left, bottom, right, top = self.trunk.trim
        if self.trunk.forms and (bed := office.bed((right - left) / POINTS, (top - bottom) / POINTS)):
            self.forme = Forme(self.trunk, self.body, bed, right_to_left=b"/R2L" in self.trunk.binding)
            self.binding = b"<</DisplayDocTitle true>>"
        across = self.forme.bed.landscape if self.forme else right - left > top - bottom
        self.binding = self.binding[:-2] + b"/PrintScaling/None/Duplex/%s>>" % (b"DuplexFlipShortEdge" if across else b"DuplexFlipLongEdge")

    def add(self, data: bytes, count: int, only: int | None = None, *, own: bool = False) -> list[NotApart | None]:
        """Put so many copies behind those that are there, or only one of them, or only its own pages. For each, nothing or why it can't be among them."""
        made: list[NotApart | None] = []
        put = self.forme.put if self.forme else partial(drawn.pages, own=own)
        for each in drawn.draw(self.trunk, self.body, self.lately, data, count, put, only):
            if isinstance(each, NotApart):
                made.append(each)
                continue
            self.copies.append(each[0])
            self.pages += len(each) - 1
            made.append(None)
        taken = self.body.taken()
        self.digest.update(taken)
        self.file.write(taken)
        return made

    def close(self, title: str) -> None:
        """Write the end of the file."""
        trunk, body = self.trunk, self.body
        tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.pages, b" ".join(b"%d 0 R" % number for number in self.copies))
        said = b""
        if self.press:
            said = b"/Metadata %d 0 R" % trunk.metadata
            packet = trunk.packet[0] + escape(title).encode() + trunk.packet[1]
            body.put(trunk.metadata, stream(b"<</Type/Metadata/Subtype/XML>>", pdfx.renamed(packet, self.digest.digest())))
        root = body.size
        catalog = b"<</Type/Catalog/Pages %d 0 R/OutputIntents %s/ViewerPreferences %s%s>>" % (trunk.pages, trunk.intents, self.binding, said)
        body.hold({trunk.pages: tree, root: catalog, trunk.info: b"<<" + trunk.info_rest + b"/Title " + text(title) + b">>"})
        self.file.write(body.end(root, trunk.info, title.encode() + self.digest.digest()))


_HEAD = b"%PDF-" + VERSION.encode()
