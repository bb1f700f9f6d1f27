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
from handbook.manuscript import markdown, passages

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

KEPT = (
    ("fact", markdown.FACT),
    ("reference", markdown.REFERENCE),
    ("name", re.compile(r"%\(\w+\)s")),
    ("link", re.compile(r"\]\(([^)]*)\)")),
)
"""What must stand in a translation exactly as often as in the German."""
_BOLD = re.compile(r"\*\*[^*]+\*\*")
_TERM = re.compile(r"(?<!\*)\*[^*]+\*(?!\*)")
LIMITS = {"content/chapters": {2: 45, 3: 26, 4: 120, 5: 80}, "content/checklists": {3: 40, 4: 110}}
"""Most characters on the lines of a head: title, running head, promise and goals of a chapter, title and purpose of a checklist."""


def check(code: str) -> Iterator[Finding]:
    """Everything wrong in a locale's catalogs."""
    md = markdown.parser(passages.SOURCE_LANGUAGE)
    for domain in catalogs.DOMAINS:
        name = paths.shown(catalogs.path(code, domain))
        for message in catalogs.read(code, domain):
            if message.id and message.string and not message.fuzzy:
                yield from _problems(message, md, Place(name, message.lineno or 0))


def _problems(message: Message, md: MarkdownIt, place: Place) -> Iterator[Finding]:
    source, translated = str(message.id), str(message.string)
    for kind, pattern in KEPT:
        expected, found = Counter(pattern.findall(source)), Counter(pattern.findall(translated))
        for item in (expected - found).elements():
            yield Finding("C03", f'the {kind} "{item}" is missing in the translation.', place, "It stands in the German exactly so.")
        for item in (found - expected).elements():
            yield Finding("C03", f'the {kind} "{item}" isn\'t in the German.', place)
    for kind, pattern in (("bold piece", _BOLD), ("glossary term", _TERM)):
        if len(pattern.findall(source)) != len(pattern.findall(translated)):
            yield Finding("C03", f"has {len(pattern.findall(translated))} {kind}s, the German has {len(pattern.findall(source))}.", place)
    for _, code, sentence, hint in markdown.problems(translated, md.parse(translated)):
        yield Finding("C03", f"{code}: {sentence}", place, hint)
    for file, line in message.locations:
        limit = LIMITS.get(file.rpartition("/")[0], {}).get(line or 0)
        if limit and len(translated) > limit:
            yield Finding("C03", f"has {len(translated)} characters; {limit} fit there.", place, "Say it shorter.")
