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
from handbook.findings import Finding, Place, Severity, did_you_mean, errors
from handbook.runs import tables
from handbook.runs.error_values import is_error_value
from handbook.runs.tables import MOST_NAMED, Row, Table
from handbook.wording import nsay, say

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
_REPEATS_NAMED = 3
"""Rows that say what an earlier one says; of the others only their number is told."""


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
    columns: Mapping[str, int]
    """Field of a recipient -> its column in the file, from 1."""
    findings: tuple[Finding, ...] = ()
    """What somebody should look at: columns that nothing is made of, rows that repeat others, sheets that aren't read."""


def read(path: Path, locales: Sequence[str], locale_column: str | None = None) -> Recipients:
    """The recipients of a list, in these languages. ContentError with all that is wrong in it."""
    table = tables.read(path)
    columns, found = _columns(table, locale_column)
    told = (*table.findings, *found)
    if errors(told):
        raise ContentError(*told)
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
        raise ContentError(*told, *wrong)
    told += tuple(_repeats(table.name, copies, locales[0]))
    return Recipients(table.name, tuple(copies), {field: at + 1 for field, at in columns.items()}, told)


def _repeats(name: str, copies: Sequence[Copy], default: str) -> Iterator[Finding]:
    """What is said of rows that say the same as an earlier one."""
    lines: dict[tuple[str | None, ...], int] = {}
    count = 0
    for copy in copies:
        values = {**copy.recipient.__dict__, "locale": copy.recipient.locale or default}
        first = lines.setdefault(tuple(values.values()), copy.line)
        if first != copy.line:
            count += 1
            if count <= _REPEATS_NAMED:
                message = say("this row says the same as that in line %(line)s, and each gets a copy.", line=first)
                yield Finding("R03", message, Place(name, copy.line), say("Remove one of them if one copy is enough."), Severity.REVIEW)
    more = count - _REPEATS_NAMED
    if more > 0:
        message = nsay("%(count)s more row says the same as an earlier one.", "%(count)s more rows say the same as an earlier one.", more)
        yield Finding("R03", message, Place(name), severity=Severity.REVIEW)


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
        return Finding("R02", say('the column "%(name)s" isn\'t known.', name=shown(heading)), place, near)
    return Finding("R02", say('nothing is printed of the column "%(name)s".', name=shown(heading)), place, severity=Severity.REVIEW)


def _recipient(table: Table, row: Row, columns: Mapping[str, int], locales: Sequence[str]) -> Recipient:
    width = len(table.header.cells)
    if any(row.cells[width:]):
        hint = say("A comma or semicolon inside a cell needs quotes around the cell.")
        raise ContentError(Finding("R03", say("has %(count)s cells, the headings are %(width)s.", count=len(row.cells), width=width), Place(table.name, row.line, width + 1), hint))
    values = {field: row.cells[at] for field, at in columns.items() if at < len(row.cells) and row.cells[at]}
    found: list[Finding] = []
    named: set[str] = set()
    for field, value in values.items():
        if problem := _no_text(row, columns[field], value):
            found.append(_wrong(table, row, columns, field, *problem))
            named.add(field)
    if "locale" in values and values["locale"] not in locales and "locale" not in named:
        from handbook.runs import languages  # late: it needs Babel

        if code := languages.meant(values["locale"], languages.known(tuple(locales))):
            values["locale"] = code
        else:
            found.append(_wrong(table, row, columns, "locale", say("is no language of this edition"), languages.hint(values["locale"], locales)))
    try:
        made = Recipient.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            field = str(detail["loc"][0]) if detail["loc"] else ""
            if field not in named:
                found.append(_wrong(table, row, columns, field, sentence(detail), ""))
    if found:
        raise ContentError(*found)
    return made


def _no_text(row: Row, at: int, value: str) -> tuple[str, str] | None:
    """What a cell holds in place of a text, and what to try; nothing if it is one."""
    if at + 1 in row.unstored:
        return say("is a formula, and its result isn't stored"), say("Open the workbook in Excel or LibreOffice and save it.")
    if value.startswith("="):
        return say("is a formula"), say("Write its result.")
    if is_error_value(value):
        return say("is what a spreadsheet shows in place of a result"), say("Mend the formula, make the column wider, or write the result.")
    return None


def _wrong(table: Table, row: Row, columns: Mapping[str, int], field: str, problem: str, hint: str) -> Finding:
    """What is wrong with a row, or with one cell of it."""
    if field not in columns:
        return Finding("R03", say("this row isn't complete: %(problem)s.", problem=problem), Place(table.name, row.line), hint)
    at = columns[field]
    heading, value = shown(table.header.cells[at]), shown(row.cells[at])
    return Finding("R03", say('%(column)s "%(value)s" %(problem)s.', column=heading, value=value, problem=problem), Place(table.name, row.line, at + 1), hint)


def _folded(heading: str) -> str:
    """A heading without what people write differently."""
    return "".join(each for each in unicodedata.normalize("NFKC", heading).casefold() if each.isalnum())


def shown(text: str) -> str:
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
            raise UsageError(Finding("R04", say('"%(part)s" selects nothing.', part=shown(part)), hint=say('Write numbers of rows, such as "3,10-20", or "failed".')))
    made = tuple(copy for copy in copies if copy.number in chosen)
    if not made:
        last = copies[-1].number if copies else 0
        hint = say("The list has rows 1 to %(last)s; failed ones are those of the last run in the same folder.", last=last)
        raise UsageError(Finding("R04", say('"%(wanted)s" selects no copy.', wanted=shown(wanted)), hint=hint))
    return made


def by_locale(copies: Sequence[Copy], default: str) -> Iterator[tuple[str, tuple[Copy, ...]]]:
    """The copies of each language, in the order in which the languages come."""
    grouped: dict[str, list[Copy]] = {}
    for copy in copies:
        grouped.setdefault(copy.recipient.locale or default, []).append(copy)
    for locale, group in grouped.items():
        yield locale, tuple(group)
