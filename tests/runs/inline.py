"""Merges in this process, without workers, whose copies hold a line of text each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from handbook.findings import Finding, Severity
from handbook.runs.copies import Book, Finished
from handbook.runs.merge import Batch, Result
from handbook.runs.recipients import Recipients, read
from tests.runs.small_edition import book


def listed(folder: Path, text: str, name: str = "list.csv") -> Recipients:
    """A list that was read."""
    path = folder / name
    path.write_text(text, "utf-8")
    return read(path, ("de",))


class Inline:
    """A pool that works at once."""

    batches: ClassVar[list[list[int]]] = []
    """The rows of each batch that was made."""

    def __init__(self, jobs: int = 1) -> None: ...

    def __enter__(self) -> Inline:
        return self

    def __exit__(self, *_: object) -> None: ...

    def one(self, work: Any, *arguments: Any) -> Book:
        return book()

    def hold(self, book: Book) -> str:
        self.book = book
        return "held"

    def of_book(self, work: Any, held: str, *arguments: Any) -> Any:
        return work(self.book, *arguments)

    def outcomes(self, work: Any, tickets: Iterable[Batch], then: Any = None) -> Any:
        for ticket in tickets:
            self.batches.append([row[0].number if isinstance(row, tuple) else row.number for row in ticket[1]])
            made = work(self.book, *ticket[1:])
            yield ticket, then(ticket[1], made) if then else made


def copies(book: Book, addressees: Sequence[Any]) -> Any:
    """Rows called "bad" fail, those called "odd" are worth a look."""
    for each in addressees:
        said = {"bad": Severity.ERROR, "odd": Severity.REVIEW}.get(str(each.recipient.name))
        found = (Finding("P01", "is too long.", each.place, severity=said),) if said else ()
        yield Finished(each.number, b"" if said is Severity.ERROR else f"{each.number} {each.recipient.name}".encode(), 8, found)


def names(result: Result) -> list[str]:
    """Of all files that a merge left."""
    return sorted(path.name for path in result.written)
