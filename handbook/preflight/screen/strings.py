"""What the pages of any PDF draw, as far as a screen reader is concerned: which text with which typeface, and what is left untold.

In: a subject. Out: for each page how much of what it draws is neither in the tags nor an artifact, and the strings that each typeface
shows where they are read out. Only operators of text, painting and marked content are looked at; a page that can't be read is
`broken`. Forms are walked where they are first drawn: a form that is drawn twice is looked at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from handbook.preflight.screen.objects import MOST_BYTES, Key, each, get, key, text, unpacked
from handbook.preflight.screen.sheets import Sheet, inherited, sheets
from handbook.preflight.screen.tags import Tree, tree
from handbook.preflight.screen.where import point
from handbook.preflight.subject import Subject, once

MOST_FORMS = 20
"""Forms inside one another."""
MOST_MARKS = 500
"""Pieces of marked content inside one another."""
_MOST_PARTS = 2000
"""Streams of one page."""
_MOST_OPERATORS = 5_000_000
"""Of a whole file."""
_OPERATORS = rb"BDC|BMC|EMC|T[jJf]|['\"]|Do|DP|MP|[fFBb]\*?|[sS]|sh|BI|[qQ]"
_TOKEN = re.compile(
    rb"\((?:[^()\\]++|\\.)*+\)"  # a string without brackets in it
    rb"|\[[^\[\]()%/]*+\]"  # strings in pointed brackets with the space between them
    rb"|<[0-9A-Fa-f\s]*+>"
    rb"|/[^\s()<>\[\]{}/%]*+"
    rb"|%[^\r\n]*+"
    rb"|\("
    rb"|(?<![^\s\])>])(?:" + _OPERATORS + rb")(?![^\s<>\[\]()/%])",
    re.DOTALL,
)
_PAINTS = frozenset([b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"s", b"S", b"sh"])
_SHOWS = frozenset([b"Tj", b"TJ", b"'", b'"'])
_MCID = re.compile(rb"/MCID\s+(\d{1,9})(?!\d)")
_NAME = re.compile(rb"/([^\s()<>\[\]{}/%]*)")
_END_OF_PICTURE = re.compile(rb"\sEI(?=[\s/\[(<]|$)")


Marked = Literal["tag", "artifact", "spoken", "instead", ""]
"""What marked content is: in the tags; no part of the text; in the tags, with something else said in its place; the same inside something
that is in the tags; nothing known."""


@dataclass
class Typeface:
    """A font, and what it shows where it is read out."""

    object: Any
    pages: set[int] = field(default_factory=set)
    strings: set[bytes] = field(default_factory=set)
    """As they stand in the file: in round or pointed brackets, or many of the latter in square ones."""


@dataclass
class Drawn:
    """What all pages draw."""

    untold: dict[int, int] = field(default_factory=dict)
    """A page -> how many things on it are neither in the tags nor artifacts."""
    lost: bool = False
    """Whether text or pictures are among them, not only lines and fields."""
    first: tuple[float, float] | None = None
    """Where the first of them is on its page, in points of the page's own coordinates."""
    typefaces: dict[Key | int, Typeface] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)
    """Pages that can't be read, or are more than anybody waits for."""


@once
def drawn(subject: Subject) -> Drawn:
    """What all pages of a file draw."""
    walk = _Walk(tree(subject))
    for sheet in sheets(subject):
        walk.page(sheet)
    return walk.made


@dataclass
class _State:
    """What holds at a place of a page."""

    owner: Key
    resources: Any
    depth: int
    tags: int = 0
    """How many pieces of marked content it stands in that the tags or an artifact tell of."""
    mutes: int = 0
    """How many that aren't read out: artifacts, and those that something else is said in place of."""
    marked: list[Marked] = field(default_factory=list)
    typeface: Typeface | None = None

    def begin(self, what: Marked) -> None:
        self.marked.append(what)
        self.count(what, 1)

    def end(self) -> None:
        if self.marked:
            self.count(self.marked.pop(), -1)

    def count(self, what: Marked, by: int) -> None:
        self.tags += by * (what in ("tag", "artifact", "spoken"))
        self.mutes += by * (what in ("artifact", "spoken", "instead"))


@dataclass
class _Walk:
    tree: Tree
    made: Drawn = field(default_factory=Drawn)
    number: int = 0
    forms: set[tuple[Key, bool, bool]] = field(default_factory=set)
    operators: int = 0
    amount: int = 0
    unbroken: bool = True
    names: dict[tuple[Key, str], Any] = field(default_factory=dict)

    def page(self, sheet: Sheet) -> None:
        """All that a page draws."""
        self.number, self.unbroken = sheet.number, True
        parts = [self.read(part) for part in islice(each(get(sheet.object, "/Contents")), _MOST_PARTS)]
        self.content(b"\n".join(parts), _State(key(sheet.object), inherited(sheet.object, "/Resources"), 0))
        if not self.unbroken:
            self.made.broken.append(sheet.number)

    def read(self, stream: Any) -> bytes:
        data = unpacked(stream) if self.amount < MOST_BYTES else None
        self.unbroken &= data is not None
        self.amount += len(data or b"")
        return data or b""

    def content(self, data: bytes, state: _State) -> None:
        at, since, strings, names = 0, 0, [], []
        kept: list[Typeface | None] = []
        while found := _TOKEN.search(data, at):
            token, at = found[0], found.end()
            first = token[:1]
            if first == b"(":
                if token == b"(":
                    at = _end_of_string(data, found.start())
                    token = data[found.start() : at]
                strings.append(token)
                continue
            if first in b"<[":
                strings.append(token)
                continue
            if first == b"/":
                names.append(token)
                continue
            if first == b"%":
                continue
            self.operators += 1
            if self.operators > _MOST_OPERATORS:
                self.unbroken = False
                return
            if token in _SHOWS:
                self.shows(strings, state, data, found)
            elif token in _PAINTS:
                self.untold(state, data, found)
            elif token == b"Tf":
                state.typeface = self.typeface(names[-1] if names else b"", state)
            elif token in (b"BDC", b"BMC"):
                if len(state.marked) == MOST_MARKS:
                    self.unbroken = False
                    return
                state.begin(self.mark(token, data[since : found.start()], state))
            elif token == b"EMC":
                state.end()
            elif token == b"q":
                kept.append(state.typeface)
            elif token == b"Q" and kept:
                state.typeface = kept.pop()
            elif token == b"Do":
                self.do(names[-1] if names else b"", state, data, found)
            elif token == b"BI":
                self.untold(state, data, found)
                end = _END_OF_PICTURE.search(data, at)
                at = end.end() if end else len(data)
            since = at
            strings.clear()
            names.clear()

    def untold(self, state: _State, data: bytes, found: re.Match[bytes]) -> None:
        if not state.tags:
            if not self.made.untold and not state.depth:
                self.made.first = point(data, found[0], found.start())
            self.made.lost |= found[0] not in _PAINTS
            self.made.untold[self.number] = self.made.untold.get(self.number, 0) + 1

    def shows(self, strings: list[bytes], state: _State, data: bytes, found: re.Match[bytes]) -> None:
        self.untold(state, data, found)
        if state.typeface and not state.mutes:
            state.typeface.pages.add(self.number)
            state.typeface.strings.update(strings)

    def look_up(self, kind: str, name: bytes, state: _State) -> Any:
        """A resource by its name, asked of the file once for each page or form."""
        said = kind + name.decode("latin-1")
        if (state.owner, said) not in self.names:
            self.names[state.owner, said] = get(state.resources, kind, _plain(name))
        return self.names[state.owner, said]

    def typeface(self, name: bytes, state: _State) -> Typeface | None:
        font = self.look_up("/Font", name, state)
        if font is None:
            return None
        own = key(font) if key(font) != (0, 0) else id(font)
        return self.made.typefaces.setdefault(own, Typeface(font))

    def mark(self, operator: bytes, before: bytes, state: _State) -> Marked:
        """What a piece of marked content is, by the bytes that stand before its operator."""
        said = before.find(b"<<")
        names = _NAME.findall(before if said < 0 else before[:said])
        listed = operator == b"BDC" and said < 0 and len(names) > 1
        role = names[-2] if listed else names[-1] if names else b""
        if role == b"Artifact":
            return "artifact"
        number = _MCID.search(before, said) if said >= 0 else None
        mcid = int(number[1]) if number else None
        spoken = b"/ActualText" in before[said:] if said >= 0 else False
        if listed:
            properties = self.look_up("/Properties", b"/" + names[-1], state)
            mcid = get(properties, "/MCID")
            spoken = bool(text(get(properties, "/ActualText")))
        at = self.tree.marks.get((state.owner, mcid)) if isinstance(mcid, int) else None
        if at is None:
            return "instead" if spoken else ""
        return "spoken" if spoken or self.tree.tags[at].said else "tag"

    def do(self, name: bytes, state: _State, data: bytes, found: re.Match[bytes]) -> None:
        thing = self.look_up("/XObject", name, state)
        if text(get(thing, "/Subtype")) != "/Form":
            self.untold(state, data, found)
            return
        own = key(thing)
        if state.depth == MOST_FORMS or own == (0, 0):
            self.unbroken = False
        elif (walked := (own, state.tags > 0, state.mutes > 0)) not in self.forms:
            self.forms.add(walked)
            resources = get(thing, "/Resources")
            inner = _State(own, state.resources if resources is None else resources, state.depth + 1, state.tags, state.mutes)
            self.content(self.read(thing), inner)


def _plain(name: bytes) -> str:
    """A name as the library writes it: `#20` in it stands for a byte, ISO 32000-1, 7.3.5."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), name).decode("utf-8", "surrogateescape") if b"#" in name else name.decode("latin-1")


def _end_of_string(data: bytes, start: int) -> int:
    """Behind the closing bracket of a string; brackets nest (ISO 32000-1, 7.3.4.2)."""
    depth = 0
    for found in re.compile(rb"\\.|[()]", re.DOTALL).finditer(data, start):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    return len(data)
