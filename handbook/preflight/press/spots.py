"""Things on the pages in, the places and lists of pages that findings tell out.

In: a subject and what is looked for. Out: the gravest thing of each page, so that a rule tells one finding where a file may hold a
thousand of the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handbook.findings import Place
from handbook.preflight.press.things import Page, Thing
from handbook.preflight.ranges import ranges
from handbook.preflight.subject import Subject
from handbook.print_shops import Terms

Spot = tuple[Page, Thing]
MOST_TOLD = 20
"""Findings of a rule about one file: who has so many faults of a kind mends the program that made them, not each of them."""


def terms_of(subject: Subject) -> Terms:
    """The terms of the shop that a file is for; a file for screens is never given to rules of a press."""
    assert subject.shop is not None
    return subject.shop.terms


def spots(subject: Subject, wanted: Callable[[Thing], bool], gravity: Callable[[Thing], float] = lambda thing: 0.0) -> list[Spot]:
    """Of each page that has such things the gravest, the first if they are all alike."""
    found: list[Spot] = []
    for page in subject.pages:
        if things := [thing for thing in page.things if wanted(thing)]:
            found.append((page, max(things, key=gravity)))
    return found


def place(subject: Subject, spot: Spot) -> Place:
    """Where a thing is."""
    page, thing = spot
    return subject.place(page.number, *page.spot(thing.box))


def pages_of(found: Iterable[Spot]) -> str:
    """The numbers of the pages."""
    return ranges([page.number for page, _ in found])
