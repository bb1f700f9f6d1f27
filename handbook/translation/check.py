"""A proof-reader's eye on the catalogs: what a translation must keep, how many forms it has, and how long it may be.

In: a locale's PO files. Out: findings with file and line. Facts, references, names in %( ), bold, terms and links must be
those of the German; what stands in a narrow place must not be longer than it holds. A country tells other facts, so there it is
the facts of that country that count.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message

from handbook import catalogs, facts, localization, paths
from handbook.findings import Finding, Place
from handbook.manuscript import markdown, passages
from handbook.translation import extract
from handbook.wording import mark, say

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

KEPT = (
    # For translators: this and the next three are put into: the … "…" is missing in the translation
    (mark("fact"), markdown.FACT),
    (mark("reference"), markdown.REFERENCE),
    (mark("name"), re.compile(r"%\(\w+\)s")),
    (mark("link"), re.compile(r"\]\(([^)]*)\)")),
)
"""What must stand in a translation exactly as often as in the German."""
_COUNTED = (
    (mark("has %(found)s bold pieces, the German has %(expected)s."), re.compile(r"\*\*[^*]+\*\*")),
    (mark("has %(found)s glossary terms, the German has %(expected)s."), re.compile(r"(?<!\*)\*[^*]+\*(?!\*)")),
)
_PLACES = re.compile(r"%%|%\(\w+\)s|%")
"""Names in a sentence, percent signs written as they must be, and other percent signs."""
LIMITS = {"content/chapters": {2: 45, 3: 26, 4: 120, 5: 80}, "content/checklists": {3: 40, 4: 110}}
"""Most characters on the lines of a head: title, running head, promise and goals of a chapter, title and purpose of a checklist."""
LABELS = {"layouts/parts/elements/selftest.html": 18, "layouts/parts/elements/legend.html": 28}
"""Most characters of the strings of a part: heads of narrow columns, labels over callouts."""


def check(code: str) -> Iterator[Finding]:
    """Everything wrong in a locale's catalogs."""
    md = markdown.parser(passages.SOURCE_LANGUAGE)
    for domain in catalogs.domains(code):
        name = paths.shown(catalogs.path(code, domain))
        catalog = catalogs.read(code, domain)
        yield from _misheaded(catalog, code, name)
        for message in catalog:
            place = Place(name, message.lineno or 0)
            yield from _unformed(message, catalog, place)
            if message.id and catalogs.translated(message) and not message.fuzzy:
                if domain == catalogs.PROGRAM:
                    yield from _misnamed(message, place)
                elif code in catalogs.countries():
                    yield from _misplaced_in_country(message, code, md, place)
                else:
                    yield from _problems(message, md, place)
                if domain == "messages":
                    yield from _misprinted(message, place)
    if code in catalogs.countries():
        yield from _orphans(code)


def _misheaded(catalog: Catalog, code: str, name: str) -> Iterator[Finding]:
    """A head that belongs to another language or another encoding."""
    if catalog.charset and catalog.charset.lower() != "utf-8":
        yield Finding("C03", say("the header says %(charset)s; a catalog is UTF-8.", charset=catalog.charset), Place(name, 1), say("Save it as UTF-8."))
    language = dict(catalog.mime_headers).get("Language", code)
    if language != code:
        yield Finding("C03", say('the header says the language is "%(language)s".', language=language), Place(name, 1), say("It must say %(code)s.", code=code))
    if catalog.num_plurals != plurals(code):
        message = say("the header orders %(found)s plural forms, the language has %(expected)s.", found=catalog.num_plurals, expected=plurals(code))
        yield Finding("C03", message, Place(name, 1), say("`build_pdf.py i18n update` writes it right."))


def plurals(code: str) -> int:
    """How many plural forms a language has (CLDR), as gettext counts them: for whole numbers."""
    from babel.messages.plurals import get_plural

    if code in catalogs.PLURALS:
        return int(catalogs.PLURALS[code].partition("nplurals=")[2].partition(";")[0])
    return int(get_plural(catalogs.without_country(code).partition("@")[0]).num_plurals)


def _unformed(message: Message, catalog: Catalog, place: Place) -> Iterator[Finding]:
    """A sentence with a number that lacks a form: it would be printed in English, or not at all."""
    if message.id and message.pluralizable and any(message.string or ()) and not message.fuzzy:
        _, forms = _forms(message)
        forms += [""] * (catalog.num_plurals - len(forms))
        for number, form in enumerate(forms):
            if not form:
                yield Finding("C03", say("the plural form %(number)s is missing.", number=number), place)


def _forms(message: Message) -> tuple[list[str], list[str]]:
    """The forms of the source, and those of the translation."""
    sources, forms = ([each] if isinstance(each, str) else list(each or ()) for each in (message.id, message.string))
    return sources, forms


def _misnamed(message: Message, place: Place) -> Iterator[Finding]:
    """Names in a sentence of the program that the English doesn't have, and such as are missing in it."""
    sources, forms = _forms(message)
    known = {name for source in sources for name in _PLACES.findall(source)} - {"%%"}
    for form in filter(None, forms):
        found = set(_PLACES.findall(form)) - {"%%"}
        if "%" in found:
            yield Finding("C03", say("holds a percent sign that stands for nothing."), place, say("A percent sign is written %%%%, a name %%(name)s."))
            found.remove("%")
        for item in sorted(found - known):
            yield Finding("C03", say('the name "%(name)s" isn\'t in the English.', name=item), place)
        for item in sorted(known - found) if len(forms) == 1 and len(sources) == 1 else ():
            yield Finding("C03", say('the name "%(name)s" is missing in the translation.', name=item), place)


def _misprinted(message: Message, place: Place) -> Iterator[Finding]:
    """A string of the layouts that templates couldn't fill in, or that is too long for its place."""
    limit = min((LABELS[file] for file, _ in message.locations if file in LABELS), default=None)
    for form in _forms(message)[1]:
        if "%" in _PLACES.findall(form):
            yield Finding("C03", say("holds a percent sign that stands for nothing."), place, say("A percent sign is written %%%%, a name %%(name)s."))
        if limit and len(form) > limit:
            yield Finding("C03", say("has %(length)s characters; %(limit)s fit there.", length=len(form), limit=limit), place, say("Say it shorter."))


def _problems(message: Message, md: MarkdownIt, place: Place) -> Iterator[Finding]:
    sources, forms = _forms(message)
    for source, translated in zip(sources, forms, strict=False):
        for kind, pattern in KEPT:
            expected, found = Counter(pattern.findall(source)), Counter(pattern.findall(translated))
            for item in (expected - found).elements():
                missing = say('the %(kind)s "%(item)s" is missing in the translation.', kind=say(kind), item=item)
                yield Finding("C03", missing, place, say("It stands in the German exactly so."))
            for item in (found - expected).elements():
                yield Finding("C03", say('the %(kind)s "%(item)s" isn\'t in the German.', kind=say(kind), item=item), place)
        for sentence, pattern in _COUNTED:
            counts = {"found": len(pattern.findall(translated)), "expected": len(pattern.findall(source))}
            if counts["found"] != counts["expected"]:
                yield Finding("C03", say(sentence, **counts), place)
        yield from _outside_the_dialect(translated, md, place)
        yield from _too_long(message, translated, place)


def _outside_the_dialect(translated: str, md: MarkdownIt, place: Place) -> Iterator[Finding]:
    for _, code, sentence, hint in [*markdown.invisible(translated), *markdown.problems(translated, md.parse(translated))]:
        yield Finding("C03", say("%(code)s: %(sentence)s", code=code, sentence=sentence), place, hint)


def _too_long(message: Message, translated: str, place: Place) -> Iterator[Finding]:
    for file, line in message.locations:
        limit = LIMITS.get(file.rpartition("/")[0], {}).get(line or 0)
        if limit and len(translated) > limit:
            yield Finding("C03", say("has %(length)s characters; %(limit)s fit there.", length=len(translated), limit=limit), place, say("Say it shorter."))


def _misplaced_in_country(message: Message, code: str, md: MarkdownIt, place: Place) -> Iterator[Finding]:
    """A country's passage that names a fact it hasn't got, or that the pages couldn't print."""
    translated = str(message.string)
    if translated == catalogs.LEFT_OUT:
        return
    country = localization.locale(code).territory or ""
    known = facts.load(country, dt.date.today(), code).facts
    for name in markdown.FACT.findall(translated):
        if name.partition("@")[0] not in known:
            yield Finding("C03", say('the country has no fact "%(name)s".', name=name), place, say("It stands in handbook/content/facts/%(file)s.", file=f"{country.lower()}.toml"))
    yield from _outside_the_dialect(translated, md, place)
    yield from _too_long(message, translated, place)


def _orphans(code: str) -> Iterator[Finding]:
    """Passages of a country's catalog that the German guide no longer has: nobody would print them, or miss them."""
    german = {str(message.id) for message in extract.templates()["guide"]}
    name = paths.shown(catalogs.path(code, "guide"))
    for message in catalogs.read(code, "guide"):
        if message.id and str(message.id) not in german:
            yield Finding(
                "C03", say("this passage stands nowhere in the German."), Place(name, message.lineno or 0), say("`build_pdf.py i18n update` looks for what it has become.")
            )
