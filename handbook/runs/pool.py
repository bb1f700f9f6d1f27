"""A pool: worker processes that make copies, batch by batch, and get no more work than they can hold.

In: tickets, whose second part are the rows of a batch. Out: each ticket with what came of it, in the order in which they came: copies
that are bound in one file stand in it as they do on the list. An outcome may be the error that says how a batch ended.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent import futures
from contextlib import ExitStack
from itertools import islice
from typing import Any

from handbook.errors import ContentError, EnvironmentProblem, HandbookError
from handbook.findings import Finding
from handbook.runs import output
from handbook.runs.workers import MOST_MEMORY, ended, settle
from handbook.wording import Said, say

LONGEST_BATCH = 180
"""Seconds that one batch may take, and the book itself."""
LONGEST_WHOLE = 60
"""Seconds more for each copy, should all of them have to be laid out whole."""
_WAITING = 2
"""Batches that wait for each worker."""


class Pool:
    """Worker processes that get no more work than they can hold."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs or os.cpu_count() or 1
        self._stack = ExitStack()

    def __enter__(self) -> Pool:
        from pebble import ProcessPool

        folder = str(self._stack.enter_context(output.scratch()))
        self.pool = ProcessPool(max_workers=self.jobs, context=multiprocessing.get_context("spawn"), initializer=settle, initargs=(folder, MOST_MEMORY))
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.pool.close()
        else:
            self.pool.stop()
        self.pool.join()
        self._stack.close()

    def one(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """The result of one job."""
        outcome = ended(self.pool.schedule(work, args=arguments, timeout=LONGEST_BATCH), LONGEST_BATCH, _stopped)
        if isinstance(outcome, HandbookError):
            raise outcome
        return outcome

    def outcomes(self, work: Callable[..., Any], tickets: Iterator[Any]) -> Iterator[tuple[Any, Any]]:
        """Every ticket with what came of it, in order; a batch that ends its worker is made again row by row."""
        for ticket, outcome in self.all(work, tickets):
            if isinstance(outcome, HandbookError) and len(ticket[1]) > 1:
                yield from self.outcomes(work, iter([(ticket[0], (row,), *ticket[2:]) for row in ticket[1]]))
            else:
                yield ticket, outcome

    def all(self, work: Callable[..., Any], tickets: Iterator[Any]) -> Iterator[tuple[Any, Any]]:
        """Every ticket with what came of it or the error that says how it ended, in order."""
        running: dict[int, tuple[Any, futures.Future[Any]]] = {}
        numbered = iter(enumerate(tickets))
        following = 0
        while True:
            for number, ticket in islice(numbered, max(0, self.jobs * _WAITING - len(running))):
                running[number] = ticket, self.start(work, ticket)
            if not running:
                return
            ticket, future = running.pop(following)
            following += 1
            outcome = ended(future, self.time_for(ticket), _stopped)
            if isinstance(outcome, EnvironmentProblem):
                raise outcome
            yield ticket, outcome

    def start(self, work: Callable[..., Any], ticket: Any) -> futures.Future[Any]:
        """Hand a ticket to a worker."""
        future: futures.Future[Any] = self.pool.schedule(work, args=ticket, timeout=self.time_for(ticket))
        return future

    @staticmethod
    def time_for(ticket: Any) -> int:
        """Seconds that a batch may take."""
        return LONGEST_BATCH + LONGEST_WHOLE * len(ticket[1])


def _stopped(message: Said) -> ContentError:
    """What is said of a batch that didn't come to an end by itself."""
    return ContentError(Finding("L06", message, hint=say("Try the row by itself with --select.")))
