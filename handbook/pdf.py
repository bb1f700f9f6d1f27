"""Document -> PDF: tagged, with bookmarks, title and language; the same pages always give the same bytes.

In: laid-out pages. Out: bytes. What the engine complains about while painting (missing glyphs, dead links, pictures it
can't draw) and every font that isn't ours becomes a finding.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from handbook import engine
from handbook.errors import raise_for
from handbook.findings import Finding, Place, in_order
from handbook.galley import Galley
from handbook.pages import VARIANT, Document, Progress, paginate

FAMILIES = ("IBM Plex Sans", "IBM Plex Sans Arabic", "Brand")
"""The families that may appear in a file: ours, and an edition's own under its name in the style sheet."""


@dataclass(frozen=True)
class Made:
    """A finished PDF in memory."""

    data: bytes
    pages: int


def make(galley: Galley, progress: Progress = lambda step, done, total: None) -> Made:
    """paginate and write: the half of the road that needs the engine, and all that a worker does."""
    document = paginate(galley, progress)
    progress("write", 0, 1)
    return Made(write(document, galley.title), len(document.pages))


def write(document: Document, title: str) -> bytes:
    """The PDF of all pages."""
    rendered = document.rendered
    rendered.metadata.title = title
    rendered.metadata.generator = None
    if moment := os.environ.get("SOURCE_DATE_EPOCH"):
        rendered.metadata.created = datetime.fromtimestamp(int(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with engine.listening(lambda: Place(part=title)) as records:
        data: bytes = rendered.write_pdf(pdf_variant=VARIANT, pdf_tags=True)
    findings = [engine.verdict(record, place) for record, place in records]
    findings += [Finding("L02", f'"{name}" isn\'t among the files of this edition.', Place(part=title)) for name in document.fetcher.refused]
    findings += _foreign_fonts(rendered, bool(document.declared_fonts), title)
    raise_for(in_order(findings))
    return data


def _foreign_fonts(rendered: Any, own: bool, title: str) -> list[Finding]:
    found = []
    for font in rendered.fonts.values():
        known = font.family in FAMILIES or own
        if not known:
            found.append(Finding("L02", f'the typeface "{font.family}" was used in place of one that is missing.', Place(part=title)))
        for code in font.missing:
            found.append(Finding("L03", f'the typeface {font.family} lacks the character "{chr(code)}" (U+{code:04X}).', Place(part=title)))
    return found
