"""Many editions at once: each comes to its own end, whatever becomes of the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handbook.errors import ContentError, EnvironmentProblem
from handbook.findings import Finding
from handbook.finishing import Made, Wanted
from handbook.galley import Galley
from handbook.pipeline import Ready
from handbook.runs import run as runs
from handbook.runs.run import Run
from handbook.runs.together import together
from tests.runs.conftest import AtOnce, ready, written

Named = Callable[..., list[Run]]


def called(name: str) -> Ready:
    given = ready()
    return replace(given, loaded=replace(given.loaded, edition=given.loaded.edition.model_copy(update={"name": name})))


@pytest.fixture
def named(tmp_path: Path) -> Named:
    """Runs of the house edition under other names."""
    return lambda *names: [Run(called(name), tmp_path / name) for name in names]


def test_every_edition_has_its_own_files_and_findings(named: Named, tmp_path: Path) -> None:
    def job(galley: Galley, wanted: Wanted) -> Made:
        if galley.product == "skills":
            raise ContentError(Finding("P01", "is too long."))
        return written(galley, wanted)

    came = {run.name: result for run, result in together(named("a", "b"), AtOnce(job))}
    assert {name: [path.name for path in result.written] for name, result in came.items()} == {name: [f"{name}-interview-de.pdf", "manifest.json"] for name in "ab"}
    assert all(result.findings[-1].message == "is too long." for result in came.values())
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


def test_an_edition_that_cannot_be_composed_leaves_the_others(named: Named, monkeypatch: pytest.MonkeyPatch) -> None:
    compose = runs.compose

    def composed(given: Ready) -> Any:
        if given.loaded.edition.name == "a":
            raise ContentError(Finding("T01", "is wrong."))
        return compose(given)

    monkeypatch.setattr(runs, "compose", composed)
    came = [(run.name, result.failed, len(result.written)) for run, result in together(named("a", "b"), AtOnce())]
    assert sorted(came) == [("a", True, 0), ("b", False, 3)]


def test_an_edition_of_which_nothing_changed_ends_without_a_job(named: Named) -> None:
    list(together(named("a"), AtOnce()))
    workers = AtOnce()
    came = {run.name: (result.done, result.unchanged) for run, result in together(named("a", "b"), workers)}
    assert came == {"a": (0, 2), "b": (2, 0)}
    assert workers.names == ["interview", "skills"]


def test_a_machine_that_lacks_something_stops_all_and_no_folder_stays_locked(named: Named) -> None:
    def job(galley: Galley, wanted: Wanted) -> Made:
        raise EnvironmentProblem(Finding("L06", "lacks something."))

    with pytest.raises(EnvironmentProblem):
        list(together(named("a", "b"), AtOnce(job)))
    assert len(list(together(named("a", "b"), AtOnce()))) == 2


def test_the_next_edition_is_composed_when_its_jobs_are_wanted(named: Named) -> None:
    told: list[str] = []

    def coming() -> Iterator[Run]:
        for run in named("a", "b", "c"):
            told.append(run.name)
            yield run

    for run, _ in together(coming(), AtOnce()):
        told.append(f"{run.name} done")
    assert told.index("a done") < told.index("c")


def test_progress_counts_the_jobs_of_all_editions(named: Named) -> None:
    told: list[tuple[str, int, int]] = []
    list(together(named("a", "b"), AtOnce(), lambda *step: told.append(step)))
    assert told[0] == ("compose", 0, 0)
    assert told[-1] == ("paginate", 4, 4)
