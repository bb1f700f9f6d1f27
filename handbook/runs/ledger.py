"""The ledger of a merge: what came of each row, noted as it comes, and in the end the record `copies.json`.

In: the folder of the copies, a list, and what goes into its copies. Out: which rows are still to be made, and the record. A copy stands
if it was made of the same things by the same program and its file is as it was written; what was found in it is told again. A batch is
noted in the journal when its files are in place, so whatever stops a merge, the same command goes on behind it. Rows that failed are
made again. Several lists may have their copies in one folder, and one list copies of several kinds, to read and to print; lists are
told apart by the names of their files.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePath
from typing import Any

from handbook import manifest
from handbook.findings import Finding, Place, Severity
from handbook.runs import earlier, output, past
from handbook.runs.kept import keep, tell_again
from handbook.runs.recipients import Copy, Recipients
from handbook.wording import nsay, say

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
        return earlier.digest([self.book, copy.recipient.model_dump(), self.files[copy.number]])


class Ledger:
    """One merge while it goes on."""

    def __init__(self, folder: Path, recipients: Recipients, edition: str, edition_file: str, kind: str = "") -> None:
        """`edition_file` is the edition's file as messages name it; `kind` is what the copies are if they aren't files to read."""
        self.folder, self.recipients, self.edition, self._edition_file = folder, recipients, edition, edition_file
        self.lines: list[Line] = []
        self.findings: list[Finding] = list(recipients.findings)
        self.unchanged = 0
        """Rows whose copy stood."""
        self._list = earlier.name_of(recipients.name, kind)
        self._before = earlier.read(folder)
        self._by_inputs = self._before.by_inputs
        self._books: dict[str, list[dict[str, Any]]] = {}
        self._recipients = {copy.number: earlier.recipient(copy.recipient) for copy in recipients.copies}
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
        made = [copy for copy in group.copies if copy.number not in stood]
        self.findings += self._in_place_of_others({group.files[copy.number] for copy in made})
        return made

    def _in_place_of_others(self, files: Set[str]) -> Iterator[Finding]:
        """What is said where copies are written over those of another list."""
        theirs = self._before.files(but=self._list)
        for name in dict.fromkeys(theirs[file] for file in sorted(files & theirs.keys())):
            count = sum(theirs.get(file) == name for file in files)
            message = nsay("%(count)s copy takes the place of one that was made for %(list)s.", "%(count)s copies take the place of those made for %(list)s.", count, list=name)
            yield Finding("R04", message, hint=say("Give each list its own folder with `-o`, or other names with `--name`."), severity=Severity.REVIEW)

    def _told_before(self, book: str) -> list[Finding] | None:
        """What was found in a book; None if nothing is known of it."""
        try:
            return tell_again(self._before.books[book], self._edition_file)
        except (KeyError, TypeError, AttributeError, ValueError, AssertionError):  # written by another version, or by hand
            return None

    def _stood(self, copy: Copy, group: Group, inputs: str) -> Line | None:
        row = self._by_inputs.get(inputs)
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
        named = {line.file for line in self.lines} | self._before.files(but=self._list).keys()
        for row in self._before.lists.get(self._list, {}).values():
            if row["file"] and row["file"] not in named and self._before.intact(self.folder, row) and output.remove(self.folder / row["file"]):
                self.findings.append(Finding("Z03", say("was for a row that the list no longer has, so it was removed."), Place(row["file"]), severity=Severity.REVIEW))

    def record(self) -> None:
        """Write what is known of every row of the list; rows that weren't chosen, and other lists, keep what was said of them, if their file is there as it was."""
        made = {line.file for line in self.lines}
        lines = {line.number: self._told(line) for line in self.lines}
        known = {nr: row for nr, row in self._before.of(self._list, self.recipients.copies).items() if self._is_kept(row, made)} | lines
        rows = [known[number] for number in sorted(known)]
        others = {name: [row for row in of_list.values() if self._is_kept(row, made)] for name, of_list in self._before.lists.items() if name != self._list}
        books = {**self._before.books, **self._books}
        content = {
            "schema_version": manifest.SCHEMA_VERSION,
            "edition": self.edition,
            "list": self._list,
            "program": manifest.version_of("career-handbook"),
            "copies": rows,
            "others": {name: said for name, said in others.items() if said},
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
            "recipient": self._recipients[line.number],
            "inputs": line.inputs,
            "book": line.book,
            "findings": [replace(each, place=replace(each.place, file=PurePath(each.place.file).name)).as_dict() for each in line.findings],
            **kept,
        }
