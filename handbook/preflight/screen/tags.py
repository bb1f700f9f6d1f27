"""The tags of any PDF as plain values: what a screen reader is told of a file.

In: a subject. Out: a `Tree`, read once. Nothing in it is trusted: kids that are their own parents, names that stand for each other
and lists without end are stepped over, and `Tree.endless` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from handbook.preflight.screen.objects import Key, each, get, key, numbers, text, too_long, whole
from handbook.preflight.screen.sheets import numbered, root
from handbook.preflight.subject import Subject, once

MOST_TAGS = 100_000
"""A book of 32 pages has about 1,500."""
_MOST_KIDS = 5 * MOST_TAGS
"""Of all tags together: a list of kids may be that of many tags."""
_MOST_NAMES = 20
"""How often a name may stand for another name."""
_STANDARD = re.compile(r"H[1-9]\d?|Table|TH|TD|TR|Figure|Formula|Link|Annot|Form|Artifact|Reference|Document|P|Span")
"""Types of ISO 32000-1, 14.8.4, that rules ask for; no file may give them another meaning (ISO 14289-1, 7.1)."""
_HEADING = re.compile(r"H([1-9]\d?)")


@dataclass(slots=True)
class Tag:
    """One structure element."""

    role: str
    """Its standard type, such as Figure."""
    parent: int
    """Where its parent stands in the tree; -1 for the outermost."""
    page: int
    """The first page that it stands on, from 1; 0 if it stands on none."""
    said: bool
    """Whether something is said in place of what it shows: here or further out."""
    box: tuple[float, ...] = ()
    """Where it stands, if that is told: left, bottom, right, top in points."""

    @property
    def level(self) -> int:
        """Of a heading, from 1; 0 for anything else."""
        found = _HEADING.fullmatch(self.role)
        return int(found[1]) if found else 0


@dataclass
class Tree:
    """All tags in reading order."""

    tags: list[Tag] = field(default_factory=list)
    marks: dict[tuple[Key, int], int] = field(default_factory=dict)
    """A page or form and a number of marked content in it -> the tag that claims it."""
    objects: dict[Key, int] = field(default_factory=dict)
    """An annotation -> the tag that holds it."""
    endless: bool = False
    """Whether it goes round in circles, or has more tags than are looked at."""

    def around(self, at: int) -> Iterator[Tag]:
        """A tag and all that it stands in, from within."""
        while at >= 0:
            yield self.tags[at]
            at = self.tags[at].parent


def is_tagged(subject: Subject) -> bool:
    """Whether the file says that it has tags, and has some."""
    return get(root(subject), "/MarkInfo", "/Marked") is True and bool(tree(subject).tags)


@once
def tree(subject: Subject) -> Tree:
    """The tags of a file; an empty tree for one that has none."""
    trunk = get(root(subject), "/StructTreeRoot")
    return _Reader(numbered(subject), get(trunk, "/RoleMap")).read(trunk)


@dataclass
class _Reader:
    numbers: dict[Key, int]
    roles: Any
    known: dict[tuple[str, Key], str] = field(default_factory=dict)
    made: Tree = field(default_factory=Tree)
    left: int = _MOST_KIDS

    def read(self, trunk: Any) -> Tree:
        made, met = self.made, {key(trunk)} - {(0, 0)}
        made.endless = too_long(get(trunk, "/K"))
        waiting: list[tuple[Any, int, Key]] = [(kid, -1, (0, 0)) for kid in reversed(list(each(get(trunk, "/K"))))]
        while waiting:
            element, parent, page = waiting.pop()
            name = key(element)
            if len(made.tags) == MOST_TAGS or name in met or self.left < 0:
                made.endless = True
                continue
            if name != (0, 0):
                met.add(name)
            if (role := text(get(element, "/S"))[1:]) == "":
                continue
            page = key(own) if (own := get(element, "/Pg")) is not None else page
            at = self.add(element, role, parent)
            kids = get(element, "/K")
            made.endless |= too_long(kids)
            waiting += reversed([(kid, at, page) for kid in each(kids) if not self.claims(kid, at, page)])
        return made

    def add(self, element: Any, role: str, parent: int) -> int:
        tags = self.made.tags
        said = any(text(get(element, name)).strip() for name in ("/Alt", "/ActualText"))
        box: tuple[float, ...] = ()
        role = self.standard(role, get(element, "/NS"))
        if role in ("Figure", "Formula"):
            box = next((found for owner in each(get(element, "/A")) if len(found := numbers(get(owner, "/BBox"))) == 4), ())
        tags.append(Tag(role, parent, 0, said or (parent >= 0 and tags[parent].said), box))
        return len(tags) - 1

    def claims(self, kid: Any, at: int, page: Key) -> bool:
        """Notes what isn't an element: marked content and annotations."""
        self.left -= 1
        number = whole(kid)
        if number is not None:
            self.made.marks[page, number] = at
            self.stands(at, page)
            return True
        kind = text(get(kid, "/Type"))
        if kind not in ("/MCR", "/OBJR"):
            return False
        page = key(own) if (own := get(kid, "/Pg")) is not None else page
        if kind == "/OBJR":
            self.made.objects[key(get(kid, "/Obj"))] = at
        elif (number := whole(get(kid, "/MCID"))) is not None:
            stream = get(kid, "/Stm")
            self.made.marks[page if stream is None else key(stream), number] = at
        self.stands(at, page)
        return True

    def stands(self, at: int, page: Key) -> None:
        """Says on which page a tag begins, and all around it that begins with it."""
        if number := self.numbers.get(page, 0):
            for tag in self.made.around(at):
                if tag.page:
                    break
                tag.page = number

    def standard(self, role: str, space: Any) -> str:
        """What a type of the file's own stands for."""
        found = self.known.get((role, key(space)))
        if found is None:
            found = self.known[role, key(space)] = self.mapped(role, get(space, "/RoleMapNS"))
        return found

    def mapped(self, role: str, of_space: Any) -> str:
        for _ in range(_MOST_NAMES):
            if _STANDARD.fullmatch(role):
                break
            other = next((text(name)[1:] for name in each(get(of_space, f"/{role}"))), "") or text(get(self.roles, f"/{role}"))[1:]
            if not other:
                break
            role = other
        return role
