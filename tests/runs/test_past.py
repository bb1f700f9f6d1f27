"""What a folder says of an earlier run, believed only as far as its files go."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from handbook import manifest
from handbook.errors import EnvironmentProblem
from handbook.runs import past, run
from handbook.runs.past import Done
from tests.runs.conftest import AtOnce, ready

LINE = {"file": "a.pdf", "bytes": 3, "sha256": manifest.digest(b"pdf"), "inputs": {"css/main.css": "1", "edition.toml": "2"}}
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
    for digest, stands in ((LINE["sha256"], True), ("another", False)):
        (tmp_path / past.ELSEWHERE).write_text(json.dumps({"a.pdf": digest}))
        assert past.intact(tmp_path, LINE) is stands
    (tmp_path / "a.pdf").unlink()
    assert not past.intact(tmp_path, LINE)
