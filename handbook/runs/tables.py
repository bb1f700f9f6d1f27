"""A list as an office saves it -> its rows as text: CSV of any usual kind, or the first sheet of an Excel workbook.

In: a path. Out: a `Table`, cells as text in Unicode NFC, each row with the line it begins at. Encoding and separator are found, not
asked for (`encoding.py`; separators are semicolons, commas and tabs). A quote that is never
closed would swallow all rows after it without a word; here it is an error with the line it stands in.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook import paths
from handbook.errors import ContentError, UsageError
from handbook.findings import Finding, Place
from handbook.runs import encoding
from handbook.wording import say

LARGEST_LIST = 64 * 1024 * 1024
"""Bytes of a list, and of a workbook's sheet unpacked."""
MOST_ROWS = 100_000
MOST_NAMED = 100
"""Findings of one list; a list with more mistakes has one that is behind them all."""
_SEPARATORS = ";,\t"
_LONGEST_CELL = 2_000
"""Characters; the longest field of a recipient has far fewer."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    line: int
    """In the file, from 1: what a spreadsheet shows at its left edge; in a CSV the first line of the row."""
    cells: tuple[str, ...]
    unstored: tuple[int, ...] = ()
    """Columns, from 1, with a formula whose result the workbook doesn't hold; the cell is its text."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list as rows of text."""

    name: str
    """The file as messages show it."""
    header: Row
    rows: tuple[Row, ...]
    """Without empty ones."""
    findings: tuple[Finding, ...] = ()
    """What somebody should look at, though it can be read."""


def read(path: Path) -> Table:
    """The table in a file. ContentError with place and hint if there is none."""
    name = paths.shown(path)
    data = _bytes(path, name)
    rows, told = _workbook(data, name) if data[:4] == b"PK\x03\x04" else (_separated(data, name), ())
    kept: list[Row] = []
    wrong: list[Finding] = []
    for row in rows:
        cells = tuple(map(_cell, row.cells))
        if any(cells):
            kept.append(Row(row.line, cells, row.unstored))
            if len(wrong) < MOST_NAMED:
                wrong += _amiss(name, kept[-1])
        if len(kept) > MOST_ROWS + 1:
            hint = say("Split it into several lists.")
            raise ContentError(Finding("R01", say("has more than %(most)s rows.", most=MOST_ROWS), Place(name, row.line), hint))
    if wrong:
        raise ContentError(*wrong[:MOST_NAMED])
    if not kept:
        raise ContentError(Finding("R01", say("is empty."), Place(name, 1), _COLUMNS))
    if len(kept) == 1:
        raise ContentError(Finding("R01", say("has a row of headings and no recipient."), Place(name, kept[0].line), say("Write a row for each copy below the headings.")))
    return Table(name, kept[0], tuple(kept[1:]), told)


_COLUMNS = say("The first row names the columns, such as Name and Schule; each row below it is a copy.")


def _bytes(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():
            raise FileNotFoundError
        if path.stat().st_size > LARGEST_LIST:
            raise ContentError(Finding("R01", say("is larger than %(size)s MB.", size=LARGEST_LIST // 2**20), Place(name)))
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError(Finding("R01", say("there is no such list."), Place(name))) from None
    except OSError as error:
        raise ContentError(Finding("R01", say("can't be read: %(reason)s.", reason=error.strerror), Place(name))) from None


def _workbook(data: bytes, name: str) -> tuple[Iterator[Row], tuple[Finding, ...]]:
    from handbook.runs import workbooks  # late: it needs this module, and most lists are CSV

    return workbooks.opened(data, name, LARGEST_LIST)


def _separated(data: bytes, name: str) -> Iterator[Row]:
    """The rows of a CSV file."""
    text = encoding.decoded(data, name)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ContentError(Finding("R01", say("holds the character U+0000, so it is no list."), Place(name, line), say("Save it as CSV or .xlsx.")))
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    first = lines.readline()
    skipped = 1
    if not (told := re.fullmatch(r'"?sep=(.)"?\n?', first, re.IGNORECASE)):  # Excel's own mark for the separator
        lines.seek(0)
        skipped = 0
    separator = told[1] if told else max(_SEPARATORS, key=first.count)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield Row(line + skipped, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        if "limit" in str(error) and reader.line_num == line:  # over several lines it has a quote that has no end
            message, hint = say("a cell has more than %(most)s characters.", most=csv.field_size_limit()), say("What a copy prints of a cell fits into a line.")
            raise ContentError(Finding("R01", message, Place(name, line + skipped), hint)) from None
        hint = say('A quote (") that begins a cell must end it, and one inside a cell is written twice.')
        raise ContentError(Finding("R01", say("a cell that begins with a quote has no end, or text behind it."), Place(name, line + skipped), hint)) from None


def _amiss(name: str, row: Row) -> Iterator[Finding]:
    """The cells of a row with a byte that doesn't fit the rest of the list."""
    for column, cell in enumerate(row.cells, 1):
        if (byte := encoding.amiss(cell)) is not None:
            shown = "".join(each if each.isprintable() else "\ufffd" for each in cell[:60])
            message = say('"%(cell)s" isn\'t UTF-8 as the rest of the list is: byte %(byte)s.', cell=shown, byte=f"{byte:02X}")
            yield Finding("R01", message, Place(name, row.line, column), say("Write the cell anew, and save the list as “CSV UTF-8”."))


def _cell(text: str) -> str:
    return unicodedata.normalize("NFC", text[:_LONGEST_CELL].strip(" \t\n\u00a0\ufeff"))
