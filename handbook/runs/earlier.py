"""What earlier merges left in a folder of copies: their record, and the journal of one that didn't come to its end.

In: a folder. Out: `Earlier`, the rows of every list that has copies there, each with its file, and what was found in the books that they
were made of. Nothing is believed, as in `past.py`: a row that doesn't say all of itself isn't there.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from handbook import manifest
from handbook.edition.recipient import Recipient
from handbook.runs import past
from handbook.runs.recipients import Copy

Row = Mapping[str, Any]
"""What the record says of a row."""
_ROW = {"nr": int, "file": str, "locale": str, "pages": int, "bytes": int, "sha256": str, "whole": bool, "recipient": str, "inputs": str, "book": str}


@dataclass(frozen=True)
class Earlier:
    """What is known of a folder."""

    lists: Mapping[str, Mapping[int, Row]]
    """List -> number -> its row; failed rows have no file."""
    books: Mapping[str, list[dict[str, Any]]]
    """Digest of what copies share -> what was found in it, kept."""
    _seen: dict[str, bool] = field(default_factory=dict)
    """Files that were looked at, and whether they are as they were written."""

    @property
    def by_inputs(self) -> dict[str, Row]:
        """Rows with a file, by the digest of everything that went in."""
        return {row["inputs"]: row for rows in self.lists.values() for row in rows.values() if row["file"]}

    def intact(self, folder: Path, row: Row) -> bool:
        """Whether a row's file is as it was written; one that holds many copies is looked at once."""
        if row["file"] not in self._seen:
            self._seen[row["file"]] = past.intact(folder, row)
        return self._seen[row["file"]]

    def of(self, name: str, copies: Sequence[Copy]) -> dict[int, Row]:
        """What is known of the copies of a list, wherever their rows stood in it, by their present numbers."""
        rows = self.lists.get(name, {})
        same = {row["recipient"]: row for row in rows.values()}
        made: dict[int, Row] = {}
        for copy in copies:
            who = recipient(copy.recipient)
            row = rows.get(copy.number)
            if row is None or row["recipient"] != who:
                row = same.get(who)
            if row is not None:
                made[copy.number] = {**row, "nr": copy.number}
        return made

    def files(self, *, but: str = "") -> dict[str, str]:
        """The list that each file is of, but for those of one list."""
        return {row["file"]: name for name, rows in self.lists.items() if name != but for row in rows.values() if row["file"]}


def read(folder: Path) -> Earlier:
    """What the folder says of itself."""
    lists: dict[str, dict[int, Row]] = {}
    books: dict[str, list[dict[str, Any]]] = {}
    for entry in (past.content(folder / past.COPIES), *past.entries(folder)):
        for name, rows in _lists(entry):
            lists.setdefault(name, {}).update({row["nr"]: row for row in rows if _is_row(row)})
        books |= _mapping(entry, "books")
    return Earlier(lists, books)


def _lists(entry: object) -> Iterator[tuple[str, list[Any]]]:
    others = _mapping(entry, "others")
    if isinstance(entry, dict) and isinstance(entry.get("list"), str):
        others = {**others, entry["list"]: entry.get("copies")}
    yield from ((name, rows) for name, rows in others.items() if isinstance(rows, list))


def _mapping(entry: object, name: str) -> dict[str, Any]:
    found = entry.get(name) if isinstance(entry, dict) else None
    return found if isinstance(found, dict) else {}


def _is_row(row: object) -> bool:
    return past.says(row, _ROW) and (not row["file"] or past.is_bare(row["file"]))


def recipient(whom: Recipient) -> str:
    """The digest of what a row of a list says."""
    return digest(whom.model_dump())


def digest(said: Any) -> str:
    """Of plain values."""
    return manifest.digest(json.dumps(said, ensure_ascii=False).encode())


def name_of(list_file: str, kind: str = "") -> str:
    """What a record calls a list: its file's name, and what the copies are if they aren't files to read."""
    return " ".join(filter(None, (PurePath(list_file).name, kind)))


def without_copy(folder: Path, list_file: str, copies: Sequence[Copy], kind: str = "") -> Collection[int]:
    """The numbers of the rows of which no copy is known: they failed, or changed since, or are new."""
    known = read(folder).of(name_of(list_file, kind), copies)
    return {copy.number for copy in copies if not known.get(copy.number, {}).get("file")}
