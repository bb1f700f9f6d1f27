"""Workers of other machines: the same tickets, by way of a scheduler of Dask.

In: tickets. Out: what came of each, as they end, as `workers.Workers` gives it. A machine needs the same program and libraries, nothing
else: slips name all that a galley holds by digest, and the contents follow, each sent once for all jobs. A machine that has others is
refused, for its pages could be other pages. A job that hangs ends its process there; the scheduler tries it elsewhere, and names it when
it gives up. A content is the result of a job, too: the scheduler makes it again where the worker that had it is gone.
"""

from __future__ import annotations

import faulthandler
import logging
import threading
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from itertools import islice
from types import TracebackType
from typing import Any

from handbook.errors import EnvironmentProblem, HandbookError
from handbook.findings import Finding, Place
from handbook.finishing import make
from handbook.runs import program
from handbook.runs.slip import Slip, part, whole
from handbook.runs.ticket import Ticket
from handbook.runs.workers import Outcome, Workers, stopped, time_for
from handbook.wording import say

_PATIENCE = 10
"""Seconds until a scheduler that doesn't answer isn't there."""
_AHEAD = 2
"""Jobs that wait at each worker, so that none has to wait for the network."""
_ONE_AT_A_TIME = threading.Lock()
"""The engine's complaints go through one logger, so a process lays out one job at a time whatever the number of its threads."""


class Cluster(Workers):
    """The workers that a scheduler knows."""

    def __init__(self, address: str) -> None:
        """EnvironmentProblem if there is no scheduler at that address, or no worker at it."""
        super().__init__(1)
        self._address = address
        try:
            from distributed import Client
        except ImportError:
            hint = say("Run: %(command)s", command="pip install 'career-handbook[cluster]'")
            raise EnvironmentProblem(Finding("W03", say("a cluster is spoken to with the library distributed, which isn't there."), hint=hint)) from None
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it logs is told as a finding
        try:
            self._client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            message = say("there is no scheduler that answers (%(reason)s).", reason=type(error).__name__)
            raise EnvironmentProblem(Finding("W03", message, Place(part=address), say("Start one: %(command)s", command="dask scheduler"))) from None
        self.count = sum(self._client.nthreads().values())
        if not self.count:
            self._client.close()
            hint = say("Start one: %(command)s", command=f"dask worker --nthreads 1 {address}")
            raise EnvironmentProblem(Finding("W03", say("the scheduler has no worker."), Place(part=address), hint))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let the scheduler forget what wasn't done."""
        self._client.close()

    def outcomes(self, tickets: Iterable[Ticket]) -> Iterator[tuple[Ticket, Outcome]]:
        """Every ticket with what came of it, as they end. No more tickets are asked for than keep all workers busy."""
        from distributed import as_completed

        coming = iter(tickets)
        running: dict[Any, tuple[Ticket, Collection[str]]] = {}
        there = _Contents(self._client)
        over: Collection[str] = ()
        ended = as_completed(loop=self._client.loop)
        try:
            while True:
                for ticket in islice(coming, max(0, _AHEAD * self.count - len(running))):
                    slip, contents = part(ticket)
                    future = self._client.submit(work, slip, program.machinery(), there.send(contents), key=f"{ticket.name}-{uuid.uuid4().hex}")
                    running[future] = ticket, contents.keys()
                    ended.add(future)
                there.let_go(over)
                over = ()
                if not running:
                    return
                future = next(ended)
                if _try_again(future):
                    ended.add(future)
                else:
                    ticket, over = running.pop(future)
                    yield ticket, self._outcome(future, ticket)
        finally:
            self._client.cancel(list(running))
            there.clear()

    def _outcome(self, future: Any, ticket: Ticket) -> Outcome:
        from distributed import KilledWorker

        try:
            came: Outcome = future.result()
        except KilledWorker:
            return stopped(ticket.galley, say("ended every worker that tried it while it was laid out."))
        except MemoryError:
            return stopped(ticket.galley, say("took more memory than a job may have while it was laid out."))
        except (CancelledError, OSError):
            hint = say("Start it, and build again: what was finished stands.")
            return EnvironmentProblem(Finding("W03", say("the scheduler is gone, or started anew."), Place(part=self._address), hint))
        return came


class _Contents:
    """Contents at the scheduler, each there once whatever the number of jobs and programs that want it, while one of them does."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._futures: dict[str, Any] = {}
        self._jobs: Counter[str] = Counter()

    def send(self, contents: Mapping[str, bytes]) -> list[Any]:
        """The futures of a job's contents by digest; those that aren't there are sent."""
        for digest, data in contents.items():
            if digest not in self._futures:
                self._futures[digest] = self._client.submit(bytes, data, key=f"content-{digest}", priority=1)
        self._jobs.update(contents.keys())
        return [self._futures[digest] for digest in contents]

    def let_go(self, digests: Collection[str]) -> None:
        """A job that wanted these has ended."""
        self._jobs.subtract(digests)
        for digest in digests:
            if not self._jobs[digest]:
                del self._jobs[digest], self._futures[digest]

    def clear(self) -> None:
        """No job wants any."""
        self._futures.clear()


def _try_again(future: Any) -> bool:
    """Whether a job failed only for a content that waited at one dying worker after the other; then the scheduler tries both once more."""
    from distributed import KilledWorker

    failed = future.status == "error" and isinstance(error := future.exception(), KilledWorker) and error.task != future.key
    if failed:
        future.retry()
    return bool(failed)


def work(slip: Slip, machinery: str, contents: Iterable[bytes]) -> Outcome:
    """Called on a worker: what comes of a job, mistakes included."""
    if program.machinery() != machinery:
        hint = say("Install the same version of the program and its libraries on all machines.")
        return EnvironmentProblem(Finding("W03", say("a worker has another program, whose pages could differ."), Place(part=slip.galley.title), hint))
    with _ONE_AT_A_TIME:
        faulthandler.dump_traceback_later(time_for(slip.galley), exit=True)
        try:
            return make(*whole(slip, contents))
        except HandbookError as error:
            return error
        finally:
            faulthandler.cancel_dump_traceback_later()
