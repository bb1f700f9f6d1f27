"""What an earlier run left in a folder: its manifest, and the journal of one that didn't come to its end.

In: a folder. Out: `Past`, the jobs that were done, each with its files. A line is written into the journal when all files of a job
are in place, so whatever stops a run, the next one goes on after that job. The manifest takes the journal's place at the end.
Nothing here is believed: what hasn't all its keys, each of its type, is as if it weren't there, and a file counts only if it has the
digest that was noted.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeGuard

from handbook import manifest
from handbook.runs.output import problem
from handbook.runs.ticket import EDITION, PROGRAM, Job

JOURNAL = ".journal.jsonl"
COPIES = "copies.json"
"""The record of a merge, in the folder of the copies."""
ELSEWHERE = ".elsewhere"
"""A folder with the digest of each file that lies elsewhere as it was written, under the file's name; here an empty file stands for it. See `mirror.py`."""
Line = Mapping[str, Any]
"""What the manifest says of a file."""

_LINE = {"file": str, "product": str, "locale": str, "channel": str, "rejected": bool, "pages": int, "bytes": int, "sha256": str, "inputs": dict}
_JOB = {"product": str, "locale": str, "digest": str, "program": str, "files": list, "findings": list}
_COPY = {"file": str, "sha256": str}
_BARE_NAME = re.compile(r"[^./\\:\0][^/\\:\0]*")
"""No path, and none of the files that begin with a dot, which are the program's own."""


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
    """What the folder's manifest and journal say, as far as it can be believed."""
    said = content(folder / manifest.FILE_NAME)
    files = _lines(said, "files")
    jobs = {done.job: done for each in _listed(said, "jobs") if (done := _job(each, files))}
    order = said.get("order") if isinstance(said, dict) else None
    for each in entries(folder):
        if not (done := _job(each, _lines(each, "lines"))):
            continue
        for line in (*(jobs[done.job].files if done.job in jobs else ()), *done.files):
            files.pop(line["file"], None)
        jobs[done.job] = done
        files |= {line["file"]: line for line in done.files}
        order = None
    return Past(jobs, files, order if isinstance(order, dict) else {})


def named(folder: Path) -> dict[str, str]:
    """The digest of each file that a record names, copies of a merge included. What is noted later counts."""
    said = (content(folder / COPIES), *entries(folder))
    rows = [row for each in said for row in _listed(each, "copies") if says(row, _COPY) and is_bare(row["file"])]
    return {name: line["sha256"] for name, line in read(folder).files.items()} | {row["file"]: row["sha256"] for row in rows}


def _job(said: object, files: Mapping[str, Line]) -> Done | None:
    """A job that a record names, if all is said of it and of its files."""
    if not says(said, _JOB) or not all(isinstance(name, str) and name in files for name in said["files"]) or not all(isinstance(each, dict) for each in said["findings"]):
        return None
    return Done((said["product"], said["locale"]), said["digest"], tuple(files[name] for name in said["files"]), tuple(said["findings"]), said["program"])


def _lines(said: object, name: str) -> dict[str, Line]:
    """The files that a record names in one of its lists, if all is said of them."""
    return {line["file"]: line for line in _listed(said, name) if _is_line(line)}


def _is_line(said: object) -> TypeGuard[Line]:
    """Whether this says all of a file that the manifest does."""
    return says(said, _LINE) and is_bare(said["file"]) and all(isinstance(value, str) for value in said["inputs"].values())


def says(said: object, kinds: Mapping[str, type]) -> TypeGuard[dict[str, Any]]:
    """Whether a part of a record has all these keys, each of its type."""
    return isinstance(said, dict) and all(type(said.get(name)) is kind for name, kind in kinds.items())


def is_bare(name: str) -> bool:
    """Whether this is the name of a file that a run may have written, and no path to another one."""
    return bool(_BARE_NAME.fullmatch(name))


def _listed(said: object, name: str) -> list[Any]:
    listed = said.get(name) if isinstance(said, dict) else None
    return listed if isinstance(listed, list) else []


def entries(folder: Path) -> Iterator[Any]:
    """The lines of a journal that are whole: the last one may have been cut off."""
    for line in _bytes(folder / JOURNAL).split(b"\n"):
        if (said := _parsed(line)) is not None:
            yield said


def content(path: Path) -> Any:
    """What a record says; None where it can't be read."""
    return _parsed(_bytes(path))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _parsed(data: bytes) -> Any:
    """What a record says; None if it is no JSON, or holds what can't be written again."""
    try:
        text = data.decode()
        said = json.loads(text)
        if "\\u" in text:  # half a character, perhaps
            json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return said


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
    elsewhere = folder / ELSEWHERE / path.name
    try:
        size = path.stat().st_size
        if size == 0 and elsewhere.exists():
            return bool(elsewhere.read_text("utf-8") == line["sha256"])
        return bool(size == line["bytes"] and digest(path) == line["sha256"])
    except (OSError, ValueError):
        return False


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
