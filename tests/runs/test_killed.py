"""A run that is ended in the middle, and the same command again: nothing is lost, nothing is half-written, nothing is made twice, and nobody goes on writing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from handbook import manifest, paths
from handbook.errors import ExitCode
from handbook.runs import output, past
from handbook.runs.ledger import RECORD
from tests.runs import small_edition

pytestmark = pytest.mark.sweep

ROWS = 240
"""Enough for some batches to be finished and some not when the first ones are noted."""


def command(*arguments: str) -> list[str]:
    """A call of the program."""
    return [sys.executable, str(paths.ROOT / "build_pdf.py"), *arguments, "-j", "2"]


def stopped(folder: Path, at: Path, *arguments: str, by: str = "SIGKILL") -> subprocess.Popen[bytes]:
    """The program, called and ended as soon as something is noted in a journal. Its workers have its stderr."""
    process = subprocess.Popen(command(*arguments), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    until = time.monotonic() + 120
    while not (at / past.JOURNAL).exists() or b'"file"' not in (at / past.JOURNAL).read_bytes():
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < until
        time.sleep(0.01)
    os.kill(process.pid, getattr(signal, by))
    process.wait()
    return process


def killed(folder: Path, at: Path, *arguments: str) -> None:
    """Call the program, kill it, and wait for the end of its workers."""
    process = stopped(folder, at, *arguments)
    process.communicate()


def again(folder: Path, *arguments: str) -> str:
    """The same call, to its end; what it says on stderr."""
    return subprocess.run(command(*arguments), cwd=folder, check=True, capture_output=True, text=True).stderr


def whole(folder: Path) -> dict[str, bytes]:
    """All PDFs of a folder, each of which can be opened."""
    made = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
    for path in folder.glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages)
    return made


def test_a_build_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    out = tmp_path / "dist" / "house"
    killed(tmp_path, out, "build", "house", "--lang", "de")
    before = {path: path.stat().st_mtime_ns for path in out.glob("*.pdf")}
    noted = past.read(out).files.keys()
    whole(out)
    assert "unchanged" in again(tmp_path, "build", "house", "--lang", "de")
    assert noted
    assert {path: path.stat().st_mtime_ns for path in before if path.name in noted} == {path: time for path, time in before.items() if path.name in noted}
    files = {line["file"]: line["sha256"] for line in json.loads((out / manifest.FILE_NAME).read_text("utf-8"))["files"]}
    assert {name: manifest.digest(data) for name, data in whole(out).items()} == files
    assert not list(out.glob(".*"))


def list_for_the_small_edition(folder: Path) -> Path:
    """Write an edition and a list; the folder where copies come."""
    small_edition.write(folder / "editions")
    (folder / "list.csv").write_text("Name\n" + "".join(f"Klasse {number}\n" for number in range(1, ROWS + 1)), "utf-8")
    return folder / "dist" / "small" / "copies"


def test_no_worker_goes_on_writing_when_the_folder_is_free(tmp_path: Path) -> None:
    out = list_for_the_small_edition(tmp_path)
    process = stopped(tmp_path, out, "merge", "small", "list.csv")
    with output.alone(out):
        there = {path.name for path in out.glob("*.pdf")}
        process.communicate()
        assert len({path.name for path in out.glob("*.pdf")} - there) <= 2, "each worker may have had one file in hand"
    assert len(there) < ROWS


def test_sigterm_is_an_interruption_with_a_clean_end(tmp_path: Path) -> None:
    out = list_for_the_small_edition(tmp_path)
    process = stopped(tmp_path, out, "merge", "small", "list.csv", by="SIGTERM")
    said = process.communicate()[1].decode()
    assert process.returncode == ExitCode.INTERRUPTED
    assert "interrupted; files that were finished are whole." in said
    assert "Traceback" not in said
    rows = json.loads((out / RECORD).read_text("utf-8"))["copies"]
    assert 0 < len(rows) < ROWS
    assert {row["file"]: row["sha256"] for row in rows}.items() <= {name: manifest.digest(data) for name, data in whole(out).items()}.items()
    assert not list(out.glob(".*"))


def test_a_merge_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    out = list_for_the_small_edition(tmp_path)
    killed(tmp_path, out, "merge", "small", "list.csv")
    before = {path: path.stat().st_mtime_ns for path in out.glob("*.pdf")}
    noted = {row["file"] for entry in past.entries(out) for row in entry["copies"]}
    assert 0 < len(noted) < ROWS
    whole(out)
    assert f"{ROWS - len(noted)} built, {len(noted)} unchanged" in again(tmp_path, "merge", "small", "list.csv")
    assert {path.name for path, time in before.items() if path.stat().st_mtime_ns == time} >= noted
    rows = json.loads((out / RECORD).read_text("utf-8"))["copies"]
    assert {name: manifest.digest(data) for name, data in whole(out).items()} == {row["file"]: row["sha256"] for row in rows}
    assert len(rows) == ROWS
    assert not list(out.glob(".*"))
