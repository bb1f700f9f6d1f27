"""Findings and an edition's waivers in, findings out: what somebody lets pass is a note that says why.

In: findings that didn't stop a file from being made, and the edition's waivers. Out: the findings as they count. A waiver says that a
page may be printed as it is; it can't make a file where none came of it, so what stopped a job stays an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.findings import NEVER_WAIVED, Finding, Severity
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.edition.load import LoadedEdition
    from handbook.edition.model import Waiver

Found = tuple[str, Finding]
"""A finding and the product in which it is; "" for one of the whole edition."""


def waived(found: Iterable[Finding], waivers: Sequence[Waiver], product: str = "") -> list[Finding]:
    """The findings of a product, or of the whole edition, those that are waived as notes."""
    made = []
    for finding in found:
        number = _number(finding, waivers, product)
        made.append(finding if number is None else replace(finding, severity=Severity.NOTE, waived=waivers[number].reason))
    return made


def _number(finding: Finding, waivers: Sequence[Waiver], product: str) -> int | None:
    """Which waiver holds for a finding: the first that names its code."""
    if finding.code in NEVER_WAIVED:
        return None
    return next((number for number, each in enumerate(waivers) if each.code == finding.code and each.product in (None, product)), None)


def unused(loaded: LoadedEdition, found: Iterable[Found]) -> Iterator[Finding]:
    """Waivers that waive nothing of all that was found in a whole run: what they let pass is mended, and would pass unseen if it came back."""
    waivers = loaded.edition.waivers
    used = {_number(finding, waivers, product) for product, finding in found}
    for number, each in enumerate(waivers):
        if number not in used:
            message = say("waivers: there is no %(code)s to waive.", code=each.code)
            if each.product:
                message = say("waivers: there is no %(code)s to waive in %(product)s.", code=each.code, product=each.product)
            yield _about(loaded, number, "Z01", message, say("Take the waiver out."))


def helpless(loaded: LoadedEdition, fatal: Iterable[Found]) -> Iterator[Finding]:
    """Waivers of findings that stopped a job before there was a file."""
    waivers = loaded.edition.waivers
    numbers = (_number(finding, waivers, product) for product, finding in fatal)
    for number in sorted({number for number in numbers if number is not None}):
        message = say("waivers: %(code)s is of no help, because nothing can be made before it is mended.", code=waivers[number].code)
        yield _about(loaded, number, "Z02", message, say("Mend what is wrong."))


def _about(loaded: LoadedEdition, number: int, code: str, message: str, hint: str) -> Finding:
    where = ("waivers", number, "code")
    return Finding(code, message, loaded.place(*where), hint, Severity.REVIEW, loaded.source.excerpt(where))
