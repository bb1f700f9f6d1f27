"""What a folder of copies says of itself is taken as far as it says all of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from handbook.edition.recipient import Recipient
from handbook.runs import past
from handbook.runs.earlier import Row, name_of, read, recipient, without_copy
from handbook.runs.recipients import Copy

ANNA, BERT, CORA = (Copy(number, number + 1, Recipient(name=name)) for number, name in enumerate(("Anna", "Bert", "Cora"), 1))


def row(copy: Copy, file: str) -> dict[str, Any]:
    """A row as the record says it."""
    known = {"locale": "de", "pages": 8, "bytes": 1, "sha256": "f", "whole": False, "inputs": f"of {file}", "book": "b"}
    return {"nr": copy.number, "file": file, "recipient": recipient(copy.recipient), **known}


def record(folder: Path, *rows: Row, name: str = "list.csv") -> None:
    (folder / past.COPIES).write_text(json.dumps({"list": name, "copies": rows, "books": {"b": []}}), "utf-8")


def test_a_row_is_found_where_it_stands_now(tmp_path: Path) -> None:
    record(tmp_path, row(ANNA, "anna.pdf"), row(BERT, "bert.pdf"))
    moved = (Copy(1, 2, BERT.recipient), Copy(2, 3, CORA.recipient), Copy(3, 4, ANNA.recipient))
    assert {nr: (row["nr"], row["file"]) for nr, row in read(tmp_path).of("list.csv", moved).items()} == {1: (1, "bert.pdf"), 3: (3, "anna.pdf")}
    assert without_copy(tmp_path, "elsewhere/list.csv", moved) == {2}


def test_rows_that_say_the_same_keep_their_own_files(tmp_path: Path) -> None:
    twin = Copy(2, 3, ANNA.recipient)
    record(tmp_path, row(ANNA, "1.pdf"), row(twin, "2.pdf"))
    assert [known["file"] for known in read(tmp_path).of("list.csv", (ANNA, twin)).values()] == ["1.pdf", "2.pdf"]


def test_copies_to_print_are_known_apart(tmp_path: Path) -> None:
    record(tmp_path, row(ANNA, "all.pdf"), name=name_of("list.csv", "press-one-file"))
    assert without_copy(tmp_path, "list.csv", (ANNA,)) == {1}
    assert without_copy(tmp_path, "list.csv", (ANNA,), "press-one-file") == set()


WRONG: list[dict[str, Any]] = [{"nr": "1"}, {"nr": True}, {"file": "../anna.pdf"}, {"file": 3}, {"sha256": None}, {"inputs": []}, {"recipient": 1}, {"pages": "8"}]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_row_that_doesnt_say_all_of_itself_isnt_there(tmp_path: Path, wrong: dict[str, Any]) -> None:
    record(tmp_path, row(ANNA, "anna.pdf") | wrong, row(BERT, "bert.pdf"))
    assert list(read(tmp_path).lists["list.csv"]) == [2]


@pytest.mark.parametrize("text", ["", "[", "[]", "3", '{"list": 3, "copies": []}', '{"list": "a", "copies": {"nr": 1}, "books": [], "others": 3}', "[" * 100_000])
def test_a_record_that_is_none_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / past.COPIES).write_text(text, "utf-8")
    (tmp_path / past.JOURNAL).write_text(text, "utf-8")
    known = read(tmp_path)
    assert (dict(known.lists), known.books, known.by_inputs, known.files()) == ({}, {}, {}, {})
