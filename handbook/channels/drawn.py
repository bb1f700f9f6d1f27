"""Copies for paper: the pages of each as they are drawn, without what they say to a screen reader, written into one file.

In: a trunk, the body of the file that holds all copies, and batches of personal pages as `graft` takes them. Out: for each copy the object
numbers of its pages, or the forms that stand for them on sheets, or why it can't be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from handbook.channels.graft import Copy, copies_of
from handbook.channels.objects import Body, Lately, spell, spell_whole
from handbook.channels.shell import NotApart
from handbook.channels.trunk import OF_A_PAGE, Trunk

Put = Callable[[Copy], tuple[int, ...]]
"""What writes the pages of a copy: the number of their tree and theirs."""


def draw(trunk: Trunk, body: Body, lately: Lately, data: bytes, count: int, put: Put, only: int | None = None) -> Iterator[tuple[int, ...] | NotApart]:
    """Write so many copies into a file, or one of them alone, counted from 0."""
    for number, copy in enumerate(copies_of(trunk, data, count, body, lately)):
        if only not in (None, number):
            continue
        try:
            yield put(copy)
        except NotApart as reason:
            yield reason


def pages(copy: Copy, *, own: bool = False) -> tuple[int, ...]:
    """All pages of a copy, or its own alone."""
    contents = [copy.content(page, leaf.shell) for leaf, page in copy.leaves]  # first, for it may say that this copy can't be there
    mine: dict[int, bytes] = {}
    for (leaf, page), (content, resources) in zip(copy.leaves, contents, strict=True):
        drawing = copy.drawing(content)
        shown = b"[%d 0 R %d 0 R]" % (leaf.shell.content, drawing) if leaf.shell else b" %d 0 R" % drawing
        mine[leaf.index] = spell_whole(page, copy.refer, {"/Contents", "/Resources", *OF_A_PAGE})[:-2] + b"/Contents%s/Resources%s" % (shown, resources)
    return held(copy, [mine.get(index) or plain[:-2] for index, plain in enumerate(copy.trunk.plain) if index in mine or not own])


def forms(copy: Copy) -> dict[int, tuple[int, ...]]:
    """What stands for each page of a copy: a form, or that of the shell and the panel's over it."""
    contents = [copy.content(page, leaf.shell) for leaf, page in copy.leaves]
    made: dict[int, tuple[int, ...]] = {index: (number,) for index, number in enumerate(copy.trunk.forms) if number}
    for (leaf, page), (content, resources) in zip(copy.leaves, contents, strict=True):
        number = copy.drawing(content, b"/Type/XObject/Subtype/Form/BBox%s/Resources%s" % (spell(page.MediaBox, copy.refer), resources))
        made[leaf.index] = (leaf.shell.content, number) if leaf.shell else (number,)
    return made


def held(copy: Copy, spelled: Sequence[bytes]) -> tuple[int, ...]:
    """Write the pages of a copy, each without its end, below a tree of their own."""
    parent = copy.new()
    made = [copy.new() for _ in spelled]
    copy.held |= {number: each + b"/Parent %d 0 R>>" % parent for number, each in zip(made, spelled, strict=True)}
    copy.held[parent] = b"<</Type/Pages/Count %d/Kids[%s]/Parent %d 0 R>>" % (len(made), b" ".join(b"%d 0 R" % number for number in made), copy.trunk.pages)
    copy.body.hold(dict(sorted(copy.held.items())))
    copy.lately.add(copy.written)
    return (parent, *made)
