"""Many editions at once: the workers get the next edition's jobs while those of the last one are still being made.

In: runs, each made when there is room for its jobs. Out: each with its result, as they end. A machine that lacks something stops all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack

from handbook.errors import ContentError
from handbook.runs.run import Report, Result, Run
from handbook.runs.ticket import Ticket
from handbook.runs.workers import Workers


def together(runs: Iterable[Run], workers: Workers, report: Report = lambda step, done, total: None) -> Iterator[tuple[Run, Result]]:
    """Every run with its result. What can't be composed has the findings of that, and the others go on."""
    with ExitStack() as stack:
        going: dict[str, Run] = {}
        """By the names of the tickets that aren't done."""
        ended: list[tuple[Run, Result]] = []
        known = done = 0

        def tickets() -> Iterator[Ticket]:
            nonlocal known
            for run in runs:
                report("compose", done, known)
                try:
                    stack.enter_context(run)
                except ContentError as error:
                    ended.append((run, Result((), error.findings)))
                    continue
                known += len(run.to_do)
                report("paginate", done, known)
                if run.is_done:
                    ended.append(_ended(run))
                going.update((ticket.name, run) for ticket in run.to_do)
                yield from run.to_do

        for ticket, outcome in workers.outcomes(tickets()):
            run = going.pop(ticket.name)
            run.take(ticket, outcome)
            done += 1
            report("paginate", done, known)
            if run.is_done:
                ended.append(_ended(run))
            yield from ended
            ended.clear()
        yield from ended


def _ended(run: Run) -> tuple[Run, Result]:
    """The manifest is written, and the folder is free again."""
    try:
        return run, run.record()
    finally:
        run.__exit__()
