"""Rule N13: nothing was left over from the example that an edition was started from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.preflight.content import Content

_PLACEHOLDER = re.compile(
    r"\bihre firma\b|\b(?:vor- und nachname|vorname nachname|ihr name)\b"
    r"|\b(?:max|erika|kim|robin) (?:mustermann|musterfrau|muster|beispiel)\b|\bmuster(?:mann|frau|stadt|hausen|dorf|straße|strasse|weg|allee|platz|firma)\b"
    r"|\bbeispiel(?:hausen|stadt|druck|straße|strasse|weg|firma)\b|\b12345 ort\b"
    r"|\bexample\.(?:org|com|net|edu)\b|\.(?:example|invalid|test)\b"  # RFC 2606
    r"|\blorem ipsum\b|\bplatzhalter\b|\b(?-i:TODO|TBD|XXX+)\b",
    re.IGNORECASE,
)
_PHONES = ("49301234567", "493023125")
"""Beginnings of numbers that reach nobody: the starter's, and those that the Bundesnetzagentur keeps free for films."""


@rule("N13", "content", Severity.REVIEW)
def no_placeholder_is_left(content: Content) -> Iterator[Finding]:
    """A placeholder was left in the edition.

    Why: "Ihre Firma" on five hundred covers can't be taken back.
    Mend: write what belongs there. An edition that is made up on purpose says so in imprint.publisher: "Acme GmbH (erfundenes Beispiel)".
    """
    if content.made_up:
        return
    for field, text in content.texts.items():
        found = _PLACEHOLDER.search(text)
        word = found[0] if found else text if field == ("contact", "phone") and _is_fictional(text) else ""
        if word:
            message = say('%(field)s: "%(word)s" looks like a placeholder.', field=".".join(field), word=word)
            hint = say('Write your own; an edition that is made up says "(erfundenes Beispiel)" in imprint.publisher.')
            yield content.finding("N13", message, field, hint)


def _is_fictional(phone: str) -> bool:
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    national = digits.removeprefix("00") if digits.startswith("00") else f"49{digits[1:]}" if digits.startswith("0") else digits
    return national.startswith(_PHONES)
