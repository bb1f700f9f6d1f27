"""The galley as a value: composed text not yet cut into pages, and every file it needs. Light, for workers load it alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from handbook.assets import Asset
from handbook.findings import Place
from handbook.formats import Format

STYLE_SHEET = "css/main.css"
"""The main style sheet, by its asset name."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the book that begins on a new page and is laid out on its own."""

    id: str
    title: str
    html: str
    pages: int
    """How many pages the outline plans for it."""
    on_left: bool = False
    """Whether it begins on a left page."""
    place: Place = field(default_factory=Place)
    """The file to mend when it doesn't come out at its pages."""
    holds_edition: bool = False
    """Whether the edition's contact and imprint stand on it, so that those may be too long."""


@dataclass(frozen=True)
class Galley:
    """Composed text not yet cut into pages."""

    product: str
    locale: str
    title: str
    format: Format
    sections: tuple[Section, ...]
    fillers: tuple[Section, ...]
    """Useful pages for gaps: before a spread, and before the last section."""
    assets: Mapping[str, Asset]
    direction: Literal["ltr", "rtl"] = "ltr"
    """Of the text, and so of the pages: a book that reads from the right is bound on the right."""


def gap_before(section: Section, folio: int, *, is_last: bool, multiple: int) -> int:
    """Useful pages before a section that would begin at this folio: so that spreads begin left, and the book ends on a whole sheet."""
    return -(folio - 1 + section.pages) % multiple if is_last else int(section.on_left and folio % 2 == 1)


def planned_pages(galley: Galley) -> int:
    """The pages that a galley will have: every section comes out at its planned pages."""
    folio = 1
    for number, section in enumerate(galley.sections):
        is_last = 0 < number == len(galley.sections) - 1
        folio += gap_before(section, folio, is_last=is_last, multiple=galley.format.page_multiple) + section.pages
    return folio - 1


def page_mark(section: str) -> str:
    """What stands in the HTML where the page number of a section goes."""
    return f"\u27e6{section}\u27e7"


PAGE_MARK = re.compile("\u27e6([a-z0-9-]+)\u27e7")
