"""Files that are there whole or not at all.

In: bytes and a path. Out: the file, moved into place after it was written and synced under another name beside it. A full
disk or a killed process leaves the file that was there before. Only a file that has no errors gets its own name: one that must
not be printed lies beside it as `<name>.rejected.pdf`, and an older one of that name, which it makes stale, is gone before.
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


def rejected(path: Path) -> Path:
    """The name of a file that must not be printed: `house-handbook-de.rejected.pdf`."""
    return path.with_suffix(f".rejected{path.suffix}")


def accept(path: Path, data: bytes) -> None:
    """Write a good file, then remove the rejected one of an earlier run."""
    put(path, data)
    remove(rejected(path))


def reject(path: Path, data: bytes | None) -> bool:
    """Remove the good file of an earlier run, then write what must not be printed, or nothing. Whether there was one."""
    was_there = remove(path)
    if data is None:
        remove(rejected(path))
    else:
        put(rejected(path), data)
    return was_there


def remove(path: Path) -> bool:
    """Remove a file. Whether there was one."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _problem(path, error) from None
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _problem(path: Path, error: OSError) -> EnvironmentProblem:
    reason = error.strerror or type(error).__name__
    message, hint = say("can't be written: %(reason)s.", reason=reason), say("Choose another folder with `-o`, or make room.")
    return EnvironmentProblem(Finding("W01", message, Place(paths.shown(path)), hint))
