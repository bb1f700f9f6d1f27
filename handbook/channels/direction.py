"""Text that runs from right to left: what it says, and that it does.

In: the arranged tree. Out: the same, with the letters of such text in the order in which they are read. A page draws them the
other way round, and two of them often as one glyph, so that no program could tell the words from what is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping

from handbook.channels.reading import INLINE, TEXT
from handbook.channels.structure import Annotation, Mark, Node

_HOLDERS = TEXT | {"LBody", "TD", "TH", "Note"}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"))


def arrange(document: Node, spoken: Mapping[Mark, str], ends: Mapping[Mark, str]) -> None:
    """Say direction and letters, in place. `spoken` are the letters of each piece, `ends` what the line break after it stands for."""
    first = next((node.origin for node in document.walk() if node.origin and node.origin.number), None)
    if first and first.rtl:
        _say(document, rtl=True)
    _direct(document, rtl=bool(first and first.rtl))
    if spoken:
        for node in list(document.walk()):
            if node.role in _HOLDERS:
                _spell(node, spoken, ends)


def _direct(node: Node, *, rtl: bool) -> None:
    for kid in node.nodes:
        own = kid.origin.rtl if kid.origin and kid.origin.number else rtl
        if own != rtl:
            _say(kid, rtl=own)
        _direct(kid, rtl=own)


def _say(node: Node, *, rtl: bool) -> None:
    node.attributes.setdefault("Layout", {})["WritingMode"] = "RlTb" if rtl else "LrTb"  # ISO 32000-1 table 344


def _spell(node: Node, spoken: Mapping[Mark, str], ends: Mapping[Mark, str]) -> None:
    """Put each run of a node's own pieces into a span that says its letters."""
    kids: list[Node | Mark | Annotation] = []
    for kid in node.kids:
        if not isinstance(kid, Mark) or kid not in spoken:
            kids.append(kid)
            continue
        last = kids[-1] if kids else None
        if not (isinstance(last, Node) and last.actual and last.role == "Span" and not last.origin):
            last = Node("Span", kid.page, language=node.language)
            kids.append(last)
        last.kids.append(kid)
        last.actual += spoken[kid].translate(_INVISIBLE) + ends.get(kid, "")
    if len(kids) == 1 and isinstance(kids[0], Node) and kids[0].actual and node.role not in INLINE and not node.alt:
        node.actual, kids = kids[0].actual, kids[0].kids
    node.kids = kids
