"""What tests of runs share: the house edition's sheets, and workers that do a job at once in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import pytest

from handbook import paths
from handbook.errors import HandbookError
from handbook.finishing import Made, PdfFile, Wanted
from handbook.galley import Galley
from handbook.pipeline import Ready, compose, prepare, wanted_of
from handbook.runs import merge as merges
from handbook.runs.ticket import Ticket
from handbook.runs.workers import Outcome, Workers
from tests.runs.inline import Inline, copies


@cache
def ready(*wanted: str) -> Ready:
    """The house edition, for some products only."""
    return prepare(paths.EDITIONS / "house" / "edition.toml", wanted=wanted or ("interview", "skills"))


@cache
def tickets() -> tuple[Ticket, ...]:
    """Its jobs."""
    return tuple(Ticket("house", galley, wanted_of(ready(), galley)) for galley in compose(ready())[0])


def written(galley: Galley, wanted: Wanted) -> Made:
    """A job that is done at once: its file says what it was made of."""
    return Made((PdfFile("screen", "", galley.sections[0].html.encode(), 1),))


class AtOnce(Workers):
    """Workers without processes, which remember what they did."""

    def __init__(self, job: Callable[[Galley, Wanted], Made] = written) -> None:
        super().__init__(1)
        self.job = job
        self.names: list[str] = []

    def outcomes(self, tickets: Sequence[Ticket]) -> Iterator[tuple[Ticket, Outcome]]:
        """One after the other."""
        for ticket in tickets:
            self.names.append(ticket.galley.product)
            try:
                yield ticket, self.job(ticket.galley, ticket.wanted)
            except HandbookError as error:
                yield ticket, error


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> type[Inline]:
    """Merges in this process."""
    monkeypatch.setattr(Inline, "batches", [], raising=False)
    monkeypatch.setattr(merges, "Pool", Inline)
    monkeypatch.setattr(merges, "copies", copies)
    return Inline


@pytest.fixture(scope="session")
def started() -> Iterator[Any]:
    """A scheduler with two workers on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as started:
        yield started


@pytest.fixture
def local(started: Any) -> Any:
    """The same, after the workers that an earlier test ended have come back."""
    started.wait_for_workers(2, timeout=30)
    return started
