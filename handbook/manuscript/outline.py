"""The order of the book: `content/outline.toml`, and what an edition takes of it.

In: the outline file and an edition. Out: the `Slot`s of the book in order, each with its page budget.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from handbook import paths
from handbook.edition.load import LoadedEdition, known_names
from handbook.errors import ContentError, raise_for
from handbook.findings import Finding, Place
from handbook.wording import say

Kind = Literal["front", "chapter", "back"]
OUTLINES = (32, 28, 24)
"""Pages of the outlines that an edition chooses among."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    kind: Kind
    part: str
    pages: dict[str, int]
    numbered: bool = False
    spread: bool = True


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the book: what stands there, set by which part, on how many pages."""

    id: str
    kind: Kind
    part: str
    """Which template sets it: `layouts/parts/<part>.html`."""
    pages: int
    numbered: bool
    on_left: bool
    """Whether it begins on a left page."""


class _Outline(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    fillers: Annotated[tuple[str, ...], Field(min_length=1)]
    section: tuple[_Entry, ...]


@cache
def _outline() -> _Outline:
    """The file, checked. ContentError with every mistake in it."""
    path = paths.CONTENT / "outline.toml"
    name = paths.shown(path)
    try:
        text = path.read_text("utf-8")
        outline = _Outline.model_validate(tomllib.loads(text))
    except ValidationError as error:
        wrong = ((".".join(map(str, detail["loc"])), detail["msg"].lower()) for detail in error.errors(include_url=False))
        raise ContentError(*(Finding("M05", say("%(field)s: %(problem)s.", field=where, problem=message), Place(name)) for where, message in wrong)) from None
    except OSError:
        raise ContentError(Finding("M05", say("is missing or can't be read."), Place(name))) from None
    except ValueError as error:
        raise ContentError(Finding("M05", say("can't be read: %(reason)s.", reason=error), Place(name))) from None
    raise_for(_misfits(outline, text, name))
    return outline


def _misfits(outline: _Outline, text: str, name: str) -> Iterator[Finding]:
    """Sections that no part sets, and outlines that don't add up."""
    for entry in outline.section:
        place = Place(name, text.count("\n", 0, max(0, text.find(f'id = "{entry.id}"'))) + 1)
        if not (paths.LAYOUTS / "parts" / f"{entry.part}.html").is_file():
            message = say('%(section)s: there is no part "%(part)s" to set it.', section=entry.id, part=entry.part)
            yield Finding("M05", message, place, say("A part is a file in layouts/parts."))
        if entry.kind != "chapter" and entry.id != entry.part:
            message = say('%(section)s: sections before and after the chapters are called like their part, "%(part)s".', section=entry.id, part=entry.part)
            yield Finding("M05", message, place)
    for pages in OUTLINES:
        planned = sum(entry.pages.get(str(pages), 0) for entry in outline.section)
        if planned != pages:
            message = say("the outline of %(pages)s pages plans %(planned)s.", pages=pages, planned=planned)
            yield Finding("M05", message, Place(name), say("Give its sections more or fewer pages."))


def forget() -> None:
    """Read the outline again at the next call: it has changed."""
    _outline.cache_clear()


def _entries() -> tuple[_Entry, ...]:
    return _outline().section


def fillers() -> tuple[str, ...]:
    """Chapters that fill pages which a thinner book or a spread leaves empty, in the order of use."""
    return _outline().fillers


def chapter_ids() -> list[str]:
    """Every chapter that an edition may include, exclude or order."""
    return list(dict.fromkeys(entry.id for entry in _entries() if entry.kind == "chapter"))


def slots(loaded: LoadedEdition) -> list[Slot]:
    """The sections of an edition's handbook, in order. ContentError if the edition names an unknown chapter."""
    chosen = loaded.edition.chapters
    known = chapter_ids()
    found: list[Finding] = []
    for field in ("include", "exclude", "order"):
        found += known_names(getattr(chosen, field) or (), known, loaded, "chapters", field)
    raise_for(found)
    planned = list(_planned(str(loaded.edition.pages)))
    wanted = {slot.id: slot for slot in planned if slot.kind == "chapter" and chosen.wants(slot.id)}
    if not wanted:
        raise_for([Finding("E04", say("chapters: no chapter is left."), loaded.place("chapters"), say("Include at least one."))])
    ordered = dict.fromkeys([*(name for name in chosen.order if name in wanted), *wanted])
    front = [slot for slot in planned if slot.kind == "front"]
    back = [slot for slot in planned if slot.kind == "back"]
    return [*front, *(wanted[name] for name in ordered), *back]


def _planned(pages: str) -> Iterator[Slot]:
    """The sections of the outline of so many pages."""
    for entry in _entries():
        if count := entry.pages.get(pages):
            yield Slot(entry.id, entry.kind, entry.part, count, entry.numbered, on_left=entry.kind == "chapter" and entry.spread and count % 2 == 0)
