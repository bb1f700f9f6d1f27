"""Workers: processes that make PDFs, each job with a limit of time and memory of its own.

In: tickets. Out: what came of each, as they end. A job that is killed, never ends or takes too much memory fails alone: its worker is
replaced and the others go on. Workers live until they are closed, and a job goes back to the worker that had it before, which still
has its pages. Each has a process pool to itself, because one pool gives a job to whoever is free.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent import futures
from contextlib import ExitStack
from itertools import islice
from multiprocessing.process import BaseProcess
from threading import Thread
from types import TracebackType
from typing import Any, Self

from handbook import products
from handbook.errors import ContentError, HandbookError
from handbook.findings import Finding, Place
from handbook.finishing import Made, make
from handbook.galley import Galley
from handbook.runs import output
from handbook.runs.ticket import Ticket
from handbook.wording import Said, say

LONGEST_JOB = 120
"""Seconds that one PDF may take."""
MOST_MEMORY = 2 * 2**30
"""Bytes of address space of one worker, beside what its libraries map."""
_MOST_JOBS = 500
"""Jobs after which a worker is replaced: whatever a library leaks stays bounded."""
Outcome = Made | HandbookError


class Workers:
    """As many processes as jobs may be made at the same time; none is started before there is something to do."""

    def __init__(self, count: int = 0) -> None:
        """0 for one a core."""
        self.count = count or os.cpu_count() or 1
        self._pools: list[Any] = []
        self._homes: dict[str, int] = {}
        self._folder = ""
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let all workers go, at once if something went wrong, and remove what they left in their temporary folder."""
        for pool in self._pools:
            pool.close() if kind is None else pool.stop()
        for pool in self._pools:
            pool.join()
        self._pools.clear()
        self._stack.close()
        self._folder = ""

    def outcomes(self, tickets: Iterable[Ticket]) -> Iterator[tuple[Ticket, Outcome]]:
        """Every ticket with what came of it, as they end. No more tickets are asked for than keep all workers busy."""
        coming = iter(tickets)
        waiting: list[Ticket] = []
        running: dict[futures.Future[Made], tuple[int, Ticket]] = {}
        try:
            while True:
                waiting += islice(coming, max(0, self.count - len(waiting)))
                if not waiting and not running:
                    return
                self._start(min(self.count, len(waiting) + len(running)))
                busy = {number for number, _ in running.values()}
                for number in range(len(self._pools)):
                    if number not in busy and (ticket := self._next(waiting, number, busy)):
                        waiting.remove(ticket)
                        busy.add(number)
                        self._homes[ticket.name] = number
                        running[self._pools[number].schedule(make, args=(ticket.galley, ticket.wanted), timeout=time_for(ticket.galley))] = (number, ticket)
                done, _ = futures.wait(running, return_when=futures.FIRST_COMPLETED)
                for future in done:
                    _, ticket = running.pop(future)
                    yield ticket, outcome(future, ticket.galley)
        finally:
            for future in running:
                future.cancel()

    def _next(self, waiting: Sequence[Ticket], number: int, busy: set[int]) -> Ticket | None:
        """The ticket for a worker that has nothing to do: one that it had before or nobody had, else one whose worker has other work."""
        homes = [self._homes.get(ticket.name, number) for ticket in waiting]
        own = (ticket for ticket, home in zip(waiting, homes, strict=True) if home == number)
        taken_over = (ticket for ticket, home in zip(waiting, homes, strict=True) if home in busy or home >= len(self._pools))
        return next(own, None) or next(taken_over, None)

    def _start(self, count: int) -> None:
        from pebble import ProcessPool

        self._folder = self._folder or str(self._stack.enter_context(output.scratch()))
        context = multiprocessing.get_context("spawn")
        while len(self._pools) < count:
            self._pools.append(ProcessPool(max_workers=1, max_tasks=_MOST_JOBS, context=context, initializer=settle, initargs=(self._folder, MOST_MEMORY)))


def outcome(future: futures.Future[Made], galley: Galley) -> Outcome:
    """What came of a job, also where its worker did not come out of it."""
    came: Outcome = ended(future, time_for(galley), lambda message: stopped(galley, message))
    return came


def ended(future: futures.Future[Any], seconds: int, stopped: Callable[[Said], HandbookError]) -> Any:
    """The result of a job that may take so long, or the error that says how it ended."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except HandbookError as error:
        return error
    except futures.TimeoutError:
        return stopped(say("took longer than %(seconds)s seconds while it was laid out.", seconds=seconds))
    except MemoryError:
        return stopped(say("took more memory than a job may have while it was laid out."))
    except ProcessExpired as error:
        return stopped(say("ended the worker (exit code %(code)s) while it was laid out.", code=error.exitcode))


def time_for(galley: Galley) -> int:
    """Seconds that a job may take."""
    return LONGEST_JOB if galley.product == products.HANDBOOK else LONGEST_JOB // 4


def stopped(galley: Galley, message: Said) -> ContentError:
    """What is said of a job that didn't come to an end by itself."""
    hint = say("A picture may be too intricate; try the edition without its logo.")
    return ContentError(Finding("L06", message, Place(part=f"{galley.product}, {galley.locale}"), hint))


def collect_seldom() -> None:
    """Let Python look for garbage rarely: nearly all that a layout makes stays until its end, and looking through it takes up to a quarter of the time."""
    gc.set_threshold(100_000, 50, 50)


def settle(folder: str, most_memory: int) -> None:
    """Called in each worker before its first job: with whom it ends, where its temporary files go, and how much memory it may take."""
    _end_with_parent()
    tempfile.tempdir = folder
    collect_seldom()
    if sys.platform.startswith("linux"):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most_memory if hard == resource.RLIM_INFINITY else min(most_memory, hard), hard))


def _end_with_parent() -> None:
    """End this process when the one that started it does, however that came: its folder is free then, and the next run may be writing there."""
    if parent := multiprocessing.parent_process():
        Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
