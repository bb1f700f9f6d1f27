"""Folders elsewhere, by their URL: `s3://bucket/folder`, `gs://…`, `sftp://…`, `memory://…`.

In: a URL. Out: a `Store`, which lists, reads, writes and removes files in folders below it; the only door to fsspec. A file is there whole
or not at all: object stores show one only when all of it has come, and where a half one could be seen it is written under another name
and moved. Nobody is locked out of a store, and a URL of `file:` is none: that is a path like any other.
"""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from handbook.errors import EnvironmentProblem, HandbookError, UsageError
from handbook.findings import Finding, Place
from handbook.wording import say

_SHOWS_HALF_FILES = ("file", "local", "memory", "sftp", "ssh", "ftp")
"""Systems that show a file while it is written, and can move one onto another."""
_HAS_BUCKETS = ("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oss", "oci", "ocilake")
"""Systems without folders. Making one could make a bucket of a misspelt name."""
_MARKS = ("ETag", "etag", "md5Hash", "content_md5", "generation", "mtime", "modified", "created", "LastModified")
"""What stores call that which changes with a file's content, the surest first."""

_MISSING = 404
"""What a web server answers where there is no such file."""


def is_url(text: str) -> bool:
    """Whether this is a URL and no path."""
    return "://" in text


def shown(url: str) -> str:
    """A URL as it may be printed: without password, query and fragment, each of which may be a key.

    Any letter may stand in them, also those that end them elsewhere; where it can't be told what is one of them, less is printed.
    """
    scheme, mark, rest = url.partition("://")
    if not mark:
        return url
    if found := _PASSWORD.fullmatch(rest):
        name, password, place = found.groups()
        if _QUERY.search(password):  # or the query begins there, and the @ is in it
            return f"{scheme}://{name}…"
        between = "…" if "/" in password else ""  # or it is a port, and the @ stands in the path
        return f"{scheme}://{name}{between}@{_without_query(place)}"
    if "://" in _without_query(rest):  # one system upon another: `zip://folder/list.csv::https://…`
        return f"{scheme}://{shown(rest)}"
    return f"{scheme}://{_without_query(rest)}"


_PASSWORD = re.compile(r"([^/?#:]*):(.*)@(.*)", re.DOTALL)
"""What follows on `://`: user, password, and the rest."""
_QUERY = re.compile("[?#]")
"""What a query or a fragment begins with."""


def _without_query(text: str) -> str:
    return _QUERY.split(text, maxsplit=1)[0].rstrip("/")


def on_this_machine(url: str) -> Path | None:
    """The path that a URL of `file:` means."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        return None
    return Path(urllib.request.url2pathname(parts.path))


class Unreachable(EnvironmentProblem):
    """A store that doesn't answer as it should."""


class Store:
    """A folder elsewhere. Every name is of a file in `folder` below it, and empty where the URL is the file's own."""

    def __init__(self, url: str) -> None:
        """Nothing is asked of the store yet. EnvironmentProblem if the library that speaks to it isn't there."""
        self.url = shown(url)
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise self._lacking("fsspec", "'career-handbook[remote]'") from None
        try:
            self._system, self._root = url_to_fs(url)
        except ImportError as error:
            package = (getattr(error.__cause__ or error, "name", None) or url.partition(":")[0]).partition(".")[0]
            raise self._lacking(package, package) from None
        except ValueError:
            scheme = url.partition(":")[0]
            message, hint = say('nothing is known that is called "%(scheme)s://".', scheme=scheme), say("Give a folder, or a URL such as %(url)s.", url="s3://bucket/folder")
            raise UsageError(Finding("W04", message, Place(part=self.url), hint)) from None
        except Exception as error:  # each driver has errors of its own
            raise self._unreachable(error) from None
        spoken = {self._system.protocol} if isinstance(self._system.protocol, str) else set(self._system.protocol)
        self._moves = not spoken.isdisjoint(_SHOWS_HALF_FILES)
        self._has_folders = spoken.isdisjoint(_HAS_BUCKETS)

    def files(self, folder: str = "") -> dict[str, str]:
        """The files in a folder, each with a mark that changes with its content; empty where the store gives none."""
        with self._reached():
            self._system.invalidate_cache()
            try:
                entries: list[dict[str, Any]] = self._system.ls(self._path(folder), detail=True)
            except FileNotFoundError:
                return {}
            named = {entry["name"].rpartition("/")[2]: _mark(entry) for entry in entries if entry["type"] == "file"}
        return {name: mark for name, mark in named.items() if is_name(name) and not name.endswith(".part")}

    def read(self, name: str, most: int) -> bytes | None:
        """The first bytes of a file, no more than `most`; None if there is no such file."""
        with self._reached():
            try:
                with self._system.open(self._path(name), "rb") as file:
                    data: bytes = file.read(most)
            except FileNotFoundError as error:
                if beneath := _beneath(error):
                    raise beneath from None
                return None
        return data

    def get(self, folder: str, names: Sequence[str], to: Path) -> None:
        """Fetch files of a folder into one of this machine."""
        if names:
            with self._reached():
                self._system.get([self._path(folder, name) for name in names], [str(to / name) for name in names])

    def put(self, folder: str, names: Sequence[str], source: Path) -> None:
        """Write files into a folder."""
        if not names:
            return
        written = [f".{name}.part" if self._moves else name for name in names]
        with self._reached():
            self._make(self._path(folder))
            self._system.put([str(source / name) for name in names], [self._path(folder, name) for name in written])
            if self._moves:
                for part, name in zip(written, names, strict=True):
                    self._system.mv(self._path(folder, part), self._path(folder, name))

    def remove(self, folder: str, names: Sequence[str]) -> None:
        """Remove files from a folder; one that is gone already is no matter."""
        with self._reached():
            for name in names:
                with suppress(FileNotFoundError):
                    self._system.rm_file(self._path(folder, name))

    def check(self) -> None:
        """EnvironmentProblem, before anything is laid out, if files can't be written here."""
        with self._reached():
            self._make(self._root)
            self._system.pipe_file(self._path(".career-handbook.part"), b"-")
        self.remove("", [".career-handbook.part"])

    def _make(self, folder: str) -> None:
        if self._has_folders:
            self._system.makedirs(folder, exist_ok=True)

    def _path(self, *names: str) -> str:
        return "/".join([self._root.rstrip("/"), *filter(None, names)])

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except HandbookError:
            raise
        except Exception as error:  # each driver has errors of its own
            raise self._unreachable(error) from None

    def _unreachable(self, error: Exception) -> Unreachable:
        reason = say("there is no such folder or bucket") if isinstance(error, FileNotFoundError) else getattr(error, "strerror", None) or type(error).__name__
        hint = say("Look at the address, the network, and the rights and keys that the driver finds on this machine.")
        return Unreachable(Finding("W04", say("can't be used: %(reason)s.", reason=reason), Place(part=self.url), hint))

    def _lacking(self, library: str, package: str) -> EnvironmentProblem:
        message = say("this is spoken to with the library %(library)s, which isn't there.", library=library)
        return EnvironmentProblem(Finding("W04", message, Place(part=self.url), say("Run: %(command)s", command=f"pip install {package}")))


def _beneath(error: FileNotFoundError) -> BaseException | None:
    """What went wrong where a driver calls it a missing file whatever it was, as that of web addresses does."""
    cause = error.__cause__
    unreached = isinstance(cause, OSError) and not isinstance(cause, FileNotFoundError)
    return cause if unreached or getattr(cause, "status", _MISSING) not in (_MISSING, 410) else None


def _mark(entry: Mapping[str, Any]) -> str:
    mark = next((str(entry[key]) for key in _MARKS if entry.get(key)), "")
    return f"{entry.get('size')} {mark}" if mark else ""


def is_name(name: str) -> bool:
    """Whether a store's name may be one of this machine, too."""
    return name not in ("", ".", "..") and not any(character in name for character in "\\/:\0")
