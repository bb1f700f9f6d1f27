"""Lists as Excel workbooks: what their cells say, formulas without a result, further sheets, and damaged files."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from handbook.errors import ContentError
from handbook.runs import recipients, tables, workbooks
from handbook.runs.tables import Row, Table, read

openpyxl = pytest.importorskip("openpyxl")

Rows = list[tuple[Any, ...]]


def workbook(*sheets: Rows, hidden: tuple[int, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Tabelle{number}")
        sheet.sheet_state = "hidden" if number in hidden else "visible"
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_cells(rows: str) -> bytes:
    """A workbook of one sheet with these rows as they stand in its file."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([("x",)]))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                head, tail = text.split(b"<sheetData>")[0], text.split(b"</sheetData>")[1]
                text = head + b"<sheetData>" + rows.encode() + b"</sheetData>" + tail
            new.writestr(name, text)
    return made.getvalue()


def table(folder: Path, data: bytes) -> Table:
    (folder / "list.xlsx").write_bytes(data)
    return read(folder / "list.xlsx")


def refusals(folder: Path, data: bytes) -> list[str]:
    (folder / "list.xlsx").write_bytes(data)
    with pytest.raises(ContentError) as error:
        recipients.read(folder / "list.xlsx", ("de",))
    return [str(found).replace(f"{folder.as_posix()}/", "") for found in error.value.findings]


def test_a_workbook_is_read_as_its_reader_sees_it(tmp_path: Path) -> None:
    rows = [("Name", "Schule", "Nummer", "Tag"), ("9a", "Süd", 12.0, dt.datetime(2027, 3, 12)), (None, None), ("9b", "Nord", 1.5, None), ("", -3, dt.time(8, 30))]
    made = table(tmp_path, workbook(rows))
    assert made.header.cells == ("Name", "Schule", "Nummer", "Tag")
    assert made.rows == (Row(2, ("9a", "Süd", "12", "2027-03-12")), Row(4, ("9b", "Nord", "1.5")), Row(5, ("", "-3", "08:30:00")))


def test_rows_and_cells_stand_where_the_file_says_or_after_one_another(tmp_path: Path) -> None:
    made = table(tmp_path, with_cells('<row r="2"><c r="B2"><v>1</v></c></row><row><c t="b"><v>1</v></c><c t="str"><v>a</v></c></row><row r="9"><c r="AB9"><v>4.0E1</v></c></row>'))
    assert (made.header, made.rows) == (Row(2, ("", "1")), (Row(3, ("True", "a")), Row(9, ("",) * 27 + ("40",))))


def test_text_of_several_kinds_of_type_is_one_text(tmp_path: Path) -> None:
    inline = '<row><c t="inlineStr"><is><r><t>Kl</t></r><r><t>asse</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c></row><row><c t="inlineStr"><is><t>9a</t></is></c></row>'
    made = table(tmp_path, with_cells(inline))
    assert (made.header.cells, made.rows[0].cells) == (("Klasse",), ("9a",))


def test_a_formula_prints_its_result(tmp_path: Path) -> None:
    cells = '<row><c t="str"><f>"Na"&amp;"me"</f><v>Name</v></c><c t="str"><v>Schule</v></c></row><row><c><f>4+5</f><v>9</v></c><c t="str"><f>""</f><v></v></c></row>'
    made = table(tmp_path, with_cells(cells))
    assert (made.header.cells, made.rows) == (("Name", "Schule"), (Row(2, ("9",)),))


def test_a_formula_without_a_result_is_an_error(tmp_path: Path) -> None:
    told = refusals(tmp_path, workbook([("Name", "Grußwort", "QR", "Alter"), ("9a", "x", None, "=1+1"), ("9b", "=1+1", '=HYPERLINK("http://example.org")')]))
    again = "is a formula, and its result isn't stored. Open the workbook in Excel or LibreOffice and save it."
    assert told == [
        'list.xlsx:1:4: nothing is printed of the column "Alter".',
        f'list.xlsx:3:2: Grußwort "=1+1" {again}',
        f'list.xlsx:3:3: QR "=HYPERLINK("http://example.org")" {again}',
    ]
    shared = '<row><c t="str"><v>Name</v></c></row><row><c r="A2"><f t="shared" si="0"/></c></row>'
    assert refusals(tmp_path, with_cells(shared)) == [f'list.xlsx:2:1: Name "=…" {again}']


def test_a_formula_that_failed_is_an_error(tmp_path: Path) -> None:
    (told,) = refusals(tmp_path, with_cells('<row><c t="str"><v>Name</v></c></row><row><c t="e"><f>A9</f><v>#REF!</v></c></row>'))
    assert told.startswith('list.xlsx:2:1: Name "#REF!" is what a spreadsheet shows in place of a result.')


def test_a_further_sheet_is_for_review(tmp_path: Path) -> None:
    (found,) = table(tmp_path, workbook([("Name",), ("9a",)], [("Name",), ("9b",)], [])).findings
    assert (found.code, found.severity) == ("R01", "review")
    assert found.message == 'only the first sheet, "Tabelle1", is read, and nothing of "Tabelle2".'
    assert refusals(tmp_path, workbook([("Notiz",), ("x",)], [("Name",), ("9b",)]))[0].startswith("list.xlsx: only the first sheet")


def test_empty_and_hidden_sheets_are_passed_over(tmp_path: Path) -> None:
    assert table(tmp_path, workbook([("Name",), ("9a",)], [], [("x",)], hidden=(3,))).findings == ()
    made = table(tmp_path, workbook([("x",)], [("Name",), ("9a",)], hidden=(1,)))
    assert (made.header.cells, made.findings) == (("Name",), ())


def test_an_empty_first_sheet_beside_another_is_an_error(tmp_path: Path) -> None:
    expected = 'list.xlsx: the first sheet, "Tabelle1", is empty, and only the first is read. Put the sheet with the list first; there is something on "Tabelle2".'
    assert refusals(tmp_path, workbook([], [("Name",), ("9a",)])) == [expected]
    assert "is empty. The first row names" in refusals(tmp_path, workbook([], []))[0]


def test_a_damaged_workbook_is_named(tmp_path: Path) -> None:
    data = workbook([("Name",), ("9a",)])
    assert "damaged" in refusals(tmp_path, data[: len(data) // 2])[0]
    assert "damaged" in refusals(tmp_path, with_cells('<row><c t="s"><v>999</v></c></row>'))[0]
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    assert "no Excel workbook" in refusals(tmp_path, other.getvalue())[0]


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LARGEST_LIST", 2**20)
    assert "larger than 1 MB" in refusals(tmp_path, workbook([("a" * 500,)] * 4000))[0]


def test_a_row_is_no_wider_than_a_list_can_be(tmp_path: Path) -> None:
    assert len(table(tmp_path, with_cells('<row><c r="ALL1"><v>1</v></c></row><row><c><v>2</v></c></row>')).header.cells) == workbooks.MOST_COLUMNS
    assert refusals(tmp_path, with_cells('<row r="3"><c r="XFD3"><v>1</v></c></row>')) == ["list.xlsx:3:16384: has more than 1000 columns."]
