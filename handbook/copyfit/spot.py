"""Where something is and what it says, for findings: the section's file, the page and millimetres on it, and a few of its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handbook.copyfit.placed import Area, Block, Line, Sheet
from handbook.findings import Place
from handbook.wording import say

_LONGEST = 60
"""Letters that are quoted."""


def spot(sheet: Sheet, area: Area) -> Place:
    """The upper-left corner of an area."""
    return replace(sheet.section.place, page=sheet.number, x_mm=round(area.left, 1), y_mm=round(area.top, 1))


def on_page(sheet: Sheet) -> Place:
    """The page as a whole."""
    return replace(sheet.section.place, page=sheet.number)


def quoted(text: str) -> str:
    """The beginning of a text, as far as one knows it by."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + " …"


def words_of(lines: Iterable[Line]) -> str:
    """Lines as they are read: a word that was divided is whole again."""
    said = ""
    for line in lines:
        text = line.text
        said = said[:-1] + text if said.endswith(("\u2010", "-")) and text[:1].islower() else f"{said} {text}".strip()
    return quoted(said)


def shorten(block: Block | None, otherwise: str) -> str:
    """What mends a text that is too long: a shorter one, where the edition says it."""
    return say('Shorten "%(field)s" in the edition file.', field=block.said) if block and block.said else otherwise
