"""Workers of other machines: the same tickets, by way of a scheduler of Dask.

In: tickets. Out: what came of each, as they end, as `workers.Workers` gives it. Slips name all that a galley holds by digest, and the
contents follow, each sent once for all jobs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import Any

from handbook.finishing import make
from handbook.runs import program
from handbook.runs.scheduler import AHEAD, Scheduler, guarded
from handbook.runs.slip import Slip, part, whole
from handbook.runs.ticket import Ticket
from handbook.runs.workers import Outcome, Workers, stopped, time_for


class Cluster(Workers):
    """The workers that a scheduler knows."""

    def __init__(self, address: str) -> None:
        """EnvironmentProblem if there is no scheduler at that address, or no worker at it."""
        self.scheduler = Scheduler(address)
        super().__init__(self.scheduler.count)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let the scheduler forget what wasn't done."""
        self.scheduler.close()

    def outcomes(self, tickets: Iterable[Ticket]) -> Iterator[tuple[Ticket, Outcome]]:
        """Every ticket with what came of it, as they end. No more tickets are asked for than keep all workers busy."""
        coming = iter(tickets)
        running: dict[Any, tuple[Ticket, Collection[str]]] = {}
        there = self.scheduler.contents
        over: Collection[str] = ()
        ended = self.scheduler.as_they_end()
        try:
            while True:
                for ticket in islice(coming, max(0, AHEAD * self.count - len(running))):
                    slip, contents = part(ticket)
                    future = self.scheduler.start(ticket.name, work, slip, program.machinery(), there.send(contents))
                    running[future] = ticket, contents.keys()
                    ended.add(future)
                there.let_go(over)
                over = ()
                if not running:
                    return
                future = next(ended)
                if self.scheduler.again(future):
                    ended.add(future)
                else:
                    ticket, over = running.pop(future)
                    yield ticket, self._outcome(future, ticket)
        finally:
            self.scheduler.client.cancel(list(running))
            there.clear()

    def _outcome(self, future: Any, ticket: Ticket) -> Outcome:
        came: Outcome = self.scheduler.outcome(future, lambda message: stopped(ticket.galley, message))
        return came


def work(slip: Slip, machinery: str, contents: Iterable[bytes]) -> Outcome:
    """Called on a worker: what comes of a job, mistakes included."""
    came: Outcome = guarded(slip.galley.title, machinery, time_for(slip.galley), lambda: make(*whole(slip, contents)))
    return came
