"""All copies of a book in one file, for a printer: the pages as they are drawn, what they share once.

In: a trunk, a file to write to, and batches of personal pages as `graft` takes them. Out: one PDF, written as the batches come; only the
places of its objects stay in memory. It has no structure, links and fields: nobody reads it on a screen.
"""

from __future__ import annotations

from typing import BinaryIO

from handbook.channels.graft import draw
from handbook.channels.objects import text
from handbook.channels.shell import NotApart
from handbook.channels.trunk import Trunk


class Bound:
    """One file of many copies while it is written."""

    def __init__(self, trunk: Trunk, file: BinaryIO) -> None:
        self.trunk = trunk
        self.file = file
        self.body = trunk.body()
        self.copies: list[int] = []
        """The page tree of each copy."""
        self.pages = 0

    def add(self, data: bytes, count: int) -> list[NotApart | None]:
        """Put so many copies behind those that are there. For each, nothing or why it can't be among them."""
        made: list[NotApart | None] = []
        for drawn in draw(self.trunk, self.body, data, count):
            if isinstance(drawn, NotApart):
                made.append(drawn)
                continue
            self.copies.append(drawn[0])
            self.pages += len(drawn) - 1
            made.append(None)
        self.file.write(self.body.taken())
        return made

    def close(self, title: str) -> None:
        """Write the end of the file."""
        trunk, body = self.trunk, self.body
        root = body.size
        tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.pages, b" ".join(b"%d 0 R" % number for number in self.copies))
        catalog = b"<</Type/Catalog/Pages %d 0 R/OutputIntents %s/ViewerPreferences %s>>" % (trunk.pages, trunk.intents, trunk.binding)
        body.hold({trunk.pages: tree, root: catalog, trunk.info: b"<<" + trunk.info_rest + b"/Title " + text(title) + b">>"})
        self.file.write(body.end(root, trunk.info, title.encode() + b"%d" % len(self.copies) + bytes(body.rows)))
