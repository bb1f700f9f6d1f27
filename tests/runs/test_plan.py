"""Which jobs are done again: those that changed, and no others."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import manifest
from handbook.errors import ContentError
from handbook.findings import Finding, Place, Severity
from handbook.finishing import Made, Wanted
from handbook.galley import Galley
from handbook.pipeline import compose
from handbook.runs import past, plan, program
from handbook.runs import run as runs
from handbook.runs.run import Choice
from tests.runs.conftest import AtOnce, ready, tickets, written

INTERVIEW, SKILLS = "house-interview-de.pdf", "house-skills-de.pdf"
REVIEW = Finding("S05", "is coarse.", Place(page=1), severity=Severity.REVIEW)


def why(folder: Path, choice: Choice = Choice()) -> dict[str, str]:  # noqa: B008
    return {step.ticket.galley.product: "; ".join(step.why) for step in runs.planned(ready(), folder, choice)}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder with both sheets."""
    runs.run(ready(), tmp_path, jobs=AtOnce())
    return tmp_path


def test_all_is_new_in_an_empty_folder_and_nothing_is_made(tmp_path: Path) -> None:
    assert why(tmp_path / "house") == {"interview": "new", "skills": "new"}
    assert not (tmp_path / "house").exists()


def test_nothing_is_done_twice_and_the_manifest_is_the_same(built: Path) -> None:
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in built.glob("*.pdf")}
    record = (built / manifest.FILE_NAME).read_bytes()
    assert why(built) == {"interview": "", "skills": ""}
    workers = AtOnce()
    result = runs.run(ready(), built, jobs=workers)
    assert workers.names == []
    assert ([path.name for path in result.written], result.unchanged, result.done) == ([INTERVIEW, SKILLS, "manifest.json"], 2, 0)
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in built.glob("*.pdf")} == before
    assert (built / manifest.FILE_NAME).read_bytes() == record


def test_force_does_it_all_again(built: Path) -> None:
    assert set(why(built, Choice(force=True)).values()) == {"forced"}
    workers = AtOnce()
    runs.run(ready(), built, jobs=workers, choice=Choice(force=True))
    assert workers.names == ["interview", "skills"]


def test_what_was_built_while_somebody_watched_is_looked_at_once_more(tmp_path: Path) -> None:
    hasty = Choice(claims=False)
    runs.run(ready(), tmp_path, jobs=AtOnce(), choice=hasty)
    assert why(tmp_path, hasty) == {"interview": "", "skills": ""}
    assert why(tmp_path) == {"interview": "claimed standards not checked yet", "skills": "claimed standards not checked yet"}


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.unlink, f"file missing: {INTERVIEW}"),
    "changed": (lambda path: path.write_bytes(b"by hand"), f"file changed: {INTERVIEW}"),
    "cut off": (lambda path: os.truncate(path, 10), f"file changed: {INTERVIEW}"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_file_that_is_not_as_it_was_written_is_made_again(built: Path, damage: str) -> None:
    change, words = DAMAGE[damage]
    before = (built / INTERVIEW).read_bytes()
    change(built / INTERVIEW)
    assert why(built) == {"interview": words, "skills": ""}
    workers = AtOnce()
    runs.run(ready(), built, jobs=workers)
    assert workers.names == ["interview"]
    assert (built / INTERVIEW).read_bytes() == before


def test_only_the_job_whose_text_changed_is_done_again(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(given: object) -> tuple[list[Galley], list[Finding]]:
        galleys, notes = compose(ready())
        (section,) = galleys[0].sections
        return [replace(galleys[0], sections=(replace(section, html=section.html + "<!-- -->"),)), *galleys[1:]], notes

    monkeypatch.setattr(runs, "compose", changed)
    assert why(built) == {"interview": "text changed: interview", "skills": ""}


def test_another_program_makes_everything_again(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "machinery", lambda: "another")
    assert why(built) == {"interview": "program newer", "skills": "program newer"}


def failing(galley: Galley, wanted: Wanted) -> Made:
    if galley.product == "interview":
        raise ContentError(Finding("P01", "is too long."))
    return written(galley, wanted)


def test_a_job_that_failed_is_named_in_the_manifest_and_tried_again(tmp_path: Path) -> None:
    runs.run(ready(), tmp_path, jobs=AtOnce(failing))
    assert past.read(tmp_path).jobs["interview", "de"].digest == ""
    assert past.read(tmp_path).jobs["interview", "de"].findings[0]["message"] == "is too long."
    assert why(tmp_path) == {"interview": "failed before", "skills": ""}
    workers = AtOnce(failing)
    assert str(runs.run(ready(), tmp_path, jobs=workers).findings[-1]) == "is too long."
    assert workers.names == ["interview"]


def coarse(galley: Galley, wanted: Wanted) -> Made:
    return replace(written(galley, wanted), findings=(REVIEW,))


def test_what_was_found_in_a_job_that_stands_is_told_again(tmp_path: Path) -> None:
    first = runs.run(ready(), tmp_path, jobs=AtOnce(coarse))
    workers = AtOnce(coarse)
    assert runs.run(ready(), tmp_path, jobs=workers).findings == first.findings
    assert first.findings[1:] == (REVIEW, REVIEW)
    assert workers.names == []


def test_a_job_whose_findings_count_as_errors_now_does_not_stand(tmp_path: Path) -> None:
    runs.run(ready(), tmp_path, jobs=AtOnce(coarse))
    assert set(why(tmp_path, Choice(strict=True)).values()) == {"errors count differently"}
    assert runs.run(ready(), tmp_path, jobs=AtOnce(coarse), choice=Choice(strict=True)).failed
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_rejected_file_stands_as_rejected(tmp_path: Path) -> None:
    def wrong(galley: Galley, wanted: Wanted) -> Made:
        return replace(written(galley, wanted), findings=(replace(REVIEW, severity=Severity.ERROR),))

    first = runs.run(ready(), tmp_path, jobs=AtOnce(wrong))
    workers = AtOnce(wrong)
    again = runs.run(ready(), tmp_path, jobs=workers)
    assert (again.failed, again.findings, again.rejected) == (True, first.findings, first.rejected)
    assert workers.names == []


def test_a_pattern_chooses_jobs_by_their_names() -> None:
    assert [ticket.name for ticket in plan.chosen(tickets(), ("*-skills-*", "acme-*"))] == ["house-skills-de"]
    assert plan.chosen(tickets(), ()) == list(tickets())


def test_chosen_jobs_leave_the_others_as_they_are(built: Path) -> None:
    workers = AtOnce()
    runs.run(ready(), built, jobs=workers, choice=Choice(force=True, select=("*-skills-*",)))
    assert workers.names == ["skills"]
    assert why(built) == {"interview": "", "skills": ""}


def test_a_run_that_was_killed_goes_on_after_the_last_job_that_ended(tmp_path: Path) -> None:
    def killed(galley: Galley, wanted: Wanted) -> Made:
        if galley.product == "skills":
            raise KeyboardInterrupt
        return written(galley, wanted)

    with pytest.raises(KeyboardInterrupt):
        runs.run(ready(), tmp_path, jobs=AtOnce(killed))
    assert why(tmp_path) == {"interview": "", "skills": "new"}
    workers = AtOnce()
    runs.run(ready(), tmp_path, jobs=workers)
    assert workers.names == ["skills"]
    again = (tmp_path / manifest.FILE_NAME).read_bytes()
    runs.run(ready(), tmp_path, jobs=AtOnce(), choice=Choice(force=True))
    assert (tmp_path / manifest.FILE_NAME).read_bytes() == again
