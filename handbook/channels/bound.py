"""All copies of a book in one file, for a printer: the pages as they are drawn, what they share once.

In: a trunk, a file to write to, and batches of personal pages as `graft` takes them. Out: one PDF, written as the batches come; only the
places of its objects stay in memory. It has no structure, links and fields: nobody reads it on a screen. For a press it is the PDF/X-4
that `press.inked` said the book is, with a name of its own.
"""

from __future__ import annotations

import hashlib
from html import escape
from typing import BinaryIO

from handbook.channels import pdfx
from handbook.channels.graft import draw
from handbook.channels.objects import Lately, stream, text
from handbook.channels.press import VERSION
from handbook.channels.shell import NotApart
from handbook.channels.trunk import Trunk


class Bound:
    """One file of many copies while it is written."""

    def __init__(self, trunk: Trunk, file: BinaryIO, *, press: bool = False) -> None:
        self.trunk = trunk
        self.file = file
        self.press = press
        self.body = trunk.body()
        if press:
            self.body.written[: len(_HEAD)] = _HEAD
        self.lately = Lately()
        self.drawn = hashlib.sha256()
        """Of all that was written: what makes this file another one than the next."""
        self.copies: list[int] = []
        """The page tree of each copy."""
        self.pages = 0

    def add(self, data: bytes, count: int, only: int | None = None, *, own: bool = False) -> list[NotApart | None]:
        """Put so many copies behind those that are there, or only one of them, or only its own pages. For each, nothing or why it can't be among them."""
        made: list[NotApart | None] = []
        for drawn in draw(self.trunk, self.body, self.lately, data, count, only, own=own):
            if isinstance(drawn, NotApart):
                made.append(drawn)
                continue
            self.copies.append(drawn[0])
            self.pages += len(drawn) - 1
            made.append(None)
        taken = self.body.taken()
        self.drawn.update(taken)
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
            body.put(trunk.metadata, stream(b"<</Type/Metadata/Subtype/XML>>", pdfx.renamed(packet, self.drawn.digest())))
        root = body.size
        catalog = b"<</Type/Catalog/Pages %d 0 R/OutputIntents %s/ViewerPreferences %s%s>>" % (trunk.pages, trunk.intents, trunk.binding, said)
        body.hold({trunk.pages: tree, root: catalog, trunk.info: b"<<" + trunk.info_rest + b"/Title " + text(title) + b">>"})
        self.file.write(body.end(root, trunk.info, title.encode() + self.drawn.digest()))


_HEAD = b"%PDF-" + VERSION.encode()
