"""Findings in, a report out: lines for people, annotations for GitHub, SARIF for programs that gather what checkers find.

In: findings. Out: text; nothing is printed here. People are told in their language, SARIF is English. JSON is made by the verbs
themselves, which say more in it than findings.
"""

from __future__ import annotations

import gettext
import json
import urllib.parse
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from handbook.findings import CODES, Finding, Place, Severity, in_order
from handbook.wording import in_language, say

if TYPE_CHECKING:
    from handbook.preflight.manual import Page

GRAVITY = {
    # For translators: stands before what stops a build
    Severity.ERROR: say("error"),
    # For translators: stands before what a person should look at
    Severity.REVIEW: say("review"),
    # For translators: stands before what needs no action
    Severity.NOTE: say("note"),
}
"""The word that stands before a finding, so that the gravest aren't marked by colour alone."""
_LEVELS = {
    "github": {Severity.ERROR: "error", Severity.REVIEW: "warning", Severity.NOTE: "notice"},
    "sarif": {Severity.ERROR: "error", Severity.REVIEW: "warning", Severity.NOTE: "note"},  # SARIF 2.1.0, 3.27.10
}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _IN_TEXT | {":": "%3A", ",": "%2C"}
"""What ends or parts a workflow command of GitHub."""


def shown(found: Iterable[Finding], *, verbose: bool, quiet: bool) -> list[Finding]:
    """The findings that people want to see, in order: notes only if they ask for more, errors always."""
    hidden = {Severity.NOTE: not verbose, Severity.REVIEW: quiet}
    return [finding for finding in in_order(found) if not hidden.get(finding.severity)]


def text(found: Sequence[Finding], translations: gettext.NullTranslations) -> str:
    """A line for each finding, and below it the line of the file that is meant."""
    return "\n".join(f"{in_language(GRAVITY[finding.severity], translations)}: {finding.told(translations)}" for finding in found)


def github(found: Sequence[Finding], translations: gettext.NullTranslations) -> str:
    """A workflow command for each finding, which GitHub shows beside the line that is meant."""
    return "\n".join(_annotation(finding, translations) for finding in found)


def _annotation(finding: Finding, translations: gettext.NullTranslations) -> str:
    place = finding.place
    named = {"file": place.file, "line": place.line if place.file else 0, "col": place.column if place.file else 0, "title": finding.code}
    properties = ",".join(f"{name}={_escaped(str(value), _IN_PROPERTY)}" for name, value in named.items() if value)
    spot = Place(part=place.part, page=place.page, x_mm=place.x_mm, y_mm=place.y_mm).told(translations)
    said = [f"{spot}:" if spot else "", in_language(finding.sentence, translations), in_language(finding.hint, translations)]
    return f"::{_LEVELS['github'][finding.severity]} {properties}::{_escaped(' '.join(filter(None, said)), _IN_TEXT)}"


def _escaped(words: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(each, each) for each in words)


def sarif(found: Sequence[Finding], version: str) -> str:
    """All findings as one run in SARIF 2.1.0 (OASIS), with what the manual says of their codes. `version` is the program's."""
    from handbook.preflight import manual  # late: it reads all rules

    pages = manual.pages()
    codes = list(dict.fromkeys(finding.code for finding in found))
    driver = {"name": "career-handbook", "version": version, "rules": [_described(pages[code]) for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(finding, codes.index(finding.code)) for finding in found]}
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _described(page: Page) -> dict[str, Any]:
    """A code's metadata."""
    made: dict[str, Any] = {"id": page.code, "shortDescription": {"text": CODES[page.code]}}
    if page.severity:
        made["fullDescription"] = {"text": page.what}
        made["help"] = {"text": f"{page.why} {page.mend}".strip() or page.what}
        made["defaultConfiguration"] = {"level": _LEVELS["sarif"][Severity(page.severity)]}
        made["properties"] = {"tags": [page.family]}
    return made


def _result(finding: Finding, number: int) -> dict[str, Any]:
    hint = f" {finding.hint}" if finding.hint else ""
    made: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _LEVELS["sarif"][finding.severity],
        "message": {"text": f"{finding.message}{hint}"},
        "properties": {"severity": str(finding.severity)},
    }
    if location := _location(finding.place):
        made["locations"] = [location]
    if finding.waived:
        made["suppressions"] = [{"kind": "external", "justification": finding.waived}]
    return made


def _location(place: Place) -> dict[str, Any]:
    """A file with its region, and where on a page something stands: a program that knows no pages shows its name."""
    made: dict[str, Any] = {}
    if place.file:
        made["physicalLocation"] = {"artifactLocation": {"uri": _uri(place.file)}}
        if place.line:
            made["physicalLocation"]["region"] = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
    if spot := str(Place(part=place.part, page=place.page, x_mm=place.x_mm, y_mm=place.y_mm)):
        made["logicalLocations"] = [{"fullyQualifiedName": spot, "kind": "page" if place.page else "part"}]
    if place.page:
        made["properties"] = {"page": place.page, "x_mm": place.x_mm, "y_mm": place.y_mm}
    return made


def _uri(file: str) -> str:
    if "://" in file:  # an edition elsewhere
        return urllib.parse.quote(file, safe=":/")
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else urllib.parse.quote(path.as_posix())
