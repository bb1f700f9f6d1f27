"""A list as an office saves it -> its rows as text: CSV of any usual kind, or the first sheet of an Excel workbook.

In: a path. Out: a `Table`, cells as text in Unicode NFC, each row with the line it begins at. Encoding and separator are found, not
asked for: offices save UTF-8 with and without a mark, UTF-16 and Windows-1252, with semicolons, commas and tabs. A quote that is never
closed would swallow all rows after it without a word; here it is an error with the line it stands in.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook import paths
from handbook.errors import ContentError, EnvironmentProblem, UsageError
from handbook.findings import Finding, Place
from handbook.wording import say

LARGEST_LIST = 64 * 1024 * 1024
"""Bytes of a list, and of a workbook's sheet unpacked."""
MOST_ROWS = 100_000
_SEPARATORS = ";,\t"
_LONGEST_CELL = 2_000
"""Characters; the longest field of a recipient has far fewer."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    line: int
    """In the file, from 1: what a spreadsheet shows at its left edge; in a CSV the first line of the row."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A list as rows of text."""

    name: str
    """The file as messages show it."""
    header: Row
    rows: tuple[Row, ...]
    """Without empty ones."""


def read(path: Path) -> Table:
    """The table in a file. ContentError with place and hint if there is none."""
    name = paths.shown(path)
    data = _bytes(path, name)
    rows = _workbook(data, name) if data[:4] == b"PK\x03\x04" else _separated(data, name)
    kept: list[Row] = []
    for row in rows:
        if any(row.cells):
            kept.append(row)
        if len(kept) > MOST_ROWS + 1:
            hint = say("Split it into several lists.")
            raise ContentError(Finding("R01", say("has more than %(most)s rows.", most=MOST_ROWS), Place(name, row.line), hint))
    if not kept:
        raise ContentError(Finding("R01", say("is empty."), Place(name, 1), _COLUMNS))
    if len(kept) == 1:
        raise ContentError(Finding("R01", say("has a row of headings and no recipient."), Place(name, kept[0].line), say("Write a row for each copy below the headings.")))
    return Table(name, kept[0], tuple(kept[1:]))


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


def _separated(data: bytes, name: str) -> Iterator[Row]:
    """The rows of a CSV file."""
    text = _decoded(data, name)
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
            yield Row(line + skipped, tuple(map(_cell, cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error) and reader.line_num == line:  # over several lines it has a quote that has no end
            message, hint = say("a cell has more than %(most)s characters.", most=csv.field_size_limit()), say("What a copy prints of a cell fits into a line.")
            raise ContentError(Finding("R01", message, Place(name, line + skipped), hint)) from None
        hint = say('A quote (") that begins a cell must end it, and one inside a cell is written twice.')
        raise ContentError(Finding("R01", say("a cell that begins with a quote has no end, or text behind it."), Place(name, line + skipped), hint)) from None


def _decoded(data: bytes, name: str) -> str:
    """The text of a file in whichever encoding an office saves."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _in(data, "utf-16", name)
    if len(data) > 3 and data[1:4:2] == b"\0\0":
        return _in(data, "utf-16-le", name)
    if len(data) > 3 and data[0:3:2] == b"\0\0":
        return _in(data, "utf-16-be", name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _in(data, "cp1252", name)


def _in(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = say("In Excel, choose “CSV UTF-8” when you save it.")
        raise ContentError(Finding("R01", say("is neither UTF-8 nor UTF-16 nor Windows-1252 text."), Place(name, line), hint)) from None


def _workbook(data: bytes, name: str) -> Iterator[Row]:
    """The rows of a workbook's first sheet, as its cells were last calculated."""
    try:
        import openpyxl
    except ImportError:
        hint = say("Run: %(command)s", command="pip install 'career-handbook[merge]'")
        raise EnvironmentProblem(Finding("R01", say("Excel files need a library that isn't installed here."), Place(name), hint)) from None
    refused = ContentError(Finding("R01", say("is no Excel workbook, or a damaged one."), Place(name), say("Save it as .xlsx or CSV again.")))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST_LIST:
                raise ContentError(Finding("R01", say("is larger than %(size)s MB.", size=LARGEST_LIST // 2**20), Place(name)))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its size may be wrong
        for line, cells in enumerate(_trimmed(sheet.iter_rows(values_only=True)), 1):
            yield Row(line, tuple(_cell(_written(value)) for value in cells))
    except ContentError:
        raise
    except Exception:  # a damaged workbook raises what it likes
        raise refused from None


def _trimmed(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Rows without the empty cells at their end, which a sheet has as many of as its widest row."""
    for cells in rows:
        used = max((number for number, value in enumerate(cells, 1) if value not in (None, "")), default=0)
        yield cells[:used]


def _written(value: Any) -> str:
    """A cell of a workbook as its reader sees it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def _cell(text: str) -> str:
    return unicodedata.normalize("NFC", text[:_LONGEST_CELL].strip(" \t\n\u00a0\ufeff"))
