from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from handbook.errors import EnvironmentProblem, ExitCode
from handbook.runs import output
from tests.conftest import ROOT


def failing(error: BaseException) -> Callable[..., object]:
    """A system call that fails."""

    def call(*_: object, **__: object) -> object:
        raise error

    return call


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """The system refuses to let any file grow beyond this, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A finished file from an earlier run."""
    path = tmp_path / "house.pdf"
    path.write_bytes(b"earlier")
    return path


def test_a_file_is_written_whole_with_the_usual_rights(tmp_path: Path) -> None:
    path = tmp_path / "house.pdf"
    before = os.umask(0o027)
    try:
        output.put(path, b"%PDF")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert path.read_bytes() == b"%PDF"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_was_there_is_replaced_at_once_for_whoever_has_it_open(there: Path) -> None:
    with open(there, "rb") as reader:
        output.put(there, b"later")
        assert reader.read() == b"earlier"
    assert there.read_bytes() == b"later"


@pytest.mark.parametrize("call", ["tempfile.mkstemp", "os.fdopen", "os.fsync", "os.chmod", "os.replace"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError(5, "Input/output error")], ids=["full", "broken"])
def test_whatever_step_fails_the_earlier_file_stays_and_nothing_is_left_over(there: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: OSError) -> None:
    monkeypatch.setattr(call, failing(error))
    with pytest.raises(EnvironmentProblem, match=error.strerror) as raised:
        output.put(there, b"later")
    monkeypatch.undo()
    assert there.read_bytes() == b"earlier"
    assert list(there.parent.iterdir()) == [there]
    assert raised.value.exit_code is ExitCode.ENVIRONMENT
    assert raised.value.findings[0].code == "W01"


def test_a_disk_that_fills_up_while_writing_leaves_the_earlier_file(there: Path) -> None:
    with largest_file(10_000), pytest.raises(EnvironmentProblem, match="can't be written: File too large"):
        output.put(there, bytes(100_000))
    assert there.read_bytes() == b"earlier"
    assert list(there.parent.iterdir()) == [there]


def test_ctrl_c_while_writing_leaves_the_earlier_file_and_stays_ctrl_c(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        output.put(there, b"later")
    assert there.read_bytes() == b"earlier"
    assert list(there.parent.iterdir()) == [there]


def test_a_killed_process_leaves_the_earlier_file(there: Path) -> None:
    code = f"""
import os, signal
from pathlib import Path
from handbook.runs import output
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
output.put(Path({str(there)!r}), b"later")
"""
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == -signal.SIGKILL
    assert there.read_bytes() == b"earlier"


def test_the_content_is_on_the_disk_before_the_name_is(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("sync"), sync(handle)))
    monkeypatch.setattr(os, "replace", lambda *names: (order.append("replace"), replace(*names)))
    output.put(there, b"later")
    assert order == ["sync", "replace"]


def test_a_folder_is_made_with_its_parents_and_left_empty(tmp_path: Path) -> None:
    folder = tmp_path / "dist" / "house"
    output.check_folder(folder)
    output.check_folder(folder)
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_a_file_is_named_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dist").write_bytes(b"mine")
    with pytest.raises(EnvironmentProblem) as error:
        output.check_folder(tmp_path / "dist" / "house")
    assert str(error.value) == "dist/house: can't be written: Not a directory. Choose another folder with `-o`, or make room."
    assert (tmp_path / "dist").read_bytes() == b"mine"


def test_a_folder_in_which_nothing_can_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", failing(PermissionError(13, "Permission denied")))
    with pytest.raises(EnvironmentProblem, match="can't be written: Permission denied"):
        output.check_folder(tmp_path)


def test_a_file_with_errors_lies_beside_where_the_stale_one_was(there: Path) -> None:
    assert output.reject(there, b"wrong")
    assert {path.name: path.read_bytes() for path in there.parent.iterdir()} == {"house.rejected.pdf": b"wrong"}
    assert not output.reject(there, None)
    assert list(there.parent.iterdir()) == []


def test_a_good_file_takes_the_place_of_the_rejected_one(there: Path) -> None:
    output.reject(there, b"wrong")
    output.accept(there, b"right")
    assert {path.name: path.read_bytes() for path in there.parent.iterdir()} == {"house.pdf": b"right"}


@pytest.mark.parametrize(("call", "left"), [("reject", set()), ("accept", {"house.pdf", "house.rejected.pdf"})])
def test_a_process_killed_in_between_leaves_no_stale_file_under_the_good_name(there: Path, call: str, left: set[str]) -> None:
    """Killed before what must not be printed is written, the stale one is gone; killed before the rejected one is removed, the good one is whole."""
    if call == "accept":
        output.reject(there, b"wrong")
    moment = {"reject": "os.fsync", "accept": "output.remove"}[call]
    code = f"""
import os, signal
from pathlib import Path
from handbook.runs import output
{moment} = lambda _: os.kill(os.getpid(), signal.SIGKILL)
output.{call}(Path({str(there)!r}), b"later")
"""
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == -signal.SIGKILL
    assert {path.name for path in there.parent.iterdir() if not path.name.startswith(".")} == left
    assert call == "reject" or there.read_bytes() == b"later"


def test_a_file_that_cannot_be_removed_stops_the_run(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "unlink", failing(PermissionError(13, "Permission denied")))
    with pytest.raises(EnvironmentProblem, match=r"house\.pdf: can't be written: Permission denied"):
        output.reject(there, b"wrong")


HOLDING = """
import sys, time
from pathlib import Path
from handbook.runs import output
with output.alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holding(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another run that writes into the folder."""
    with subprocess.Popen([sys.executable, "-c", HOLDING, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def test_a_folder_that_another_run_writes_into_is_named_and_free_when_that_one_is_killed(tmp_path: Path, holding: subprocess.Popen[str]) -> None:
    with pytest.raises(EnvironmentProblem, match=r"another run is writing into this folder\. Wait until it has ended") as raised, output.alone(tmp_path):
        pass
    assert raised.value.findings[0].code == "W02"
    holding.kill()
    holding.wait()
    with output.alone(tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_half_written_is_swept_and_nothing_else(tmp_path: Path) -> None:
    for name in (".house.pdf.abc.part", "house.pdf", ".journal.jsonl", "my.part"):
        (tmp_path / name).write_bytes(b"x")
    with output.alone(tmp_path):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {"house.pdf", ".journal.jsonl", "my.part"}


def test_temporary_files_of_a_killed_process_are_removed_by_the_next_and_those_of_a_living_one_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "handbook-killed").mkdir()
    (tmp_path / "handbook-killed" / "font.ttf").write_bytes(b"x")
    (tmp_path / "handbook-killed" / output._SCRATCH).touch()
    (tmp_path / "handbook-mine").mkdir()
    (tmp_path / "handbook-mine" / "letter.txt").write_bytes(b"mine")
    with output.scratch() as mine, output.scratch() as other:
        assert {path.name for path in tmp_path.iterdir()} == {mine.name, other.name, "handbook-mine"}
    assert (tmp_path / "handbook-mine" / "letter.txt").read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir()] == ["handbook-mine"]
