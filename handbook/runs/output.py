"""Files that are there whole or not at all.

In: bytes and a path. Out: the file, moved into place after it was written and synced under another name beside it. A full
disk or a killed process leaves the file that was there before. Only a file that has no errors gets its own name: one that must
not be printed lies beside it as `<name>.rejected.pdf`, and an older one of that name, which it makes stale, is gone before.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from handbook import paths
from handbook.errors import EnvironmentProblem, HandbookError
from handbook.findings import Finding, Place
from handbook.wording import say


def check_folder(folder: Path) -> None:
    """EnvironmentProblem, before anything is laid out, if files can't be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise problem(folder, error) from None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """A block in which no other run writes into a folder; EnvironmentProblem at once if one does.

    The folder itself is locked: the system takes the lock back when the process ends, however it ends, and no file is left over. Where a
    system can't lock a folder, two runs still never leave half a file: the later one wins.
    """
    handle = _locked(folder)
    try:
        for part in folder.glob(".*.part"):  # of a process that was killed while it wrote
            part.unlink(missing_ok=True)
        yield
    finally:
        if handle is not None:
            os.close(handle)


_SCRATCH = ".scratch-of-career-handbook"
"""The mark of temporary folders that are ours to remove; a folder of somebody else may have the same name."""


@contextmanager
def scratch(prefix: str = "handbook-") -> Iterator[Path]:
    """A folder for temporary files, gone afterwards. Those of processes that were killed are removed first: they hold our mark, and nobody holds them."""
    if sys.platform != "win32":
        for mark in Path(tempfile.gettempdir()).glob(f"{prefix}*/{_SCRATCH}"):
            with suppress(HandbookError, OSError), alone(mark.parent):
                shutil.rmtree(mark.parent)
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        with alone(folder):
            (folder / _SCRATCH).touch()
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _locked(folder: Path) -> int | None:
    if sys.platform == "win32":
        return None
    import errno
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):  # a file system without locks
            return handle
        os.close(handle)
        hint = say("Wait until it has ended, or choose another folder with `-o`.")
        raise EnvironmentProblem(Finding("W02", say("another run is writing into this folder."), Place(paths.shown(folder)), hint)) from None
    return handle


def put(path: Path, data: bytes) -> None:
    """Write a file whole."""
    with writing(path) as file:
        file.write(data)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A file to write piece by piece, which is there whole once the block ends, and not at all if it fails."""
    part = ""
    try:
        handle, part = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, 0o666 & ~_umask())
        os.replace(part, path)
    except BaseException as error:
        if part:
            Path(part).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise problem(path, error) from None
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
        raise problem(path, error) from None
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def problem(path: Path, error: OSError) -> EnvironmentProblem:
    """What is said when a file can't be written."""
    reason = error.strerror or type(error).__name__
    message, hint = say("can't be written: %(reason)s.", reason=reason), say("Choose another folder with `-o`, or make room.")
    return EnvironmentProblem(Finding("W01", message, Place(paths.shown(path)), hint))
