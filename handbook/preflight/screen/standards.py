"""The rule about standards that a PDF for screens claims to keep.

In: a subject. Out: a finding for each claim that isn't kept, and a note for each that nobody could check: the checker is an
extra that not everybody has installed, and it doesn't know every standard.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import Any

from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.preflight.screen.circles import circles
from handbook.preflight.screen.claims import claims
from handbook.preflight.subject import Subject
from handbook.wording import nsay, say

PROFILES = {"PDF/UA-1": "ua1"} | {f"PDF/A-{level}": level for level in ("1b", "1a", "2b", "2a", "2u", "3b", "3a", "3u")}
"""What the checker knows, and calls it."""
WRONGLY_APPLIED = ("PDFA2A-STREAM-LENGTH-001", "PDFA2A-METADATA-FILTER-001")
"""Rules of the checker that find fault with good files: a carriage return before the end of an object stream, a packed description."""
EXTRA = "preflight"
"""What to install for it."""


@rule("U07", "screen")
def claims_are_kept(subject: Subject) -> Iterator[Finding]:
    """The PDF claims to keep a standard, and doesn't.

    Why: Archives, authorities and large companies check the claim when they get the file, and send it back.
    Mend: Mend what is named, or make the file with a program that keeps the standard. A claim that nobody needs may be left out.
    """
    known = [standard for standard in claims(subject).standards if standard in PROFILES]
    if unknown := [standard for standard in claims(subject).standards if standard not in PROFILES]:
        yield _unchecked(subject, say("says that it keeps %(standards)s, which can't be checked here.", standards=", ".join(unknown)))
    if known and importlib.util.find_spec("page") is None:
        message = say("says that it keeps %(standards)s; that wasn't checked.", standards=", ".join(known))
        yield _unchecked(subject, message, say('Install the extra "%(extra)s" to have it checked.', extra=EXTRA))
        return
    for standard in known:
        if circles(subject):
            yield _unchecked(subject, say("says that it keeps %(standards)s; that wasn't checked.", standards=standard))
        else:
            yield from _checked(subject, standard)


def _checked(subject: Subject, standard: str) -> Iterator[Finding]:
    import page  # late, and only where there is a claim

    try:
        failures = _failures(page.validate_pdf_bytes(subject.data, profile=PROFILES[standard]))
    except BaseException as error:  # the checker is Rust: what it didn't foresee is no Exception here
        if not isinstance(error, page.PageError) and type(error).__name__ != "PanicException":
            raise
        yield _unchecked(subject, say("says that it keeps %(standard)s; the checker couldn't read the file.", standard=standard))
        return
    if failures:
        message = nsay(
            "says that it keeps %(standard)s, but breaks a rule of it: %(first)s",
            "says that it keeps %(standard)s, but breaks %(count)s rules of it: %(first)s",
            len(failures),
            standard=standard,
            first=next(iter(failures.values())),
        )
        yield Finding("U07", message, subject.place(), say("Mend that, or take the claim out of the file."))


def _failures(report: Any) -> dict[str, str]:
    """The rules that are broken, with what the checker says of the first time."""
    found: dict[str, str] = {}
    for failure in report.failures:
        if failure.rule_id not in WRONGLY_APPLIED:
            found.setdefault(failure.rule_id, f"{failure.message.rstrip('.')} ({failure.rule_id}).")
    return found


def _unchecked(subject: Subject, message: str, hint: str = "") -> Finding:
    return Finding("U07", message, subject.place(), hint, Severity.NOTE)
