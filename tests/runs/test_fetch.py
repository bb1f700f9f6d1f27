"""Editions elsewhere are fetched with their files, lists as they are, and both complained of by their URL."""

from __future__ import annotations

import io
import socket
from pathlib import Path

import pytest

from handbook import assets, paths
from handbook.edition import load
from handbook.errors import ContentError, UsageError
from handbook.findings import Place
from handbook.pipeline import prepare
from handbook.runs import recipients, tables
from handbook.runs.fetch import fetched, fetched_list
from handbook.runs.order import own_files
from tests.conftest import ROOT

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The edition of a print shop's example, in a store of this process."""
    url = f"memory://{tmp_path.as_posix()}/sonnengelb-strom"
    fsspec.filesystem("memory").put(f"{ROOT}/editions/sonnengelb-strom/", url, recursive=True)
    return url


def write(url: str, name: str, data: bytes) -> None:
    fsspec.filesystem("memory").pipe_file(f"{url}/{name}", data)


@pytest.mark.parametrize("ending", ["", "/", "/edition.toml"])
def test_an_edition_comes_with_the_files_it_names_and_nothing_else(url: str, ending: str) -> None:
    with fetched(["house", url + ending]) as (house, name):
        assert house == "house"
        path = load.find(name)
        assert sorted(each.name for each in path.parent.iterdir()) == ["edition.toml", "logo.svg"]
        assert prepare(path, (), None, ["skills"]).loaded.source.file == f"{url}/edition.toml"
        assert paths.shown(path.parent / "logo.svg") == f"{url}/logo.svg"
    assert not path.exists()


def test_a_print_shop_of_its_own_comes_with_its_profile(url: str) -> None:
    text = (ROOT / "editions" / "sonnengelb-strom" / "edition.toml").read_text("utf-8")
    write(url, "edition.toml", f'print_shop = "shop/ours.toml"\n{text}'.encode())
    write(url, "shop/ours.toml", b'profile = "own.icc"')
    write(url, "own.icc", b"icc")
    with fetched([url]) as (name,):
        loaded = load.load(load.find(name))
        assert [(loaded.folder / each).is_file() for each in own_files(loaded)] == [True] * 3


def test_its_mistakes_are_told_with_the_url(url: str) -> None:
    write(url, "edition.toml", b'name = "sonnengelb-strom"\nname = 3\n')
    with fetched([url]) as (name,), pytest.raises(ContentError) as caught:
        load.load(load.find(name))
    assert caught.value.findings[0].place.file == f"{url}/edition.toml"


def test_a_missing_file_is_named_as_on_this_machine(url: str) -> None:
    fsspec.filesystem("memory").rm_file(f"{url}/logo.svg")
    with fetched([url]) as (name,), pytest.raises(ContentError, match=r'there is no file "logo\.svg"'):
        prepare(load.find(name), (), None, ["skills"])


def test_files_that_are_too_large_are_refused_and_not_fetched_whole(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "LARGEST_FILE", 5)
    with fetched([url]) as (name,):
        path = load.find(name)
        assert (path.parent / "logo.svg").stat().st_size == 6
        with pytest.raises(ContentError, match="is larger than"):
            prepare(path, (), None, ["skills"])
    write(url, "edition.toml", b"#" * (load.LARGEST_FILE + 100))
    with fetched([url]) as (name,), pytest.raises(ContentError, match="is larger than 64 KB"):
        load.load(load.find(name))


@pytest.mark.parametrize("named", ["../secret.svg", "/secret.svg", "memory://secret.svg"])
def test_a_file_outside_its_folder_is_never_asked_for(url: str, named: str) -> None:
    text = (ROOT / "editions" / "sonnengelb-strom" / "edition.toml").read_text("utf-8")
    write(url, "edition.toml", text.replace("logo.svg", named).encode())
    for there in (f"{url}/../secret.svg", "memory:///secret.svg"):
        fsspec.filesystem("memory").pipe_file(there, b"<svg/>")
    with fetched([url]) as (name,):
        folder = Path(name).parent
        assert [path.name for path in folder.parent.parent.rglob("*") if path.suffix] == ["edition.toml"]


def test_where_there_is_none_the_url_is_named(url: str) -> None:
    with pytest.raises(UsageError, match=r"/nowhere/edition\.toml: there is no such edition file\. A folder with an edition\.toml is meant"), fetched([f"{url}/nowhere"]):
        pass


@pytest.mark.parametrize("ending", ["/..", "/../", "/.", "/../edition.toml"])
def test_a_folder_without_a_name_is_a_wrong_call(url: str, ending: str) -> None:
    fsspec.filesystem("memory").pipe_file(f"{url}/../edition.toml", b"")
    with pytest.raises(UsageError, match=r'"\.\.?" is no name of an edition\'s folder') as caught, fetched([url + ending]):
        pass
    assert caught.value.findings[0].place.part == (url + ending).rstrip("/")


def test_a_folder_that_is_not_found_is_told_without_its_key(url: str) -> None:
    with pytest.raises(UsageError) as caught, fetched([f"{url}?sig=se/cret"]):
        pass
    assert "cret" not in str(caught.value)


LIST = "Name;Schule\n9a;Musterschule Nord\n9b;Musterschule Süd\n".encode()


@pytest.fixture
def listed(tmp_path: Path) -> str:
    """The URL of a list in a store of this process."""
    fsspec.filesystem("memory").pipe_file(f"memory://{tmp_path.as_posix()}/list.csv", LIST)
    return f"memory://{tmp_path.as_posix()}/list.csv"


def test_a_list_is_read_and_complained_of_by_its_url(listed: str) -> None:
    with fetched_list(listed) as path:
        table = tables.read(path)
    assert (table.name, [row.cells for row in table.rows]) == (listed, [("9a", "Musterschule Nord"), ("9b", "Musterschule Süd")])
    assert not path.exists()
    fsspec.filesystem("memory").pipe_file(listed, b"Name\n=1+1\n")
    with fetched_list(listed) as path, pytest.raises(ContentError) as caught:
        recipients.read(path, ["de"])
    assert caught.value.findings[0].place == Place(listed, 2, 1)


def test_a_workbook_is_known_by_its_content(listed: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.append(("Name",))
    book.active.append(("9a",))
    book.save(data)
    fsspec.filesystem("memory").pipe_file(listed, data.getvalue())
    with fetched_list(listed) as path:
        assert [copy.recipient.name for copy in recipients.read(path, ["de"]).copies] == ["9a"]


def test_a_list_that_is_too_large_is_refused_and_not_fetched_whole(listed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LARGEST_LIST", 20)
    with fetched_list(listed) as path:
        assert path.stat().st_size == 21
        with pytest.raises(ContentError, match=f"{listed}: is larger than"):
            tables.read(path)


def test_where_there_is_no_list_the_url_is_named_without_its_password(listed: str, tmp_path: Path) -> None:
    for nowhere in (listed.replace("list", "none"), f"memory://{tmp_path.as_posix()}"):
        with pytest.raises(UsageError, match=f"{nowhere}: there is no such list"), fetched_list(nowhere):
            pass
    with pytest.raises(UsageError) as caught, fetched_list(f"nowhere://me:secret@fair{tmp_path.as_posix()}/list.csv"):
        pass
    assert caught.value.findings[0].place.part == f"nowhere://me@fair{tmp_path.as_posix()}/list.csv"


def test_a_list_of_this_machine_is_left_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    file = tmp_path / "list one.csv"
    file.write_bytes(LIST)
    for name in (file, file.as_uri(), tmp_path / "none.csv"):
        with fetched_list(name) as path:
            assert path == (name if isinstance(name, Path) else file)


def test_editions_of_this_machine_ask_nothing_of_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    with fetched(["house", "editions/acme", (ROOT / "editions" / "house").as_uri()]) as names:
        assert names == ("house", "editions/acme", str(ROOT / "editions" / "house"))
