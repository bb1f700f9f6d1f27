"""Workers of other machines: the same tickets, by way of a scheduler of Dask.

In: tickets. Out: what came of each, as they end, as `workers.Workers` gives it. A machine needs the same program and libraries, nothing
else: galleys hold every file of an edition. One that has others is refused, for its pages could be other pages. A job that hangs ends its
process there; the scheduler tries it elsewhere, and names it when it gives up.
"""

from __future__ import annotations

import faulthandler
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import Any

from handbook.errors import EnvironmentProblem, HandbookError
from handbook.findings import Finding, Place
from handbook.finishing import Wanted, make
from handbook.galley import Galley
from handbook.runs import program
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
        try:
            from distributed import Client
        except ImportError:
            hint = say("Run: %(command)s", command="pip install 'career-handbook[cluster]'")
            raise EnvironmentProblem(Finding("W03", say("a cluster is spoken to with the library distributed, which isn't there."), hint=hint)) from None
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
        running: dict[Any, Ticket] = {}
        ended = as_completed(loop=self._client.loop)
        try:
            while True:
                for ticket in islice(coming, max(0, _AHEAD * self.count - len(running))):
                    future = self._client.submit(work, ticket.galley, ticket.wanted, program.machinery(), pure=False, key=f"{ticket.name}-{ticket.digest('')[:12]}-{id(ticket)}")
                    running[future] = ticket
                    ended.add(future)
                if not running:
                    return
                future = next(ended)
                ticket = running.pop(future)
                yield ticket, self._outcome(future, ticket)
        finally:
            self._client.cancel(list(running))

    def _outcome(self, future: Any, ticket: Ticket) -> Outcome:
        from distributed import KilledWorker

        try:
            came: Outcome = future.result()
        except KilledWorker:
            return stopped(ticket.galley, say("ended every worker that tried it while it was laid out."))
        except MemoryError:
            return stopped(ticket.galley, say("took more memory than a job may have while it was laid out."))
        return came


def work(galley: Galley, wanted: Wanted, machinery: str) -> Outcome:
    """Called on a worker: what comes of a job, mistakes included."""
    if program.machinery() != machinery:
        hint = say("Install the same version of the program and its libraries on all machines.")
        return EnvironmentProblem(Finding("W03", say("a worker has another program, whose pages could differ."), Place(part=galley.title), hint))
    with _ONE_AT_A_TIME:
        faulthandler.dump_traceback_later(time_for(galley), exit=True)
        try:
            return make(galley, wanted)
        except HandbookError as error:
            return error
        finally:
            faulthandler.cancel_dump_traceback_later()
