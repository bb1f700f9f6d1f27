"""A run: files for all jobs, a name for each that failed, and nothing half done."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import manifest, paths, products
from handbook.errors import ContentError, EnvironmentProblem, UsageError
from handbook.findings import Finding, Place, Severity
from handbook.finishing import Made, Wanted
from handbook.galley import Galley, Section
from handbook.pipeline import Ready, compose, prepare
from handbook.preflight.waivers import waived
from handbook.runs import program, workers
from handbook.runs import run as runs
from handbook.runs.run import Choice
from handbook.runs.ticket import Ticket
from handbook.runs.workers import Workers
from tests.runs.conftest import AtOnce, ready

Change = Callable[[Galley], Galley]
Patch = Callable[..., None]


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Patch:
    """Let a run find the sheets of the house edition, the one for the interview changed."""

    def changed(change: Change) -> None:
        def composed(given: Ready) -> tuple[list[Galley], list[Finding]]:
            galleys, _ = compose(given)
            return [change(galley) if galley.product == "interview" else galley for galley in galleys], []

        monkeypatch.setattr(runs, "compose", composed)

    return changed


def with_section(galley: Galley, change: Callable[[Section], Section]) -> Galley:
    return replace(galley, sections=tuple(change(section) for section in galley.sections))


def endless(galley: Galley) -> Galley:
    """Work for minutes."""
    return with_section(galley, lambda section: replace(section, html=section.html.replace("</main>", "<p>Wort für Wort. </p>" * 200_000 + "</main>")))


def too_long(galley: Galley) -> Galley:
    return with_section(galley, lambda section: replace(section, html=section.html.replace("</main>", "<p>x</p>" * 99 + "</main>")))


def killed(galley: Galley, wanted: object = None) -> Made:
    """A job whose worker is killed from outside while it works, as the kernel does when memory runs out."""
    from handbook.finishing import make

    if galley.product == "interview":
        os.kill(os.getpid(), signal.SIGKILL)
    return make(galley)


def out_of_memory(galley: Galley, wanted: object = None) -> Made:
    """A job that asks for more than a worker may have."""
    from handbook.finishing import make

    if galley.product == "interview":
        bytearray(workers.MOST_MEMORY)
    return make(galley)


def without_fonts(galley: Galley, wanted: object = None) -> Made:
    """A job on a machine that lacks something."""
    from handbook import engine
    from handbook.finishing import make

    engine.FONTS_FILE = Path("nowhere")
    return make(galley)


WRONG = Finding("S05", "is coarse.", Place(page=1, x_mm=20, y_mm=30))


def with_error(galley: Galley, wanted: object = None) -> Made:
    """A job whose files come out and must not be printed."""
    from handbook.finishing import PdfFile

    return Made((PdfFile("screen", "", b"wrong" if galley.product == "interview" else b"right", 1),), (WRONG,) if galley.product == "interview" else ())


def right(galley: Galley, wanted: object = None) -> Made:
    """A job that is done at once."""
    from handbook.finishing import PdfFile

    return Made((PdfFile("screen", "", b"right", 1),))


def for_review(galley: Galley, wanted: object = None) -> Made:
    """A job with something to look at."""
    made = with_error(galley)
    return replace(made, findings=tuple(replace(finding, severity=Severity.REVIEW) for finding in made.findings))


def refused(galley: Galley, wanted: object = None) -> Made:
    """A job that makes nothing."""
    if galley.product == "interview":
        raise ContentError(Finding("P01", "is too long."))
    return right(galley)


def names(result: runs.Result) -> list[str]:
    return [path.name for path in result.written]


def recorded(folder: Path) -> list[str]:
    return [entry["file"] for entry in json.loads((folder / manifest.FILE_NAME).read_text("utf-8"))["files"]]


def test_every_product_becomes_a_file_and_the_manifest_is_written_last(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    result = runs.run(ready(), tmp_path / "dist" / "house", report=lambda *step: told.append(step))
    assert names(result) == ["house-interview-de.pdf", "house-skills-de.pdf", "manifest.json"]
    assert sorted(os.listdir(tmp_path / "dist" / "house")) == sorted(names(result))
    assert not result.failed
    times = [path.stat().st_mtime_ns for path in result.written]
    assert times[-1] == max(times)
    assert list(dict.fromkeys(step for step, _, _ in told)) == ["compose", "paginate", "record"]
    assert ("paginate", 0, 2) in told and ("paginate", 2, 2) in told  # noqa: PT018


def test_a_job_that_fails_is_named_and_the_others_are_written(tmp_path: Path, jobs: Patch) -> None:
    jobs(too_long)
    result = runs.run(ready(), tmp_path, jobs=2)
    assert result.failed
    assert names(result) == ["house-skills-de.pdf", "manifest.json"]
    assert recorded(tmp_path) == ["house-skills-de.pdf"]
    assert [finding.code for finding in result.findings] == ["P01"]
    assert "handbook/content/checklists/interview.md" in str(result.findings[0])
    assert multiprocessing.active_children() == []


def test_a_job_that_never_ends_is_stopped_and_named(tmp_path: Path, jobs: Patch, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs(endless)
    monkeypatch.setattr(workers, "time_for", lambda galley: 3 if galley.product == "interview" else 60)
    result = runs.run(ready(), tmp_path, jobs=2)
    assert names(result) == ["house-skills-de.pdf", "manifest.json"]
    assert [str(finding) for finding in result.findings if finding.code == "L06"] == [
        "interview, de: took longer than 3 seconds while it was laid out. A picture may be too intricate; try the edition without its logo."
    ]


@pytest.mark.parametrize(("job", "words"), [(killed, "interview, de: ended the worker (exit code -9)"), (out_of_memory, "interview, de: took more memory than a job may have")])
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit of memory is Linux's")
def test_a_worker_that_dies_is_named_and_the_others_are_written(tmp_path: Path, job: Callable[[Galley], Made], words: str, jobs: Patch, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs(lambda galley: galley)
    monkeypatch.setattr(workers, "make", job)
    result = runs.run(ready(), tmp_path)
    assert names(result) == ["house-skills-de.pdf", "manifest.json"]
    (found,) = result.findings
    assert str(found).startswith(words)
    assert found.code == "L06"


def test_a_machine_that_lacks_something_stops_the_run(tmp_path: Path, jobs: Patch, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs(lambda galley: galley)
    monkeypatch.setattr(workers, "make", without_fonts)
    with pytest.raises(EnvironmentProblem, match=r"layouts/fonts/fonts\.conf"):
        runs.run(ready(), tmp_path)
    assert os.listdir(tmp_path) == []
    assert multiprocessing.active_children() == []


@pytest.fixture
def no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that would lay out anything fails."""

    def outcomes(self: Workers, tickets: Sequence[Ticket]) -> None:
        raise AssertionError("something was laid out")

    monkeypatch.setattr(Workers, "outcomes", outcomes)


@pytest.mark.usefixtures("no_jobs")
def test_a_folder_that_cannot_be_written_stops_a_run_before_anything_is_laid_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EnvironmentProblem) as caught:
        runs.run(ready(), tmp_path / "file" / "house")
    assert caught.value.findings[0].code == "W01"


@pytest.mark.usefixtures("no_jobs")
def test_a_wrong_date_stops_a_run_before_anything_is_laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        runs.run(ready(), tmp_path / "house")
    assert not (tmp_path / "house").exists()


REVIEW = Finding("F03", "has ended.", Place("x.md", 3), severity=Severity.REVIEW)
NOTE = Finding("B01", "was adjusted.", Place("x.toml", 3), severity=Severity.NOTE)


@pytest.mark.usefixtures("no_jobs")
def test_strict_makes_an_error_of_what_wants_review(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="has ended"):
        runs.run(replace(ready(), findings=(REVIEW, NOTE)), tmp_path, choice=Choice(strict=True))


def test_strict_lets_notes_pass(tmp_path: Path) -> None:
    result = runs.run(replace(prepare(paths.EDITIONS / "house" / "edition.toml", wanted=["skills"]), findings=(NOTE,)), tmp_path, choice=Choice(strict=True))
    assert not result.failed
    assert NOTE in result.findings


def test_a_later_run_of_one_product_keeps_the_others_in_the_manifest(tmp_path: Path) -> None:
    folder = tmp_path / "dist" / "house"
    runs.run(ready(), folder, jobs=AtOnce())
    runs.run(ready("skills"), folder, jobs=AtOnce())
    assert sorted(recorded(folder)) == ["house-interview-de.pdf", "house-skills-de.pdf"]
    (folder / "house-interview-de.pdf").write_bytes(b"changed by hand")
    runs.run(ready("skills"), folder, jobs=AtOnce())
    assert recorded(folder) == ["house-skills-de.pdf"]


INTERVIEW, SKILLS, REJECTED = "house-interview-de.pdf", "house-skills-de.pdf", "house-interview-de.rejected.pdf"


@pytest.fixture
def after(tmp_path: Path, jobs: Patch) -> Callable[..., runs.Result]:
    """Runs one after the other into the same folder, each with jobs of its kind."""
    jobs(lambda galley: galley)

    def run(job: Callable[..., Made], given: Ready | None = None, *, strict: bool = False, proof: bool = False) -> runs.Result:
        return runs.run(given or ready(), tmp_path, jobs=AtOnce(job), choice=Choice(strict=strict, force=True, proof=proof))

    return run


def there(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.pdf"))}


def told(result: runs.Result) -> list[str]:
    return [str(finding) for finding in result.findings]


def test_a_file_with_an_error_is_rejected_and_the_stale_one_removed(tmp_path: Path, after: Callable[..., runs.Result]) -> None:
    after(right)
    result = after(with_error)
    assert there(tmp_path) == {REJECTED: b"wrong", SKILLS: b"right"}
    assert (result.failed, names(result), [path.name for path in result.rejected]) == (True, [SKILLS, "manifest.json"], [REJECTED])
    assert told(result) == [
        "page 1, 20 mm from the left and 30 mm from the top: is coarse.",
        f"{REJECTED}: holds errors and must not be printed. Mend them, or waive them in the edition.",
        f"{INTERVIEW}: was of an earlier run; this one made no good one in its place, so it was removed.",
    ]
    entries = json.loads((tmp_path / manifest.FILE_NAME).read_text("utf-8"))["files"]
    assert [(entry["file"], entry["rejected"]) for entry in entries] == [(REJECTED, True), (SKILLS, False)]


def test_the_same_errors_give_the_same_manifest_whatever_lay_there_before(tmp_path: Path, after: Callable[..., runs.Result]) -> None:
    after(right)
    manifests = []
    for _ in range(2):
        after(with_error)
        manifests.append((tmp_path / manifest.FILE_NAME).read_bytes())
    assert manifests[0] == manifests[1]


def test_a_good_run_later_removes_what_was_rejected(tmp_path: Path, after: Callable[..., runs.Result]) -> None:
    after(with_error)
    result = after(right)
    assert there(tmp_path) == {INTERVIEW: b"right", SKILLS: b"right"}
    assert not result.failed
    assert told(result) == []


@pytest.mark.parametrize("job", [with_error, for_review])
def test_strict_writes_nothing_that_has_errors_or_wants_review(tmp_path: Path, after: Callable[..., runs.Result], job: Callable[..., Made]) -> None:
    after(right)
    result = after(job, strict=True)
    assert there(tmp_path) == {SKILLS: b"right"}
    assert recorded(tmp_path) == [SKILLS]
    assert (result.failed, result.rejected) == (True, ())


def test_what_only_wants_review_is_printed_where_nobody_is_strict(tmp_path: Path, after: Callable[..., runs.Result]) -> None:
    assert not after(for_review).failed
    assert there(tmp_path) == {INTERVIEW: b"wrong", SKILLS: b"right"}


def test_a_job_that_makes_nothing_leaves_no_stale_file(tmp_path: Path, after: Callable[..., runs.Result]) -> None:
    after(right)
    result = after(refused)
    assert there(tmp_path) == {SKILLS: b"right"}
    assert told(result) == ["is too long.", f"{INTERVIEW}: was of an earlier run; this one made no good one in its place, so it was removed."]


def test_a_file_that_somebody_changed_is_not_ours_to_remove(tmp_path: Path, after: Callable[..., runs.Result]) -> None:
    after(right)
    (tmp_path / INTERVIEW).write_bytes(b"signed by hand")
    after(refused)
    assert there(tmp_path) == {INTERVIEW: b"signed by hand", SKILLS: b"right"}


def test_an_error_of_the_edition_rejects_every_file(tmp_path: Path, after: Callable[..., runs.Result]) -> None:
    result = after(right, replace(ready(), findings=(WRONG,)))
    assert there(tmp_path) == {REJECTED: b"right", "house-skills-de.rejected.pdf": b"right"}
    assert result.failed


def waiving(folder: Path, *codes: str) -> Ready:
    """The whole house edition cut down to two sheets, with waivers."""
    shutil.copytree(paths.EDITIONS / "house", folder / "house")
    path = folder / "house" / "edition.toml"
    text = path.read_text("utf-8").replace("pages = 32", 'products = ["interview", "skills"]')
    path.write_text(text + "".join(f'\n[[waivers]]\ncode = "{code}"\nreason = "Agreed with the printer."\n' for code in codes), "utf-8")
    return prepare(path)


def waived_error(galley: Galley, wanted: Wanted) -> Made:
    """What `finishing.make` makes of a job with an error that may be waived."""
    made = with_error(galley)
    return replace(made, findings=tuple(waived(made.findings, wanted.waivers, galley.product)))


def test_a_waived_error_lets_the_file_be_printed_and_an_unused_waiver_is_named(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, after: Callable[..., runs.Result]) -> None:
    given = waiving(tmp_path_factory.mktemp("editions"), "S05", "S06")
    result = after(waived_error, given)
    assert there(tmp_path) == {INTERVIEW: b"wrong", SKILLS: b"right"}
    assert not result.failed
    assert [(finding.code, finding.severity) for finding in result.findings] == [("S05", Severity.NOTE), ("Z01", Severity.REVIEW)]
    assert after(waived_error, replace(given, complete=False)).findings == result.findings[:1]


def test_a_waiver_is_judged_only_if_every_job_came_to_its_end(tmp_path_factory: pytest.TempPathFactory, after: Callable[..., runs.Result]) -> None:
    result = after(refused, waiving(tmp_path_factory.mktemp("editions"), "S05", "P01"))
    assert [finding.code for finding in result.findings] == ["P01", "Z02"]


PROOF = "house-interview-de-proof.pdf"


def with_proof(galley: Galley, wanted: Wanted) -> Made:
    """A job with an error in one sheet, and the proofs that were wanted; each tells what it was given to tell."""
    from handbook.finishing import PdfFile

    made = with_error(galley)
    known = " ".join(finding.code for finding in wanted.known)
    return replace(made, files=(*made.files, *([PdfFile("proof", "", f"proof {known}".encode(), 2)] if wanted.proof else [])))


def stopped(galley: Galley, wanted: Wanted) -> Made:
    """A job of which only the proof came out."""
    from handbook.finishing import PdfFile

    return Made((PdfFile("proof", "", b"proof", 2),), (), (Finding("S03", "has other pages."),))


def entries(folder: Path) -> list[tuple[str, str, bool]]:
    return [(entry["file"], entry["channel"], entry["rejected"]) for entry in json.loads((folder / manifest.FILE_NAME).read_text("utf-8"))["files"]]


def test_a_proof_is_written_even_of_what_is_rejected_and_stands_in_the_manifest(tmp_path: Path, after: Callable[..., runs.Result]) -> None:
    result = after(with_proof, replace(ready(), findings=(NOTE,)), proof=True)
    assert [path.name for path in result.proofs] == [PROOF, "house-skills-de-proof.pdf"]
    assert there(tmp_path) == {PROOF: b"proof B01", REJECTED: b"wrong", "house-skills-de-proof.pdf": b"proof B01", SKILLS: b"right"}
    assert names(result) == [SKILLS, "manifest.json"]
    assert entries(tmp_path)[:2] == [(REJECTED, "screen", True), (PROOF, "proof", False)]


def test_a_proof_of_earlier_pages_is_removed_and_that_of_another_product_kept(tmp_path: Path, after: Callable[..., runs.Result]) -> None:
    after(with_proof, proof=True)
    result = after(right, ready("interview"))
    assert list(there(tmp_path)) == ["house-interview-de.pdf", "house-skills-de-proof.pdf", SKILLS]
    assert told(result) == [f"{PROOF}: was of an earlier run; this one made no good one in its place, so it was removed."]
    assert [file for file, _, _ in entries(tmp_path)] == [INTERVIEW, SKILLS, "house-skills-de-proof.pdf"]


def test_a_proof_whose_own_layout_changed_is_made_again_and_alone_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Choice(proof=True)

    def run(choice: Choice) -> list[str]:
        made = AtOnce(with_proof)
        runs.run(ready(), tmp_path, jobs=made, choice=choice)
        return made.names

    assert (run(asked), run(asked)) == (["interview", "skills"], [])
    lines = json.loads((tmp_path / manifest.FILE_NAME).read_text("utf-8"))["files"]
    assert {line["channel"]: "proof/layouts/proof.css" in line["inputs"] for line in lines} == {"screen": False, "proof": True}
    monkeypatch.setattr(program, "of_the_proof", lambda locale: {"layouts/proof.css": "changed"})
    assert "look or words of the proof changed: layouts/proof.css" in str(runs.planned(ready(), tmp_path, asked)[0].why[0])
    assert run(asked) == ["interview", "skills"]
    assert run(Choice()) == ["interview", "skills"]
    monkeypatch.undo()
    assert run(Choice()) == []


def test_a_strict_run_still_makes_the_proof_that_tells_why(tmp_path: Path, after: Callable[..., runs.Result]) -> None:
    result = after(with_proof, replace(ready(), findings=(REVIEW,)), strict=True, proof=True)
    assert result.failed
    assert list(there(tmp_path)) == [PROOF, "house-skills-de-proof.pdf"]


def test_what_stopped_a_file_stays_an_error_although_its_proof_is_there(tmp_path: Path, after: Callable[..., runs.Result]) -> None:
    result = after(stopped, proof=True)
    assert list(there(tmp_path)) == [PROOF, "house-skills-de-proof.pdf"]
    assert told(result) == ["has other pages.", "has other pages."]
    assert result.failed


def test_nobody_approves_the_page_for_the_office() -> None:
    galley = compose(ready())[0][0]
    asked = Choice(proof=True)
    assert runs._wanted(ready(), galley, (), asked).proof
    assert not runs._wanted(ready(), replace(galley, product=products.PRINT_INSTRUCTIONS), (), asked).proof
