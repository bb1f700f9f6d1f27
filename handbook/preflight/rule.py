"""Rules and how they are run: a subject in, findings out.

A rule is a function that is given a subject (laid-out pages, an open PDF, an edition with its manuscript) and yields what is wrong.
Its docstring is its page in the manual: a line that says what is wrong, then `Why:` a printer or reader cares, then `Mend:` how.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from handbook.findings import CODES, Finding, Severity, in_order

Family = Literal["pages", "press", "screen", "content", "codes"]
"""What a rule looks at: laid-out pages, a PDF for a print shop, a PDF for screens, what an edition says, the QR codes of finished pages."""
Check = Callable[[Any], Iterable[Finding]]
_C = TypeVar("_C", bound=Check)


@dataclass(frozen=True)
class Rule:
    """One thing that is looked for."""

    code: str
    family: Family
    severity: Severity
    """How grave it is where it is found; a rule may yield a milder finding."""
    check: Check

    @property
    def manual(self) -> str:
        """Its page in the manual."""
        return self.check.__doc__ or ""


RULES: dict[str, Rule] = {}
"""Every rule there is, by its code."""


def rule(code: str, family: Family, severity: Severity = Severity.ERROR) -> Callable[[_C], _C]:
    """Registers a function as the rule of a code, which `findings.CODES` must know."""

    def register(check: _C) -> _C:
        assert code in CODES, code
        assert code not in RULES, code
        RULES[code] = Rule(code, family, severity, check)
        return check

    return register


def run(family: Family, subject: Any) -> list[Finding]:
    """What the rules of a family find in a subject, in order."""
    found: list[Finding] = []
    for each in RULES.values():
        if each.family == family:
            found += each.check(subject)
    return in_order(found)
