"""A proof-reader's eye on the catalogs: what a translation must keep, and how long it may be.

In: a locale's PO files. Out: findings with file and line. Facts, references, names in %( ), bold, terms and links must be
those of the German; what stands in a narrow place must not be longer than it holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from babel.messages.catalog import Message

from handbook import catalogs, paths
from handbook.findings import Finding, Place
from handbook.manuscript import markdown
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
"""Names in a sentence of the program, percent signs written as they must be, and other percent signs."""
LIMITS = {"content/chapters": {2: 45, 3: 26, 4: 120, 5: 80}, "content/checklists": {3: 40, 4: 110}}
"""Most characters on the lines of a head: title, running head, promise and goals of a chapter, title and purpose of a checklist."""


def check(code: str) -> Iterator[Finding]:
    """Everything wrong in a locale's catalogs."""
    md = markdown.parser(markdown.SOURCE_LANGUAGE)
    for domain in catalogs.domains(code):
        name = paths.shown(catalogs.path(code, domain))
        for message in catalogs.read(code, domain):
            if message.id and catalogs.translated(message) and not message.fuzzy:
                place = Place(name, message.lineno or 0)
                yield from _misnamed(message, place) if domain == catalogs.PROGRAM else _problems(message, md, place)


def _misnamed(message: Message, place: Place) -> Iterator[Finding]:
    """Names in a sentence of the program that the English doesn't have, and such as are missing in it."""
    sources, forms = ([each] if isinstance(each, str) else list(each or ()) for each in (message.id, message.string))
    known = {name for source in sources for name in _PLACES.findall(source)} - {"%%"}
    for form in forms:
        found = set(_PLACES.findall(form)) - {"%%"}
        if "%" in found:
            yield Finding("C03", say("holds a percent sign that stands for nothing."), place, say("A percent sign is written %%%%, a name %%(name)s."))
            found.remove("%")
        for item in sorted(found - known):
            yield Finding("C03", say('the name "%(name)s" isn\'t in the English.', name=item), place)
        for item in sorted(known - found) if len(forms) == 1 and len(sources) == 1 else ():
            yield Finding("C03", say('the name "%(name)s" is missing in the translation.', name=item), place)


def _problems(message: Message, md: MarkdownIt, place: Place) -> Iterator[Finding]:
    source, translated = str(message.id), str(message.string)
    for kind, pattern in KEPT:
        expected, found = Counter(pattern.findall(source)), Counter(pattern.findall(translated))
        for item in (expected - found).elements():
            yield Finding("C03", say('the %(kind)s "%(item)s" is missing in the translation.', kind=say(kind), item=item), place, say("It stands in the German exactly so."))
        for item in (found - expected).elements():
            yield Finding("C03", say('the %(kind)s "%(item)s" isn\'t in the German.', kind=say(kind), item=item), place)
    for sentence, pattern in _COUNTED:
        counts = {"found": len(pattern.findall(translated)), "expected": len(pattern.findall(source))}
        if counts["found"] != counts["expected"]:
            yield Finding("C03", say(sentence, **counts), place)
    for _, code, sentence, hint in markdown.problems(translated, md.parse(translated)):
        yield Finding("C03", say("%(code)s: %(sentence)s", code=code, sentence=sentence), place, hint)
    for file, line in message.locations:
        limit = LIMITS.get(file.rpartition("/")[0], {}).get(line or 0)
        if limit and len(translated) > limit:
            yield Finding("C03", say("has %(length)s characters; %(limit)s fit there.", length=len(translated), limit=limit), place, say("Say it shorter."))
