"""Lists as offices save them: separators, quotes, bytes amiss, and files that are no list."""

from __future__ import annotations

import contextlib
import csv
import random
import unicodedata
from pathlib import Path

import pytest

from handbook.errors import ContentError, UsageError
from handbook.runs import tables
from handbook.runs.tables import Row, Table, read

TEXT = "Schule;Name\nGrundschule Süd;Jörg Weiß\nMusterschule „Nord“;Ève Čech\n"
ROWS = [("Grundschule Süd", "Jörg Weiß"), ("Musterschule „Nord“", "Ève Čech")]


def table(folder: Path, data: bytes | str, name: str = "list.csv") -> Table:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path)


def refusal(folder: Path, data: bytes | str, name: str = "list.csv") -> str:
    with pytest.raises(ContentError) as error:
        table(folder, data, name)
    (found,) = error.value.findings
    assert found.code == "R01"
    return str(found).replace(f"{folder.as_posix()}/", "")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end_is_read(tmp_path: Path, separator: str, end: str) -> None:
    text = f'Schule{separator}Name{end}"Süd{separator} Haus ""B"""{separator}9a{end}{end}Nord{separator}9b{end}'
    assert table(tmp_path, text).rows == (Row(2, (f'Süd{separator} Haus "B"', "9a")), Row(4, ("Nord", "9b")))


def test_excels_own_mark_names_the_separator(tmp_path: Path) -> None:
    read_so = table(tmp_path, "sep=,\nSchule, Ort;Name\nSüd,9a;b\n")
    assert read_so.header == Row(2, ("Schule", "Ort;Name"))
    assert read_so.rows == (Row(3, ("Süd", "9a;b")),)


def test_letters_with_accents_are_composed(tmp_path: Path) -> None:
    assert table(tmp_path, unicodedata.normalize("NFD", TEXT)).rows[1].cells == ROWS[1]


def test_a_row_of_two_lines_begins_at_its_first(tmp_path: Path) -> None:
    assert [row.line for row in table(tmp_path, 'Name\n"a\nb"\nc\n').rows] == [2, 4]


@pytest.mark.parametrize("quote", ['Name;Schule\n9a;Süd\n"9b;Nord\n9c;West\n', 'Name;Schule\n9a;Süd\n"9b"x;Nord\n'])
def test_a_quote_without_an_end_swallows_no_rows(tmp_path: Path, quote: str) -> None:
    assert refusal(tmp_path, quote).startswith("list.csv:3: a cell that begins with a quote has no end")


def test_a_cell_without_an_end_is_no_fault_of_a_quote(tmp_path: Path) -> None:
    most = csv.field_size_limit()
    assert table(tmp_path, f"Name\n9a\n{'x' * most}\n").rows[1].line == 3
    assert refusal(tmp_path, f"Name\n9a\n{'x' * (most + 1)}\n") == "list.csv:3: a cell has more than 131072 characters. What a copy prints of a cell fits into a line."
    assert refusal(tmp_path, 'Name\n9a\n"9b\n' + "9c\n" * most).startswith("list.csv:3: a cell that begins with a quote has no end")


def test_an_empty_list_says_what_a_list_is(tmp_path: Path) -> None:
    for nothing in ("", "\n\n;;;\n", "\ufeff"):
        assert "is empty. The first row names the columns" in refusal(tmp_path, nothing)


def test_headings_alone_make_no_copy(tmp_path: Path) -> None:
    assert "headings and no recipient" in refusal(tmp_path, "Name;Schule\n;\n")


def test_what_is_no_text_is_no_list(tmp_path: Path) -> None:
    assert refusal(tmp_path, "Name\nA\nB\0C\n").startswith("list.csv:3: holds the character U+0000")


def test_a_byte_that_isnt_utf_8_is_named_with_its_cell(tmp_path: Path) -> None:
    data = 'Name;Schule\nJörg Müller;Süd\n"M?,\nller";Süd\nÈve;x\n'.encode().replace(b"?", b"\xfc")
    expected = 'list.csv:3:1: "M\ufffd,\ufffdller" isn\'t UTF-8 as the rest of the list is: byte FC. Write the cell anew, and save the list as “CSV UTF-8”.'
    assert refusal(tmp_path, data) == expected
    assert refusal(tmp_path, "Näme;Schüle\nx;y\n".encode().replace("ü".encode(), b"\xfc")).startswith("list.csv:1:2: ")


def test_a_list_with_many_such_bytes_is_not_told_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"Name\n" + 300 * "ÄÖ?\n".encode().replace(b"?", b"\xfc"))
    with pytest.raises(ContentError) as error:
        read(tmp_path / "list.csv")
    assert len(error.value.findings) == tables.MOST_NAMED


def test_more_rows_than_the_limit_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    assert len(table(tmp_path, "Name\n" + "a\n" * 3).rows) == 3
    assert "list.csv:5: has more than 3 rows" in refusal(tmp_path, "Name\n" + "a\n" * 4)


def test_a_hundred_thousand_rows_are_read(tmp_path: Path) -> None:
    assert len(table(tmp_path, "Name;Schule\n" + "9a;Süd\n" * 100_000).rows) == 100_000


def test_a_file_of_hundreds_of_megabytes_isnt_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LARGEST_LIST", 2**20)
    assert "larger than 1 MB" in refusal(tmp_path, b"a" * (2**20 + 1))


def test_a_list_that_isnt_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such list"):
        read(tmp_path / "none.csv")
    with pytest.raises(UsageError, match="there is no such list"):
        read(tmp_path)


@pytest.mark.sweep
def test_a_list_of_random_bytes_is_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(6)
    for _ in range(2000):
        data = bytes(chance.choice(b'ab;,\t\n\r"\0\xff\xfe\xe4PK\x03\x04') for _ in range(chance.randrange(60)))
        with contextlib.suppress(ContentError):
            assert table(tmp_path, data).rows
