"""Run: every job of an edition that isn't done yet, each in a worker process, then the manifest.

In: an edition made ready. Out: files in the folder and a `Result`. A job that fails is named and the others go on. A job that was done
before and of which nothing changed stands, and what was found in it is told again; each job that ends is noted at once, so a run that
was stopped goes on where it was. The manifest is written last. After a run nothing stale is left of what it was to make: what has errors
is written as rejected, what wasn't made is removed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from handbook import manifest, products
from handbook.errors import ContentError, EnvironmentProblem, HandbookError
from handbook.findings import Finding, Place, Severity, counted, errors, grave
from handbook.finishing import PROOF, Made, PdfFile, Wanted
from handbook.galley import Galley
from handbook.manifest import Entry
from handbook.pdf import created
from handbook.pipeline import Ready, compose, wanted_of
from handbook.preflight import waivers
from handbook.preflight.waivers import Found
from handbook.runs import output, past, program
from handbook.runs.kept import keep
from handbook.runs.past import Done, Line, Past
from handbook.runs.plan import Step, chosen, steps
from handbook.runs.ticket import EDITION, SHEETS, SHOP, Job, Ticket
from handbook.runs.workers import Outcome, Workers
from handbook.wording import say


@dataclass(frozen=True)
class Result:
    """What came of a run."""

    written: tuple[Path, ...]
    """Files that may be printed, and the manifest."""
    findings: tuple[Finding, ...]
    rejected: tuple[Path, ...] = ()
    """Files that hold errors, to look at only."""
    proofs: tuple[Path, ...] = ()
    """Files to look through and sign, whatever was found."""
    unchanged: int = 0
    """How many jobs stood as they were."""
    done: int = 0
    """How many jobs were done."""

    @property
    def failed(self) -> bool:
        """Whether any job didn't come out."""
        return bool(errors(self.findings))


Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Choice:
    """What a run leaves out, and how strict it is."""

    strict: bool = False
    """Whether what wants review is an error."""
    force: bool = False
    """Whether jobs are done again of which nothing changed."""
    select: tuple[str, ...] = ()
    """Only jobs whose name matches one of these, such as `*-handbook-*`."""
    proof: bool = False
    """Whether a proof is made of each job, also of what is not to be printed."""
    claims: bool = True
    """Whether the standards that files claim to keep are checked, see `Wanted`; a build for somebody who waits for it leaves that to the next one."""
    order: str = ""
    """Digest of everything that was ordered, for `order.again`; empty where nobody asks."""


_EVERYTHING = Choice()


def planned(ready: Ready, folder: Path, choice: Choice = _EVERYTHING) -> list[Step]:
    """What a run would do, and why; nothing is made, not even the folder."""
    galleys, notes = compose(ready)
    known = _known(ready, notes)
    return _steps(ready, _tickets(ready, galleys, known, choice), known, past.read(folder), folder, choice)


@dataclass(frozen=True)
class _Came:
    """What came of a job."""

    done: Done
    found: tuple[Finding, ...]
    """As they count in this run."""
    fatal: tuple[Finding, ...] = ()
    """What let no file come of it."""


class Run:
    """One edition's jobs, from the plan to the manifest. Open as a context: meanwhile nobody else writes into its folder."""

    def __init__(self, ready: Ready, folder: Path, choice: Choice = _EVERYTHING) -> None:
        """Nothing is read or made yet. ContentError if what is known already forbids to make anything."""
        if choice.strict and not choice.proof and grave(ready.findings, strict=True):
            raise ContentError(*(counted(finding, strict=True) for finding in ready.findings))
        self.name = ready.loaded.edition.name
        self.ready, self.folder, self.choice = ready, folder, choice
        self.to_do: list[Ticket] = []
        self._tickets: list[Ticket] = []
        self._came: dict[Job, _Came] = {}
        self._gone: list[Finding] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Compose the galleys and see which jobs are to be done: `to_do`."""
        created()
        output.check_folder(self.folder)
        with ExitStack() as stack:
            stack.enter_context(output.alone(self.folder))
            self._compose()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _compose(self) -> None:
        galleys, notes = compose(self.ready)
        known = _known(self.ready, notes)
        self._edition_wide = [counted(finding, self.choice.strict) for finding in known]
        self._before = past.read(self.folder)
        self._tickets = _tickets(self.ready, galleys, known, self.choice)
        for step in _steps(self.ready, self._tickets, known, self._before, self.folder, self.choice):
            if step.done:
                self._came[step.ticket.job] = _Came(step.done, tuple(counted(finding, self.choice.strict) for finding in step.findings))
            else:
                self.to_do.append(step.ticket)

    @property
    def is_done(self) -> bool:
        """Whether all jobs came to an end."""
        return len(self._came) == len(self._tickets)

    def take(self, ticket: Ticket, outcome: Outcome) -> None:
        """Write what came of a job. EnvironmentProblem if the machine lacks something: no other job would fare better."""
        if isinstance(outcome, EnvironmentProblem):
            raise outcome
        if isinstance(outcome, HandbookError):
            kept = keep(outcome.findings, self.ready.loaded.source.file)
            self._came[ticket.job] = _Came(Done(ticket.job, "", (), tuple(kept), program.machinery()), (), outcome.findings)
        else:
            self._came[ticket.job] = self._put(ticket, outcome)
            past.note_job(self.folder, self._came[ticket.job].done)

    def _put(self, ticket: Ticket, made: Made) -> _Came:
        """Write the files of a job, each under the name that its errors allow."""
        told = tuple(counted(finding, self.choice.strict) for finding in made.findings)
        good = not errors([*self._edition_wide, *told])
        lines: list[Line] = []
        for file in made.files:
            path = self.folder / ticket.file_name(file)
            rejected = not good and file.channel != PROOF
            if file.channel == PROOF:
                output.put(path, file.data)
            elif good:
                output.accept(path, file.data)
            else:
                self._gone += [_gone(path)] if output.reject(path, None if self.choice.strict else file.data) else []
                if self.choice.strict:
                    continue
                path = output.rejected(path)
            lines.append(_entry(path, ticket, file, self.ready, rejected=rejected).line())
        kept = keep(made.findings, self.ready.loaded.source.file)
        finished = "" if made.stopped else ticket.digest(program.machinery())
        return _Came(Done(ticket.job, finished, tuple(lines), tuple(kept), program.machinery()), told, made.stopped)

    def record(self) -> Result:
        """Write the manifest, and say what came of all jobs."""
        if not self._tickets:
            return Result((), tuple(self._edition_wide))
        came = [self._came[ticket.job] for ticket in self._tickets]
        lines = [line for each in came for line in each.done.files]
        kept, stale = _noted(self.folder, self._before, self._tickets, {line["file"] for line in lines})
        self._gone += [_gone(path) for path in stale if output.remove(path)]
        findings = self._found(came)
        jobs = [each.done for each in came] + [old for job, old in self._before.jobs.items() if job not in self._came and all(line in kept for line in old.files)]
        written = [self.folder / line["file"] for line in lines if not line["rejected"] and line["channel"] != PROOF]
        to_look_at = tuple(self.folder / line["file"] for line in lines if line["rejected"])
        to_sign = tuple(self.folder / line["file"] for line in lines if line["channel"] == PROOF)
        record = self.folder / manifest.FILE_NAME
        result = Result((*written, record), (*findings, *self._gone), to_look_at, to_sign, len(came) - len(self.to_do), len(self.to_do))
        order = {}
        if self.choice.order and not result.failed:
            order = {"digest": self.choice.order, "files": [line["file"] for line in lines], "findings": keep(findings, self.ready.loaded.source.file)}
        output.put(record, manifest.compose(self.name, [*lines, *kept], findings, [each.noted() for each in jobs], order).encode())
        past.close(self.folder)
        return result

    def _found(self, came: Sequence[_Came]) -> list[Finding]:
        """All that is said of the edition and its jobs, waivers included."""
        loaded = self.ready.loaded
        found: list[Found] = [("", finding) for finding in self._edition_wide]
        for each in came:
            product, _ = each.done.job
            found += [(product, finding) for finding in each.found]
            found += [(product, _rejected(line["file"])) for line in each.done.files if line["rejected"]]
        fatal = [(each.done.job[0], finding) for each in came for finding in each.fatal]
        if self.ready.complete and not self.choice.select and not fatal:
            found += [("", finding) for finding in waivers.unused(loaded, found)]
        found += [*fatal, *(("", finding) for finding in waivers.helpless(loaded, fatal))]
        return [finding for _, finding in found]


def run(ready: Ready, folder: Path, *, jobs: int | Workers = 1, choice: Choice = _EVERYTHING, report: Report = lambda step, done, total: None) -> Result:
    """Build all products and locales of one edition into a folder. `jobs` are made at the same time, or by workers that go on living."""
    report("compose", 0, 1)
    with ExitStack() as stack:
        this = stack.enter_context(Run(ready, folder, choice))
        workers = jobs if isinstance(jobs, Workers) else stack.enter_context(Workers(jobs))
        report("paginate", 0, len(this.to_do))
        for number, (ticket, outcome) in enumerate(workers.outcomes(this.to_do), 1):
            this.take(ticket, outcome)
            report("paginate", number, len(this.to_do))
        report("record", 0, 1)
        return this.record()


def _tickets(ready: Ready, galleys: Sequence[Galley], known: Sequence[Finding], choice: Choice) -> list[Ticket]:
    return chosen([Ticket(ready.loaded.edition.name, galley, _wanted(ready, galley, known, choice)) for galley in galleys], choice.select)


def _wanted(ready: Ready, galley: Galley, known: Sequence[Finding], choice: Choice) -> Wanted:
    """What is wanted of a galley. The page for the office is no part of what is handed out, so it has no proof for anybody to approve."""
    wanted = replace(wanted_of(ready, galley), claims=choice.claims)
    return replace(wanted, proof=True, known=tuple(known)) if choice.proof and galley.product != products.PRINT_INSTRUCTIONS else wanted


def _known(ready: Ready, notes: Sequence[Finding]) -> list[Finding]:
    """What was found of the whole edition."""
    return [*ready.findings, *waivers.waived(notes, ready.loaded.edition.waivers)]


def _steps(ready: Ready, tickets: Sequence[Ticket], known: Sequence[Finding], before: Past, folder: Path, choice: Choice) -> list[Step]:
    def good(found: Sequence[Finding]) -> bool:
        return not errors(counted(finding, choice.strict) for finding in (*known, *found))

    return steps(tickets, folder, before, program.machinery(), ready.loaded.source.file, good, force=choice.force)


def _rejected(file: str) -> Finding:
    return Finding("Z03", say("holds errors and must not be printed."), Place(file), say("Mend them, or waive them in the edition."), Severity.REVIEW)


def _gone(path: Path) -> Finding:
    return Finding("Z03", say("was of an earlier run; this one made no good one in its place, so it was removed."), Place(path.name), severity=Severity.REVIEW)


def _noted(folder: Path, before: Past, tickets: Sequence[Ticket], made: set[str]) -> tuple[list[Line], list[Path]]:
    """What the folder says of files that are still as it says: lines to keep, of those that this run didn't touch; and files that
    this run was to make anew and didn't.
    """
    ordered = {(*ticket.job, channel) for ticket in tickets for channel in (*ticket.wanted.channels, PROOF)}  # an earlier proof is of other pages
    kept: list[Line] = []
    stale: list[Path] = []
    for line in before.files.values():
        if line["file"] in made or not past.intact(folder, line):
            continue
        if (line["product"], line["locale"], line["channel"]) in ordered:
            stale.append(folder / Path(line["file"]).name)
        else:
            kept.append(line)
    return kept, stale


def _entry(path: Path, ticket: Ticket, made: PdfFile, ready: Ready, *, rejected: bool) -> Entry:
    galley, shop = ticket.galley, ticket.wanted.shop
    of_the_press = {SHOP, shop.profile.name} if shop and made.channel != "press" else set()
    inputs = {name: value for name, value in ticket.inputs.items() if name not in of_the_press and not (name.startswith(SHEETS) and made.channel != PROOF)}
    inputs[EDITION] = manifest.digest(ready.loaded.source.text.encode())
    return Entry(path.name, galley.product, galley.locale, made.channel, made.pages, manifest.digest(made.data), len(made.data), inputs, rejected)
