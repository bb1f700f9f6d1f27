"""A pool of copies whose workers are those of a scheduler of Dask.

In: books and batches, as `pool.Pool` gets them. Out: what came of each batch, in order. Nobody there has a disk in common with whoever calls:
a book is a content by its digest and travels once to each worker, finished copies come back and are put on the disk here. A worker composes
pages itself, of its own layouts and translations, so they have to be those of this process, too.
"""

from __future__ import annotations

import pickle
import platform
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

from handbook.errors import EnvironmentProblem, HandbookError
from handbook.findings import Finding, Place
from handbook.manifest import digest
from handbook.runs import program
from handbook.runs.copies import Book
from handbook.runs.pool import LONGEST_BATCH, Pool, Then, Work, stopped_batch
from handbook.runs.scheduler import Scheduler, guarded
from handbook.runs.slip import other_bytes
from handbook.wording import say

Same = tuple[str, str]
"""The digests of what has to be the same on a worker that makes copies: the machinery, and the texts."""


class ClusterPool(Pool):
    """A pool whose workers are those of a scheduler. What is to be done with finished copies is done in this process.

    Dask blames a worker's death on all jobs that waited there, too; so whatever is judged by itself, a single row or a job without rows, is
    started only when nothing else of ours runs.
    """

    def __init__(self, address: str) -> None:
        """EnvironmentProblem if there is no scheduler at that address, or no worker at it."""
        self.scheduler = Scheduler(address)
        super().__init__(self.scheduler.count)
        self._same = program.machinery(), program.texts()
        self._running: list[Any] = []
        self._there: list[Any] = []

    def __enter__(self) -> ClusterPool:
        return self

    def __exit__(self, *_: object) -> None:
        """Let the scheduler forget what wasn't done."""
        self.scheduler.close()

    def hold(self, book: Book) -> str:
        """Send a book, in the place of the one before. Its digest, for tickets."""
        data = pickle.dumps(book)
        self.scheduler.contents.clear()
        self._there = self.scheduler.contents.send({digest(data): data})
        return digest(data)

    def one(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """The result of one job."""
        return self._one(alone, work, arguments)

    def of_book(self, work: Work, book: str, *arguments: Any) -> Any:
        """The result of one job on a book."""
        return self._one(batch, work, book, self._there, arguments, LONGEST_BATCH)

    def _one(self, far: Callable[..., Any], *arguments: Any) -> Any:
        self._wait()
        outcome = self._came(self.scheduler.start("book", far, self._same, *arguments))
        if isinstance(outcome, HandbookError):
            raise outcome
        return outcome

    def start(self, work: Work, ticket: Any, then: Then | None) -> Any:
        """Hand a ticket to a worker. The future of what its work comes to."""
        book, rows, *more = ticket
        if len(rows) == 1:
            self._wait()
        future = self.scheduler.start("copies", batch, self._same, work, book, self._there, (rows, *more), self.time_for(ticket))
        self._running.append(future)
        return future

    def outcome(self, future: Any, ticket: Any, then: Then | None) -> Any:
        """What came of a ticket, its files in place, or the error that says how it ended."""
        came = self._came(future)
        self._running = [each for each in self._running if each is not future]
        return then(ticket[1], came) if then and not isinstance(came, HandbookError) else came

    def _came(self, future: Any) -> Any:
        while self.scheduler.again(future):
            pass
        return self.scheduler.outcome(future, stopped_batch)

    def _wait(self) -> None:
        """Until nothing of ours runs."""
        for future in self._running:
            while self.scheduler.again(future):
                pass
        self._running.clear()


def alone(same: Same, work: Callable[..., Any], arguments: Iterable[Any]) -> Any:
    """Called on a worker: what comes of a job that has no book, mistakes included."""
    return _guarded(same, LONGEST_BATCH, lambda: work(*arguments))


def batch(same: Same, work: Work, named: str, contents: Iterable[bytes], arguments: Iterable[Any], seconds: int) -> Any:
    """Called on a worker: what comes of a job on a book, mistakes included; nothing is opened that hasn't the digest of the book."""

    def of_book() -> Any:
        (data,) = contents
        if digest(data) != named:
            raise other_bytes([say("the book of the copies")], platform.node())
        return work(_opened(data), *arguments)

    return _guarded(same, seconds, of_book)


def _guarded(same: Same, seconds: int, work: Callable[[], Any]) -> Any:
    """What comes of a job whose pages are composed on the worker, so that its layouts and translations have to be the same as well."""
    machinery, texts = same

    def with_same_texts() -> Any:
        if not _texts() == program.texts() == texts:
            hint = say("Install the same version of the program on all machines, and start the workers anew.")
            raise EnvironmentProblem(Finding("W03", say("a worker has other layouts or translations, whose pages could differ."), Place(part=platform.node()), hint))
        return work()

    return guarded(platform.node(), machinery, seconds, with_same_texts)


@cache
def _texts() -> str:
    """The digest of the texts when this process began with them: it keeps catalogs that it has read."""
    return program.texts()


@lru_cache(maxsize=2)
def _opened(data: bytes) -> Book:
    """A book that came to a worker."""
    book: Book = pickle.loads(data)
    return book
