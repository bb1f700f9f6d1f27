"""A list becomes files and failures, as many as rows."""

from __future__ import annotations

import gc
import io
import json
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from handbook.errors import EnvironmentProblem
from handbook.findings import Finding, Severity
from handbook.runs import merge as merges
from handbook.runs import one_file
from handbook.runs.copies import Book, Finished
from handbook.runs.earlier import without_copy
from handbook.runs.ledger import RECORD
from handbook.runs.merge import Order, build, merge
from handbook.runs.recipients import select
from tests.channels.small_book import words
from tests.runs.inline import Inline, listed, names
from tests.runs.small_edition import addressee, book, ready


@pytest.mark.parametrize("count", [200, pytest.param(2000, marks=pytest.mark.sweep)])
def test_rows_are_files_and_failures(tmp_path: Path, inline: type[Inline], count: int) -> None:
    rows = ["bad" if number % 100 == 7 else f"Klasse {number % 10}" for number in range(1, count + 1)]
    recipients = listed(tmp_path, "Name\n" + "\n".join(rows))
    result = merge(ready(), recipients, recipients.copies, Order(tmp_path / "out", "de"))
    bad = count // 100
    assert len(result.failed) == rows.count("bad") == bad
    assert len(list((tmp_path / "out").glob("*.pdf"))) == count - bad
    assert len(result.written) == count - bad + 1
    assert [finding.place.line for finding in result.findings if finding.code == "P01"] == [number + 1 for number in result.failed]


def test_recipients_of_one_name_never_share_a_file(tmp_path: Path, inline: type[Inline]) -> None:
    recipients = listed(tmp_path, "Name\nACME Inc\nAcme, Inc.\nacme-inc\n")
    result = merge(ready(), recipients, recipients.copies, Order(tmp_path / "out", "de", pattern="{name}"))
    assert [(tmp_path / "out" / name).read_bytes() for name in names(result)[:3]] == [b"1 ACME Inc", b"2 Acme, Inc.", b"3 acme-inc"]


def test_failed_rows_can_be_made_again_alone(tmp_path: Path, inline: type[Inline]) -> None:
    out = tmp_path / "out"
    recipients = listed(tmp_path, "Name\na\nbad\nc\nbad\n")
    merge(ready(), recipients, recipients.copies, Order(out, "de"))
    assert without_copy(out, "list.csv", recipients.copies) == {2, 4}
    mended = listed(tmp_path, "Name\na\nb\nc\nbad\n")
    result = merge(ready(), mended, select(mended.copies, "failed", without_copy(out, "list.csv", mended.copies)), Order(out, "de"))
    assert result.failed == (4,)
    assert [(row["nr"], bool(row["file"])) for row in json.loads((out / RECORD).read_text("utf-8"))["copies"]] == [(1, True), (2, True), (3, True), (4, False)]


def test_a_row_that_fails_leaves_no_file_of_an_earlier_run(tmp_path: Path, inline: type[Inline]) -> None:
    out = tmp_path / "out"
    for name in ("a", "bad"):
        recipients = listed(tmp_path, f"Name\n{name}\n")
        merge(ready(), recipients, recipients.copies, Order(out, "de", pattern="{nr}"))
    assert list(out.glob("*.pdf")) == []


def test_what_was_finished_is_recorded_when_a_run_is_stopped(tmp_path: Path, inline: type[Inline], monkeypatch: pytest.MonkeyPatch) -> None:
    recipients = listed(tmp_path, "Name\n" + "a\n" * (2 * merges.BATCH))
    calls = iter([None])

    def once(*batch: Any) -> list[Finished]:
        if next(calls, "stop") == "stop":
            raise KeyboardInterrupt
        return build(*batch)

    monkeypatch.setattr(merges, "build", once)
    with pytest.raises(KeyboardInterrupt):
        merge(ready(), recipients, recipients.copies, Order(tmp_path / "out", "de"))
    assert len(json.loads((tmp_path / "out" / RECORD).read_text("utf-8"))["copies"]) == merges.BATCH


def test_a_folder_that_cant_be_written_is_named_before_anything_is_laid_out(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    recipients = listed(tmp_path, "Name\na\n")
    with pytest.raises(EnvironmentProblem, match="can't be written"):
        merge(ready(), recipients, recipients.copies, Order(tmp_path / "out", "de"))


@pytest.mark.parametrize(
    ("channel", "one_file", "name"),
    [
        ("screen", True, "small-handbook-de-copies.pdf"),
        ("office", True, "small-handbook-de-copies-office.pdf"),
        ("press", False, "small-handbook-de-copies-press.pdf"),
    ],
)
def test_copies_that_are_bound_are_one_file_of_a_language_and_stand_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, channel: str, one_file: bool, name: str) -> None:
    made: list[int] = []

    def bound(pool: Any, book: Book, batches: Any, path: Path, **_: Any) -> Any:
        path.write_bytes(b"all")
        finished = [Finished(each.number, pages=0 if each.recipient.name == "bad" else 8) for batch in batches for each in batch]
        made.append(len(finished))
        return finished, [Finding("X13", "needs an ink.", severity=Severity.NOTE)]

    monkeypatch.setattr(merges, "Pool", Inline)
    monkeypatch.setattr(merges, "in_one_file", bound)
    order = Order(tmp_path / "out", "de", channel, one_file=one_file)
    for rows, failed in (("a\nbad\nc\n", (2,)), ("a\nb\nc\n", ()), ("a\nb\nc\n", ())):
        recipients = listed(tmp_path, f"Name\n{rows}")
        result = merge(ready(), recipients, recipients.copies, order)
        assert names(result) == [RECORD, name]
        assert result.failed == failed
        assert "X13" in {finding.code for finding in result.findings}  # also where the file stood
    assert made == [3, 3]
    row = json.loads((tmp_path / "out" / RECORD).read_text("utf-8"))["copies"][0]
    assert (row["file"], row["pages"], row["bytes"]) == (name, 8, 3)


def test_copies_to_print_and_copies_to_read_stand_beside_each_other(tmp_path: Path, inline: type[Inline], monkeypatch: pytest.MonkeyPatch) -> None:
    def bound(pool: Any, book: Book, batches: Any, path: Path, **_: Any) -> Any:
        path.write_bytes(b"all")
        return [Finished(each.number, pages=8) for batch in batches for each in batch], []

    monkeypatch.setattr(merges, "in_one_file", bound)
    monkeypatch.setattr(merges, "_imposed", lambda book, data: data)
    recipients = listed(tmp_path, "Name\na\nb\n")
    orders = [
        Order(tmp_path / "out", "de", channel, one_file=one_file)
        for channel, one_file in (("screen", False), ("office", False), ("screen", True), ("office", True), ("press", True))
    ]
    for unchanged in (0, 2):
        for order in orders:
            result = merge(ready(), recipients, recipients.copies, order)
            assert result.unchanged == unchanged
            assert "Z03" not in {finding.code for finding in result.findings}
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 2 + 2 + 3


def test_all_copies_can_be_bound_in_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merges, "Pool", Inline)
    monkeypatch.setattr(merges, "BATCH", 2)
    recipients = listed(tmp_path, "Name\nKlasse 9a\nKlasse 9b\nKlasse 🎓\nΤάξη\nKlasse 9e\n")
    result = merge(ready(), recipients, recipients.copies, Order(tmp_path / "out", "de", one_file=True))
    assert names(result) == [RECORD, "small-handbook-de-copies.pdf"]
    assert result.failed == (3, 4)
    assert {(finding.code, finding.place.line) for finding in result.findings if finding.severity == "error"} == {("L03", 4), ("R05", 5)}
    pages = words((tmp_path / "out" / "small-handbook-de-copies.pdf").read_bytes())
    assert len(pages) == 3 * 8
    assert [name for page in pages[::8] for name in ("9a", "9b", "9e") if f"Klasse {name}" in page] == ["9a", "9b", "9e"]


def test_sheets_for_the_office_are_imposed() -> None:
    import pikepdf

    (made,) = build(book(), ((addressee(1), "copy.pdf"),), "office", False)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert len(pdf.pages) == 4  # two sheets, both sides
    assert made.pages == 8


def test_the_pages_of_a_finished_batch_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    class Page:
        def __init__(self) -> None:
            self.itself = self

    pages: list[weakref.ref[Page]] = []

    def made(book: Book, addressees: Sequence[Any], **_: bool) -> Any:
        page = Page()
        pages.append(weakref.ref(page))
        yield Finished(1, b"a copy", 8, ())

    monkeypatch.setattr(merges, "copies", made)
    monkeypatch.setattr(one_file, "sheaves", made)
    gc.disable()
    try:
        build(book(), ((addressee(1), "copy.pdf"),), "screen", False)
        one_file.paint(book(), [addressee(1)], False)
    finally:
        gc.enable()
    assert [page() for page in pages] == [None, None]
