"""Where the links and bookmarks of any PDF lead, and what it does when it is opened or clicked.

In: a subject. Out: for each link what is wrong with its end, the bookmarks, and every action. Name trees, bookmarks and actions that
go round in circles are left after `MOST` steps, and `endless` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from handbook.preflight.screen.objects import MOST_KIDS, Key, each, entries, get, key, text, too_long, whole
from handbook.preflight.screen.sheets import annotated, numbered, root, sheets
from handbook.preflight.subject import Subject, once
from handbook.wording import Said, say

MOST = 50_000
"""Names, bookmarks or fields of one file."""
_LONGEST = 60
"""Letters of a title or name that is shown."""
_MOST_STEPS = 50
"""Actions that follow on one another."""


@dataclass
class Names:
    """The named places of a file."""

    places: dict[str, Any] = field(default_factory=dict)
    endless: bool = False


@dataclass(frozen=True)
class Bookmark:
    """A line of the outline."""

    object: Any

    @property
    def title(self) -> str:
        """What it says."""
        return text(get(self.object, "/Title"))[:_LONGEST]


@dataclass
class Outline:
    """All bookmarks in order."""

    bookmarks: list[Bookmark] = field(default_factory=list)
    endless: bool = False


@dataclass
class Fields:
    """All fields of forms, also those that have no place on a page."""

    objects: list[Any] = field(default_factory=list)
    endless: bool = False


@dataclass(frozen=True)
class Action:
    """Something that a file does."""

    kind: str
    """JavaScript, URI and so on: ISO 32000-1, table 198."""
    page: int
    """Where it is clicked, from 1; 0 for what is done unasked."""
    object: Any
    box: Any = None
    """Where on the page."""


@once
def names(subject: Subject) -> Names:
    """The places that links may call by name."""
    made = Names(dict(entries(get(root(subject), "/Dests"))))
    made.places = {name[1:]: place for name, place in made.places.items()}
    made.endless = len(made.places) >= MOST_KIDS
    met: set[Key] = set()
    left = 3 * MOST  # of names, places and nodes: one list may be that of many nodes
    waiting = [get(root(subject), "/Names", "/Dests")]
    while waiting:
        node = waiting.pop()
        if key(node) in met or left < 0:
            made.endless = True
            continue
        met |= {key(node)} - {(0, 0)}
        made.endless |= too_long(get(node, "/Names")) or too_long(get(node, "/Kids"))
        listed, kids = list(each(get(node, "/Names"))), list(each(get(node, "/Kids")))
        made.places |= {text(name): place for name, place in zip(listed[::2], listed[1::2], strict=False)}
        waiting += reversed(kids)
        left -= len(listed) + len(kids)
    return made


@once
def outline(subject: Subject) -> Outline:
    """The bookmarks of a file."""
    made = Outline()
    met: set[Key] = set()
    waiting = [get(root(subject), "/Outlines", "/First")]
    while waiting:
        item = waiting.pop()
        if item is None:
            continue
        if key(item) in met or len(made.bookmarks) == MOST:
            made.endless = True
            continue
        met.add(key(item))
        made.bookmarks.append(Bookmark(item))
        waiting += [get(item, "/Next"), get(item, "/First")]
    return made


@once
def fields(subject: Subject) -> Fields:
    """The fields of a file's form."""
    made = Fields()
    met: set[Key] = set()
    left = 2 * MOST  # of kids: one list may be that of many fields
    waiting = list(each(get(root(subject), "/AcroForm", "/Fields")))
    while waiting:
        item = waiting.pop()
        if key(item) in met or len(made.objects) == MOST or left < 0:
            made.endless = True
            continue
        met |= {key(item)} - {(0, 0)}
        made.objects.append(item)
        kids = list(each(get(item, "/Kids")))
        waiting += kids
        left -= len(kids)
    return made


def dead_end(subject: Subject, link: Any) -> Said | None:
    """What is wrong with where a link or bookmark leads; None if it leads somewhere, or out of the file."""
    place = get(link, "/Dest")
    if place is not None:
        return _no_page(subject, place)
    action = get(link, "/A")
    if action is None:
        # For translators: where a link or bookmark leads, as in: a link leads nowhere
        return say("nowhere")
    match text(get(action, "/S")):
        case "/GoTo":
            place = get(action, "/SD")
            return _no_page(subject, get(action, "/D") if place is None else place)
        case "/URI":
            return _no_address(_address(get(action, "/URI")))
        case "":
            return say("nowhere")
        case _:
            return None


def _address(said: Any) -> str:
    return text(said).strip()


def _no_address(address: str) -> Said | None:
    if not address or address.startswith("#"):
        # For translators: where a link or bookmark leads
        return say('to "%(place)s", which is no address', place=address[:_LONGEST])
    if address.lower().startswith("file:"):
        # For translators: where a link or bookmark leads
        return say("to a file on the computer where this one was made")
    return None


def _no_page(subject: Subject, place: Any) -> Said | None:
    """What is wrong with a destination: ISO 32000-1, 12.3.2."""
    name = text(place)
    if name:
        name = name.removeprefix("/") if name not in names(subject).places else name
        if name not in names(subject).places:
            return None if names(subject).endless else say('to "%(place)s", a name that is nowhere in the file', place=name[:_LONGEST])
        place = names(subject).places[name]
    inner = get(place, "/D")
    target = next(each(place if inner is None else inner), None)
    if target is None:
        return say("to a page that isn't there")
    if (number := whole(target)) is not None:  # wrong inside a file, and read by every viewer
        return None if 0 <= number < len(subject.pdf.pages) else say("to a page that isn't there")
    if key(target) in numbered(subject) or text(get(target, "/S")):  # a page, or a tag: ISO 32000-2, 12.3.2.3
        return None
    return say("to a page that isn't there")


@once
def actions(subject: Subject) -> tuple[Action, ...]:
    """Everything that a file does by itself or when it is clicked."""
    return tuple(islice(_actions(subject), MOST))


def _actions(subject: Subject) -> Iterator[Action]:
    trunk = root(subject)
    yield from _chain(get(trunk, "/OpenAction"))
    for scripts in (get(trunk, "/Names", "/JavaScript"), get(trunk, "/AcroForm", "/XFA")):
        if scripts is not None:
            yield Action("JavaScript", 0, scripts)
    for thing in [trunk, *(mark.object for mark in outline(subject).bookmarks), *fields(subject).objects]:
        yield from _of(thing)
    for sheet in sheets(subject):
        yield from _of(sheet.object, sheet.number)
    for annotation in annotated(subject):
        box = get(annotation.object, "/Rect")
        yield from _of(annotation.object, annotation.page, box)
        if annotation.kind in ("RichMedia", "Movie", "3D"):
            yield Action(annotation.kind, annotation.page, annotation.object, box)


def _of(thing: Any, page: int = 0, box: Any = None) -> Iterator[Action]:
    yield from _chain(get(thing, "/A"), page, box)
    for _, action in islice(entries(get(thing, "/AA")), _MOST_STEPS):
        yield from _chain(action, page, box)


def _chain(action: Any, page: int = 0, box: Any = None) -> Iterator[Action]:
    """An action and those that follow on it."""
    waiting = [action]
    for _ in range(_MOST_STEPS):
        if not waiting:
            break
        action = waiting.pop()
        if kind := text(get(action, "/S"))[1:]:
            yield Action(kind, page, action, box)
            waiting += islice(each(get(action, "/Next")), _MOST_STEPS)


def fetches(subject: Subject) -> bool:
    """Whether a part of the file lies in another one: a stream whose bytes are elsewhere, or pages that are (ISO 32000-1, 7.3.8.2 and 8.10.4)."""
    import pikepdf

    for number, item in enumerate(_objects(subject)):
        if number > MOST:
            break
        if isinstance(item, pikepdf.Stream) and (get(item, "/F") is not None or get(item, "/Ref") is not None):
            return True
    return False


def _objects(subject: Subject) -> Iterator[Any]:
    try:
        yield from subject.pdf.objects
    except Exception:  # whatever the damage calls for
        return
