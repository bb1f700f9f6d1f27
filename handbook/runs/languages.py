"""What the column for the language says -> a language of the edition.

In: the edition's languages and a cell such as "DE", "de-AT", "Englisch" or "العربية". Out: the language's code, or nothing. A language has its
code and its names in German, in English and in itself, in small letters or capitals; a country after the code says nothing new, because the
edition has one form of each language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from handbook import localization
from handbook.findings import did_you_mean
from handbook.wording import say

_WITH_COUNTRY = re.compile(r"([a-z]{2,3})[-_](?:[a-z]{2}|\d{3})")
"""As systems write a locale: `de-DE`, `de_at`, `es-419`."""


@cache
def known(locales: tuple[str, ...]) -> Mapping[str, str]:
    """What may stand in the column -> the code of a language. A name that two of them have means the one without an addition, such as "de" beside "de@simple"."""
    plain_last = sorted(locales, key=lambda code: "@" not in code)
    return {_folded(name): code for code in plain_last for name in (*localization.called(code), code)}


def meant(cell: str, names: Mapping[str, str]) -> str | None:
    """The language that a cell means, if it is one of these."""
    folded = _folded(cell)
    country = _WITH_COUNTRY.fullmatch(folded)
    return names.get(folded) or (names.get(country[1]) if country else None)


def hint(cell: str, locales: Sequence[str]) -> str:
    """What is said to somebody who wrote something else: what is near, and all that may stand there."""
    names = {code: localization.called(code) if "@" not in code else () for code in locales}
    listed = ", ".join(f"{code} ({', '.join(called)})" if called else code for code, called in names.items())
    near: str = did_you_mean(_folded(cell).capitalize(), [each for called in names.values() for each in called], did_you_mean(_folded(cell), locales))
    return say("%(meant)s The edition has: %(names)s.", meant=near, names=listed) if near else say("The edition has: %(names)s.", names=listed)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
