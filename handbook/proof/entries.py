"""Findings in, the numbered list of a proof out: what is wrong, where, and what to try, in the language of the pages.

In: everything that was found, and the translations of a language. Out: `Entry`s in the order in which a reader turns the pages; what
stands on no page comes after them. The list is printed in our typeface, and a finding may quote the very character that it lacks.
"""

from __future__ import annotations

import gettext
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath

from handbook.findings import Finding, Place, Severity
from handbook.preflight import glyphs
from handbook.preflight.report import GRAVITY
from handbook.wording import in_language, nsay, say

STAND_IN = "?"
"""Printed for a character that our typeface lacks; a finding about it names its code."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with its number, as people read it."""

    number: int
    severity: Severity
    code: str
    gravity: str
    """The word for its severity."""
    where: str
    sentence: str
    hint: str
    place: Place


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings there are of a severity."""

    severity: Severity
    words: str


def entries(found: Iterable[Finding], pages: int, translations: gettext.NullTranslations) -> list[Entry]:
    """Each finding once: by page, from top to bottom, then what is on none of these pages, the gravest first."""
    ordered = sorted(dict.fromkeys(found), key=lambda finding: _order(finding, pages))
    return [_entry(number, finding, translations) for number, finding in enumerate(ordered, 1)]


def counts(listed: Iterable[Entry], translations: gettext.NullTranslations) -> list[Count]:
    """How many there are of each severity that occurs, the gravest first."""
    gravities = [entry.severity for entry in listed]
    words = {
        Severity.ERROR: nsay(
            "%(count)s error: it must be mended before anything is printed", "%(count)s errors: they must be mended before anything is printed", gravities.count(Severity.ERROR)
        ),
        Severity.REVIEW: nsay("%(count)s finding for review: please look at it", "%(count)s findings for review: please look at them", gravities.count(Severity.REVIEW)),
        Severity.NOTE: nsay("%(count)s note: nothing needs to be done", "%(count)s notes: nothing needs to be done", gravities.count(Severity.NOTE)),
    }
    return [Count(severity, in_language(sentence, translations)) for severity, sentence in words.items() if severity in gravities]


def printable(text: str) -> str:
    """A text without what our typefaces have no shape for."""
    return "".join(_printable(each) for each in text)


def _printable(character: str) -> str:
    if character in glyphs.USUAL or character in glyphs.ours():
        return character
    match unicodedata.category(character):
        case "Zs" | "Zl" | "Zp" | "Cc":
            return " "
        case "Cf" | "Mn":
            return ""
        case _:
            return STAND_IN


def _order(finding: Finding, pages: int) -> tuple[int, float, float, int, str, int, int]:
    place = finding.place
    here = 1 <= place.page <= pages
    spot = (-1.0, -1.0) if not here or place.x_mm is None or place.y_mm is None else (place.y_mm, place.x_mm)
    return (place.page if here else pages + 1, *spot, list(Severity).index(finding.severity), place.file, place.line, place.column)


def _entry(number: int, finding: Finding, translations: gettext.NullTranslations) -> Entry:
    def said(text: str) -> str:
        return printable(in_language(text, translations))

    place = finding.place
    page = printable(Place(page=place.page).told(translations))
    rest = printable(replace(_lasting(place), page=0, x_mm=None, y_mm=None).told(translations))  # millimetres are told by the mark
    where = " · ".join(filter(None, (page, rest))) or said(say("the whole edition"))
    hint = said(say("Try: %(hint)s", hint=finding.hint)) if finding.hint else ""
    return Entry(number, finding.severity, finding.code, said(GRAVITY[finding.severity]), where, said(finding.sentence), hint, place)


def _lasting(place: Place) -> Place:
    """A place that is named the same from every folder, as in the manifest: a proof has the same bytes on every machine."""
    path = PurePath(place.file)
    return replace(place, file=path.name) if path.is_absolute() or path.name == "edition.toml" else place
