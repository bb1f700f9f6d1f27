"""Batches go to workers, and what comes of them comes back in order."""

from __future__ import annotations

from typing import Any

import pytest

from handbook.errors import ContentError, HandbookError
from handbook.findings import Finding
from handbook.runs import pool as pools
from handbook.runs.ledger import Line
from handbook.runs.merge import Batch, build
from handbook.runs.pool import Pool
from tests.runs.small_edition import addressee


def test_a_batch_that_ends_its_worker_costs_only_the_row_to_blame(monkeypatch: pytest.MonkeyPatch) -> None:
    class Future:
        def __init__(self, ticket: Batch) -> None:
            self.ticket = ticket

    def ended(future: Any, seconds: int, stopped: Any) -> Any:
        numbers = [each.number for each, _ in future.ticket[1]]
        return ContentError(Finding("L06", "ended the worker.")) if 3 in numbers else [Line(number, "x", "de", 8, 1, "", False, ()) for number in numbers]

    monkeypatch.setattr(pools, "ended", ended)
    monkeypatch.setattr(Pool, "start", lambda self, work, ticket: Future(ticket))
    pool = Pool(2)
    tickets = [("book", tuple((addressee(number), "x") for number in some), "out", "screen", False) for some in ((1, 2), (3, 4), (5, 6))]
    came = [([each.number for each, _ in ticket[1]], isinstance(outcome, HandbookError)) for ticket, outcome in pool.outcomes(build, iter(tickets))]
    assert came == [([1, 2], False), ([3], True), ([4], False), ([5, 6], False)]
