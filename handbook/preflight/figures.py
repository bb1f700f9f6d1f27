"""Rule N05: an amount in the edition's own words says from when it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.preflight.content import Content

_NUMBER = r"(?<![\w.,])\d[\d.,\u00a0\u202f’']*"
_AMOUNT = re.compile(rf"{_NUMBER}\s*(?:€|eur(?:o|os)?\b|chf\b|franken\b|%|prozent\b|percent\b)|(?:€|\beur|\bchf)\s*{_NUMBER}", re.IGNORECASE)
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_WHOLE = re.compile(r"^100\s*(?:%|prozent|percent)$", re.IGNORECASE)
""""100 % Service" is a manner of speaking."""


@rule("N05", "content", Severity.REVIEW)
def amounts_say_from_when_they_are(content: Content) -> Iterator[Finding]:
    """An amount stands in the edition's own words without a year.

    Why: the guide dates and sources each of its figures; an amount in a title or a role has neither, is taken for a promise, and is wrong
    after the next pay round.
    Mend: give the range in `[pay]`, which prints it with source and day, or write the year beside it.
    """
    for field, text in content.of(("title",), ("fair", "stand"), ("contact", "role"), ("pay", "source"), ("imprint", "credits")):
        amounts = [found[0].strip() for found in _AMOUNT.finditer(text) if not _WHOLE.match(found[0])]
        if amounts and not _DATED.search(text):
            message = say('%(field)s: "%(amount)s" doesn\'t say from when it is.', field=".".join(field), amount=amounts[0])
            yield content.finding("N05", message, field, say("Write the year beside it, or give the range in [pay]."))
