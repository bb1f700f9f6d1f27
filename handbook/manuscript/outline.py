"""The order of the book: `content/outline.toml`, and what an edition takes of it.

In: the outline file and an edition. Out: the `Slot`s of the book in order, each with its page budget.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from handbook import paths
from handbook.edition.load import LoadedEdition, known_names
from handbook.errors import raise_for
from handbook.findings import Finding

Kind = Literal["front", "chapter", "back"]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    kind: Kind
    part: str
    pages: dict[str, int]
    numbered: bool = False
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the book: what stands there, set by which part, on how many pages."""

    id: str
    kind: Kind
    part: str
    """Which template sets it: `layouts/parts/<part>.html`."""
    pages: int
    numbered: bool


@cache
def _entries() -> tuple[_Entry, ...]:
    outline = tomllib.loads((paths.CONTENT / "outline.toml").read_text("utf-8"))
    return tuple(_Entry.model_validate(entry) for entry in outline["section"])


@cache
def fillers() -> tuple[str, ...]:
    """Chapters that fill pages which a thinner book or a spread leaves empty, in the order of use."""
    names: list[str] = tomllib.loads((paths.CONTENT / "outline.toml").read_text("utf-8"))["fillers"]
    return tuple(names)


def chapter_ids() -> list[str]:
    """Every chapter that an edition may include, exclude or order."""
    return [entry.id for entry in _entries() if entry.kind == "chapter"]


def slots(loaded: LoadedEdition) -> list[Slot]:
    """The sections of an edition's handbook, in order. ContentError if the edition names an unknown chapter."""
    chosen = loaded.edition.chapters
    known = chapter_ids()
    found: list[Finding] = []
    for field in ("include", "exclude", "order"):
        found += known_names(getattr(chosen, field) or (), known, loaded, "chapters", field)
    raise_for(found)
    wanted = [name for name in known if name in (chosen.include or known) and name not in chosen.exclude]
    if not wanted:
        raise_for([Finding("E04", "chapters: no chapter is left.", loaded.place("chapters"), "Include at least one.")])
    ordered = [name for name in chosen.order if name in wanted]
    ordered += [name for name in wanted if name not in ordered]
    pages = str(loaded.edition.pages)
    made = {
        entry.id: Slot(entry.id, entry.kind, entry.part, entry.pages[pages], entry.numbered)
        for entry in _entries()
        if pages in entry.pages and (not entry.needs or entry.needs in wanted)
    }
    front = [slot for slot in made.values() if slot.kind == "front"]
    back = [slot for slot in made.values() if slot.kind == "back"]
    return [*front, *(made[name] for name in ordered if name in made), *back]
