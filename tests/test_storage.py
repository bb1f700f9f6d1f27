"""Folders elsewhere: whole files, no passwords in messages, and a name for what is missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import storage
from handbook.errors import EnvironmentProblem, ExitCode, HandbookError
from handbook.storage import Store


@pytest.fixture(params=["memory", "local"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store that nothing is in yet: in this process, or on the disk as any other system with folders."""
    pytest.importorskip("fsspec")
    return Store(f"{request.param}://{(tmp_path / 'there').as_posix()}")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Files of this machine."""

    def written(**texts: str) -> Path:
        for name, text in texts.items():
            (tmp_path / name).write_text(text)
        return tmp_path

    return written


def test_files_are_written_replaced_read_listed_fetched_and_removed(store: Store, write: Callable[..., Path], tmp_path: Path) -> None:
    assert store.files("house") == {}
    store.put("house", ["a", "b"], write(a="1", b="2"))
    before = store.files("house")
    store.put("house", ["a"], write(a="3"))
    after = store.files("house")
    assert sorted(after) == ["a", "b"]
    assert after["b"] == before["b"]
    assert after["a"] != before["a"] != ""
    assert store.read("house/a", 10) == b"3"
    assert store.read("house/b", 0) == b""
    assert store.read("house/c", 10) is None
    (tmp_path / "here").mkdir()
    store.get("house", ["a", "b"], tmp_path / "here")
    assert [(tmp_path / "here" / name).read_text() for name in ("a", "b")] == ["3", "2"]
    store.remove("house", ["a", "c"])
    assert list(store.files("house")) == ["b"]


def test_a_file_that_breaks_off_leaves_the_one_that_was_there(store: Store, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    store.put("house", ["a"], write(a="1"))
    move = type(store._system).mv

    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(store._system), "mv", broken)
    with pytest.raises(EnvironmentProblem, match=r"there: can't be used: No space left on device\."):
        store.put("house", ["a"], write(a="2"))
    assert store.read("house/a", 10) == b"1"
    assert list(store.files("house")) == ["a"]
    monkeypatch.setattr(type(store._system), "mv", move)
    store.put("house", ["a"], write(a="2"))
    assert store.read("house/a", 10) == b"2"


def test_whether_files_can_be_written_is_tried_and_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.check()
    assert store._system.ls(store._path(), detail=False) == []

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(store._system), "pipe_file", denied)
    with pytest.raises(EnvironmentProblem, match="Permission denied"):
        store.check()


def test_a_name_that_leads_out_of_a_folder_is_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["there/house/..", "there/house/a\\b", "there/house/c:d", "there/house/e\0", "there/house/", "there/house/.f.part", "there/house/good"]
    entries = [{"name": name, "type": "file", "size": 1} for name in names]
    monkeypatch.setattr(type(store._system), "ls", lambda *_, **__: [*entries, {"name": "there/house/copies", "type": "directory"}])
    assert store.files("house") == {"good": ""}


@pytest.mark.parametrize(
    ("url", "said", "code"),
    [
        ("s3://fair/dist", "s3://fair/dist: this is spoken to with the library s3fs, which isn't there. Run: pip install s3fs", ExitCode.ENVIRONMENT),
        ("sftp://kim:secret@example.org/dist/", "sftp://kim@example.org/dist: this is spoken to with the library paramiko, which", ExitCode.ENVIRONMENT),
        ("nowhere://fair", 'nothing is known that is called "nowhere://". Give a folder, or a URL such as s3://bucket/folder.', ExitCode.USAGE),
    ],
)
def test_what_a_url_wants_and_is_not_there_is_named_without_a_password(url: str, said: str, code: ExitCode, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fsspec")
    for module in ("s3fs", "paramiko"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(HandbookError) as caught:
        Store(url)
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)
    assert (caught.value.exit_code, caught.value.findings[0].code) == (code, "W04")


def test_without_fsspec_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(EnvironmentProblem, match=r"library fsspec, which isn't there\. Run: pip install 'career-handbook\[remote\]'"):
        Store("memory://dist")


def test_no_bucket_is_made_of_a_name(monkeypatch: pytest.MonkeyPatch, write: Callable[..., Path]) -> None:
    core = pytest.importorskip("fsspec.core")
    asked: list[str] = []

    def note(name: str) -> Callable[..., None]:
        return lambda *_, **__: asked.append(name)

    bucket = SimpleNamespace(protocol=("s3", "s3a"), **{name: note(name) for name in ("makedirs", "put", "pipe_file", "rm_file", "mv")})
    monkeypatch.setattr(core, "url_to_fs", lambda url: (bucket, "fair/dist"))
    store = Store("s3://fair/dist")
    store.check()
    store.put("house", ["a"], write(a="1"))
    assert asked == ["pipe_file", "rm_file", "put"]


class Answer(Exception):
    """What a web server said."""

    def __init__(self, status: int) -> None:
        self.status = status


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "can't be used: Connection refused"),
        (Answer(403), "can't be used: Answer"),
        (Answer(404), None),
        (FileNotFoundError(), None),
        (None, None),
    ],
)
def test_a_server_that_does_not_answer_is_no_missing_file(cause: Exception | None, said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    def open_(*_: object) -> None:
        raise FileNotFoundError("list.csv") from cause

    store = Store("memory://fair")
    monkeypatch.setattr(store, "_system", SimpleNamespace(open=open_))
    if said is None:
        assert store.read("list.csv", 1) is None
    else:
        with pytest.raises(EnvironmentProblem, match=said):
            store.read("list.csv", 1)


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("s3://fair/dist/", "s3://fair/dist"),
        ("memory://", "memory://"),
        ("https://fair/dist/?key=secret", "https://fair/dist"),
        ("sftp://me:secret@fair/dist/", "sftp://me@fair/dist"),
        ("https://me:secret@fair/list.csv?key=se/cret#top", "https://me@fair/list.csv"),
        ("s3://fair/dist?sig=secret", "s3://fair/dist"),
        ("sftp://me:se/cr@et@fair/dist", "sftp://me…@fair/dist"),
        ("sftp://me:secr@et@fair/dist", "sftp://me@fair/dist"),
        ("sftp://me:se?cret@fair/dist", "sftp://me…"),
        ("sftp://me@firm.example:secret@fair/dist", "sftp://me@firm.example@fair/dist"),
        ("sftp://fair:22/dist", "sftp://fair:22/dist"),
        ("sftp://me@[::1]:22/dist", "sftp://me@[::1]:22/dist"),
        ("s3://fair/me:10@b.csv", "s3://fair/me:10@b.csv"),
        ("sftp://fair:22/us@fair/dist", "sftp://fair…@fair/dist"),
        ("https://fair:443/list.csv?to=us@fair", "https://fair…"),
        ("zip://lists/a.csv::https://me:secret@fair/lists.zip?key=secret", "zip://lists/a.csv::https://me@fair/lists.zip"),
    ],
)
def test_a_url_is_printed_without_what_may_be_a_key(url: str, printed: str) -> None:
    assert storage.shown(url) == printed


_ANY = st.text("/:@?#&=%.\\ 1a")


@given(_ANY, _ANY, st.sampled_from(["me", "me@firm"]), st.sampled_from(["fair", "fair/dist", "fair:22/us@fair", "fair?key", "fair/a?key=b@c"]))
def test_no_letter_in_a_password_lets_any_of_it_be_printed(before: str, behind: str, user: str, rest: str) -> None:
    assert "SECRET" not in storage.shown(f"sftp://{user}:{before}SECRET{behind}@{rest}")


@given(_ANY, _ANY, st.sampled_from(["fair", "fair:443", "me@fair", "me:word@fair", "me:w@rd@fair", "me@fair:443/us@fair"]), st.sampled_from(["?", "/list.csv?", "/#"]))
def test_no_letter_in_a_query_lets_any_of_it_be_printed(before: str, behind: str, place: str, mark: str) -> None:
    assert "SECRET" not in storage.shown(f"https://{place}{mark}{before}SECRET{behind}")


@pytest.mark.skipif(os.name != "posix", reason="paths of Windows begin with a drive")
def test_a_url_of_a_file_is_a_path_like_any_other() -> None:
    assert storage.on_this_machine("file:///srv/fair%20one") == Path("/srv/fair one")
    assert storage.on_this_machine("file://localhost/srv") == Path("/srv")
    assert storage.on_this_machine("s3://fair/dist") is None
    assert [storage.is_url(text) for text in ("s3://fair", "dist/house", "C:\\dist")] == [True, False, False]
