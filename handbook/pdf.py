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
from handbook.channels import screen
from handbook.errors import UsageError, raise_for
from handbook.findings import Finding, Place, in_order
from handbook.galley import Galley
from handbook.pages import VARIANT, Document, Progress, paginate
from handbook.wording import say


@dataclass(frozen=True)
class Made:
    """A finished PDF in memory."""

    data: bytes
    pages: int
    findings: tuple[Finding, ...] = ()
    """What a person may want to know; nothing that forbids the file."""


def make(galley: Galley, progress: Progress = lambda step, done, total: None) -> Made:
    """paginate and write: the half of the road that needs the engine, and all that a worker does."""
    document = paginate(galley, progress)
    progress("write", 0, 1)
    return Made(write(document, galley.title), len(document.pages), document.findings)


def write(document: Document, title: str, *, bleed_mm: float = 0, tags: bool = True) -> bytes:
    """The PDF of all pages: trimmed and finished for screens, or painted so far beyond the trim, and without tags, for paper."""
    rendered = document.rendered
    for page in rendered.pages:  # laid out with all the bleed there is, see page.css; here it is cut
        page.bleed = dict.fromkeys(("top", "right", "bottom", "left"), bleed_mm / 25.4 * 96)
    rendered.metadata.title = title
    rendered.metadata.generator = None
    rendered.metadata.created = created()
    findings: list[Finding] = []
    with tagging.noting(), engine.hearing(findings, document.fetcher, lambda: Place(part=title)):
        data: bytes = rendered.write_pdf(pdf_variant=VARIANT if tags else None, pdf_tags=tags)
    findings += _foreign_fonts(rendered, title)
    raise_for(in_order(findings))
    return screen.finish(data, field_font(str(rendered.metadata.lang))) if tags else data


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
        message = say('the environment variable SOURCE_DATE_EPOCH is "%(value)s".', value=moment[:40])
        raise UsageError(Finding("P02", message, hint=say("It holds whole seconds since 1970."))) from None


def _foreign_fonts(rendered: Any, title: str) -> list[Finding]:
    found = []
    for font in rendered.fonts.values():
        if font.family not in engine.FAMILIES:
            found.append(Finding("L02", say('the typeface "%(name)s" was used in place of one that is missing.', name=font.family), Place(part=title)))
        for code in font.missing:
            message = say('the typeface %(name)s lacks the character "%(character)s" (%(code)s).', name=font.family, character=chr(code), code=f"U+{code:04X}")
            found.append(Finding("L03", message, Place(part=title)))
    return found
