"""The lists that a book makes of itself: the contents and the numbered sources, ready to print."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from handbook import localization
from handbook.galley.model import page_mark
from handbook.manuscript.assemble import Manuscript

ROUTE_MARKS = ("A", "B", "C")
"""How the contents page marks the readers' routes."""


def contents(manuscript: Manuscript) -> Iterable[dict[str, Any]]:
    """A line for each chapter; its page is a mark until the pages are known."""
    routes = _routes(manuscript)
    for slot in manuscript.slots:
        chapter = manuscript.chapters.get(slot.id)
        if slot.kind == "chapter" and chapter:
            yield {
                "id": slot.id,
                "number": chapter.number,
                "title": chapter.head.title,
                "page": page_mark(slot.id),
                "routes": [mark for mark, names in zip(ROUTE_MARKS, routes, strict=False) if slot.id in names],
            }


def _routes(manuscript: Manuscript) -> list[set[str]]:
    """The chapters that each of the readers' routes leads through."""
    blocks = manuscript.chapters["how-to-use"].blocks
    return [set(re.findall(r'href="#([\w-]+)"', item.body)) for block in blocks if block.element == "routes" for item in block.items]


def sources(manuscript: Manuscript) -> list[dict[str, Any]]:
    """The sources in the order of their numbers, each with the month in which it was last looked up."""
    code, facts = manuscript.locale, manuscript.facts
    written = "de" if localization.direction(code) == "rtl" else code  # a date that runs against its German entry can't be read
    made = []
    for number, name in enumerate(manuscript.sources, 1):
        source = facts.sources[name]
        looked_up = max(fact.as_of for fact in facts.facts.values() if fact.source == name)
        made.append(
            {
                "number": number,
                "publisher": source.publisher,
                "title": localization.typeset(source.title, code),
                "date": localization.date(source.date, written) if source.date else "",
                "address": Markup("/\u200b").join(source.address.split("/")) if source.address else "",
                "as_of": localization.month(looked_up, code),
            }
        )
    return made
