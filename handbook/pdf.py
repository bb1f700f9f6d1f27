"""Document -> PDF: tagged, with bookmarks, title, language and forms, finished for screens; the same pages always give the same bytes.

In: laid-out pages. Out: bytes, as `channels/screen.py` finishes them. What the engine complains about while painting (missing glyphs, dead links, pictures it
can't draw) and every font that isn't ours becomes a finding.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from handbook import engine, paths, tagging
from handbook.errors import UsageError, raise_for
from handbook.findings import Finding, Place, in_order
from handbook.galley import Galley
from handbook.pages import VARIANT, Document, Progress, paginate


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
    """The finished PDF of all pages."""
    from handbook.channels import screen  # late: it loads a PDF library, which `check` and `--help` don't need

    rendered = document.rendered
    rendered.metadata.title = title
    rendered.metadata.generator = None
    rendered.metadata.created = created()
    findings: list[Finding] = []
    with tagging.noting(), engine.hearing(findings, document.fetcher, lambda: Place(part=title)):
        data: bytes = rendered.write_pdf(pdf_variant=VARIANT, pdf_tags=True)
    findings += _foreign_fonts(rendered, title)
    raise_for(in_order(findings))
    return screen.finish(data, field_font(str(rendered.metadata.lang)))


def field_font(language: str) -> bytes:
    """The typeface of forms in a language."""
    script = "arabic" if language.split("-")[0] in _ARABIC else "latin"
    return (paths.LAYOUTS / "fields" / f"{script}.ttf").read_bytes()


_ARABIC = ("ar", "ckb", "fa", "ps", "ur")
"""Languages written in Arabic letters."""


def created() -> str | None:
    """The date that a file carries: none, so that every day makes the same bytes, or the one in SOURCE_DATE_EPOCH. UsageError if that is no moment."""
    moment = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
    except (ValueError, OverflowError, OSError):
        raise UsageError(Finding("P02", f'the environment variable SOURCE_DATE_EPOCH is "{moment[:40]}".', hint="It holds whole seconds since 1970.")) from None


def _foreign_fonts(rendered: Any, title: str) -> list[Finding]:
    found = []
    for font in rendered.fonts.values():
        if font.family not in engine.FAMILIES:
            found.append(Finding("L02", f'the typeface "{font.family}" was used in place of one that is missing.', Place(part=title)))
        for code in font.missing:
            found.append(Finding("L03", f'the typeface {font.family} lacks the character "{chr(code)}" (U+{code:04X}).', Place(part=title)))
    return found
