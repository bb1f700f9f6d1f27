"""The engine's structure tree -> what is read aloud, in its order: headings, paragraphs, figures, no scaffolding.

In: the Document node as the engine left it. Out: the same node with every HTML element once, whatever pages and columns cut it
into; wrappers, hidden things and empty boxes gone; text always inside a paragraph, heading, cell or the like.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from handbook.channels import footnotes
from handbook.channels.structure import Annotation, Mark, Node

ROLES = {
    "list": "L",
    "listitem": "LI",
    "doc-toc": "TOC",
    "img": "Figure",
    "note": "Note",
    "presentation": "Div",
    "none": "Div",
}
"""ARIA role -> structure type. What ARIA has no word for, a layout says with `data-tag`."""

TEXT = frozenset(("P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "Span", "Link", "Reference", "Caption"))
"""Types that hold text and no paragraphs."""
INLINE = frozenset(("Span", "Link", "Reference", "Note", "Form"))
"""Types that stand in a line of text."""
_GROUPS = frozenset(("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOCI"))
"""Types whose text stands in paragraphs of their own."""
_MIXED = frozenset(("LBody", "TD", "TH", "Note", "LI"))
"""Types that hold text, or paragraphs where there is more."""
_CELLS = frozenset(("TR", "TH", "TD"))
_ROWS = frozenset(("THead", "TBody", "TFoot", "TR"))
_INLINE_TAGS = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "i",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    )
)


def tidy(document: Node, blank: Set[Mark]) -> set[Mark]:
    """Put the tree in order, in place. `blank` are pieces that draw nothing; the pieces after which one stood, a space, are returned."""
    tidier = _Tidier(blank)
    tidier.below(document)
    footnotes.place(document)
    _prune(document)
    merge(document)
    for node in list(document.walk()):
        settle(node)
    _unwrap(document)
    _caption(document)
    return tidier.spaced


class _Tidier:
    def __init__(self, blank: Set[Mark]) -> None:
        self.blank = blank
        self.spaced: set[Mark] = set()
        self.last: Mark | None = None

    def below(self, node: Node) -> None:
        node.kids = [each for kid in node.kids for each in self.kept(kid, node)]

    def kept(self, kid: Node | Mark | Annotation, parent: Node) -> list[Node | Mark | Annotation]:
        """What stands in the place of a kid of this node: itself, its own kids, or nothing."""
        if isinstance(kid, Mark):
            if kid in self.blank:
                if self.last:
                    self.spaced.add(self.last)
                return []
            self.last = kid
            return [kid]
        if isinstance(kid, Annotation):
            return [kid]
        if _hidden(kid):
            return []
        _name(kid, parent)
        if _dissolves(kid, parent):
            return [each for inner in kid.kids for each in self.kept(inner, parent)]
        self.below(kid)
        return [kid]


def _hidden(node: Node) -> bool:
    """Whether an element is there for the eye only; a picture without alternative text says so of itself."""
    return node.said("aria-hidden") == "true" or (node.role == "Figure" and not node.alt and not node.said("aria-label"))


def _name(node: Node, parent: Node) -> None:
    """Give a node the type that its HTML asks for."""
    origin = node.origin
    if origin is None or _same(node, parent):
        return
    role = node.said("role")
    if origin.field and node.role != "TD":
        node.role = "Form"
    elif tag := node.said("data-tag"):
        node.role = tag
    elif role == "listitem" and parent.role == "TOC":
        node.role = "TOCI"
    elif role in ROLES:
        node.role = ROLES[role]
    elif node.role in ("TH", "TD") and parent.role != "TR":
        node.role = "Div"  # of a table that is none
    elif origin.pseudo in ("marker", "footnote-marker") or (origin.pseudo == "before" and parent.role in ("LI", "LBody")):
        node.role = "Lbl"
    elif origin.pseudo == "footnote-call":
        node.role = "Reference"
    elif origin.block and any(kid.origin and kid.origin.pseudo == "footnote-marker" for kid in node.nodes):
        node.role = "Note"
    elif origin.base in _INLINE_TAGS and node.role != "Link":
        node.role = "P" if origin.block else "Span"
    if origin.base == "abbr" and not origin.pseudo:
        node.expansion = node.said("title")
    if node.role == "Figure":
        node.alt = node.alt or node.said("aria-label")


def _same(node: Node, parent: Node) -> bool:
    """Whether a node is only another box of its parent's element."""
    return bool(node.origin and parent.origin and (node.origin.number, node.origin.tag) == (parent.origin.number, parent.origin.tag))


def _dissolves(node: Node, parent: Node) -> bool:
    """Whether a node means nothing by itself."""
    if node.origin is None:
        return node.role in ("Span", "NonStruct")
    if node.origin.field:
        return False
    if _same(node, parent):
        return not (node.role == "L" and parent.role == "L")
    foreign = bool(node.language) and node.language != parent.language and bool(parent.language)
    if node.role == "Span":
        return not node.expansion and not foreign and not node.said("data-tag")
    if node.role == "P" and parent.role in TEXT:
        return True
    return node.role == "NonStruct" or (node.role in _ROWS and parent.role not in _ROWS | {"Table"})


def merge(node: Node) -> None:
    """Put the pieces of one element, cut by pages, columns and lines, together again, in place."""
    kids: list[Node | Mark | Annotation] = []
    for kid in node.kids:
        before = kids[-1] if kids else None
        if isinstance(kid, Node) and isinstance(before, Node) and before.role == kid.role != "Figure" and kid.origin and not kid.origin.field and _same(kid, before):
            _join(before, kid)
        else:
            kids.append(kid)
    node.kids = kids
    for kid in node.nodes:
        merge(kid)


def _join(first: Node, second: Node) -> None:
    """Add a second piece to the first. Heads and feet that the engine repeats on each page are read once."""
    if first.role == "Table":
        repeated = {each.origin.number for each in first.nodes if each.origin and each.role in ("THead", "TFoot")}
        feet = [each for each in first.nodes if each.role == "TFoot"]
        more = [each for each in second.kids if not (isinstance(each, Node) and each.origin and each.origin.number in repeated)]
        first.kids = [*(each for each in first.kids if each not in feet), *more, *feet]
    elif first.role == "TR":
        cells = {each.origin.number: each for each in first.nodes if each.origin}
        for each in second.nodes:
            if each.origin and each.origin.number in cells:
                cells[each.origin.number].kids += each.kids
            else:
                first.kids.append(each)
    else:
        first.kids += second.kids


def settle(node: Node) -> None:
    """Put loose text into paragraphs, where a node holds more than text."""
    loose = [kid for kid in node.kids if not isinstance(kid, Node) or kid.role in INLINE]
    blocks = [kid for kid in node.nodes if kid.role not in INLINE | {"Lbl"}]
    if not loose or (node.role not in _GROUPS and not (node.role in _MIXED and blocks)):
        return
    if node.role == "Div" and len(loose) == len(node.kids):
        node.role = "P"
        return
    node.kids = list(_paragraphs(node))


def _paragraphs(node: Node) -> Iterator[Node | Mark | Annotation]:
    """The kids, with each run of text as a paragraph; a label stays beside it."""
    paragraph: Node | None = None
    for kid in node.kids:
        if isinstance(kid, Node) and kid.role not in INLINE:
            if paragraph:
                yield paragraph
            paragraph = None
            yield kid
            continue
        paragraph = paragraph or Node("P", language=node.language)
        paragraph.kids.append(kid)
    if paragraph:
        yield paragraph


def _prune(node: Node) -> None:
    """Take away what is empty."""
    for kid in node.nodes:
        _prune(kid)
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or kid.kids or kid.role in _CELLS or (kid.origin and kid.origin.field)]


def _unwrap(node: Node) -> None:
    """Take away groups that only served the layout."""
    kids: list[Node | Mark | Annotation] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            _unwrap(kid)
        kids += kid.kids if isinstance(kid, Node) and kid.role == "Div" else [kid]
    node.kids = kids


def _caption(node: Node) -> None:
    """Put a caption into the picture beside it; one that has none is a paragraph."""
    for kid in list(node.nodes):
        _caption(kid)
        if kid.role != "Caption" or node.role in ("Table", "Figure"):
            continue
        at = node.kids.index(kid)
        beside = [each for each in (*node.kids[max(at - 1, 0) : at], *node.kids[at + 1 : at + 2]) if isinstance(each, Node) and each.role == "Figure"]
        if beside:
            node.kids.remove(kid)
            beside[0].kids.append(kid)
        else:
            kid.role = "P"


def closing(node: Node) -> set[Mark]:
    """The pieces that end a paragraph, cell or the like: no word follows them there."""
    made: set[Mark] = set()
    last: Mark | None = None
    for kid in node.kids:
        if isinstance(kid, Node) and kid.role not in INLINE:
            made |= closing(kid)
            made |= {last} if last else set()
            last = None
        elif isinstance(kid, Mark):
            last = kid
        elif isinstance(kid, Node):
            last = next(reversed(list(kid.marks())), last)
            made |= closing(kid) if kid.role == "Note" else set()
    return made | ({last} if last else set())
