"""An Excel workbook -> the rows of its first sheet, as its cells were last calculated.

In: the bytes of a workbook. Out: rows one after another, and what is to be said of its other sheets. The sheet is read as a stream and never
held whole. A formula whose result the workbook doesn't hold, as programs write it that don't calculate, would read as an empty cell; here
it is the formula's text, and its row names its column.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from xml.etree.ElementTree import Element, iterparse

from handbook.errors import ContentError, EnvironmentProblem
from handbook.findings import Finding, Place, Severity
from handbook.runs.tables import Row
from handbook.wording import say

MOST_COLUMNS = 1_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"  # ECMA-376, part 1, A.2
_ROW, _CELL, _VALUE, _FORMULA, _INLINE, _RUN, _TEXT = (_MAIN + name for name in ("row", "c", "v", "f", "is", "r", "t"))


@dataclass(frozen=True)
class _Book:
    """What is needed to read the sheets of a workbook."""

    archive: zipfile.ZipFile
    strings: Sequence[str]
    dates: frozenset[int]
    """Numbers of the styles that show a number as a date or a time of day."""
    spans: frozenset[int]
    """Those of them that show it as hours and minutes that went by."""
    epoch: dt.datetime
    sheets: tuple[tuple[str, str], ...]
    """Name and file of each sheet that is shown."""


def opened(data: bytes, name: str, largest: int) -> tuple[Iterator[Row], tuple[Finding, ...]]:
    """The rows of a workbook, of at most so many bytes unpacked, and what is to be said of it. ContentError if it is damaged or its first sheet is empty and another isn't."""
    with _refusing(name):
        book = _book(data, name, largest)
        (first, file), *others = book.sheets
        full = tuple(other for other, path in others if any(_rows(book, path, name)))
        if not full:
            return _rows(book, file, name), ()
        listed = ", ".join(f'"{each}"' for each in full)
        if not any(_rows(book, file, name)):
            hint = say("Put the sheet with the list first; there is something on %(names)s.", names=listed)
            raise ContentError(Finding("R01", say('the first sheet, "%(name)s", is empty, and only the first is read.', name=first), Place(name), hint))
        hint = say("Put the sheet with the list first, or save the others apart.")
        message = say('only the first sheet, "%(name)s", is read, and nothing of %(names)s.', name=first, names=listed)
        return _rows(book, file, name), (Finding("R01", message, Place(name), hint, Severity.REVIEW),)


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """A damaged workbook raises what it likes."""
    try:
        yield
    except (ContentError, EnvironmentProblem):
        raise
    except Exception:
        raise ContentError(Finding("R01", say("is no Excel workbook, or a damaged one."), Place(name), say("Save it as .xlsx or CSV again."))) from None


def _book(data: bytes, name: str, largest: int) -> _Book:
    try:
        from openpyxl.reader.excel import ExcelReader
        from openpyxl.styles.stylesheet import apply_stylesheet
    except ImportError:
        hint = say("Run: %(command)s", command="pip install 'career-handbook[merge]'")
        raise EnvironmentProblem(Finding("R01", say("Excel files need a library that isn't installed here."), Place(name), hint)) from None
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(each.file_size for each in packed.infolist()) > largest:
            raise ContentError(Finding("R01", say("is larger than %(size)s MB.", size=largest // 2**20), Place(name)))
    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    sheets = [(sheet.name, rel.target, sheet.state) for sheet, rel in reader.parser.find_sheets() if "chartsheet" not in rel.Type]
    shown = [(title, file) for title, file, state in sheets if state == "visible"] or [(title, file) for title, file, _ in sheets]
    book = reader.wb
    return _Book(reader.archive, reader.shared_strings, frozenset(book._date_formats), frozenset(book._timedelta_formats), book.epoch, tuple(shown))


def _rows(book: _Book, file: str, name: str) -> Iterator[Row]:
    """The rows of a sheet in which something stands."""
    from openpyxl.utils import column_index_from_string as number_of

    with _refusing(name), book.archive.open(file) as source:
        line = 0
        for _, element in iterparse(source):
            if element.tag != _ROW:
                continue
            line = int(element.get("r", line + 1))
            texts: dict[int, str] = {}
            unstored: list[int] = []
            column = 0
            for cell in element:
                if cell.tag != _CELL:
                    continue
                column = number_of(place.rstrip("0123456789")) if (place := cell.get("r")) else column + 1
                text = _text(book, cell)
                if text is None:
                    unstored.append(column)
                    text = f"={cell.findtext(_FORMULA) or '…'}"
                if text:
                    texts[column] = text
            element.clear()
            if texts:
                widest = max(texts)
                if widest > MOST_COLUMNS:
                    raise ContentError(Finding("R01", say("has more than %(most)s columns.", most=MOST_COLUMNS), Place(name, line, widest)))
                yield Row(line, tuple(texts.get(number, "") for number in range(1, widest + 1)), tuple(unstored))


def _text(book: _Book, cell: Element) -> str | None:
    """A cell as its reader sees it; None for a formula without a result. What is wrong raises what it likes."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(_INLINE)
        return "" if inline is None else "".join(part.text or "" for each in inline for part in ([each] if each.tag == _TEXT else each.iter(_TEXT) if each.tag == _RUN else ()))
    value = cell.findtext(_VALUE)
    if not value:
        nothing = value is not None and kind == "str"  # the result is an empty text
        return "" if nothing or cell.find(_FORMULA) is None else None
    if kind == "s":
        return book.strings[int(value)]
    if kind == "b":
        return str(value == "1")
    return _number(book, value, int(cell.get("s", 0))) if kind == "n" else value


def _number(book: _Book, value: str, style: int) -> str:
    """A number or a moment: whole numbers without decimals, days without a time of day."""
    if style in book.dates:
        from openpyxl.utils.datetime import from_excel

        moment = from_excel(float(value), book.epoch, timedelta=style in book.spans)
        return str(moment.date() if isinstance(moment, dt.datetime) and moment.time() == dt.time() else moment)
    if value.isdecimal():
        return str(int(value))
    number = float(value)
    return str(int(number)) if number.is_integer() else str(number)
