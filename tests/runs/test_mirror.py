"""A run into a folder elsewhere comes out as one on this machine, and fetches only what it can't be sure of."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from handbook import manifest
from handbook.errors import EnvironmentProblem
from handbook.finishing import Made, PdfFile, Wanted
from handbook.galley import Galley
from handbook.runs import mirror, past
from handbook.runs.ledger import RECORD, Ledger
from handbook.runs.merge import Order, merge
from handbook.runs.run import Choice, Result, run
from handbook.storage import Store
from tests.runs import small_edition
from tests.runs.conftest import AtOnce, ready
from tests.runs.inline import Inline, listed

fsspec = pytest.importorskip("fsspec")

FILES = ["house-interview-de.pdf", "house-skills-de.pdf"]
Build = Callable[..., tuple[Result, list[str]]]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A folder in this process that nobody else has."""
    return f"memory://{tmp_path.as_posix()}"


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of all files that are fetched."""
    names: list[str] = []
    get = Store.get

    def noted(self: Store, folder: str, wanted: Sequence[str], to: Path) -> None:
        names.extend(wanted)
        get(self, folder, wanted, to)

    monkeypatch.setattr(Store, "get", noted)
    return names


def build(url: str, workers: AtOnce | None = None, choice: Choice | None = None) -> tuple[Result, list[str]]:
    """What came of a run, and the jobs that were done."""
    workers = workers or AtOnce()
    with mirror.opened(url) as folder:
        result = run(ready(), folder.at("house"), jobs=workers, choice=choice or Choice())
        folder.send("house")
    return result, workers.names


def there(url: str) -> dict[str, bytes]:
    system, root = fsspec.core.url_to_fs(url)
    return {Path(name).name: system.cat_file(name) for name in system.find(f"{root}/house")} if system.exists(f"{root}/house") else {}


def change(url: str, name: str, data: bytes) -> None:
    system, root = fsspec.core.url_to_fs(url)
    system.pipe_file(f"{root}/house/{name}", data)


def refused(galley: Galley, wanted: Wanted) -> Made:
    """A job with an error in it."""
    from handbook.findings import Finding, Place

    found = Finding("K01", "a word is cut off.", Place("a.md")) if galley.product == "skills" else None
    return Made((PdfFile("screen", "", b"pdf", 1),), (found,) if found else ())


def test_the_same_files_come_out_as_on_this_machine(url: str, tmp_path: Path) -> None:
    build(url)
    run(ready(), tmp_path / "here", jobs=AtOnce())
    here = {path.name: path.read_bytes() for path in (tmp_path / "here").iterdir()}
    assert {name: data for name, data in there(url).items() if name != mirror.MARKS} == here
    assert sorted(here) == [*FILES, manifest.FILE_NAME]


def test_what_has_not_changed_is_neither_built_nor_fetched_nor_sent(url: str, fetched: list[str]) -> None:
    build(url)
    before = fsspec.filesystem("memory").info(f"{url}/house/{FILES[0]}")
    result, done = build(url)
    assert (done, result.unchanged) == ([], 2)
    assert sorted(fetched) == [mirror.MARKS, manifest.FILE_NAME]
    assert [path.name for path in result.written] == [*FILES, manifest.FILE_NAME]
    assert fsspec.filesystem("memory").info(f"{url}/house/{FILES[0]}") == before


def test_a_file_that_somebody_wrote_anew_is_looked_at_and_built_again_if_it_is_another(url: str, fetched: list[str]) -> None:
    build(url)
    good = there(url)
    change(url, FILES[0], good[FILES[0]])
    change(url, FILES[1], b"x" * len(good[FILES[1]]))
    _, done = build(url)
    assert done == ["skills"]
    assert {*FILES} <= {*fetched}
    assert {name: there(url)[name] for name in FILES} == {name: good[name] for name in FILES}
    fetched.clear()
    assert build(url)[1] == []
    assert not {*FILES} & {*fetched}


def test_without_marks_files_are_fetched_and_compared(url: str, fetched: list[str]) -> None:
    build(url)
    change(url, mirror.MARKS, b"[]")
    assert build(url)[1] == []
    assert {*FILES} <= {*fetched}


def test_a_file_that_is_gone_is_built_again_and_foreign_ones_are_left_alone(url: str, fetched: list[str]) -> None:
    build(url)
    change(url, "notes.txt", b"by hand")
    fsspec.filesystem("memory").rm_file(f"{url}/house/{FILES[0]}")
    assert build(url)[1] == ["interview"]
    assert there(url)["notes.txt"] == b"by hand"
    assert "notes.txt" not in fetched


def test_what_became_stale_is_removed_and_what_is_rejected_is_called_so(url: str) -> None:
    build(url)
    result, _ = build(url, AtOnce(refused), Choice(force=True))
    assert sorted(there(url)) == [mirror.MARKS, FILES[0], "house-skills-de.rejected.pdf", manifest.FILE_NAME]
    assert [finding.place.file for finding in result.findings if finding.code == "Z03" and "removed" in finding.message] == [FILES[1]]
    build(url, choice=Choice(force=True))
    assert sorted(there(url)) == [mirror.MARKS, *FILES, manifest.FILE_NAME]


def test_a_run_that_was_stopped_leaves_its_journal_and_the_next_goes_on(url: str) -> None:
    def stopped(galley: Galley, wanted: Wanted) -> Made:
        if galley.product == "skills":
            raise KeyboardInterrupt
        return Made((PdfFile("screen", "", b"pdf", 1),))

    with pytest.raises(KeyboardInterrupt):
        build(url, AtOnce(stopped))
    assert sorted(there(url)) == [past.JOURNAL, mirror.MARKS, FILES[0]]
    assert build(url)[1] == ["skills"]
    assert sorted(there(url)) == [mirror.MARKS, *FILES, manifest.FILE_NAME]


def test_where_sending_breaks_off_the_next_run_mends_it(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build(url)
    put = Store.put

    def breaks_off(self: Store, folder: str, names: Sequence[str], source: Path) -> None:
        if manifest.FILE_NAME in names:
            raise self._unreachable(TimeoutError())
        put(self, folder, names, source)

    def other(galley: Galley, wanted: Wanted) -> Made:
        return Made((PdfFile("screen", "", b"other", 1),))

    monkeypatch.setattr(Store, "put", breaks_off)
    with pytest.raises(EnvironmentProblem, match="can't be used: TimeoutError"):
        build(url, AtOnce(other), Choice(force=True))
    monkeypatch.setattr(Store, "put", put)
    assert sorted(build(url)[1]) == ["interview", "skills"]
    assert there(url)[FILES[0]] != b"other"


def test_a_plan_sends_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build(url)
    monkeypatch.setattr(Store, "put", None)
    monkeypatch.setattr(Store, "remove", None)
    with mirror.opened(url) as folder:
        assert past.intact(folder.at("house"), past.read(folder.at("house")).files[FILES[0]])


def merged(url: str, tmp_path: Path) -> int:
    """How many copies stood when a list of two was merged."""
    recipients = listed(tmp_path, "Name\na\nb\n")
    with mirror.opened(url) as folder:
        result = merge(small_edition.ready(), recipients, recipients.copies, Order(folder.at("house"), "de", pattern="{name}"))
        folder.send("house")
    return result.unchanged


def test_copies_of_an_earlier_merge_are_fetched_and_compared_where_nothing_marks_them(url: str, tmp_path: Path, inline: type[Inline], fetched: list[str]) -> None:
    assert (merged(url, tmp_path), merged(url, tmp_path)) == (0, 2)
    fetched.clear()
    change(url, mirror.MARKS, b"{}")
    change(url, "foreign.pdf", b"by hand")
    assert merged(url, tmp_path) == 2
    assert sorted(name for name in fetched if name.endswith(".pdf")) == ["a.pdf", "b.pdf"]
    fetched.clear()
    assert merged(url, tmp_path) == 2
    assert sorted(fetched) == [mirror.MARKS, RECORD]
    change(url, "b.pdf", b"by hand")
    assert merged(url, tmp_path) == 1


def test_copies_that_a_journal_names_are_fetched_and_compared(url: str, tmp_path: Path, inline: type[Inline], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "record", lambda self: None)
        assert merged(url, tmp_path) == 0
    assert sorted(there(url)) == [past.JOURNAL, mirror.MARKS, "a.pdf", "b.pdf"]
    change(url, mirror.MARKS, b"{}")
    assert merged(url, tmp_path) == 2


def test_what_stands_for_files_elsewhere_is_looked_up_one_by_one(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build(url)
    read: list[Path] = []
    text = Path.read_text

    def noted(self: Path, *arguments: Any) -> str:
        read.append(self)
        return text(self, *arguments)

    with mirror.opened(url) as folder:
        house = folder.at("house")
        lines = past.read(house).files
        monkeypatch.setattr(Path, "read_text", noted)
        assert all(past.intact(house, line) for line in lines.values())
        assert [(path.name, text(path)) for path in read] == [(name, line["sha256"]) for name, line in lines.items()]


def test_nothing_is_left_on_this_machine(url: str) -> None:
    with mirror.opened(url) as folder:
        assert folder.path.is_dir()
    assert not folder.path.exists()


@pytest.mark.skipif(os.name != "posix", reason="paths of Windows begin with a drive")
def test_a_url_of_a_file_is_a_folder_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "Store", None)
    named: list[Any] = []
    for out in (tmp_path.as_uri(), tmp_path):
        with mirror.opened(out) as folder:
            named.append(folder.at("house"))
    assert named == [tmp_path / "house"] * 2
