"""Plan: which jobs are done again, and why; the others stand as an earlier run left them.

In: tickets, and what the folder says of itself. Out: a `Step` for each ticket. A job stands only if everything that goes in is as it
was, all its files are as they were written, and its errors count as they did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from handbook.findings import Finding
from handbook.finishing import PROOF
from handbook.runs import past
from handbook.runs.kept import tell_again
from handbook.runs.past import Done, Past
from handbook.runs.ticket import PROGRAM, Ticket, differences
from handbook.wording import Said, say


@dataclass(frozen=True)
class Step:
    """One ticket, and whether its job is done again."""

    ticket: Ticket
    why: tuple[Said, ...]
    """The reasons to do it; none if it stands."""
    done: Done | None = None
    """What stands."""
    findings: tuple[Finding, ...] = ()
    """What was found when it was done, if it stands."""


def chosen(tickets: Sequence[Ticket], patterns: Sequence[str]) -> list[Ticket]:
    """The tickets whose name matches one of the patterns, such as `*-handbook-*`; all if there are no patterns."""
    return [ticket for ticket in tickets if not patterns or any(fnmatchcase(ticket.name, pattern) for pattern in patterns)]


def steps(tickets: Sequence[Ticket], folder: Path, before: Past, program: str, edition_file: str, good: Callable[[Sequence[Finding]], bool], *, force: bool = False) -> list[Step]:
    """What is to be done. `good` says of a job's findings whether its files may be printed; `edition_file` is as messages name it."""
    made = []
    for ticket in tickets:
        done = before.jobs.get(ticket.job)
        findings: list[Finding] = []
        why: list[Said] = []
        try:
            findings = tell_again(done.findings, edition_file) if done else []
        except (KeyError, TypeError, AttributeError, ValueError, AssertionError):  # written by another version, or by hand
            done = None
        if force:
            why = [say("forced")]
        elif not done:
            why = [say("new")]
        elif done.digest != ticket.digest(program):
            why = list(differences(done.inputs, {**ticket.inputs, PROGRAM: program})) if done.digest else [say("failed before")]
            why = why or [say("order changed")]
        else:
            why = list(_damage(done, folder)) or ([] if _counts_the_same(done, good(findings)) else [say("errors count differently")])
        made.append(Step(ticket, tuple(why)) if why else Step(ticket, (), done, tuple(findings)))
    return made


def _damage(done: Done, folder: Path) -> Iterator[Said]:
    for line in done.files:
        if not past.intact(folder, line):
            there = (folder / Path(line["file"]).name).exists()
            yield say("file changed: %(file)s", file=line["file"]) if there else say("file missing: %(file)s", file=line["file"])


def _counts_the_same(done: Done, good: bool) -> bool:
    files = [line for line in done.files if line["channel"] != PROOF]
    return bool(files) and all(line["rejected"] is not good for line in files)
