"""A finished PDF in, whoever made it, findings out: fit for this print shop, or for people who read it on a screen.

In: bytes from anywhere. Out: findings, errors where the file isn't fit. No file makes it crash or go on forever: a rule that stumbles
over a damaged part says so as X01, and the others go on.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from handbook.errors import ContentError
from handbook.findings import Finding, in_order
from handbook.preflight.rule import RULES, Family, Rule
from handbook.preflight.subject import Subject, opened
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.print_shops import PrintShop


def check(data: bytes, name: str = "", shop: PrintShop | None = None) -> list[Finding]:
    """All that is wrong with a PDF that goes to a print shop, or to screens where none is given. `name` is what findings call it."""
    family: Family = "press" if shop else "screen"
    try:
        with opened(data, name, shop) as subject:
            return in_order(_found(subject, family))
    except ContentError as error:
        return list(error.findings)


def rules(family: Family) -> list[Rule]:
    """All rules of a family, by their codes. A rule is there once its module is; modules are named after their family."""
    package = importlib.util.find_spec("handbook.preflight")
    for module in pkgutil.iter_modules(package.submodule_search_locations if package else ()):
        if module.name.startswith(f"{family}_"):
            importlib.import_module(f"handbook.preflight.{module.name}")
    return [RULES[code] for code in sorted(RULES) if RULES[code].family == family]


def _found(subject: Subject, family: Family) -> Iterator[Finding]:
    for rule in rules(family):
        yield from _guarded(rule, subject)
    if family == "press":
        yield from (
            Finding("X01", say("can't be looked at wholly: something on the page is damaged, or goes on without end."), subject.place(page.number))
            for page in subject.pages
            if not page.whole
        )


def _guarded(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """What a rule finds, and that it had to give up if it did."""
    try:
        yield from rule.check(subject)
    except Exception:  # a damaged file makes the library and the rules raise whatever the damage calls for
        yield Finding("X01", say("a part of the file is damaged, so that it can't be looked at for %(code)s.", code=rule.code), subject.place(), say("Make the PDF again."))
