"""The ledger of a merge: what came of each row, noted as it comes, and in the end the record `copies.json`.

In: the folder of the copies, a list, and what goes into its copies. Out: which rows are still to be made, and the record. A copy stands
if it was made of the same things by the same program and its file is as it was written; what was found in it is told again. A batch is
noted in the journal when its files are in place, so whatever stops a merge, the same command goes on behind it. Rows that failed are
made again. Several lists may have their copies in one folder, and one list copies of several kinds, to read and to print; lists are
told apart by the names of their files.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePath
from typing import Any

from handbook import manifest
from handbook.findings import Finding, Place, Severity
from handbook.runs import output, past
from handbook.runs.kept import keep, tell_again
from handbook.runs.recipients import Copy, Recipients
from handbook.wording import say

RECORD = past.COPIES


@dataclass(frozen=True, slots=True)
class Line:
    """What the record says of one row."""

    number: int
    file: str
    """Empty for a row that failed."""
    locale: str
    pages: int
    size: int
    digest: str
    """Of the file."""
    whole: bool
    findings: tuple[Finding, ...]
    inputs: str = ""
    """Digest of everything that goes in."""
    book: str = ""
    """Digest of the part of it that all copies share."""


@dataclass(frozen=True)
class Group:
    """The rows of one language, and what all their copies are made of."""

    locale: str
    copies: Sequence[Copy]
    book: str
    """Digest of everything that all of them share, the program and the order included."""
    files: Mapping[int, str]
    """The name of each copy's file."""

    def inputs(self, copy: Copy) -> str:
        """The digest of everything that goes into a copy. Its line in the list doesn't."""
        return _digest([self.book, copy.recipient.model_dump(), self.files[copy.number]])


class Ledger:
    """One merge while it goes on."""

    def __init__(self, folder: Path, recipients: Recipients, edition: str, edition_file: str, kind: str = "") -> None:
        """`edition_file` is the edition's file as messages name it; `kind` is what the copies are if they aren't files to read."""
        self.folder, self.recipients, self.edition, self._edition_file = folder, recipients, edition, edition_file
        self.lines: list[Line] = []
        self.findings: list[Finding] = list(recipients.findings)
        self.unchanged = 0
        """Rows whose copy stood."""
        self._list = " ".join(filter(None, (PurePath(recipients.name).name, kind)))
        self._before = _Before.of(folder)
        self._books: dict[str, list[dict[str, Any]]] = {}
        self._goes_in: dict[int, tuple[str, str]] = {}

    def to_do(self, group: Group, *, force: bool, together: bool) -> Sequence[Copy]:
        """The copies to make; the others stand, and are told again. `together` are those that lie in one file: one changed, all are made."""
        digests = {copy.number: group.inputs(copy) for copy in group.copies}
        self._goes_in |= {number: (inputs, group.book) for number, inputs in digests.items()}
        told = None if force else self._told_before(group.book)
        stood = {} if told is None else {copy.number: line for copy in group.copies if (line := self._stood(copy, group, digests[copy.number]))}
        if together and len(stood) < len(group.copies):
            stood = {}
        if stood and told is not None:
            self._books[group.book] = self._before.books[group.book]
            self.findings += told
        self.lines += stood.values()
        self.unchanged += len(stood)
        return [copy for copy in group.copies if copy.number not in stood]

    def _told_before(self, book: str) -> list[Finding] | None:
        """What was found in a book; None if nothing is known of it."""
        try:
            return tell_again(self._before.books[book], self._edition_file)
        except (KeyError, TypeError, AttributeError, ValueError, AssertionError):  # written by another version, or by hand
            return None

    def _stood(self, copy: Copy, group: Group, inputs: str) -> Line | None:
        row = self._before.by_inputs.get(inputs)
        if not row:
            return None
        try:
            found = tell_again(row.get("kept", ()), self.recipients.name)
            if not self._before.intact(self.folder, row):
                return None
            mine = tuple(replace(each, place=replace(each.place, line=copy.line)) if each.place.file == self.recipients.name else each for each in found)
            return Line(copy.number, row["file"], group.locale, row["pages"], row["bytes"], row["sha256"], row["whole"], mine, inputs, group.book)
        except (KeyError, TypeError, AttributeError, ValueError, AssertionError):
            return None

    def bound(self, book: str, found: Iterable[Finding]) -> None:
        """Note what was found in the book that copies share."""
        told = list(found)
        if book not in self._books:
            self.findings += told
        self._books[book] = keep(told, self._edition_file)
        self._note([], {book: self._books[book]})

    def note(self, lines: Iterable[Line]) -> None:
        """Note rows that came to their end, their files in place."""
        mine = [replace(line, inputs=inputs, book=book) for line in lines for inputs, book in [self._goes_in[line.number]]]
        self.lines += mine
        self._note([self._told(line) for line in mine], {})

    def _note(self, copies: list[dict[str, Any]], books: Mapping[str, Any]) -> None:
        past.note(self.folder, {"list": self._list, "copies": copies, "books": books})

    def sweep(self) -> None:
        """After a merge of the whole list: remove copies that an earlier one made for rows that it no longer has. What somebody changed stays."""
        if {line.number for line in self.lines} != {copy.number for copy in self.recipients.copies}:
            return
        named = {line.file for line in self.lines} | {row["file"] for name, rows in self._before.lists.items() if name != self._list for row in rows.values()}
        for row in self._before.lists.get(self._list, {}).values():
            if row["file"] and row["file"] not in named and self._before.intact(self.folder, row) and output.remove(self.folder / row["file"]):
                self.findings.append(Finding("Z03", say("was for a row that the list no longer has, so it was removed."), Place(row["file"]), severity=Severity.REVIEW))

    def record(self) -> None:
        """Write what is known of every row of the list; rows that weren't chosen, and other lists, keep what was said of them, if their file is there as it was."""
        made = {line.file for line in self.lines}
        kept = {name: {nr: row for nr, row in rows.items() if self._is_kept(row, made)} for name, rows in self._before.lists.items()}
        known = kept.pop(self._list, {}) | {line.number: self._told(line) for line in self.lines}
        numbers = {copy.number for copy in self.recipients.copies}
        rows = [known[number] for number in sorted(known) if number in numbers]
        others = {name: list(said.values()) for name, said in kept.items() if said}
        books = {**self._before.books, **self._books}
        content = {
            "schema_version": manifest.SCHEMA_VERSION,
            "edition": self.edition,
            "list": self._list,
            "program": manifest.version_of("career-handbook"),
            "copies": rows,
            "others": others,
            "books": {book: books[book] for row in chain(rows, *others.values()) if (book := row.get("book")) in books},
        }
        output.put(self.folder / RECORD, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
        past.close(self.folder)

    def _is_kept(self, row: Mapping[str, Any], made: Collection[str]) -> bool:
        return not row["file"] or (row["file"] not in made and (self.folder / row["file"]).is_file())

    def _told(self, line: Line) -> dict[str, Any]:
        kept = {"kept": keep(line.findings, self.recipients.name)} if line.findings else {}
        return {
            "nr": line.number,
            "file": line.file,
            "locale": line.locale,
            "pages": line.pages,
            "bytes": line.size,
            "sha256": line.digest,
            "whole": line.whole,
            "inputs": line.inputs,
            "book": line.book,
            "findings": [replace(each, place=replace(each.place, file=PurePath(each.place.file).name)).as_dict() for each in line.findings],
            **kept,
        }


@dataclass(frozen=True)
class _Before:
    """What earlier merges left in a folder."""

    lists: Mapping[str, Mapping[int, Mapping[str, Any]]]
    """List -> number -> what was said of the row."""
    books: Mapping[str, list[dict[str, Any]]]
    """Digest of what copies share -> what was found in it."""
    by_inputs: Mapping[str, Mapping[str, Any]]
    """Rows with a file."""
    seen: dict[str, bool]
    """Files that were looked at, and whether they are as they were written."""

    @classmethod
    def of(cls, folder: Path) -> _Before:
        """What the record and the journal of a merge that didn't come to its end say; nothing where they can't be read."""
        lists: dict[str, dict[int, Mapping[str, Any]]] = {}
        books: dict[str, list[dict[str, Any]]] = {}
        for entry in (_record(folder), *past.entries(folder)):
            try:
                for name, rows in ({entry["list"]: entry["copies"]} | entry.get("others", {})).items():
                    lists.setdefault(str(name), {}).update({int(row["nr"]): row for row in rows if isinstance(row["file"], str)})
                books |= entry["books"]
            except (KeyError, TypeError, ValueError, AttributeError):  # of another program, or by hand
                continue
        everything = [row for said in lists.values() for row in said.values()]
        return cls(lists, books, {row["inputs"]: row for row in everything if row["file"] and row.get("inputs")}, {})

    def intact(self, folder: Path, row: Mapping[str, Any]) -> bool:
        """Whether a row's file is as it was written; one that holds many copies is looked at once."""
        if row["file"] not in self.seen:
            self.seen[row["file"]] = past.intact(folder, row)
        return self.seen[row["file"]]


def _record(folder: Path) -> Any:
    try:
        return {"books": {}} | json.loads((folder / RECORD).read_text("utf-8"))
    except (OSError, ValueError, TypeError):
        return {}


def failed_before(folder: Path, name: str) -> tuple[int, ...]:
    """The rows of a list that have no file by the record of earlier merges."""
    return tuple(nr for nr, row in sorted(_Before.of(folder).lists.get(PurePath(name).name, {}).items()) if not row["file"])


def _digest(said: Any) -> str:
    return manifest.digest(json.dumps(said, ensure_ascii=False).encode())
