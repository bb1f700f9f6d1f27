"""Links as they are read: each once, saying in words where it leads.

In: the tidied tree. Out: the same nodes in place. The engine lays an annotation over each box inside a link; one for each line
stays.
"""

from __future__ import annotations

from pikepdf import Array, String

from handbook.channels.geometry import rectangle
from handbook.channels.structure import Annotation, Node

_SLACK = 1.0
"""Points by which an annotation may reach beyond the one that covers it."""


def arrange(document: Node) -> None:
    """Put every link of the tree in order, in place."""
    _gather(document, None)
    titles = {node.said("id"): node.origin.title for node in document.walk() if node.origin and node.origin.title and node.said("id")}
    for node in document.walk():
        if node.role == "Link":
            _describe(node, titles)


def _gather(node: Node, link: Node | None) -> None:
    """Every annotation goes to the outermost link around it, links inside it dissolve."""
    kids = node.kids
    node.kids = []
    for kid in kids:
        if isinstance(kid, Annotation):
            if link is None or not any(_covers(other, kid) for other in link.kids if isinstance(other, Annotation)):
                (link or node).kids.append(kid)
        elif isinstance(kid, Node):
            _gather(kid, link or (kid if kid.role == "Link" else None))
            if link and kid.role == "Link":
                node.kids += kid.kids
            else:
                node.kids.append(kid)
        else:
            node.kids.append(kid)


def _covers(outer: Annotation, inner: Annotation) -> bool:
    if outer.page != inner.page:
        return False
    (left, bottom, right, top), (a, b, c, d) = rectangle(outer.object), rectangle(inner.object)
    return left - _SLACK <= a and bottom - _SLACK <= b and right + _SLACK >= c and top + _SLACK >= d


def _describe(link: Node, titles: dict[str, str]) -> None:
    """Say where a link leads: its words, and the title of the place if they don't tell it."""
    text = link.origin.text if link.origin else ""
    for annotation in link.annotations():
        target = annotation.object
        title = titles.get(str(target.Dest), "") if "/Dest" in target else ""
        if title and (text.isdecimal() or not text):
            said = title
        elif title and title.casefold() not in text.casefold() and text.casefold() not in title.casefold():
            said = f"{text}: {title}"
        else:
            said = text or title or str(target.get("/Contents", ""))
        target.Contents = String(said)
        target.Rect = Array([round(edge, 3) for edge in rectangle(target)])
        target.F = 4  # printed, never hidden: ISO 19005-2 6.3.2
