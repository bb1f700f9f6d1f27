"""What an earlier run left in a folder: its manifest, and the journal of one that didn't come to its end.

In: a folder. Out: `Past`, the jobs that were done, each with its files. A line is written into the journal when all files of a job
are in place, so whatever stops a run, the next one goes on after that job. The manifest takes the journal's place at the end.
Nothing here is believed: a file counts only if it has the digest that was noted.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handbook import manifest
from handbook.runs.output import problem
from handbook.runs.ticket import EDITION, PROGRAM, Job

JOURNAL = ".journal.jsonl"
COPIES = "copies.json"
"""The record of a merge, in the folder of the copies."""
ELSEWHERE = ".elsewhere.json"
"""Digests of files that lie elsewhere as they were written; here an empty one stands for each. See `mirror.py`."""
Line = Mapping[str, Any]
"""What the manifest says of a file."""


@dataclass(frozen=True)
class Done:
    """A job of an earlier run."""

    job: Job
    digest: str
    """Of everything that went in; empty for a job that failed."""
    files: tuple[Line, ...]
    findings: tuple[Mapping[str, Any], ...]
    """Kept, see `kept.py`."""
    program: str

    def noted(self) -> dict[str, Any]:
        """What the manifest says of it; the lines of its files stand there among the files."""
        product, locale = self.job
        named = {"product": product, "locale": locale, "digest": self.digest, "program": self.program}
        return named | {"files": [line["file"] for line in self.files], "findings": list(self.findings)}

    @property
    def inputs(self) -> dict[str, str]:
        """What went in, as `Ticket.inputs` names it, and the program."""
        return {name: value for line in self.files for name, value in line["inputs"].items() if name != EDITION} | {PROGRAM: self.program}


@dataclass(frozen=True)
class Past:
    """What a folder says of itself."""

    jobs: Mapping[Job, Done] = field(default_factory=dict)
    files: Mapping[str, Line] = field(default_factory=dict)
    """Every file that was made, by its name."""
    order: Mapping[str, Any] = field(default_factory=dict)
    """What the last run was to make, if it was good; see `order.py`."""


def read(folder: Path) -> Past:
    """What the folder's manifest and journal say; nothing where they can't be read."""
    jobs: dict[Job, Done] = {}
    files: dict[str, Line] = {}
    order: Mapping[str, Any] = {}
    try:
        content = json.loads((folder / manifest.FILE_NAME).read_text("utf-8"))
        files = {line["file"]: line for line in content["files"]}
        order = content.get("order", {})
        for each in content.get("jobs", ()):
            done = _done(each, [files[name] for name in each["files"] if name in files])
            jobs[done.job] = done
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        jobs, order = {}, {}
    for each in _journal(folder):
        done = _done(each, each["lines"])
        for line in (*(jobs[done.job].files if done.job in jobs else ()), *done.files):
            files.pop(line["file"], None)
        jobs[done.job] = done
        files |= {line["file"]: line for line in done.files}
        order = {}
    return Past(jobs, files, order)


def _done(noted: Mapping[str, Any], lines: Sequence[Line]) -> Done:
    return Done((noted["product"], noted["locale"]), str(noted["digest"]), tuple(lines), tuple(noted["findings"]), str(noted["program"]))


def _journal(folder: Path) -> Iterable[Mapping[str, Any]]:
    for each in entries(folder):
        try:
            _done(each, each["lines"])
        except (ValueError, KeyError, TypeError):
            continue
        yield each


def entries(folder: Path) -> Iterator[Any]:
    """The lines of a journal that are whole: the last one may have been cut off."""
    try:
        text = (folder / JOURNAL).read_text("utf-8", "replace")
    except OSError:
        return
    for line in text.split("\n"):
        try:
            yield json.loads(line)
        except ValueError:
            continue


def note_job(folder: Path, done: Done) -> None:
    """Add a job to the journal. EnvironmentProblem if there is no room for it."""
    note(folder, done.noted() | {"lines": list(done.files)})


def note(folder: Path, entry: Mapping[str, Any]) -> None:
    """Add a line to the journal. EnvironmentProblem if there is no room for it."""
    path = folder / JOURNAL
    try:
        with path.open("ab") as file:
            file.write(b"\n" + json.dumps(entry, ensure_ascii=False).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise problem(path, error) from None


def close(folder: Path) -> None:
    """Remove the journal: the manifest, or the record of a merge, says it all."""
    (folder / JOURNAL).unlink(missing_ok=True)


def intact(folder: Path, line: Line) -> bool:
    """Whether a file is there as it was written."""
    path = folder / Path(line["file"]).name
    try:
        size = path.stat().st_size
        if size == 0 and (folder / ELSEWHERE).exists():
            return bool(json.loads((folder / ELSEWHERE).read_text("utf-8")).get(path.name) == line["sha256"])
        if size != line["bytes"]:
            return False
        return bool(digest(path) == line["sha256"])
    except OSError:
        return False


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
