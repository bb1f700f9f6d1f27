"""Workers of a cluster: the same bytes, and what goes wrong is named."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from handbook.errors import ContentError, EnvironmentProblem, HandbookError
from handbook.finishing import Made, Wanted, make
from handbook.galley import Galley
from handbook.runs import cluster, program
from handbook.runs.cluster import Cluster
from handbook.runs.workers import Outcome, Workers
from tests.runs.conftest import tickets


def test_a_worker_with_another_program_is_refused() -> None:
    ticket = tickets()[0]
    came = cluster.work(ticket.galley, ticket.wanted, "another")
    assert isinstance(came, EnvironmentProblem)
    assert [finding.code for finding in came.findings] == ["W03"]


def test_a_worker_gives_back_what_was_made_or_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = tickets()[0]
    made, wrong = Made(()), ContentError()

    def failing(galley: Galley, wanted: Wanted) -> Made:
        raise wrong

    monkeypatch.setattr(cluster, "make", lambda galley, wanted: made)
    assert cluster.work(ticket.galley, ticket.wanted, program.machinery()) is made
    monkeypatch.setattr(cluster, "make", failing)
    assert cluster.work(ticket.galley, ticket.wanted, program.machinery()) is wrong


def test_without_the_library_the_command_that_brings_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EnvironmentProblem, match=r"pip install 'career-handbook\[cluster\]'"):
        Cluster("tcp://127.0.0.1:1")


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    """A scheduler with two workers on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as started:
        yield started


def killing(galley: Galley, wanted: Wanted, machinery: str) -> Outcome:
    """A job that ends its worker."""
    if galley.product == "interview":
        os._exit(9)
    return make(galley, wanted)


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_this_process_a_pool_and_a_cluster_make_the_same_bytes(local: Any) -> None:
    here = {ticket.name: make(ticket.galley, ticket.wanted).data for ticket in tickets()}
    with Workers(2) as pool, Cluster(local.scheduler_address) as remote:
        for workers in (pool, remote):
            came = {ticket.name: outcome for ticket, outcome in workers.outcomes(tickets())}
            assert {name: made.data for name, made in came.items() if isinstance(made, Made)} == here


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_a_job_that_ends_its_worker_is_named_and_the_others_are_made(local: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "work", killing)
    with Cluster(local.scheduler_address) as remote:
        came = {ticket.galley.product: outcome for ticket, outcome in remote.outcomes(tickets())}
    assert isinstance(came["skills"], Made)
    assert isinstance(came["interview"], HandbookError)
    assert "ended every worker that tried it" in str(came["interview"])


@pytest.mark.sweep
@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(EnvironmentProblem, match=r"tcp://127\.0\.0\.1:9: there is no scheduler that answers"):
        Cluster("tcp://127.0.0.1:9")
