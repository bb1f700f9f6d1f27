"""How far each language is: translated, fuzzy and missing passages, by catalog and by chapter or module, and who reviewed them.

In: templates and catalogs. Out: plain numbers; the program prints them as a table or as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.catalog import Catalog

from handbook import catalogs


@dataclass(frozen=True, slots=True)
class Count:
    """The passages of one source file in one locale."""

    locale: str
    domain: str
    file: str
    translated: int
    fuzzy: int
    missing: int
    reviewed: bool

    @property
    def total(self) -> int:
        """All passages of the file."""
        return self.translated + self.fuzzy + self.missing


def status(templates: dict[str, Catalog], code: str) -> Iterator[Count]:
    """The counts of one locale, file by file, in the domains that aren't written in it."""
    for domain, template in templates.items():
        if domain not in catalogs.domains(code):
            continue
        there = catalogs.path(code, domain).exists()
        existing = {catalogs.singular(message): message for message in catalogs.read(code, domain)} if there else {}
        catalog = catalogs.own(code, domain)
        reviewed = catalog is not None and catalog.reviewed
        counts: dict[str, list[int]] = {}
        for message in template:
            if not message.id or (code in catalogs.countries() and catalogs.singular(message) not in existing):
                continue  # a country's catalog holds what differs, not all there is
            known = existing.get(catalogs.singular(message))
            state = 2 if known is None or not catalogs.translated(known) else 1 if known.fuzzy else 0
            for file in dict.fromkeys(location[0] for location in message.locations):
                counts.setdefault(file, [0, 0, 0])[state] += 1
        for file, (translated, fuzzy, missing) in sorted(counts.items()):
            yield Count(code, domain, file, translated, fuzzy, missing, reviewed)
