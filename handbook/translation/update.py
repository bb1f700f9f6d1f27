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
from handbook.wording import say

HEADER = """\
# A translation of the career handbook's German.
# Who has read it against the German signs here; until then the imprint of every copy says that nobody has:
# Reviewed-By:
#"""
PROGRAM_HEADER = """\
# A translation of what the program says to those who use it.
# Who has read it against the English signs here:
# Reviewed-By:
#"""
ALIKE = 70
"""Least likeness of a changed passage to its former wording, of 100, for the old translation to be proposed."""


def update(template: Catalog, code: str, domain: str) -> Catalog:
    """A locale's catalog with the template's messages."""
    existing = catalogs.read(code, domain) if catalogs.path(code, domain).exists() else begun(code, domain)
    if code in catalogs.countries():
        return _of_country(existing, template)
    known = {catalogs.singular(message) for message in template if message.id}
    before = [message for message in existing if message.id and catalogs.translated(message) and catalogs.singular(message) not in known]
    former = {message.id: message.previous_id for message in existing}
    existing.update(deepcopy(template), no_fuzzy_matching=True, update_header_comment=False)
    for message in existing:
        message.previous_id = former.get(message.id, [])
        alike = [each for each in before if each.pluralizable == message.pluralizable]
        if message.id and not catalogs.translated(message) and (found := _former(message, alike)):
            message.string = found.string
            message.previous_id = [catalogs.singular(found)]
            message.flags.add("fuzzy")
            before.remove(found)
    existing.obsolete.clear()
    return existing


def _of_country(existing: Catalog, template: Catalog) -> Catalog:
    """A country's catalog with the places of its passages; where the German changed, its entry is fuzzy under the new German."""
    made = deepcopy(existing)
    places = {str(message.id): message for message in template if message.id}
    free = [message for message in template if message.id and message.id not in {each.id for each in existing}]
    for message in existing:
        if not message.id:
            continue
        if message.id in places:
            made[message.id].locations, made[message.id].auto_comments = places[str(message.id)].locations, places[str(message.id)].auto_comments
        elif (now := _former(message, free)) is not None:
            made.delete(message.id)
            made.add(now.id, message.string, now.locations, {"fuzzy"}, now.auto_comments, message.user_comments, str(message.id))
    return made


def begun(code: str, domain: str) -> Catalog:
    """A locale's catalog without a message yet."""
    header = PROGRAM_HEADER if domain == catalogs.PROGRAM else HEADER
    catalog = Catalog(locale=code, project="career-handbook", charset="utf-8", header_comment=header)
    if code in catalogs.PLURALS:
        headers = dict(catalog.mime_headers) | {"Plural-Forms": catalogs.PLURALS[code]}
        catalog.mime_headers = list(headers.items())
    return catalog


def _former(message: Message, before: list[Message]) -> Message | None:
    """The removed message that this one was most probably made of."""
    if not before:
        return None
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        hint = say("Run: %(command)s", command="pip install 'career-handbook[translation]'")
        raise EnvironmentProblem(Finding("C01", say("comparing changed passages needs rapidfuzz."), hint=hint)) from None
    found = process.extractOne(catalogs.singular(message), [catalogs.singular(each) for each in before], scorer=fuzz.ratio, score_cutoff=ALIKE)
    return before[found[2]] if found else None


def write(catalog: Catalog, code: str, domain: str) -> bool:
    """Write a locale's catalog if it changed; says whether it did."""
    return extract.save(catalogs.path(code, domain), extract.as_text(catalog))
