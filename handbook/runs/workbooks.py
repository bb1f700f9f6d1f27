"""An Excel workbook -> the rows of its first sheet, as its cells were last calculated.

In: the bytes of a workbook. Out: rows one after another, and what is to be said of its other sheets. A formula whose result the workbook
doesn't hold, as programs write it that don't calculate, would read as an empty cell; here it is the formula's text, and its row names its
column.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from handbook.errors import ContentError, EnvironmentProblem
from handbook.findings import Finding, Place, Severity
from handbook.runs.tables import Row
from handbook.wording import say

MOST_COLUMNS = 1_000
_FORMULA = (b"<f>", b"<f ")
"""How a formula begins in the file of a sheet: ECMA-376, part 1, 18.3.1.40."""


def opened(data: bytes, name: str, largest: int) -> tuple[Iterator[Row], tuple[Finding, ...]]:
    """The rows of a workbook, of at most so many bytes unpacked, and what is to be said of it. ContentError if it is damaged or its first sheet is empty and another isn't."""
    with _refusing(name):
        calculates = _looked_into(data, name, largest)
        first, *others = _sheets(data, name, results=True)
        formulas = _sheets(data, name, results=False)[0] if calculates else None
        full = [sheet.title for sheet in others if any(_used(cells) for cells in sheet.iter_rows(values_only=True))]
        if not full:
            return _rows(first, formulas, name), ()
        listed = ", ".join(f'"{each}"' for each in full)
        if not any(_used(cells) for cells in first.iter_rows(values_only=True)):
            hint = say("Put the sheet with the list first; there is something on %(names)s.", names=listed)
            raise ContentError(Finding("R01", say('the first sheet, "%(name)s", is empty, and only the first is read.', name=first.title), Place(name), hint))
        hint = say("Put the sheet with the list first, or save the others apart.")
        message = say('only the first sheet, "%(name)s", is read, and nothing of %(names)s.', name=first.title, names=listed)
        return _rows(first, formulas, name), (Finding("R01", message, Place(name), hint, Severity.REVIEW),)


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """A damaged workbook raises what it likes."""
    try:
        yield
    except (ContentError, EnvironmentProblem):
        raise
    except Exception:
        raise ContentError(Finding("R01", say("is no Excel workbook, or a damaged one."), Place(name), say("Save it as .xlsx or CSV again."))) from None


def _looked_into(data: bytes, name: str, largest: int) -> bool:
    """Whether the workbook calculates anything. ContentError if it is too large unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(each.file_size for each in packed.infolist()) > largest:
            raise ContentError(Finding("R01", say("is larger than %(size)s MB.", size=largest // 2**20), Place(name)))
        sheets = [packed.read(each) for each in packed.namelist() if each.startswith("xl/worksheets/") and each.endswith(".xml")]
    return any(formula in sheet for sheet in sheets for formula in _FORMULA)


def _sheets(data: bytes, name: str, *, results: bool) -> list[Any]:
    """The sheets that are shown, with the results of formulas or with the formulas."""
    try:
        import openpyxl
    except ImportError:
        hint = say("Run: %(command)s", command="pip install 'career-handbook[merge]'")
        raise EnvironmentProblem(Finding("R01", say("Excel files need a library that isn't installed here."), Place(name), hint)) from None
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=results, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its size may be wrong
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or list(book.worksheets)


def _rows(sheet: Any, formulas: Any, name: str) -> Iterator[Row]:
    """The rows of a sheet in which something stands."""
    with _refusing(name):
        for line, (values, unstored) in enumerate(_calculated(sheet, formulas) if formulas else ((cells, {}) for cells in sheet.iter_rows(values_only=True)), 1):
            widest = max(_used(values), *unstored, 0)
            if widest > MOST_COLUMNS:
                raise ContentError(Finding("R01", say("has more than %(most)s columns.", most=MOST_COLUMNS), Place(name, line, widest)))
            if widest:
                yield Row(line, tuple(unstored.get(column) or _written(value) for column, value in enumerate(values[:widest], 1)), tuple(unstored))


def _calculated(sheet: Any, formulas: Any) -> Iterator[tuple[tuple[Any, ...], dict[int, str]]]:
    """The values of each row, and the formulas without a result by their columns. A result that is an empty text is one."""
    for cells, twins in zip(sheet.iter_rows(), formulas.iter_rows(), strict=True):
        pairs = enumerate(zip(cells, twins, strict=True), 1)
        unstored = {column: _formula(twin.value) for column, (cell, twin) in pairs if twin.data_type == "f" and cell.value is None and cell.data_type != "str"}
        yield tuple(cell.value for cell in cells), unstored


def _formula(value: Any) -> str:
    """A formula's text, which only the first cell of those that share it holds."""
    text = value if isinstance(value, str) else str(getattr(value, "text", None) or "=")
    return text if len(text) > 1 else "=…"


def _used(values: Sequence[Any]) -> int:
    """How many cells of a row there are without the empty ones at its end."""
    return max((column for column, value in enumerate(values, 1) if value not in (None, "")), default=0)


def _written(value: Any) -> str:
    """A cell as its reader sees it: whole numbers without decimals, days without a time of day."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)
