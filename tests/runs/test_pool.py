"""Batches go to workers, and what comes of them comes back in order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from handbook.errors import ContentError, HandbookError
from handbook.findings import Finding
from handbook.galley.copies import Addressee
from handbook.runs import output
from handbook.runs import pool as pools
from handbook.runs.copies import Book
from handbook.runs.merge import Batch, build
from handbook.runs.pool import Pool
from tests.runs.small_edition import addressee, book


class Future:
    """A batch that has nobody to make it."""

    def __init__(self, ticket: Batch) -> None:
        self.ticket = ticket

    def cancel(self) -> None: ...


def batches(*rows: tuple[int, ...]) -> list[Batch]:
    """Tickets of these rows."""
    return [("book", tuple((addressee(number), "x") for number in some), "screen", False) for some in rows]


def test_a_batch_that_ends_its_worker_costs_only_the_row_to_blame(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(future: Any, seconds: int, stopped: Any) -> Any:
        numbers = [each.number for each, _ in future.ticket[1]]
        return ContentError(Finding("L06", "ended the worker.")) if 3 in numbers else numbers

    monkeypatch.setattr(pools, "ended", ended)
    monkeypatch.setattr(Pool, "start", lambda self, work, ticket, then: Future(ticket))
    came = [([each.number for each, _ in ticket[1]], isinstance(outcome, HandbookError)) for ticket, outcome in Pool(2).outcomes(build, iter(batches((1, 2), (3, 4), (5, 6))))]
    assert came == [([1, 2], False), ([3], True), ([4], False), ([5, 6], False)]


def test_no_more_batches_wait_than_keep_all_workers_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Future] = []
    monkeypatch.setattr(pools, "ended", lambda future, seconds, stopped: [])
    monkeypatch.setattr(Pool, "start", lambda self, work, ticket, then: started.append(Future(ticket)) or started[-1])
    ahead = [len(started) - number for number, _ in enumerate(Pool(3).outcomes(build, iter(batches(*[(1, 2)] * 20))))]
    assert max(ahead) == 6
    assert len(started) == 20


def said(held: Book, rows: tuple[Addressee, ...], mark: str) -> str:
    """What a worker makes of some rows."""
    return f"{held.pages} pages for {[each.number for each in rows]}{mark}"


def kept(folder: Path, rows: tuple[Addressee, ...], made: str) -> str:
    """Put it away."""
    output.put(folder / f"{rows[0].number}.txt", made.encode())
    return f"{rows[0].number}.txt"


def test_a_worker_puts_away_what_it_makes_of_the_book_it_holds(tmp_path: Path) -> None:
    def tickets(held: str) -> Iterator[Any]:
        for number in (1, 3):
            yield held, (addressee(number), addressee(number + 1)), "!"

    with Pool(1) as pool:
        held = pool.hold(book())
        assert pool.of_book(said, held, (addressee(7),), "?") == "8 pages for [7]?"
        came = [outcome for _, outcome in pool.outcomes(said, tickets(held), partial(kept, tmp_path))]
    assert came == ["1.txt", "3.txt"]
    assert [(tmp_path / name).read_text("utf-8") for name in came] == ["8 pages for [1, 2]!", "8 pages for [3, 4]!"]
