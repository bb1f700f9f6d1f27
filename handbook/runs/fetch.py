"""Editions and lists elsewhere: fetched whole into a folder for temporary files, before anything is composed.

In: what editions and a list were called by, URLs among them. Out: the same with a path for each URL; gone afterwards. An edition's URL names
a folder with an `edition.toml`, or the file; a list's the file. Nothing is checked here: what is too large is cut off one byte beyond its
limit, and what isn't there stays away, so that it is checked and complained of like any other, by its URL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath

from handbook import assets, paths, storage
from handbook.edition.load import FILE_NAME, LARGEST_FILE, load
from handbook.errors import ContentError, UsageError
from handbook.findings import Finding, Place
from handbook.runs import output, tables
from handbook.storage import Store
from handbook.wording import say


@contextmanager
def fetched(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The names of editions, those elsewhere as paths of this machine. UsageError if there is none at a URL."""
    with ExitStack() as stack:
        found = {name: str(storage.on_this_machine(name) or "") for name in names if storage.is_url(name)}
        elsewhere = [name for name, path in found.items() if not path]
        if elsewhere:
            room = stack.enter_context(output.scratch()).resolve()
            found |= {url: str(_fetch(url, room / str(number), stack)) for number, url in enumerate(elsewhere)}
        yield tuple(found.get(name, name) for name in names)


@contextmanager
def fetched_list(name: str | Path) -> Iterator[Path]:
    """The path of a list of recipients, fetched if it is elsewhere. UsageError if there is none at its URL."""
    path = storage.on_this_machine(str(name)) if storage.is_url(str(name)) else Path(name)
    if path is not None:
        yield path
        return
    store = Store(str(name))
    data = store.read("", tables.LARGEST_LIST + 1)
    if data is None:
        raise UsageError(Finding("R01", say("there is no such list."), Place(store.url)))
    with output.scratch() as room, paths.standing_for(room.resolve() / "list", store.url):
        file = room.resolve() / "list"
        file.write_bytes(data)
        yield file


def _fetch(url: str, room: Path, stack: ExitStack) -> Path:
    """The edition file, with the files that it names beside it. Its folder is called as it is there, because an edition has the name of its folder."""
    from handbook.runs.order import own_files

    home, _, file = url.rpartition("/") if url.endswith(".toml") else (url.rstrip("/"), "", FILE_NAME)
    called = storage.shown(home).rpartition("/")[2] or "edition"
    if not storage.is_name(called):
        hint = say("A folder with an %(file)s is meant, or the file itself.", file=FILE_NAME)
        raise UsageError(Finding("E01", say('"%(name)s" is no name of an edition\'s folder.', name=called), Place(part=storage.shown(url)), hint))
    store = Store(home)
    data = store.read(file, LARGEST_FILE + 1)
    if data is None:
        hint = say("A folder with an %(file)s is meant, or the file itself.", file=FILE_NAME)
        raise UsageError(Finding("E01", say("there is no such edition file."), Place(part=f"{store.url}/{file}"), hint))
    folder = room / called
    folder.mkdir(parents=True)
    stack.enter_context(paths.standing_for(folder, store.url))
    (folder / file).write_bytes(data)
    with suppress(ContentError, UsageError, OSError, ValueError):  # whoever builds it says what is wrong
        for name in own_files(load(folder / file)):
            _fetch_beside(store, name, folder)
    return folder / file


def _fetch_beside(store: Store, name: str, folder: Path) -> None:
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or storage.is_url(name):
        return
    data = store.read(name, assets.LARGEST_FILE + 1)
    if data is not None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
