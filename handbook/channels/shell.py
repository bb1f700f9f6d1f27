"""A personal page -> its shell: what it draws and says for all, around the place of one recipient's panel.

In: a page of a finished PDF in which a picture stands for the panel. Out: a `Shell`, part of the trunk. The picture's element is gone
from it, and so is what the picture drew. Numbers of marks are never given anew, so the panel's are counted behind them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from handbook.channels.objects import name as written
from handbook.channels.objects import packed, spell, spell_whole
from handbook.wording import Said, say


class NotApart(Exception):
    """The pages of a copy can't be put into the book."""

    def __init__(self, reason: Said) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Shell:
    """What a personal page draws and says for all, around the panel of one recipient."""

    content: int
    """Object number of what it draws."""
    marks: int
    """The first number that none of its marks has."""
    parents: bytes
    """The elements of its marks."""
    resources: Mapping[str, bytes]
    """Kind -> what it uses of it."""
    annotations: bytes
    element: int
    """Object number of its section's element."""
    said: bytes
    """That element without its kids."""
    before: bytes
    """Its kids before the panel's."""
    after: bytes


def pages_of(element: Any) -> Iterator[tuple[int, int]]:
    """The pages that an element and all below it draw on."""
    if "/Pg" in element:
        yield element.Pg.objgen
    for kid in element.get("/K", ()):
        if isinstance(kid, Dictionary):
            yield from pages_of(kid) if "/S" in kid else [kid.Pg.objgen]


def elements_of(element: Any) -> Iterator[Any]:
    """An element and all below it."""
    yield element
    for kid in element.get("/K", ()):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from elements_of(kid)


def as_form(content: Any, page: Any) -> None:
    """Make what a page draws a form that stands for the page on a sheet; ISO 32000-1 8.10."""
    content.Type, content.Subtype = Name.XObject, Name.Form
    content.BBox, content.Resources = page.mediabox, page.obj.Resources
    if "/Group" in page.obj:
        content.Group = page.obj.Group


def parents_of(pdf: pikepdf.Pdf) -> dict[int, Any]:
    """The parent tree by its keys."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    return {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}


class Panelled:
    """One page while what a copy says on it is taken out."""

    def __init__(self, pdf: pikepdf.Pdf, index: int, page: Any, mark: str) -> None:
        self.page = page
        self.element: Any = next((kid for kid in pdf.Root.StructTreeRoot.K[0].K if set(pages_of(kid)) == {page.objgen}), None)
        kids = list(self.element.K) if self.element is not None else []
        at = next((number for number, kid in enumerate(kids) if isinstance(kid, Dictionary) and str(kid.get("/Alt", "")) == mark), None)
        if at is None or not all(isinstance(kid, Dictionary) and "/S" in kid for kid in kids):
            raise NotApart(say("a page has no place for its panel"))
        self.figure, self.before, self.after = kids[at], kids[:at], kids[at + 1 :]
        (number,) = self.figure.K
        self.parents = [None if mcid == number else parent for mcid, parent in enumerate(parents_of(pdf)[index])]
        drawn = page.Contents.read_bytes()
        content, count = re.subn(rb"/Figure\s*<<\s*/MCID %d\s*>>\s*BDC.*?\bEMC\b" % number, b"", drawn, flags=re.DOTALL)
        if count != 1:
            raise NotApart(say("a page has no place for its panel"))
        self.used = {name.decode() for name in re.findall(rb"/[\w.]+", content)}
        self.content = pdf.make_indirect(Stream(pdf, packed(b"q\n" + content + b"\nQ\n"), Filter=Name.FlateDecode))
        self.annotations = list(page.get("/Annots", ()))
        self.beyond = [self.content, *self.before, *self.after, *self.annotations]

    def shell(self, number: Callable[[Any], int]) -> Shell:
        """What was found, once all objects have numbers."""

        def listed(items: Sequence[Any]) -> bytes:
            return b" ".join(b"null" if item is None else b"%d 0 R" % number(item) for item in items)

        resources = {}
        for kind in ("/ExtGState", "/ColorSpace", "/XObject", "/Pattern", "/Shading"):
            entries = sorted((name, each) for name, each in self.page.Resources.get(kind, {}).items() if name in self.used)
            resources[kind] = b"".join(written(name) + b" " + spell(each, number) for name, each in entries)
        return Shell(
            number(self.content),
            len(self.parents),
            listed(self.parents),
            resources,
            listed(self.annotations),
            number(self.element),
            spell_whole(self.element, number, {"/K"}),
            listed(self.before),
            listed(self.after),
        )
