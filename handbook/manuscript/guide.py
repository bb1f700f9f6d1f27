"""The guide's words in one locale and country: what is printed for each German passage, and which passages have nothing.

In: the catalogs, the country's facts. Out: an answer for each passage, findings for each file with gaps. A sentence with a
figure that the country doesn't have is left out; no figure of another country stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from handbook import catalogs
from handbook import facts as fact_files
from handbook.catalogs import LEFT_OUT, Catalog
from handbook.facts import Facts
from handbook.findings import Finding, Place, Severity
from handbook.manuscript.markdown import FACT
from handbook.wording import nsay, say

SOURCE_COUNTRY = "DE"
"""The country that the German text is written for."""
_SENTENCES = re.compile(r"(?<=[^\W\d_]{2}[.!?؟])(?<!\bca\.)\s+|(?<=[)}\]”“»*][.!?؟])\s+")
"""Between two sentences: behind a word's, a bracket's or a figure's full stop, but not behind "z." or "1."."""


@dataclass
class Guide:
    """Answers for passages while files are read, and remembers which passages of which file have no translation."""

    catalog: Catalog
    facts: Facts
    known: frozenset[str]
    """Facts of this country and of the German text: naming any other is a slip."""
    file: str = ""
    missing: dict[str, list[int]] = field(default_factory=dict)

    def translate(self, source: str, line: int) -> str | None:
        """What is printed for a passage, `LEFT_OUT`, or nothing if there is no translation."""
        translated = self.catalog.get(source)
        if translated is None:
            self.missing.setdefault(self.file, []).append(line)
            return None if self.tellable(source) == source else LEFT_OUT
        return self.tellable(translated)

    def tellable(self, text: str) -> str:
        """A passage without the sentences that name a figure which the country lacks; `LEFT_OUT` if none remains."""
        lacking = self.known - set(self.facts.facts)
        if not lacking or not self._names(text, lacking):
            return text
        told = [sentence for sentence in _SENTENCES.split(text) if not self._names(sentence, lacking)]
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


def open_guide(code: str, facts: Facts) -> Guide:
    """The guide in a locale, as the country of these facts tells it."""
    catalog = catalogs.in_country(catalogs.load(code, "guide"), facts.country)
    told = facts if facts.country == SOURCE_COUNTRY else fact_files.load(SOURCE_COUNTRY, facts.day, code)
    return Guide(catalog, facts, frozenset({*facts.facts, *told.facts}))
