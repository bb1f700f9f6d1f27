"""A copy that was made of the same things stands, and a merge that was stopped goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handbook.errors import ContentError, EnvironmentProblem
from handbook.findings import Finding, Severity
from handbook.runs import merge as merges
from handbook.runs import output, past, program
from handbook.runs.earlier import without_copy
from handbook.runs.ledger import RECORD, Ledger
from handbook.runs.merge import Order, Result, merge, planned
from tests.runs.inline import Inline, listed, names
from tests.runs.small_edition import book, ready

THREE = "Name\na\nb\nc\n"


def merged(folder: Path, text: str = THREE, *rows: int, name: str = "list.csv", pattern: str = "{name}", channel: str = "screen", **more: bool) -> Result:
    """What comes of a list, or of some of its rows."""
    recipients = listed(folder, text, name)
    chosen = [copy for copy in recipients.copies if not rows or copy.number in rows]
    return merge(ready(), recipients, chosen, Order(folder / "out", "de", channel, pattern, **more))


def recorded(folder: Path) -> list[tuple[int, str]]:
    """The rows and files of the record."""
    return [(row["nr"], row["file"]) for row in json.loads((folder / "out" / RECORD).read_text("utf-8"))["copies"]]


def test_a_merge_of_which_nothing_changed_makes_nothing(tmp_path: Path, inline: type[Inline]) -> None:
    first = merged(tmp_path)
    record = (tmp_path / "out" / RECORD).read_bytes()
    again = merged(tmp_path)
    assert inline.batches == [[1, 2, 3]]
    assert (again.unchanged, names(again), again.findings) == (3, names(first), first.findings)
    assert (tmp_path / "out" / RECORD).read_bytes() == record


def test_only_rows_that_changed_are_made_wherever_they_stand(tmp_path: Path, inline: type[Inline]) -> None:
    merged(tmp_path)
    merged(tmp_path, "Name\nnew\na\nb\nd\n")
    assert inline.batches == [[1, 2, 3], [1, 4]]


@pytest.mark.parametrize("again", [{"force": True}, {"channel": "office"}, {"pattern": "x-{name}"}])
def test_another_order_makes_all_of_them(tmp_path: Path, inline: type[Inline], again: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merges, "_imposed", lambda book, data: data)
    merged(tmp_path)
    merged(tmp_path, **again)  # type: ignore[arg-type]
    assert inline.batches == [[1, 2, 3], [1, 2, 3]]


def test_another_program_makes_all_of_them(tmp_path: Path, inline: type[Inline], monkeypatch: pytest.MonkeyPatch) -> None:
    merged(tmp_path)
    monkeypatch.setattr(program, "machinery", lambda: "newer")
    merged(tmp_path)
    assert inline.batches == [[1, 2, 3], [1, 2, 3]]


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"by hand")])
def test_a_file_that_is_not_as_it_was_written_is_made_again(tmp_path: Path, inline: type[Inline], damage: Callable[[Path], object]) -> None:
    merged(tmp_path)
    damage(tmp_path / "out" / "b.pdf")
    assert merged(tmp_path).unchanged == 2
    assert inline.batches == [[1, 2, 3], [2]]


@pytest.mark.parametrize("text", ["", "[]", '{"list": "list.csv", "copies": [{"nr": "x"}], "books": {}}', '{"list": "list.csv", "copies": 3}'])
def test_a_record_that_cant_be_read_says_nothing(tmp_path: Path, inline: type[Inline], text: str) -> None:
    merged(tmp_path)
    (tmp_path / "out" / RECORD).write_text(text)
    assert merged(tmp_path).unchanged == 0


def test_what_was_found_in_a_copy_is_told_again_at_its_present_line(tmp_path: Path, inline: type[Inline]) -> None:
    merged(tmp_path, "Name\nodd\n")
    again = merged(tmp_path, "Name\na\n\nodd\n")
    assert again.unchanged == 1
    assert [(finding.place.line, finding.severity) for finding in again.findings if finding.code == "P01"] == [(4, Severity.REVIEW)]


def test_a_row_that_failed_is_tried_again(tmp_path: Path, inline: type[Inline]) -> None:
    merged(tmp_path, "Name\na\nbad\n")
    assert merged(tmp_path, "Name\na\nbad\n").failed == (2,)
    assert inline.batches == [[1, 2], [2]]


def test_a_merge_that_was_killed_goes_on_behind_what_it_finished(tmp_path: Path, inline: type[Inline], monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        """Nothing that is to be done at the end is done."""

    def die(*_: object) -> None:
        raise Killed

    text = "Name\n" + "".join(f"Klasse {number}\n" for number in range(1, 6))
    monkeypatch.setattr(merges, "BATCH", 2)
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "record", die)
        patch.setattr(output, "remove", die)  # a row that fails, in the second batch
        with pytest.raises(Killed):
            merged(tmp_path, text.replace("Klasse 3", "bad"))
    with (tmp_path / "out" / past.JOURNAL).open("a") as journal:
        journal.write('\n{"list": "list.csv", "copies": [{"nr": 3,')  # and a line was cut off
    inline.batches.clear()
    assert merged(tmp_path, text).unchanged == 2
    assert inline.batches == [[3, 4], [5]]
    assert not (tmp_path / "out" / past.JOURNAL).exists()
    assert [row["nr"] for row in json.loads((tmp_path / "out" / RECORD).read_text("utf-8"))["copies"]] == [1, 2, 3, 4, 5]


def test_two_merges_never_write_into_one_folder(tmp_path: Path, inline: type[Inline]) -> None:
    (tmp_path / "out").mkdir()
    with output.alone(tmp_path / "out"), pytest.raises(EnvironmentProblem, match="another run is writing"):
        merged(tmp_path)
    assert not inline.batches


def test_the_record_names_no_file_that_a_later_merge_wrote_for_another_row(tmp_path: Path, inline: type[Inline]) -> None:
    merged(tmp_path, "Name\na\nb\n")
    merged(tmp_path, "Name\nb\na\n", 1, force=True)
    assert recorded(tmp_path) == [(1, "b.pdf"), (2, "a.pdf")]


def test_copies_of_rows_that_are_gone_are_removed_and_told(tmp_path: Path, inline: type[Inline]) -> None:
    merged(tmp_path, "Name\na\nb\nc\nd\n")
    (tmp_path / "out" / "c.pdf").write_bytes(b"by hand")
    result = merged(tmp_path, "Name\na\n")
    assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == ["a.pdf", "c.pdf"]
    assert [(finding.code, finding.place.file) for finding in result.findings if finding.code == "Z03"] == [("Z03", "b.pdf"), ("Z03", "d.pdf")]


def test_a_merge_of_some_rows_removes_nothing(tmp_path: Path, inline: type[Inline]) -> None:
    merged(tmp_path, "Name\na\nb\n")
    merged(tmp_path, "Name\nx\n y\n", 1)
    assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == ["a.pdf", "b.pdf", "x.pdf"]


def test_two_lists_can_have_their_copies_in_one_folder(tmp_path: Path, inline: type[Inline]) -> None:
    merged(tmp_path, "Name\na\nbad\n", name="one.csv")
    merged(tmp_path, "Name\nbad\nc\n", name="two.csv")
    inline.batches.clear()
    assert without_copy(tmp_path / "out", "one.csv", listed(tmp_path, "Name\na\nbad\n").copies) == {2}
    assert merged(tmp_path, "Name\na\n", name="one.csv").unchanged == 1
    assert not inline.batches
    assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == ["a.pdf", "c.pdf"]


def test_the_folder_that_the_program_is_called_in_makes_no_difference(tmp_path: Path, inline: type[Inline], monkeypatch: pytest.MonkeyPatch) -> None:
    merged(tmp_path, "Name\nodd\nb\n")
    monkeypatch.chdir(tmp_path)
    merged(tmp_path, "Name\nodd\nb\n", 1)
    assert inline.batches == [[1, 2]]
    assert [number for number, _ in recorded(tmp_path)] == [1, 2]
    assert str(tmp_path) not in (tmp_path / "out" / RECORD).read_text("utf-8")


def test_a_row_that_ends_its_worker_leaves_no_file_of_an_earlier_run(tmp_path: Path, inline: type[Inline], monkeypatch: pytest.MonkeyPatch) -> None:
    merged(tmp_path, "Name\na\nb\n", pattern="{nr}")
    stopped = ContentError(Finding("L06", "ended the worker."))
    monkeypatch.setattr(inline, "outcomes", lambda self, work, tickets, then: ((ticket, stopped) for ticket in tickets))
    assert merged(tmp_path, "Name\na\nc\n", pattern="{nr}").failed == (2,)
    assert [path.name for path in (tmp_path / "out").glob("*.pdf")] == ["0001.pdf"]


@pytest.mark.parametrize("strict", [True, False])
def test_what_is_wrong_in_the_book_stops_its_language_and_what_is_worth_a_look_does_if_it_is_strict(
    tmp_path: Path, inline: type[Inline], monkeypatch: pytest.MonkeyPatch, strict: bool
) -> None:
    odd = replace(book(), findings=(Finding("K12", "is lonely.", severity=Severity.REVIEW),))
    monkeypatch.setattr(inline, "one", lambda self, work, *arguments: odd)
    result = merged(tmp_path, strict=strict)
    assert result.failed == ((1, 2, 3) if strict else ())
    assert [(finding.code, str(finding.severity)) for finding in result.findings if finding.code == "K12"] == [("K12", "error" if strict else "review")]


def test_a_row_without_a_copy_is_known_by_what_it_says_wherever_it_stands_now(tmp_path: Path, inline: type[Inline]) -> None:
    merged(tmp_path, "Name\na\nb\nbad\nd\n")
    moved = listed(tmp_path, "Name\nnew\na\nb\nmended\nd\n")
    assert without_copy(tmp_path / "out", "list.csv", moved.copies) == {1, 4}
    merge(ready(), moved, [copy for copy in moved.copies if copy.number == 4], Order(tmp_path / "out", "de", pattern="{name}"))
    assert recorded(tmp_path) == [(2, "a.pdf"), (3, "b.pdf"), (4, "mended.pdf"), (5, "d.pdf")]


def test_copies_in_place_of_those_of_another_list_are_told(tmp_path: Path, inline: type[Inline]) -> None:
    merged(tmp_path, "Name\na\nb\n", name="one.csv", pattern="{nr}")
    result = merged(tmp_path, "Name\nc\nb\n", name="two.csv", pattern="{nr}")
    assert [str(finding) for finding in result.findings if finding.code == "R04"] == [
        "1 copy takes the place of one that was made for one.csv. Give each list its own folder with `-o`, or other names with `--name`."
    ]


def test_a_plan_says_what_would_be_made_and_makes_nothing(tmp_path: Path, inline: type[Inline]) -> None:
    merged(tmp_path, "Name\na\nb\n")
    before = sorted((path.name, path.read_bytes()) for path in (tmp_path / "out").iterdir())
    recipients = listed(tmp_path, "Name\na\nc\n")
    assert planned(ready(), recipients, recipients.copies, Order(tmp_path / "out", "de", pattern="{name}")) == [("a.pdf", False), ("c.pdf", True)]
    assert sorted((path.name, path.read_bytes()) for path in (tmp_path / "out").iterdir()) == before


def test_a_part_of_a_list_in_one_file_is_never_taken_for_all_of_it() -> None:
    whole, part = (Order(Path("out"), "de", one_file=True, part=part) for part in ("", "3, 10-20"))
    assert (whole.name_of_all("acme", "de"), part.name_of_all("acme", "de")) == ("acme-handbook-de-copies.pdf", "acme-handbook-de-copies-3-10-20.pdf")
    assert (whole.kind, part.kind) == ("one-file", "one-file-3-10-20")
    assert Order(Path("out"), "de", part="3").kind == ""


@pytest.mark.parametrize("file", ["../a.pdf", "/a.pdf", ".journal.jsonl", "b/a.pdf"])
def test_a_record_that_names_other_files_than_copies_removes_nothing(tmp_path: Path, inline: type[Inline], file: str) -> None:
    merged(tmp_path, "Name\na\nb\n")
    record = tmp_path / "out" / RECORD
    record.write_text(record.read_text("utf-8").replace('"b.pdf"', json.dumps(file)), "utf-8")
    (tmp_path / "a.pdf").write_bytes((tmp_path / "out" / "b.pdf").read_bytes())
    merged(tmp_path, "Name\na\n")
    assert (tmp_path / "a.pdf").exists()
