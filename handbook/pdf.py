"""Document -> PDF: tagged, with bookmarks, title and language; the same pages always give the same bytes.

In: laid-out pages. Out: bytes, which a channel finishes. What the engine complains about while painting (missing glyphs, dead
links, pictures it can't draw) and every font that isn't ours becomes a finding.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from handbook import engine, tagging
from handbook.errors import UsageError, raise_for
from handbook.findings import Finding, Place, in_order
from handbook.pages import Document
from handbook.sections import VARIANT
from handbook.wording import say


def write(document: Document, title: str, *, bleed_mm: float = 0, tags: bool = True) -> bytes:
    """The PDF of all pages: trimmed, with tags for screens; or without tags and painted so far beyond the trim, for paper."""
    rendered = document.rendered
    for page in rendered.pages:  # laid out with all the bleed there is, see page.css; here it is cut
        page.bleed = dict.fromkeys(("top", "right", "bottom", "left"), bleed_mm / 25.4 * 96)
    rendered.metadata.title = title
    rendered.metadata.generator = None
    rendered.metadata.created = created()
    findings: list[Finding] = []
    with tagging.noting(), engine.hearing(findings, document.fetcher, lambda: Place(part=title)):
        data: bytes = rendered.write_pdf(pdf_variant=VARIANT if tags else None, pdf_tags=tags, uncompressed_pdf=True)
    findings += _foreign_fonts(rendered, title)
    raise_for(in_order(findings))
    return data


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
