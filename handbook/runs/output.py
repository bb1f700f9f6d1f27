"""Files that are there whole or not at all.

In: bytes and a path. Out: the file, moved into place after it was written and synced under another name beside it. A full
disk or a killed process leaves the file that was there before.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from handbook import paths
from handbook.errors import EnvironmentProblem
from handbook.findings import Finding, Place
from handbook.wording import say


def check_folder(folder: Path) -> None:
    """EnvironmentProblem, before anything is laid out, if files can't be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _problem(folder, error) from None


def put(path: Path, data: bytes) -> None:
    """Write a file whole."""
    part = ""
    try:
        handle, part = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, 0o666 & ~_umask())
        os.replace(part, path)
    except BaseException as error:
        if part:
            Path(part).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _problem(path, error) from None
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _problem(path: Path, error: OSError) -> EnvironmentProblem:
    reason = error.strerror or type(error).__name__
    message, hint = say("can't be written: %(reason)s.", reason=reason), say("Choose another folder with `-o`, or make room.")
    return EnvironmentProblem(Finding("W01", message, Place(paths.shown(path)), hint))
