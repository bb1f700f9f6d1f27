"""What a folder says of an earlier run, believed only as far as its files go."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handbook import manifest
from handbook.errors import EnvironmentProblem
from handbook.runs import past, run
from handbook.runs.past import Done
from tests.runs.conftest import AtOnce, ready

LINE = manifest.Entry("a.pdf", "skills", "de", "screen", 1, manifest.digest(b"pdf"), 3, {"css/main.css": "1", "edition.toml": "2"}).line()
DONE = Done(("skills", "de"), "digest", (LINE,), ({"code": "P03"},), "program")


def test_a_job_in_the_journal_comes_back_as_it_was(tmp_path: Path) -> None:
    past.note_job(tmp_path, DONE)
    before = past.read(tmp_path)
    assert before.jobs == {DONE.job: DONE}
    assert before.files == {"a.pdf": LINE}
    assert DONE.inputs == {"css/main.css": "1", "program": "program"}


def test_a_line_that_was_cut_off_is_left_out_and_the_next_run_writes_below_it(tmp_path: Path) -> None:
    past.note_job(tmp_path, DONE)
    path = tmp_path / past.JOURNAL
    path.write_bytes(path.read_bytes()[:-20])
    assert past.read(tmp_path).jobs == {}
    past.note_job(tmp_path, DONE)
    assert list(past.read(tmp_path).jobs) == [DONE.job]


def test_the_journal_is_newer_than_the_manifest(tmp_path: Path) -> None:
    run.run(ready(), tmp_path, jobs=AtOnce())
    assert not (tmp_path / past.JOURNAL).exists()
    assert past.read(tmp_path).jobs.keys() == {("interview", "de"), ("skills", "de")}
    past.note_job(tmp_path, DONE)
    before = past.read(tmp_path)
    assert before.jobs["skills", "de"] == DONE
    assert before.files.keys() == {"house-interview-de.pdf", "a.pdf"}


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"files": 3}', '{"files": [{}]}', '{"files": [], "jobs": [{}]}', '{"files": [], "jobs": 3}', "\0"])
def test_a_manifest_that_is_none_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / manifest.FILE_NAME).write_text(text)
    (tmp_path / past.JOURNAL).write_bytes(text.encode() + b"\n\xff\n[]\n3\n")
    assert past.read(tmp_path).jobs == {}


def test_a_manifest_of_an_older_program_names_its_files_and_no_jobs(tmp_path: Path) -> None:
    (tmp_path / manifest.FILE_NAME).write_text(json.dumps({"files": [LINE]}))
    assert past.read(tmp_path) == past.Past(files={"a.pdf": LINE})


Change = Callable[[dict[str, Any]], object]


def lines_changed(change: Change) -> Change:
    """A change of what the manifest says of each file."""
    return lambda said: [change(line) for line in said["files"]]


def jobs_changed(change: Change) -> Change:
    """A change of what it says of each job."""
    return lambda said: [change(job) for job in said["jobs"]]


NAMES = ("", "..", ".journal.jsonl", "../house-skills-de.pdf", "a\\b.pdf", "a\0b.pdf", "a\ud800.pdf")
DAMAGE: dict[str, Change] = {
    **{f"a file without {key}": lines_changed(lambda line, key=key: line.pop(key)) for key in LINE},
    **{f"a file whose {key} is a list": lines_changed(lambda line, key=key: line.update({key: []})) for key in LINE},
    **{f"a file called {name!r}": lines_changed(lambda line, name=name: line.update(file=name)) for name in NAMES},
    "files of nobody": lambda said: said["files"].clear(),
    "a size that is none": lines_changed(lambda line: line.update(bytes=True)),
    "an input that is no digest": lines_changed(lambda line: line.update(inputs={"css/main.css": 1})),
    **{f"a job without {key}": jobs_changed(lambda job, key=key: job.pop(key)) for key in DONE.noted()},
    **{f"a job whose {key} is a number": jobs_changed(lambda job, key=key: job.update({key: 3})) for key in DONE.noted()},
    "a job with a file that is no name": jobs_changed(lambda job: job["files"].append([])),
    "a job with a file that nothing is said of": jobs_changed(lambda job: job["files"].append("b.pdf")),
    "a job with a finding that is none": jobs_changed(lambda job: job["findings"].append(3)),
    "a job with a finding whose sentence is no text": jobs_changed(lambda job: job["findings"].append({"code": "P03", "severity": "note", "place": {}, "message": {}})),
    "jobs that are no list": lambda said: said.update(jobs={"a": 3}),
    "jobs that are none": lambda said: said.update(jobs=[3, None, []]),
    "half a character": jobs_changed(lambda job: job.update(program="\ud800")),
}


@pytest.mark.parametrize("change", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_job_of_which_not_all_is_said_is_made_again(tmp_path: Path, change: Change) -> None:
    run.run(ready(), tmp_path, jobs=AtOnce())
    path = tmp_path / manifest.FILE_NAME
    whole = path.read_bytes()
    said = json.loads(whole)
    change(said)
    path.write_text(json.dumps(said))
    workers = AtOnce()
    run.run(ready(), tmp_path, jobs=workers)
    assert sorted(workers.names) == ["interview", "skills"]
    assert path.read_bytes() == whole


@pytest.mark.parametrize("order", [3, [], "digest", {"digest": []}])
def test_an_order_that_is_none_is_none(tmp_path: Path, order: object) -> None:
    (tmp_path / manifest.FILE_NAME).write_text(json.dumps({"files": [LINE], "order": order}))
    assert past.read(tmp_path) == past.Past(files={"a.pdf": LINE}, order=order if isinstance(order, dict) else {})


@pytest.mark.parametrize("damage", [{"lines": [{}]}, {"lines": 3}, {"lines": [{**LINE, "bytes": "3"}]}, {"files": ["b.pdf"]}, {"files": 3}, {"digest": None}])
def test_a_job_in_the_journal_of_which_not_all_is_said_was_not_done(tmp_path: Path, damage: dict[str, Any]) -> None:
    past.note(tmp_path, DONE.noted() | {"lines": [LINE]} | damage)
    assert past.read(tmp_path) == past.Past()


def test_a_journal_without_end_in_the_depth_is_read_past(tmp_path: Path) -> None:
    (tmp_path / past.JOURNAL).write_text("[" * 100_000)
    past.note_job(tmp_path, DONE)
    assert list(past.read(tmp_path).jobs) == [DONE.job]


def test_every_record_names_its_files_and_what_is_noted_later_counts(tmp_path: Path) -> None:
    def row(file: object, digest: object) -> dict[str, object]:
        return {"nr": 1, "file": file, "sha256": digest}

    (tmp_path / manifest.FILE_NAME).write_text(json.dumps({"files": [LINE]}))
    (tmp_path / past.COPIES).write_text(json.dumps({"copies": [row("1.pdf", "a"), row("2.pdf", "b"), row("", ""), row("3.pdf", 3), row("../4.pdf", "c"), {"file": "5.pdf"}, 6]}))
    past.note(tmp_path, {"list": "list.csv", "copies": [row("2.pdf", "d")], "books": {}})
    assert past.named(tmp_path) == {"a.pdf": LINE["sha256"], "1.pdf": "a", "2.pdf": "d"}


@pytest.mark.parametrize(("data", "stands"), [(b"pdf", True), (b"PDF", False), (b"pdf ", False), (None, False)])
def test_a_file_stands_only_with_every_byte(tmp_path: Path, data: bytes | None, stands: bool) -> None:
    if data is not None:
        (tmp_path / "a.pdf").write_bytes(data)
    assert past.intact(tmp_path, LINE) is stands


def test_a_name_that_leads_out_of_the_folder_is_looked_for_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"pdf")
    (tmp_path / "folder").mkdir()
    assert not past.intact(tmp_path / "folder", {**LINE, "file": "../a.pdf"})


def test_a_journal_without_room_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EnvironmentProblem, match="No space left on device"):
        past.note_job(tmp_path, DONE)


def test_an_empty_file_stands_for_one_elsewhere_only_with_its_digest(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert not past.intact(tmp_path, LINE)
    (tmp_path / past.ELSEWHERE).mkdir()
    for digest, stands in ((LINE["sha256"], True), ("another", False)):
        (tmp_path / past.ELSEWHERE / "a.pdf").write_text(digest)
        assert past.intact(tmp_path, LINE) is stands
    (tmp_path / "a.pdf").unlink()
    assert not past.intact(tmp_path, LINE)
