"""Lists and contents as they are read: items of label and body, their numbering, terms beside their meaning, entries with their links.

In: the tidied tree. Out: the same nodes in place. In HTML a list inside an entry belongs to that entry; the engine puts it beside.
"""

from __future__ import annotations

from handbook.channels.reading import INLINE, settle
from handbook.channels.structure import Mark, Node


def arrange(document: Node) -> None:
    """Put every list and contents of the tree in order, in place."""
    for node in list(document.walk()):
        if node.role == "L":
            _list(node)
        elif node.role == "TOC":
            for entry in node.nodes:
                _entry(entry)


def _list(node: Node) -> None:
    terms = bool(node.origin and node.origin.base == "dl")
    items: list[Node] = []
    for kid in node.kids:
        if isinstance(kid, Node) and kid.role == "L" and items:
            items[-1].kids.append(kid)
        elif terms and isinstance(kid, Node) and items and _tag(kid) == "dd":
            _adopt(items[-1], kid)
        elif isinstance(kid, Node) and kid.role == "LI":
            if terms and _tag(kid) == "dt":
                kid = Node("LI", kids=[Node("Lbl", kids=kid.kids, language=kid.language)], language=kid.language)
            items.append(kid)
        else:
            items.append(Node("LI", kids=[kid], language=node.language))
    for item in items:
        _item(item)
    node.kids = list(items)
    node.attributes["List"] = {"ListNumbering": "None" if terms else _numbering(node, items)}  # ISO 32000-1 table 347


def _tag(node: Node) -> str:
    return node.origin.base if node.origin else ""


def _adopt(term: Node, meaning: Node) -> None:
    """The meaning becomes the body of its term's entry; of several meanings each is a paragraph."""
    bodies = [kid for kid in term.nodes if kid.role == "LBody"]
    if not bodies:
        term.kids.append(Node("LBody", kids=meaning.kids, language=meaning.language))
        return
    (body,) = bodies
    body.kids = [*_in_paragraphs(body), *_in_paragraphs(meaning)]


def _in_paragraphs(node: Node) -> list[Node]:
    """What a node holds: its blocks, or its text as one paragraph."""
    blocks = [kid for kid in node.nodes if kid.role not in INLINE]
    return blocks if len(blocks) == len(node.kids) else [Node("P", kids=node.kids, language=node.language)]


def _item(item: Node) -> None:
    """An entry is a label, if it has one, and a body."""
    labels = [kid for kid in item.nodes if kid.role == "Lbl"]
    bodies = [kid for kid in item.nodes if kid.role == "LBody"]
    rest = [kid for kid in item.kids if kid not in labels and kid not in bodies]
    body = bodies[0] if bodies else Node("LBody", language=item.language)
    body.kids += [kid for other in bodies[1:] for kid in other.kids] + rest
    settle(body)
    item.kids = [*labels[:1], body]
    for label in labels[1:]:
        labels[0].kids += label.kids


def _numbering(node: Node, items: list[Node]) -> str:
    """How the labels count: numbers, marks that the style sheet draws, or words."""
    labels = [kid for item in items for kid in item.nodes if kid.role == "Lbl"]
    if not labels:
        return "None"
    drawn = [label.origin for label in labels if label.origin and label.origin.pseudo]
    if drawn:
        return "Decimal" if node.origin and node.origin.base == "ol" else "Disc"
    return "Decimal" if all(label.origin and label.origin.text.isdecimal() for label in labels) else "None"


def _entry(entry: Node) -> None:
    """An entry of the contents: its number, the reference with its link, and what stands behind."""
    kids: list[Node] = []
    for kid in _inner(entry):
        if isinstance(kid, Node) and kid.role == "Link":
            kids.append(Node("Reference", kids=[kid], language=entry.language))
        elif isinstance(kid, Node) and kid.role in ("Lbl", "TOC", "Reference", "Caption"):
            kids.append(kid)
        elif kids and kids[-1].role == "P":
            kids[-1].kids.append(kid)
        else:
            kids.append(Node("P", kids=[kid], language=entry.language))
    entry.kids = list(kids)


def _inner(entry: Node) -> list[Node | Mark]:
    """The kids of an entry without the paragraphs and groups around them."""
    return [each for kid in entry.kids for each in (_inner(kid) if isinstance(kid, Node) and kid.role in ("P", "Div") else [kid])]  # type: ignore[misc]
