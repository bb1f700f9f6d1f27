"""Run: every job of an edition, each in a worker process with a limit of time and memory, then the manifest.

In: an edition made ready. Out: files in the folder and a `Result`. A job that fails is named and
the others go on; the manifest is written last. Workers get galleys, nothing else: small, complete, serializable.
After a run nothing stale is left of what it was to make: what has errors is written as rejected, what wasn't made is removed.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from handbook import manifest, products
from handbook.errors import ContentError, EnvironmentProblem, HandbookError
from handbook.findings import Finding, Place, Severity, errors
from handbook.finishing import Made, PdfFile, Wanted, make
from handbook.galley import Galley
from handbook.manifest import Entry
from handbook.pdf import created
from handbook.pipeline import Ready, compose, wanted_of
from handbook.preflight import waivers
from handbook.preflight.waivers import Found
from handbook.runs import output
from handbook.wording import Said, say

LONGEST_JOB = 120
"""Seconds that one PDF may take."""
MOST_MEMORY = 2 * 2**30
"""Bytes of address space of one worker, beside what its libraries map."""


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

    @property
    def failed(self) -> bool:
        """Whether any job didn't come out."""
        return bool(errors(self.findings))


Ticket = tuple[Galley, Wanted]
"""A job written down completely: all that a worker gets."""
Report = Callable[[str, int, int], None]


def file_name(edition: str, composed: Galley, file: PdfFile) -> str:
    """`house-handbook-de.pdf`, `house-handbook-de-office.pdf`, `house-handbook-de-press-cover.pdf`, `house-handbook-de-proof.pdf`."""
    channel = () if file.channel == "screen" else (file.channel,)
    return "-".join([edition, composed.product, composed.locale, *channel, *filter(None, [file.part])]) + ".pdf"


def run(ready: Ready, folder: Path, *, jobs: int = 1, strict: bool = False, proof: bool = False, report: Report = lambda step, done, total: None) -> Result:
    """Build all products and locales of one edition into a folder. A proof is made even of what is not to be printed."""
    name = ready.loaded.edition.name
    if strict and not proof:
        grave = [finding for finding in ready.findings if finding.severity != "note"]
        if grave:
            raise ContentError(*grave)
    created()
    output.check_folder(folder)
    report("compose", 0, 1)
    galleys, notes = compose(ready)
    written: list[Path] = []
    rejected: list[Path] = []
    proofs: list[Path] = []
    entries: list[Entry] = []
    known = (*ready.findings, *waivers.waived(notes, ready.loaded.edition.waivers))
    edition_wide = [_counted(finding, strict) for finding in known]
    found: list[Found] = [("", finding) for finding in edition_wide]
    fatal: list[Found] = []
    gone: list[Finding] = []
    report("paginate", 0, len(galleys))
    tickets = [(composed, _with_proof(composed, wanted_of(ready, composed), known) if proof else wanted_of(ready, composed)) for composed in galleys]
    for composed, outcome in _outcomes(tickets, jobs, lambda done: report("paginate", done, len(galleys))):
        if isinstance(outcome, HandbookError):
            if isinstance(outcome, EnvironmentProblem):
                raise outcome
            fatal += [(composed.product, finding) for finding in outcome.findings]
            continue
        told = [_counted(finding, strict) for finding in outcome.findings]
        found += [(composed.product, finding) for finding in told]
        fatal += [(composed.product, finding) for finding in outcome.stopped]
        good = not errors([*edition_wide, *told])
        for file in outcome.files:
            path = folder / file_name(name, composed, file)
            if file.channel == "proof":
                output.put(path, file.data)
                proofs.append(path)
            elif good:
                output.accept(path, file.data)
                written.append(path)
            else:
                gone += [_gone(path)] if output.reject(path, None if strict else file.data) else []
                if strict:
                    continue
                path = output.rejected(path)
                rejected.append(path)
                found.append((composed.product, _rejected(path)))
            entries.append(_entry(path, composed, file, ready, rejected=path in rejected))
    report("record", 0, 1)
    if ready.complete and not fatal:
        found += [("", finding) for finding in waivers.unused(ready.loaded, found)]
    found += [*fatal, *(("", finding) for finding in waivers.helpless(ready.loaded, fatal))]
    record = folder / manifest.FILE_NAME
    kept, stale = _noted(record, _ordered(tickets), {entry.file for entry in entries})
    gone += [_gone(path) for path in stale if output.remove(path)]
    findings = [finding for _, finding in found]
    output.put(record, manifest.compose(name, entries, findings, kept).encode())
    return Result((*written, record), (*findings, *gone), tuple(rejected), tuple(proofs))


def _counted(finding: Finding, strict: bool) -> Finding:
    """A finding as it counts: where a run is strict, what wants review is an error."""
    return replace(finding, severity=Severity.ERROR) if strict and finding.severity is Severity.REVIEW else finding


def _with_proof(composed: Galley, wanted: Wanted, known: tuple[Finding, ...]) -> Wanted:
    """What is wanted, with a proof. The page for the office is no part of what is handed out, so nobody approves it."""
    return wanted if composed.product == products.PRINT_INSTRUCTIONS else replace(wanted, proof=True, known=known)


def _rejected(path: Path) -> Finding:
    return Finding("Z03", say("holds errors and must not be printed."), Place(path.name), say("Mend them, or waive them in the edition."), Severity.REVIEW)


def _gone(path: Path) -> Finding:
    return Finding("Z03", say("was of an earlier run; this one made no good one in its place, so it was removed."), Place(path.name), severity=Severity.REVIEW)


def _ordered(tickets: Sequence[Ticket]) -> set[tuple[str, str, str]]:
    """Product, locale and channel of every file that a run was to make; an earlier proof is of other pages, so without a new one it goes too."""
    return {(composed.product, composed.locale, channel) for composed, wanted in tickets for channel in (*wanted.channels, "proof")}


def _noted(record: Path, ordered: set[tuple[str, str, str]], made: set[str]) -> tuple[list[dict[str, Any]], list[Path]]:
    """What the folder's manifest says of files that are still as it says: lines to keep, of those that this run didn't touch; and files that
    this run was to make anew and didn't.
    """
    kept: list[dict[str, Any]] = []
    stale: list[Path] = []
    try:
        for each in json.loads(record.read_text("utf-8"))["files"]:
            path = record.parent / Path(each["file"]).name
            if each["file"] in made or not path.is_file() or manifest.digest(path.read_bytes()) != each["sha256"]:
                continue
            if (each["product"], each["locale"], each["channel"]) in ordered:
                stale.append(path)
            else:
                kept.append(each)
    except (OSError, ValueError, KeyError, TypeError):
        return [], []
    return kept, stale


def _entry(path: Path, composed: Galley, made: PdfFile, ready: Ready, *, rejected: bool) -> Entry:
    inputs = {asset.name: asset.digest for asset in composed.assets.values()}
    inputs |= {f"section/{section.id}": manifest.digest(section.html.encode()) for section in (*composed.sections, *composed.fillers)}
    if made.channel == "press" and ready.shop:
        inputs |= {"print-shop": manifest.digest(ready.shop.terms.model_dump_json().encode()), ready.shop.profile.name: ready.shop.profile.digest}
    inputs["edition.toml"] = manifest.digest(ready.loaded.source.text.encode())
    return Entry(path.name, composed.product, composed.locale, made.channel, made.pages, manifest.digest(made.data), len(made.data), inputs, rejected)


def _outcomes(tickets: Sequence[Ticket], jobs: int, finished: Callable[[int], None] = lambda done: None) -> Iterator[tuple[Galley, Made | HandbookError]]:
    """Every ticket with what came of it, in order; `finished` hears how many are done as they end."""
    from pebble import ProcessExpired, ProcessPool

    workers = max(1, min(jobs or os.cpu_count() or 1, len(tickets)))
    start = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=workers, context=start, initializer=_limit_memory) as pool:
        ordered: list[futures.Future[Made]] = [pool.schedule(make, args=ticket, timeout=_time_for(ticket[0])) for ticket in tickets]
        for each in ordered:
            each.add_done_callback(lambda _: finished(sum(future.done() for future in ordered)))
        try:
            for (composed, _), future in zip(tickets, ordered, strict=True):
                try:
                    yield composed, future.result()
                except HandbookError as error:
                    yield composed, error
                except futures.TimeoutError:
                    yield composed, _stopped(composed, say("took longer than %(seconds)s seconds while it was laid out.", seconds=_time_for(composed)))
                except MemoryError:
                    yield composed, _stopped(composed, say("took more memory than a job may have while it was laid out."))
                except ProcessExpired as error:
                    yield composed, _stopped(composed, say("ended the worker (exit code %(code)s) while it was laid out.", code=error.exitcode))
        except BaseException:
            pool.stop()
            raise


def _time_for(composed: Galley) -> int:
    return LONGEST_JOB if composed.product == products.HANDBOOK else LONGEST_JOB // 4


def _stopped(composed: Galley, message: Said) -> ContentError:
    hint = say("A picture may be too intricate; try the edition without its logo.")
    return ContentError(Finding("L06", message, Place(part=f"{composed.product}, {composed.locale}"), hint))


def _limit_memory() -> None:
    """Called in each worker before its first job."""
    if sys.platform.startswith("linux"):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard), hard))
