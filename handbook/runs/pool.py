"""A pool: worker processes that make copies, batch by batch, and get no more work than they can hold.

In: a book to hold, and tickets: its name, the rows of a batch, and what else the work wants to know. Out: each ticket with what came of it,
in the order in which they came: copies that are bound in one file stand in it as they do on the list. An outcome may be the error that says
how a batch ended.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from handbook.errors import ContentError, EnvironmentProblem, HandbookError
from handbook.findings import Finding
from handbook.manifest import digest
from handbook.runs import output
from handbook.runs.copies import Book
from handbook.runs.workers import MOST_MEMORY, ended, settle
from handbook.wording import Said, say

LONGEST_BATCH = 180
"""Seconds that one batch may take, and the book itself."""
LONGEST_WHOLE = 60
"""Seconds more for each copy, should all of them have to be laid out whole."""
_WAITING = 2
"""Batches that wait for each worker."""

Work = Callable[..., Any]
"""Makes something of a book, the rows of a ticket and the rest of it."""
Then = Callable[[Any, Any], Any]
"""Puts what was made of some rows where it belongs."""


class Pool:
    """Worker processes that get no more work than they can hold."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs or os.cpu_count() or 1
        self._stack = ExitStack()
        self._folder = Path()

    def __enter__(self) -> Pool:
        from pebble import ProcessPool

        self._folder = self._stack.enter_context(output.scratch())
        self.pool = ProcessPool(max_workers=self.jobs, context=multiprocessing.get_context("spawn"), initializer=settle, initargs=(str(self._folder), MOST_MEMORY))
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.pool.close()
        else:
            self.pool.stop()
        self.pool.join()
        self._stack.close()

    def hold(self, book: Book) -> str:
        """Keep a book where the workers find it. Its name, for tickets."""
        data = pickle.dumps(book)
        file = self._folder / f"{digest(data)}.book"
        output.put(file, data)
        return str(file)

    def one(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """The result of one job that has no book."""
        outcome = ended(self.pool.schedule(work, args=arguments, timeout=LONGEST_BATCH), LONGEST_BATCH, stopped_batch)
        if isinstance(outcome, HandbookError):
            raise outcome
        return outcome

    def of_book(self, work: Work, book: str, *arguments: Any) -> Any:
        """The result of one job on a book."""
        return self.one(on_book, work, None, book, *arguments)

    def outcomes(self, work: Work, tickets: Iterator[Any], then: Then | None = None) -> Iterator[tuple[Any, Any]]:
        """Every ticket with what came of it, in order; a batch that ends its worker is made again row by row.

        What the work made of the rows is given to `then`, where the disk of this process is, and what that gives back is the outcome.
        """
        for ticket, outcome in self.all(work, tickets, then):
            if isinstance(outcome, HandbookError) and len(ticket[1]) > 1:
                yield from self.outcomes(work, iter([(ticket[0], (row,), *ticket[2:]) for row in ticket[1]]), then)
            else:
                yield ticket, outcome

    def all(self, work: Work, tickets: Iterator[Any], then: Then | None) -> Iterator[tuple[Any, Any]]:
        """Every ticket with what came of it or the error that says how it ended, in order."""
        running: dict[int, tuple[Any, Any]] = {}
        numbered = iter(enumerate(tickets))
        following = 0
        try:
            while True:
                for number, ticket in islice(numbered, max(0, self.jobs * _WAITING - len(running))):
                    running[number] = ticket, self.start(work, ticket, then)
                if not running:
                    return
                ticket, future = running.pop(following)
                following += 1
                outcome = self.outcome(future, ticket, then)
                if isinstance(outcome, EnvironmentProblem):
                    raise outcome
                yield ticket, outcome
        finally:
            for _, future in running.values():
                future.cancel()

    def start(self, work: Work, ticket: Any, then: Then | None) -> Any:
        """Hand a ticket to a worker. The future of what comes of it."""
        return self.pool.schedule(on_book, args=(work, then, *ticket), timeout=self.time_for(ticket))

    def outcome(self, future: Any, ticket: Any, then: Then | None) -> Any:
        """What came of a ticket, or the error that says how it ended."""
        return ended(future, self.time_for(ticket), stopped_batch)

    @staticmethod
    def time_for(ticket: Any) -> int:
        """Seconds that a batch may take."""
        return LONGEST_BATCH + LONGEST_WHOLE * len(ticket[1])


def on_book(work: Work, then: Then | None, book_file: str, *arguments: Any) -> Any:
    """What a worker of this machine does with a ticket: its copies needn't go through a pipe, it puts them on the disk."""
    came = work(opened(book_file), *arguments)
    return then(arguments[0], came) if then else came


@lru_cache(maxsize=2)
def opened(file: str) -> Book:
    """The book that a file holds for workers."""
    book: Book = pickle.loads(Path(file).read_bytes())
    return book


def stopped_batch(message: Said) -> ContentError:
    """What is said of a batch that didn't come to an end by itself."""
    return ContentError(Finding("L06", message, hint=say("Try the row by itself with --select.")))
