"""A finished PDF in, whoever made it, findings out: fit for this print shop, or for people who read it on a screen.

In: bytes from anywhere. Out: findings, errors where the file isn't fit. No file makes it crash or go on forever: a rule that stumbles
over a damaged part says so as X01, and the others go on.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from handbook.errors import ContentError
from handbook.findings import Finding, in_order
from handbook.preflight.ranges import ranges
from handbook.preflight.rule import RULES, Family, Rule
from handbook.preflight.subject import Subject, opened
from handbook.wording import nsay, say

if TYPE_CHECKING:
    from handbook.print_shops import PrintShop


def check(data: bytes, name: str = "", shop: PrintShop | None = None, part: str = "", without: Collection[str] = ()) -> list[Finding]:
    """All that is wrong with a PDF that goes to a print shop, or to screens where none is given; `without` are codes of rules that nobody asks now.

    Findings call it by the name of its file, or by the part of a book that it is of while it isn't a file yet.
    """
    family: Family = "press" if shop else "screen"
    try:
        with opened(data, name, shop, part) as subject:
            return in_order(_found(subject, family, without))
    except ContentError as error:
        return list(error.findings)


def rules(family: Family) -> list[Rule]:
    """All rules of a family, by their codes. They are there once their package is, which is named after the family."""
    importlib.import_module(f"handbook.preflight.{family}")
    return [RULES[code] for code in sorted(RULES) if RULES[code].family == family]


def _found(subject: Subject, family: Family, without: Collection[str]) -> Iterator[Finding]:
    stumbled: list[str] = []
    for rule in (each for each in rules(family) if each.code not in without):
        yield from _guarded(rule, subject, stumbled)
    if stumbled:
        message = say("a part of the file is damaged, so that nothing can be said of %(codes)s.", codes=", ".join(stumbled))
        yield Finding("X01", message, subject.place(), say("Make the PDF again."))
    if family == "press":
        yield from _unseen(subject)


def _guarded(rule: Rule, subject: Subject, stumbled: list[str]) -> Iterator[Finding]:
    """What a rule finds. A rule that has to give up is added to those that stumbled."""
    try:
        yield from rule.check(subject)
    except Exception:  # a damaged file makes the library and the rules raise whatever the damage calls for
        stumbled.append(rule.code)


def _unseen(subject: Subject) -> Iterator[Finding]:
    """The pages that couldn't be walked through to their end."""
    try:
        unseen = [page.number for page in subject.pages if not page.whole]
    except Exception:  # the rules stumbled over it too, which is told
        return
    if unseen:
        message = nsay(
            "page %(pages)s can't be looked at wholly: something on it is damaged, or goes on without end.",
            "pages %(pages)s can't be looked at wholly: something on them is damaged, or goes on without end.",
            len(unseen),
            pages=ranges(unseen),
        )
        yield Finding("X01", message, subject.place(unseen[0]), say("Make the PDF again."))
