"""The pages of a PDF that nobody vouches for: their numbers, what can be clicked on them, and where it stands.

In: a subject. Out: pages with their annotations. Millimetres are those of the trimmed page from its upper left corner; a page that
is turned or has no size gives none.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from handbook.findings import Place
from handbook.preflight.screen.objects import Key, each, get, key, length, numbers, text
from handbook.preflight.subject import Subject, once

MM = 25.4 / 72
"""Millimetres of a point."""
MOST_ANNOTATIONS = 20_000
"""Of a whole file."""


@dataclass(frozen=True)
class Sheet:
    """One page."""

    number: int
    """From 1."""
    object: Any


@dataclass(frozen=True)
class Annotation:
    """A link, field, note or anything else that lies on a page."""

    page: int
    object: Any
    kind: str
    """Link, Widget and so on."""

    @property
    def hidden(self) -> bool:
        """Whether nobody sees it: ISO 32000-1, table 165."""
        flags = get(self.object, "/F")
        return isinstance(flags, int) and bool(flags & 2)


def root(subject: Subject) -> Any:
    """What a file begins with: ISO 32000-1, 7.7.2."""
    return get(subject.pdf.trailer, "/Root")


@once
def sheets(subject: Subject) -> tuple[Sheet, ...]:
    """All pages; one that can't be read is left out, and keeps its number."""
    made = []
    for number in range(len(subject.pdf.pages)):
        try:
            made.append(Sheet(number + 1, subject.pdf.pages[number].obj))
        except Exception:  # whatever the damage calls for
            continue
    return tuple(made)


@once
def numbered(subject: Subject) -> dict[Key, int]:
    """The number of each page by its object."""
    return {key(sheet.object): sheet.number for sheet in reversed(sheets(subject))}


@once
def annotated(subject: Subject) -> tuple[Annotation, ...]:
    """What lies on the pages, page by page."""
    listed = ((sheet.number, item) for sheet in sheets(subject) for item in each(get(sheet.object, "/Annots")))
    found = ((page, item, text(get(item, "/Subtype"))[1:]) for page, item in islice(listed, MOST_ANNOTATIONS))
    return tuple(Annotation(page, item, kind) for page, item, kind in found if kind)


def crowded(subject: Subject) -> bool:
    """Whether there are more annotations than are looked at."""
    count = 0
    for sheet in sheets(subject):
        count += length(get(sheet.object, "/Annots"))
    return count > MOST_ANNOTATIONS


def inherited(page: Any, name: str) -> Any:
    """An entry of a page, or of what it hangs on: ISO 32000-1, 7.7.3.4."""
    for _ in range(50):  # a page tree may go round in circles
        if (value := get(page, name)) is not None:
            return value
        page = get(page, "/Parent")
    return None


def spot(subject: Subject, page: int, box: Any) -> Place:
    """The place of a box (left, bottom, right, top in points) on a page: its upper left corner."""
    sheet = next((sheet.object for sheet in sheets(subject) if sheet.number == page), None)
    edges = numbers(box)
    trim = next((found for name in ("/TrimBox", "/CropBox", "/MediaBox") if len(found := numbers(inherited(sheet, name))) == 4), ())
    if len(edges) != 4 or not trim or inherited(sheet, "/Rotate") not in (None, 0):
        return subject.place(page)
    unit = MM * next((size for size in numbers(get(sheet, "/UserUnit")) if 0 < size < 1000), 1)
    left, top = min(edges[0], edges[2]), max(edges[1], edges[3])
    return subject.place(page, round((left - min(trim[0], trim[2])) * unit, 1), round((max(trim[1], trim[3]) - top) * unit, 1))
