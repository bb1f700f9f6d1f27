"""The guide's words in one locale and country: what is printed for each German passage, and which passages have nothing.

In: the catalogs, the country's facts. Out: an answer for each passage, findings for each file with gaps. A sentence with a
figure that the country doesn't have is left out; no figure of another country stands in. Where another language has nothing,
the German of the country does, never Germany's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from handbook import catalogs, localization
from handbook import facts as fact_files
from handbook.catalogs import LEFT_OUT, Catalog
from handbook.facts import Facts
from handbook.findings import Finding, Place, Severity
from handbook.manuscript.markdown import FACT
from handbook.manuscript.passages import German
from handbook.wording import nsay, say

SOURCE_COUNTRY = "DE"
"""The country that the German text is written for."""
_SENTENCES = re.compile(r"(?:(?<=[^\W\d_]{2}[.!?؟])(?<!\bca\.)|(?<=[)}\]”“»\"*][.!?؟])|(?<=[.!?؟][)\]”“»\"])|(?<=[.!?؟]\*\*))\s+(?!\d)")
"""Between two sentences: behind a word's, a bracket's or a figure's full stop, but not behind "z." or "1.", nor in "Art. 50"."""

_PAIRS = (("(", ")"), ("[", "]"), ("„", "“"), ("«", "»"))


@dataclass
class Guide:
    """Answers for passages while files are read, and remembers which passages of which file have no translation."""

    catalog: Catalog
    german: Catalog
    """The country's German, for passages that have no translation."""
    facts: Facts
    known: frozenset[str]
    """Facts of this country and of the German text: naming any other is a slip."""
    file: str = ""
    missing: dict[str, list[int]] = field(default_factory=dict)

    def translate(self, source: str, line: int) -> str:
        """What is printed for a passage: a translation, `German` where there is none, or `LEFT_OUT`."""
        translated = self.catalog.get(source)
        if translated is not None:
            return self.tellable(localization.spelled(translated, self.catalog.locale))
        self.missing.setdefault(self.file, []).append(line)
        told = self.tellable(localization.spelled(self.german.get(source) or source, self.german.locale))
        return told if told == LEFT_OUT else German(told)

    def tellable(self, text: str) -> str:
        """A passage without the sentences that name a figure which the country lacks; `LEFT_OUT` if none remains."""
        lacking = self.known - set(self.facts.facts)
        if not lacking or not self._names(text, lacking):
            return text
        told = [sentence for sentence in _sentences(text) if not self._names(sentence, lacking)]
        return " ".join(told) or LEFT_OUT

    @staticmethod
    def _names(text: str, facts: Iterable[str]) -> bool:
        return not {name.partition("@")[0] for name in FACT.findall(text)}.isdisjoint(facts)

    def findings(self, policy: str) -> Iterable[Finding]:
        """One for each file with gaps: an error, or with the policy "source" something to look at."""
        for file, lines in self.missing.items():
            message = nsay("one passage has no translation into %(locale)s.", "%(count)s passages have no translation into %(locale)s.", len(lines), locale=self.catalog.locale)
            hint = say('`build_pdf.py i18n status %(locale)s` counts them; `untranslated = "source"` prints them in German.', locale=self.catalog.locale)
            yield Finding("C02", message, Place(file, min(lines)), hint, Severity.REVIEW if policy == "source" else Severity.ERROR)


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a passage; what stands in one pair of quotes, brackets or stars stays together."""
    pending = ""
    for piece in _SENTENCES.split(text):
        pending = f"{pending} {piece}" if pending else piece
        if not any(pending.count(mark) % 2 for mark in ('"', "**")) and all(pending.count(first) == pending.count(last) for first, last in _PAIRS):
            yield pending
            pending = ""
    if pending:
        yield pending


def open_guide(code: str, facts: Facts) -> Guide:
    """The guide in a locale, as the country of these facts tells it."""
    catalog, german = (catalogs.in_country(catalogs.load(each, "guide"), facts.country) for each in (code, catalogs.SOURCE_LOCALE))
    told = facts if facts.country == SOURCE_COUNTRY else fact_files.load(SOURCE_COUNTRY, facts.day, code)
    return Guide(catalog, german, facts, frozenset({*facts.facts, *told.facts}))
