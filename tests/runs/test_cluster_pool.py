"""Copies made by workers that have no disk in common with this process: the same bytes, and what goes wrong is named."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from handbook.errors import ContentError, EnvironmentProblem, HandbookError
from handbook.findings import Finding
from handbook.galley.copies import Addressee
from handbook.manifest import digest
from handbook.runs import cluster_pool, merge, program, scheduler
from handbook.runs.cluster_pool import ClusterPool, alone, batch
from handbook.runs.copies import Book, Finished
from handbook.runs.ledger import RECORD
from handbook.runs.merge import Order
from handbook.wording import Said
from tests.runs.inline import Inline, copies, listed
from tests.runs.small_edition import addressee, book, pressed, ready
from tests.runs.test_cluster import lets_go

NAMES = "Name\n" + "\n".join(f"Klasse {number}" for number in range(1, 6)) + "\n"


class Far:
    """A scheduler whose workers are this process; all that goes to them and comes back is pickled."""

    def __init__(self, address: str) -> None:
        self.count = 2
        self.contents = self
        self.sent: list[str] = []
        self.waiting: list[Any] = []
        self.most = 0

    def send(self, contents: Mapping[str, bytes]) -> list[bytes]:
        self.sent += contents
        return list(contents.values())

    def clear(self) -> None: ...

    def close(self) -> None: ...

    def start(self, name: str, work: Callable[..., Any], *arguments: Any) -> Any:
        self.waiting.append(SimpleNamespace(job=pickle.dumps((work, arguments)), cancel=lambda: None))
        self.most = max(self.most, len(self.waiting))
        return self.waiting[-1]

    def again(self, future: Any) -> bool:
        if future in self.waiting:
            work, arguments = pickle.loads(future.job)
            others = len(self.waiting) - 1
            future.came = pickle.loads(pickle.dumps(self.done(work, arguments, others)))
            self.waiting.remove(future)
        return False

    def done(self, work: Callable[..., Any], arguments: Any, others: int) -> Any:
        """What comes of a job while so many others wait."""
        return work(*arguments)

    def outcome(self, future: Any, stopped: Callable[[Said], HandbookError]) -> Any:
        return future.came


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> type[Far]:
    """Merges whose workers are elsewhere, and lay no book out."""
    monkeypatch.setattr(cluster_pool, "Scheduler", Far)
    monkeypatch.setattr(merge, "book_of", without_layout)
    monkeypatch.setattr(merge, "BATCH", 2)
    return Far


def without_layout(*_: Any) -> Book:
    return book()


def made(folder: Path, scheduler: str, channel: str = "screen", *, one_file: bool = False) -> dict[str, bytes]:
    """The files of a merge, the record among them."""
    recipients = listed(folder, NAMES)
    out = folder / (scheduler.rpartition("/")[2] or "here")
    merge.merge(ready(), recipients, recipients.copies, Order(out, "de", channel, jobs=1, one_file=one_file, scheduler=scheduler))
    return {path.name: path.read_bytes() for path in out.iterdir()}


def same() -> tuple[str, str]:
    """What a worker compares."""
    return program.machinery(), program.texts()


def rows(held: Book, some: tuple[Addressee, ...], *_: Any) -> list[int]:
    """Work whose outcome says which rows it had."""
    return [each.number for each in some]


def test_what_comes_back_is_put_on_the_disk_as_a_worker_here_would_do_it(tmp_path: Path, far: type[Far], inline: type[Inline]) -> None:
    assert made(tmp_path, "far") == made(tmp_path, "")


def test_a_book_is_sent_once_and_no_more_batches_than_keep_the_workers_busy(far: type[Far]) -> None:
    pool = ClusterPool("far")
    remote: Any = pool.scheduler
    held = pool.hold(book())
    came = [outcome for _, outcome in pool.outcomes(rows, ((held, (addressee(number), addressee(number + 1))) for number in range(1, 21, 2)))]
    assert came == [[number, number + 1] for number in range(1, 21, 2)]
    assert remote.sent == [held]
    assert remote.most == 4


def test_a_single_row_and_a_job_without_rows_have_the_cluster_to_themselves(far: type[Far], monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nobody is blamed for a neighbour that ended their worker."""

    def done(self: Far, work: Callable[..., Any], arguments: Any, others: int) -> Any:
        blamed = ContentError(Finding("L06", "ended the worker."))
        came = work(*arguments)
        return blamed if others or 3 in came else came

    monkeypatch.setattr(far, "done", done)
    pool = ClusterPool("far")
    held = pool.hold(book())
    came: dict[int, bool] = {}
    for ticket, outcome in pool.outcomes(rows, ((held, (addressee(number), addressee(number + 1))) for number in (1, 3, 5))):
        came |= {each.number: isinstance(outcome, list) for each in ticket[1]}
        assert pool.of_book(rows, held, (addressee(9),)) == [9]
    assert came == {1: True, 2: True, 3: False, 4: True, 5: True, 6: True}


def test_a_worker_with_another_program_or_other_words_is_refused() -> None:
    machinery, texts = same()
    for other, said in ((("another", texts), "has another program"), ((machinery, "other"), "other layouts or translations")):
        came = alone(other, rows, (book(), (addressee(1),)))
        assert isinstance(came, EnvironmentProblem)
        assert [finding.code for finding in came.findings] == ["W03"]
        assert said in str(came)
    assert alone(same(), rows, (book(), (addressee(1),))) == [1]


def test_a_worker_whose_words_changed_since_it_read_them_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_pool, "_texts", lambda: "as it began")
    assert "other layouts or translations" in str(alone(same(), rows, (book(), (addressee(1),))))


def test_other_bytes_than_the_book_are_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pickle.dumps(book())
    assert batch(same(), rows, digest(data), [data], ((addressee(1),),), 60) == [1]
    monkeypatch.setattr(cluster_pool, "_opened", None)
    came = batch(same(), rows, digest(data), [b"other"], ((addressee(1),),), 60)
    assert isinstance(came, EnvironmentProblem)
    assert "came to a worker as other bytes" in str(came)


def test_a_worker_keeps_the_last_books_opened() -> None:
    data = pickle.dumps(book())
    first, again = (cluster_pool._opened(bytes(bytearray(data))) for _ in range(2))
    assert first is again


def test_what_was_finished_stands_when_the_scheduler_goes_away(tmp_path: Path, far: type[Far], inline: type[Inline], monkeypatch: pytest.MonkeyPatch) -> None:
    gone = EnvironmentProblem(Finding("W03", "the scheduler is gone, or started anew."))
    whole = far.done
    monkeypatch.setattr(far, "done", lambda self, work, arguments, others: gone if work is batch and 3 in numbers(arguments) else whole(self, work, arguments, others))
    with pytest.raises(EnvironmentProblem, match="the scheduler is gone"):
        made(tmp_path, "far")
    assert [row["nr"] for row in json.loads((tmp_path / "far" / RECORD).read_text("utf-8"))["copies"]] == [1, 2]
    monkeypatch.setattr(far, "done", whole)
    recipients = listed(tmp_path, NAMES)
    result = merge.merge(ready(), recipients, recipients.copies, Order(tmp_path / "far", "de", scheduler="far"))
    assert (result.unchanged, result.failed, len(result.written)) == (2, (), 6)


def numbers(arguments: Any) -> list[int]:
    """The rows of a batch that goes to a worker."""
    return [each.number for each, _ in arguments[4][0]]


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("channel", "one_file"), [("screen", False), ("office", False), ("screen", True), ("office", True), ("press", True)])
def test_a_pool_here_and_one_on_a_cluster_make_the_same_bytes(local: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, channel: str, one_file: bool) -> None:
    monkeypatch.setattr(merge, "BATCH", 2)
    if channel == "press":
        monkeypatch.setattr(merge, "_wanted", lambda *_: pressed().wanted)
    here, there = made(tmp_path, "", channel, one_file=one_file), made(tmp_path, local.scheduler_address, channel, one_file=one_file)
    assert here == there
    assert len([name for name in here if name.endswith(".pdf")]) == (1 if one_file else 5)


def ending(held: Book, some: tuple[tuple[Addressee, str], ...], *_: Any) -> list[Finished]:
    """Copies of a line of text each, of which the third ends its worker."""
    if any(each.number == 3 for each, _ in some):
        os._exit(9)
    return list(copies(held, [each for each, _ in some]))


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_a_row_that_ends_its_worker_is_named_and_the_others_are_made(local: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge, "BATCH", 2)
    monkeypatch.setattr(merge, "book_of", without_layout)
    monkeypatch.setattr(merge, "build", ending)
    recipients = listed(tmp_path, NAMES)
    result = merge.merge(ready(), recipients, recipients.copies, Order(tmp_path / "out", "de", scheduler=local.scheduler_address))
    assert result.failed == (3,)
    assert [(each.code, each.place.line) for each in result.findings if each.code == "L06"] == [("L06", 4)]
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 4


def hanging(held: Book, some: tuple[tuple[Addressee, str], ...], *_: Any) -> list[Finished]:
    """Copies of a line of text each, of which the third never ends."""
    import time

    while any(each.number == 3 for each, _ in some):
        time.sleep(1)
    return list(copies(held, [each for each, _ in some]))


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_a_row_that_takes_too_long_is_named_and_nothing_stays_at_the_scheduler(local: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("BATCH", 2), ("book_of", without_layout), ("build", hanging)):
        monkeypatch.setattr(merge, name, value)
    monkeypatch.setattr(local.scheduler, "allowed_failures", 0)
    monkeypatch.setattr(ClusterPool, "time_for", staticmethod(lambda ticket: 2))
    recipients = listed(tmp_path, NAMES)
    result = merge.merge(ready(), recipients, recipients.copies, Order(tmp_path / "out", "de", scheduler=local.scheduler_address))
    assert (result.failed, len(list((tmp_path / "out").glob("*.pdf")))) == ((3,), 4)
    assert lets_go(local.scheduler)


def slow(held: Book, some: tuple[tuple[Addressee, str], ...], *_: Any) -> list[Finished]:
    """Copies that take a while."""
    import time

    time.sleep(0.3)
    return list(copies(held, [each for each, _ in some]))


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_the_same_command_goes_on_after_its_scheduler_was_gone(local: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed

    for name, value in (("BATCH", 2), ("book_of", without_layout), ("build", slow)):
        monkeypatch.setattr(merge, name, value)
    monkeypatch.setattr(scheduler, "_PATIENCE", 1)
    recipients = listed(tmp_path, "Name\n" + "a\n" * 40)
    ended: list[int] = []

    def report(step: str, done: int, total: int) -> None:
        if step == "finish" and not ended:
            ended.append(done)
            leaving.close()

    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as leaving, pytest.raises(EnvironmentProblem, match="the scheduler is gone"):
        merge.merge(ready(), recipients, recipients.copies, Order(tmp_path / "out", "de", scheduler=leaving.scheduler_address), report)
    result = merge.merge(ready(), recipients, recipients.copies, Order(tmp_path / "out", "de", scheduler=local.scheduler_address))
    assert result.unchanged >= ended[0] == 2
    assert (result.failed, len(result.written)) == ((), 41)
