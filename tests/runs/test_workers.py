"""Workers: a job that goes wrong fails alone, and jobs go back to who knows their pages."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import paths
from handbook.finishing import Made, PdfFile, Wanted
from handbook.galley import Galley
from handbook.pipeline import compose, prepare
from handbook.runs import workers
from handbook.runs.ticket import Ticket
from handbook.runs.workers import Workers
from tests.runs.conftest import tickets


def telling(galley: Galley, wanted: Wanted) -> Made:
    """A job that says which process did it and where its temporary files go."""
    folder = tempfile.mkdtemp()
    return Made((PdfFile("screen", "", f"{os.getpid()} {folder}".encode(), 1),))


def several(count: int) -> list[Ticket]:
    return [replace(tickets()[0], edition=f"edition-{number}") for number in range(count)]


def done_by(floor: Workers, jobs: list[Ticket]) -> dict[str, tuple[str, Path]]:
    """The process and the folder of each job."""
    came = {}
    for ticket, made in floor.outcomes(jobs):
        assert isinstance(made, Made), made
        process, folder = made.data.decode().split(" ")
        came[ticket.name] = (process, Path(folder))
    return came


def test_jobs_go_back_to_their_workers_and_their_temporary_files_go_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "make", telling)
    jobs = several(2)
    with Workers(2) as floor:
        first = done_by(floor, jobs)
        again = done_by(floor, jobs[::-1])
        (alone,) = done_by(floor, jobs[1:]).values()
        folders = [folder for _, folder in (*first.values(), *again.values(), alone)]
        assert all(folder.is_dir() for folder in folders)
    assert len({process for process, _ in first.values()}) == 2
    assert {name: process for name, (process, _) in again.items()} == {name: process for name, (process, _) in first.items()}
    assert alone[0] == first[jobs[1].name][0]
    assert not any(folder.exists() or folder.parent.exists() for folder in folders)


def test_no_worker_is_started_before_there_is_something_to_do() -> None:
    with Workers(2) as floor:
        assert list(floor.outcomes([])) == []
        assert floor._pools == []


def test_work_of_a_busy_worker_is_taken_over_and_that_of_a_free_one_is_not() -> None:
    floor = Workers(2)
    floor._pools = [None, None]
    mine, other = several(2)
    floor._homes = {mine.name: 0, other.name: 1}
    assert floor._next([other], 0, busy={1}) is other
    assert floor._next([other], 0, busy=set()) is None
    assert floor._next([other, mine], 0, busy={1}) is mine


def test_a_job_has_a_limit_of_time_by_its_size() -> None:
    galleys, _ = compose(prepare(paths.EDITIONS / "house" / "edition.toml", wanted=["handbook", "skills"]))
    assert [workers.time_for(galley) for galley in galleys] == [workers.LONGEST_JOB, workers.LONGEST_JOB // 4]


_LIMITED = """
import resource, sys
from handbook.runs import workers
hard = int(sys.argv[1])
if hard:
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
workers.settle(".", workers.MOST_MEMORY)
print(resource.getrlimit(resource.RLIMIT_AS)[0] == (min(hard, workers.MOST_MEMORY) if hard else workers.MOST_MEMORY))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit of memory is Linux's")
@pytest.mark.parametrize("hard", [0, 2**30, 2**40])
def test_the_limit_of_memory_stays_below_the_one_of_the_machine(hard: int) -> None:
    done = subprocess.run([sys.executable, "-c", _LIMITED, str(hard)], capture_output=True, text=True, check=False, cwd=paths.ROOT)
    assert done.stdout.strip() == "True", done.stderr
