"""LIST.csv or LIST.xlsx -> recipients, one a row; every bad row is named at once, before anything is built.

In: a table whose first row names its columns in German or English. Out: `Recipients`, numbered from 1 in the order of the list
whatever is selected later, so that a copy keeps its name. A formula is text here: nothing calculates it, and it is refused only
because no name begins with an equals sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from handbook.edition.problems import sentence
from handbook.edition.recipient import Recipient
from handbook.errors import ContentError, UsageError
from handbook.findings import Finding, Place, Severity, did_you_mean
from handbook.runs import tables
from handbook.runs.tables import Row, Table
from handbook.wording import say

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "empfänger", "empfängerin", "recipient", "klasse", "class", "für", "for"),
    "school": ("schule", "school", "name der schule", "schulname", "school name", "einrichtung", "institution", "organisation"),
    "greeting": ("greeting", "gruß", "grußwort", "anrede", "salutation"),
    "contact": ("contact", "kontakt", "kontaktname", "contact name", "ansprechperson", "ansprechpartner", "ansprechpartnerin"),
    "role": ("role", "funktion", "aufgabe", "position"),
    "phone": ("phone", "telefon", "telephone", "tel", "telefonnummer", "phone number"),
    "email": ("email", "e-mail", "mail", "e-mail-adresse", "email address"),
    "web": ("web", "website", "webseite", "internet", "homepage"),
    "qr": ("qr", "qr-code", "qr-adresse", "qr-link", "qr address", "link", "url"),
    "locale": ("locale", "sprache", "language"),
}
"""Field of a recipient -> what its column may be called."""
MOST_NAMED = 100
"""Findings of one list; a list with more mistakes has one that is behind them all."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One row of a list: a copy to make."""

    number: int
    """Of the row below the headings, from 1; empty rows aren't counted."""
    line: int
    """In the file."""
    recipient: Recipient


@dataclass(frozen=True, slots=True)
class Recipients:
    """A list that was read."""

    name: str
    """The file as messages show it."""
    copies: tuple[Copy, ...]
    findings: tuple[Finding, ...] = ()
    """Columns that nothing is made of."""


def read(path: Path, locales: Sequence[str], locale_column: str | None = None) -> Recipients:
    """The recipients of a list, in these languages. ContentError with all that is wrong in it."""
    table = tables.read(path)
    columns, found = _columns(table, locale_column)
    notes = tuple(finding for finding in found if finding.severity is not Severity.ERROR)
    if len(notes) < len(found):
        raise ContentError(*found)
    copies: list[Copy] = []
    wrong: list[Finding] = []
    for number, row in enumerate(table.rows, 1):
        try:
            copies.append(Copy(number, row.line, _recipient(table, row, columns, locales)))
        except ContentError as error:
            wrong += error.findings
        if len(wrong) >= MOST_NAMED:
            wrong = wrong[:MOST_NAMED]
            wrong.append(Finding("R03", say("has more mistakes than the %(count)s above; the rest isn't read.", count=MOST_NAMED), Place(table.name, table.rows[-1].line)))
            break
    if wrong:
        raise ContentError(*wrong)
    return Recipients(table.name, tuple(copies), notes)


def _columns(table: Table, locale_column: str | None) -> tuple[dict[str, int], list[Finding]]:
    """Field -> number of its cell, and what is to be said of the headings."""
    names = {_folded(name): field for field, known in COLUMNS.items() for name in known}
    if locale_column is not None:
        names = {name: field for name, field in names.items() if field != "locale"} | {_folded(locale_column): "locale"}
    columns: dict[str, int] = {}
    found: list[Finding] = []
    for number, heading in enumerate(table.header.cells):
        place = Place(table.name, table.header.line, number + 1)
        field = names.get(_folded(heading))
        if field is None:
            if heading:
                found.append(_unused(heading, place))
        elif field in columns:
            other = table.header.cells[columns[field]]
            found.append(Finding("R02", say('the columns "%(one)s" and "%(other)s" mean the same.', one=other, other=heading), place, say("Leave one of them.")))
        else:
            columns[field] = number
    top = Place(table.name, table.header.line)
    if locale_column is not None and "locale" not in columns:
        raise UsageError(Finding("R02", say('there is no column "%(name)s".', name=locale_column), top, did_you_mean(locale_column, table.header.cells)))
    if not columns.keys() & {"name", "school"}:
        found.append(Finding("R02", say("has no column for names or schools."), top, say('Name one of the columns "Name" or "Schule" in the first row.')))
    return columns, found


def _unused(heading: str, place: Place) -> Finding:
    """What is said of a column that nobody knows: a slip if it is near to one, else that nothing is made of it."""
    near: str = did_you_mean(heading.casefold(), [name for known in COLUMNS.values() for name in known], cutoff=0.75)
    if near:
        return Finding("R02", say('the column "%(name)s" isn\'t known.', name=_shown(heading)), place, near)
    return Finding("R02", say('nothing is printed of the column "%(name)s".', name=_shown(heading)), place, severity=Severity.NOTE)


def _recipient(table: Table, row: Row, columns: Mapping[str, int], locales: Sequence[str]) -> Recipient:
    width = len(table.header.cells)
    if any(row.cells[width:]):
        hint = say("A comma or semicolon inside a cell needs quotes around the cell.")
        raise ContentError(Finding("R03", say("has %(count)s cells, the headings are %(width)s.", count=len(row.cells), width=width), Place(table.name, row.line, width + 1), hint))
    values = {field: row.cells[at] for field, at in columns.items() if at < len(row.cells) and row.cells[at]}
    found: list[Finding] = []
    for field, value in values.items():
        if value.startswith("=") and field != "qr":
            found.append(_wrong(table, row, columns, field, say("is a formula"), say("Write its result.")))
    if "locale" in values and values["locale"] not in locales:
        near: str = did_you_mean(values["locale"], locales, say("The edition has: %(names)s.", names=", ".join(locales)))
        found.append(_wrong(table, row, columns, "locale", say("is no language of this edition"), near))
    try:
        made = Recipient.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            found.append(_wrong(table, row, columns, str(detail["loc"][0]) if detail["loc"] else "", sentence(detail), ""))
    if found:
        raise ContentError(*found)
    return made


def _wrong(table: Table, row: Row, columns: Mapping[str, int], field: str, problem: str, hint: str) -> Finding:
    """What is wrong with a row, or with one cell of it."""
    if field not in columns:
        return Finding("R03", say("this row isn't complete: %(problem)s.", problem=problem), Place(table.name, row.line), hint)
    at = columns[field]
    heading, value = _shown(table.header.cells[at]), _shown(row.cells[at])
    return Finding("R03", say('%(column)s "%(value)s" %(problem)s.', column=heading, value=value, problem=problem), Place(table.name, row.line, at + 1), hint)


def _folded(heading: str) -> str:
    """A heading without what people write differently."""
    return "".join(each for each in unicodedata.normalize("NFKC", heading).casefold() if each.isalnum())


def _shown(text: str) -> str:
    """A text in one line, not endless, and without characters that steer a terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text[:60]) + ("…" if len(text) > 60 else "")


def select(copies: Sequence[Copy], wanted: str, failed: Collection[int]) -> tuple[Copy, ...]:
    """The copies that `10-20,failed` names: numbers, spans of numbers, or those that failed before. UsageError if it names none."""
    chosen: set[int] = set()
    for part in filter(None, (each.strip().lower() for each in wanted.split(","))):
        if part == "failed":
            chosen |= set(failed)
        elif span := re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", part):
            chosen |= set(range(int(span[1]), int(span[2] or span[1]) + 1))
        else:
            raise UsageError(Finding("R04", say('"%(part)s" selects nothing.', part=_shown(part)), hint=say('Write numbers of rows, such as "3,10-20", or "failed".')))
    made = tuple(copy for copy in copies if copy.number in chosen)
    if not made:
        last = copies[-1].number if copies else 0
        hint = say("The list has rows 1 to %(last)s; failed ones are those of the last run in the same folder.", last=last)
        raise UsageError(Finding("R04", say('"%(wanted)s" selects no copy.', wanted=_shown(wanted)), hint=hint))
    return made


def by_locale(copies: Sequence[Copy], default: str) -> Iterator[tuple[str, tuple[Copy, ...]]]:
    """The copies of each language, in the order in which the languages come."""
    grouped: dict[str, list[Copy]] = {}
    for copy in copies:
        grouped.setdefault(copy.recipient.locale or default, []).append(copy)
    for locale, group in grouped.items():
        yield locale, tuple(group)
