"""The structure tree of a PDF as plain nodes, and back again.

In: an open PDF as the engine tagged it. Out: `Node`s to rearrange, then the tree written anew with its parent tree. What no node
claims any more isn't in the tree: `marked_content` makes an artifact of it, and an annotation without a node leaves its page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from handbook.channels.origin import KEY, Origin, parse


class Mark(NamedTuple):
    """Marked content: a piece of what a page draws."""

    page: int
    """From 0."""
    number: int
    """The MCID, counted on its page."""


@dataclass(eq=False, slots=True)
class Annotation:
    """A link or form field on a page."""

    page: int
    object: pikepdf.Object


@dataclass(eq=False, slots=True)
class Node:
    """A structure element."""

    role: str
    """Standard structure type, ISO 32000-1 14.8.4."""
    page: int = 0
    """The page on which it begins, from 0."""
    origin: Origin | None = None
    kids: list[Node | Mark | Annotation] = field(default_factory=list)
    alt: str = ""
    """What is said in place of a picture."""
    actual: str = ""
    """What its text is, where the drawn letters don't tell it."""
    expansion: str = ""
    """The words that an abbreviation stands for."""
    language: str = ""
    """Of its text; written where it differs from what surrounds it."""
    id: str = ""
    """What headers of tables and notes are found by."""
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Owner, such as Table, -> attributes, ISO 32000-1 14.8.5."""
    object: Any = None
    """The element in the file, once it is written."""

    @property
    def nodes(self) -> list[Node]:
        """The kids that are elements."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [kid for kid in reversed(node.kids) if isinstance(kid, Node)]

    def marks(self) -> Iterator[Mark]:
        """All marked content below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif isinstance(kid, Node):
                yield from kid.marks()

    def annotations(self) -> Iterator[Annotation]:
        """All annotations below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Annotation):
                yield kid
            elif isinstance(kid, Node):
                yield from kid.annotations()

    def said(self, attribute: str) -> str:
        """An attribute of its HTML element, or nothing; a pseudo-element has none."""
        return self.origin.attributes.get(attribute, "") if self.origin and not self.origin.pseudo else ""


def read(pdf: pikepdf.Pdf) -> Node:
    """The Document element with everything below it."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    (root,) = pdf.Root.StructTreeRoot.K
    return _read(root, numbers, 0)


def _read(element: Any, numbers: dict[tuple[int, int], int], page: int) -> Node:
    page = numbers[element.Pg.objgen] if "/Pg" in element else page
    origin = parse(str(element[_KEY])) if _KEY in element else None
    node = Node(str(element.S)[1:], page, origin, language=origin.language if origin else "")
    if "/Alt" in element:
        node.alt = str(element.Alt)
    if "/A" in element and (spans := {key: int(element.A[f"/{key}"]) for key in ("ColSpan", "RowSpan") if f"/{key}" in element.A}):
        node.attributes["Table"] = spans
    for kid in element.get("/K", ()):
        if isinstance(kid, int):
            node.kids.append(Mark(page, kid))
        elif kid.get("/Type") == "/OBJR":
            node.kids.append(Annotation(numbers[kid.Pg.objgen], kid.Obj))
        elif _KEY not in kid and kid.S == "/Span":
            node.kids += [Mark(page, number) for number in kid.K]  # the engine puts one around each piece of text
        else:
            node.kids.append(_read(kid, numbers, page))
    return node


_KEY = f"/{KEY}"


def write(pdf: pikepdf.Pdf, document: Node) -> None:
    """Replace the structure tree by these nodes, with parent tree, names of elements, and the annotations of each page in reading order."""
    _Writer(pdf).write(document)


class _Writer:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages: list[Any] = [page.obj for page in pdf.pages]
        self.parents: list[dict[int, Any]] = [{} for _ in self.pages]
        self.annotations: list[tuple[Any, Annotation]] = []
        self.names: dict[str, Any] = {}

    def write(self, document: Node) -> None:
        pdf = self.pdf
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self.element(document, root, str(pdf.Root.get("/Lang", "")))])
        numbers: list[Any] = []
        for page, parents in enumerate(self.parents):
            entries = [parents.get(number) for number in range(max(parents) + 1)] if parents else []
            numbers += [page, pdf.make_indirect(Array(entries))]
            self.pages[page].StructParents = page
        for key, (element, annotation) in enumerate(self.annotations, len(self.pages)):
            annotation.object.StructParent = key
            numbers += [key, element]
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(self.pages) + len(self.annotations)
        if self.names:
            root.IDTree = pdf.make_indirect(Dictionary(Names=Array([each for name, element in sorted(self.names.items()) for each in (String(name), element)])))
        pdf.Root.StructTreeRoot = root
        for number, leaf in enumerate(self.pages):
            kept = [annotation.object for _, annotation in self.annotations if annotation.page == number]
            if kept:
                leaf.Annots = Array(kept)
                leaf.Tabs = Name.S  # ISO 14289-1 7.18.3
            elif "/Annots" in leaf:
                del leaf["/Annots"]

    def element(self, node: Node, parent: Any, language: str) -> Any:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.role}"), P=parent))
        node.object = element
        if node.alt:
            element.Alt = String(node.alt)
        if node.actual:
            element.ActualText = String(node.actual)
        if node.expansion:
            element.E = String(node.expansion)
        if node.language and node.language != language:
            language = node.language
            element.Lang = String(language)
        if node.id:
            element.ID = String(node.id)
            self.names[node.id] = element
        owners = [Dictionary(O=Name(f"/{owner}"), **{key: _value(value) for key, value in said.items()}) for owner, said in node.attributes.items() if said]
        if owners:
            element.A = owners[0] if len(owners) == 1 else Array(owners)
        page = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
        if page is not None:
            element.Pg = self.pages[page]
        kids = [self.kid(kid, element, page, language) for kid in node.kids]
        if kids:
            element.K = Array(kids)
        return element

    def kid(self, kid: Node | Mark | Annotation, element: Any, page: int | None, language: str) -> Any:
        if isinstance(kid, Node):
            return self.element(kid, element, language)
        if isinstance(kid, Mark):
            self.parents[kid.page][kid.number] = element
            return kid.number if kid.page == page else Dictionary(Type=Name.MCR, Pg=self.pages[kid.page], MCID=kid.number)
        self.annotations.append((element, kid))
        return Dictionary(Type=Name.OBJR, Pg=self.pages[kid.page], Obj=kid.object)


def _value(value: Any) -> Any:
    """An attribute's value: a name if it is a word, strings and numbers in lists."""
    if isinstance(value, str):
        return Name(f"/{value}")
    if isinstance(value, list):
        return Array([String(each) if isinstance(each, str) else each for each in value])
    return value
