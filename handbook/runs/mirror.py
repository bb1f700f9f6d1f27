"""Where files go: a folder of this machine, or one elsewhere that is mirrored here while it is worked on.

In: what `-o` says. Out: a `Folder`; `at` gives the path of a folder in it, `send` brings what was made there to where it belongs. Runs know
nothing of it: they write into a folder of this machine, whole files and a journal, as they always do. So a run that is stopped sends what
it finished, and one that is killed leaves the store as the last sending did. Of a folder elsewhere only the records are fetched, and those
files whose mark (an object store's ETag, a disk's date) isn't the one they had when they were sent; an empty file stands for each of the
others. Nothing is locked there: of two runs that send into one folder at the same time, the later one wins.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from handbook import manifest, paths, storage
from handbook.runs import output, past
from handbook.storage import Store

MARKS = ".marks.json"
"""In the store: the mark and the digest of each file that was sent."""
_RECORDS = (past.JOURNAL, manifest.FILE_NAME, past.COPIES)
"""What says which files there are: fetched always, sent last."""
_OURS = (MARKS, past.ELSEWHERE)

_State = Mapping[str, tuple[int, int, int]]
"""What changes of a file when it is written."""


class Folder:
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def check(self) -> None:
        """EnvironmentProblem if it is known already that nothing can be written here."""

    def at(self, name: str) -> Path:
        """A folder in it, which needn't be there."""
        return self.path / name

    def send(self, name: str) -> None:
        """Bring what was made in a folder to where it belongs."""

    def send_rest(self) -> None:
        """The same for all folders, after a run that didn't come to its end."""


@dataclass
class _Kept:
    """What is known of a folder elsewhere."""

    state: _State
    """Of the files here, when they were last as they are there."""
    digests: dict[str, str]
    """Of the files that are known to be there as they were sent."""
    noted: bool
    """Whether the store's list of marks says all this."""


class Mirror(Folder):
    """A folder elsewhere, and what stands for it here."""

    def __init__(self, store: Store, path: Path) -> None:
        super().__init__(path)
        self._store = store
        self._kept: dict[str, _Kept] = {}

    def check(self) -> None:
        """EnvironmentProblem if nothing can be written there."""
        self._store.check()

    def at(self, name: str) -> Path:
        """What stands for a folder; the first time, it is fetched."""
        folder = self.path / name
        if name not in self._kept:
            folder.mkdir(parents=True, exist_ok=True)
            self._kept[name] = self._fetch(name, folder)
        return folder

    def _fetch(self, name: str, folder: Path) -> _Kept:
        there = self._store.files(name)
        self._store.get(name, [file for file in there if file in _RECORDS or file == MARKS], folder)
        sent = _sent(folder / MARKS)
        wanted = past.named(folder)
        known = {file: sent[file][1] for file, mark in there.items() if mark and file in sent and sent[file][0] == mark}
        in_doubt = [file for file in there if file in wanted and file not in _RECORDS and known.get(file) != wanted[file]]
        self._store.get(name, in_doubt, folder)
        for file in there.keys() - {*in_doubt, *_RECORDS, *_OURS}:
            (folder / file).touch()
        (folder / past.ELSEWHERE).mkdir()
        for file in (known.keys() & wanted.keys()) - {*in_doubt}:
            (folder / past.ELSEWHERE / file).write_text(known[file], "utf-8")
        return _Kept(_state(folder), known | {file: past.digest(folder / file) for file in in_doubt}, not in_doubt)

    def send(self, name: str) -> None:
        """First what is stale goes, then files come, then the records that name them."""
        kept, folder = self._kept[name], self.path / name
        state = _state(folder)
        gone = [file for file in kept.state if file not in state]
        changed = [file for file in state if state[file] != kept.state.get(file)]
        if not (gone or changed) and kept.noted:
            return
        self._store.remove(name, [file for file in gone if file not in _RECORDS])
        self._store.put(name, [file for file in changed if file not in _RECORDS], folder)
        self._store.put(name, [file for file in changed if file in _RECORDS], folder)
        self._store.remove(name, [file for file in gone if file in _RECORDS])
        digests = {file: digest for file, digest in kept.digests.items() if file in state} | {file: past.digest(folder / file) for file in changed if file not in _RECORDS}
        marks = {file: (mark, digests[file]) for file, mark in self._store.files(name).items() if mark and file in digests}
        output.put(folder / MARKS, json.dumps(marks, indent=1).encode())
        self._store.put(name, [MARKS], folder)
        self._kept[name] = _Kept(state, digests, True)

    def send_rest(self) -> None:
        """What was finished in folders that weren't sent."""
        for name, kept in self._kept.items():
            if _state(self.path / name) != kept.state:
                self.send(name)


@contextmanager
def opened(out: Path | str) -> Iterator[Folder]:
    """The folder that `-o` means: a path, or a URL. What was made there and not sent is sent at the end, however it comes."""
    path = storage.on_this_machine(str(out)) if storage.is_url(str(out)) else Path(out)
    if path:
        yield Folder(path)
        return
    store = Store(str(out))
    with output.scratch() as room, paths.standing_for(room.resolve(), store.url):
        mirror = Mirror(store, room.resolve())
        try:
            yield mirror
        except storage.Unreachable:  # asked again it would only keep people waiting
            raise
        except BaseException:
            mirror.send_rest()
            raise
        mirror.send_rest()


def _state(folder: Path) -> _State:
    files = [path for path in folder.iterdir() if path.is_file() and path.name not in _OURS and path.suffix != ".part"]
    return {path.name: (status.st_ino, status.st_size, status.st_mtime_ns) for path in files for status in [path.stat()]}


def _sent(path: Path) -> dict[str, tuple[str, str]]:
    """The mark and digest of each file; nothing where the list can't be read."""
    try:
        return {file: (str(mark), str(digest)) for file, (mark, digest) in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
