"""Bring the catalogs up to the sources: new passages are added, changed ones become fuzzy with their former German kept.

In: the templates and a locale. Out: the locale's PO files. A changed passage keeps its old translation as a proposal, marked
fuzzy, which is never printed until somebody has looked at it.
"""

from __future__ import annotations

from copy import deepcopy

from babel.messages.catalog import Catalog, Message

from handbook import catalogs
from handbook.errors import EnvironmentProblem
from handbook.findings import Finding
from handbook.translation import extract

HEADER = """\
# A translation of the career handbook's German.
# Who has read it against the German signs here; until then the imprint of every copy says that nobody has:
# Reviewed-By:
#"""
ALIKE = 70
"""Least likeness of a changed passage to its former wording, of 100, for the old translation to be proposed."""


def update(template: Catalog, code: str, domain: str) -> Catalog:
    """A locale's catalog with the template's messages."""
    there = catalogs.path(code, domain).exists()
    existing = catalogs.read(code, domain) if there else Catalog(locale=code, project="career-handbook", charset="utf-8", header_comment=HEADER)
    known = {message.id for message in template if message.id}
    before = [message for message in existing if message.id and message.string and message.id not in known]
    former = {message.id: message.previous_id for message in existing}
    existing.update(deepcopy(template), no_fuzzy_matching=True, update_header_comment=False)
    for message in existing:
        message.previous_id = former.get(message.id, [])
        if message.id and not message.string and (found := _former(message, before)):
            message.string = found.string
            message.previous_id = [str(found.id)]
            message.flags.add("fuzzy")
            before.remove(found)
    existing.obsolete.clear()
    return existing


def _former(message: Message, before: list[Message]) -> Message | None:
    """The removed message that this one was most probably made of."""
    if not before:
        return None
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        raise EnvironmentProblem(Finding("C01", "comparing changed passages needs rapidfuzz.", hint="Run: pip install 'career-handbook[translation]'")) from None
    found = process.extractOne(str(message.id), [str(each.id) for each in before], scorer=fuzz.ratio, score_cutoff=ALIKE)
    return before[found[2]] if found else None


def write(catalog: Catalog, code: str, domain: str) -> bool:
    """Write a locale's catalog if it changed; says whether it did."""
    return extract.save(catalogs.path(code, domain), extract.as_text(catalog))
