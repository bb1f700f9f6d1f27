"""Workers of a cluster: the same bytes, and what goes wrong is named."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from handbook import print_shops
from handbook.assets import Asset
from handbook.errors import ContentError, EnvironmentProblem, HandbookError
from handbook.finishing import Made, Wanted, make
from handbook.galley import Galley
from handbook.runs import cluster, program, scheduler
from handbook.runs.cluster import Cluster
from handbook.runs.slip import Slip, part, whole
from handbook.runs.ticket import Ticket
from handbook.runs.workers import Outcome, Workers
from tests.runs.conftest import tickets


def test_a_worker_with_another_program_is_refused() -> None:
    came = cluster.work(part(tickets()[0])[0], "another", ())
    assert isinstance(came, EnvironmentProblem)
    assert [finding.code for finding in came.findings] == ["W03"]


def test_a_worker_gives_back_what_was_made_or_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    slip, contents = part(tickets()[0])
    job = slip, program.machinery(), contents.values()
    made, wrong = Made(()), ContentError()

    def failing(galley: Galley, wanted: Wanted) -> Made:
        raise wrong

    monkeypatch.setattr(cluster, "make", lambda galley, wanted: made)
    assert cluster.work(*job) is made
    monkeypatch.setattr(cluster, "make", failing)
    assert cluster.work(*job) is wrong


def test_a_worker_that_lacks_a_content_lays_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "make", None)
    came = cluster.work(part(tickets()[0])[0], program.machinery(), [b"other"])
    assert isinstance(came, EnvironmentProblem)
    assert [finding.code for finding in came.findings] == ["W03"]


def test_without_the_library_the_command_that_brings_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EnvironmentProblem, match=r"pip install 'career-handbook\[cluster\]'"):
        Cluster("tcp://127.0.0.1:1")


def killing(slip: Slip, machinery: str, contents: list[bytes]) -> Outcome:
    """A job that ends its worker."""
    if slip.galley.product == "interview":
        os._exit(9)
    return make(*whole(slip, contents))


def pressed() -> tuple[Ticket, ...]:
    """The jobs for screens and for a print shop, whose profile is a content like any other."""
    shop = print_shops.load("offset-coated", print_shops.FOLDER)
    return tuple(replace(ticket, wanted=replace(ticket.wanted, channels=("screen", "press"), shop=shop)) for ticket in tickets())


def lets_go(scheduler: Any, key: str = "") -> bool:
    """Whether a scheduler forgets a key, or all, as soon as it has heard that nobody wants it."""
    for _ in range(100):
        if key not in scheduler.tasks if key else not scheduler.tasks:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_this_process_a_pool_and_a_cluster_make_the_same_bytes(local: Any) -> None:
    here = {ticket.name: make(ticket.galley, ticket.wanted).files for ticket in pressed()}
    with Workers(2) as pool, Cluster(local.scheduler_address) as remote:
        for workers in (pool, remote):
            came = {ticket.name: outcome for ticket, outcome in workers.outcomes(pressed())}
            assert {name: made.files for name, made in came.items() if isinstance(made, Made)} == here


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_a_content_is_sent_once_for_all_jobs_and_nothing_stays_at_the_scheduler(local: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    several = [replace(ticket, edition=f"edition-{number}") for number in range(3) for ticket in pressed()]
    with Cluster(local.scheduler_address) as remote:
        submit, sent = remote.scheduler.client.submit, []
        monkeypatch.setattr(remote.scheduler.client, "submit", lambda *given, key, **more: sent.append(key) or submit(*given, key=key, **more))
        came = [outcome for _, outcome in remote.outcomes(several)]
        monkeypatch.undo()
        assert all(isinstance(outcome, Made) for outcome in came)
        digests = {digest for ticket in several for digest in part(ticket)[1]}
        assert sorted(key for key in sent if key.startswith("content-")) == sorted(f"content-{digest}" for digest in digests)
        assert lets_go(local.scheduler)


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_a_content_of_one_job_is_let_go_while_others_are_made(local: Any) -> None:
    first, galley = tickets()[0], tickets()[0].galley
    own = Asset("edition/own.css", "text/css", b"/* only here */")
    alone = replace(first, edition="alone", galley=replace(galley, assets={**galley.assets, own.name: own}))
    ended: list[str] = []

    def coming() -> Iterator[Ticket]:
        """Others are made until that one is, and some more."""
        yield alone
        for number in range(200):
            yield replace(first, edition=f"edition-{number}")
            if alone.name in ended:
                break
        yield from (replace(first, edition=f"last-{number}") for number in range(5))

    with Cluster(local.scheduler_address) as remote:
        for ticket, outcome in remote.outcomes(coming()):
            assert isinstance(outcome, Made)
            ended.append(ticket.name)
            if alone.name in ended[:-1]:
                assert lets_go(local.scheduler, f"content-{own.digest}")
                assert any(str(key).startswith("content-") for key in local.scheduler.tasks)
                break
    assert alone.name in ended[:-1]


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_a_job_that_ends_its_worker_is_named_and_the_others_are_made(local: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "work", killing)
    with Cluster(local.scheduler_address) as remote:
        came = {ticket.galley.product: outcome for ticket, outcome in remote.outcomes(tickets())}
    assert isinstance(came["skills"], Made)
    assert isinstance(came["interview"], HandbookError)
    assert "ended every worker that tried it" in str(came["interview"])


def dying_once(marker: str, slip: Slip, machinery: str, contents: list[bytes]) -> Outcome:
    """A job whose first worker dies, with all contents that it had."""
    if not Path(marker).exists():
        Path(marker).touch()
        os._exit(9)
    return make(*whole(slip, contents))


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_contents_that_die_with_their_worker_come_again(local: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cluster, "work", partial(dying_once, str(tmp_path / "died")))
    with Cluster(local.scheduler_address) as remote:
        came = [outcome for _, outcome in remote.outcomes(tickets())]
    assert [type(outcome) for outcome in came] == [Made] * len(tickets())
    assert (tmp_path / "died").exists()


def dying_with_a_content(marker: str, data: bytes) -> bytes:
    """A content that waits at a worker while that dies."""
    if not Path(marker).exists():
        Path(marker).touch()
        os._exit(9)
    return data


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_no_job_is_blamed_for_a_content_that_waited_where_a_worker_died(local: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(local.scheduler, "allowed_failures", 0)
    monkeypatch.setattr(scheduler, "bytes", partial(dying_with_a_content, str(tmp_path / "died")), raising=False)
    with Cluster(local.scheduler_address) as remote:
        came = [outcome for _, outcome in remote.outcomes(tickets()[:1])]
    assert [type(outcome) for outcome in came] == [Made]
    assert (tmp_path / "died").exists()


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_two_programs_share_the_contents_of_a_scheduler(local: Any) -> None:
    with Cluster(local.scheduler_address) as one, Cluster(local.scheduler_address) as other:
        first, second = one.outcomes(tickets()), other.outcomes(tickets())
        came = [next(first), next(second), *first]  # the first lets go of everything here
        came += second
    assert [type(outcome) for _, outcome in came] == [Made] * 2 * len(tickets())


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_other_bytes_under_the_name_of_a_content_are_refused(local: Any) -> None:
    from distributed import Client

    digest = next(iter(part(tickets()[0])[1]))
    with Client(local.scheduler_address, set_as_default=False) as stranger, Cluster(local.scheduler_address) as remote:
        held = stranger.submit(bytes, b"other", key=f"content-{digest}")
        assert held.result() == b"other"
        (outcome,) = [outcome for _, outcome in remote.outcomes(tickets()[:1])]
    assert isinstance(outcome, EnvironmentProblem)
    assert "came to a worker as other bytes" in str(outcome)


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_goes_away_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(scheduler, "_PATIENCE", 1)
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as ending, Cluster(ending.scheduler_address) as remote:
        outcomes = remote.outcomes(tickets())
        assert isinstance(next(outcomes)[1], Made)
        ending.close()
        assert "the scheduler is gone" in str(next(outcomes)[1])
        outcomes.close()  # type: ignore[attr-defined]


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(scheduler, "_PATIENCE", 1)
    with pytest.raises(EnvironmentProblem, match=r"tcp://127\.0\.0\.1:9: there is no scheduler that answers"):
        Cluster("tcp://127.0.0.1:9")


@pytest.mark.parametrize(("cause", "named"), [(ModuleNotFoundError("No module named 'handbook'"), True), (None, False)])
def test_a_scheduler_that_lacks_the_program_is_named_and_a_mistake_of_ours_is_not(cause: Exception | None, named: bool) -> None:
    pytest.importorskip("distributed")

    class Future:
        """A job that could not even be read."""

        def result(self) -> None:
            raise RuntimeError("Error during deserialization of the task graph.") from cause

    lacking = scheduler.Scheduler.__new__(scheduler.Scheduler)
    lacking._address = "tcp://10.0.0.1:8786"
    if named:
        assert "the scheduler lacks the program" in str(lacking.outcome(Future(), lambda _: ContentError()))
    else:
        with pytest.raises(RuntimeError):
            lacking.outcome(Future(), lambda _: ContentError())
