"""Footnotes as they are read: behind the word that calls them, not at the foot of the page.

In: the tree before its pieces are put together. Out: the same with each note as a `Note` with a name, beside its call.
"""

from __future__ import annotations

from handbook.channels.structure import Node


def place(document: Node) -> None:
    """Move each footnote to the call that leads to it, in place."""
    parents = {id(kid): node for node in document.walk() for kid in node.nodes}
    nodes = list(document.walk())
    calls = {node.origin.number: node for node in nodes if node.origin and node.origin.pseudo == "footnote-call"}
    seen: dict[int, Node] = {}
    for note in [parents[id(node)] for node in nodes if node.origin and node.origin.pseudo == "footnote-marker"]:
        note.role, note.id = "Note", f"note-{len(seen) + 1}"
        number = note.origin.number if note.origin else 0
        seen[number] = note
        call = calls.get(number)
        if call:
            parents[id(note)].kids.remove(note)
            around = parents[id(call)]
            around.kids.insert(around.kids.index(call) + 1, note)
