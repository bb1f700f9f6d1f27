"""A pattern and recipients -> the names of their files: safe on every system, and no two the same.

In: `{edition}-{product}-{locale}-{nr}-{name}` and the copies of a list. Out: a name for each. All are decided before anything is
built; a pattern that doesn't tell two copies apart gets their numbers, also where only capitals or accents differ: some systems
take those for the same file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from handbook.errors import UsageError
from handbook.findings import Finding, did_you_mean
from handbook.runs.recipients import Copy
from handbook.wording import say

PATTERN = "{edition}-{product}-{locale}-{nr}-{name}"
FIELDS = ("edition", "product", "locale", "nr", "name", "school")
LONGEST = 60
"""Characters that a name or school has in a file's name."""
_LONGEST_NAME = 200
"""Characters of the whole; file systems allow 255 bytes."""
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))))
"""Names that Windows keeps for devices."""


def slug(text: str) -> str:
    """A text as small letters, digits and hyphens: `Grundschule Süd, 4b` is `grundschule-sued-4b`."""
    spelt = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    plain = "".join(each for each in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(each))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")


def names(copies: Sequence[Copy], pattern: str, *, edition: str, product: str, default: str, channel: str = "") -> dict[int, str]:
    """Number -> file name of each copy. UsageError if the pattern can't be used."""
    _check(pattern)
    pattern = re.sub(r"\.pdf$", "", pattern, flags=re.IGNORECASE)  # every file gets it
    made = {copy.number: _name(copy, pattern, edition=edition, product=product, default=default) for copy in copies}
    used = Counter(made.values())
    ending = f"-{channel}.pdf" if channel else ".pdf"
    taken = {name for name, count in used.items() if count == 1}
    told: dict[int, str] = {}
    for number, name in made.items():
        if used[name] > 1:
            name = _free(f"{name}-{number:04}", taken)
            taken.add(name)
        told[number] = name + ending
    return told


def _free(name: str, taken: set[str]) -> str:
    """The name, or the name and what makes it another: a row may be called as a numbered one is."""
    while name in taken:
        name += "-x"
    return name


def _name(copy: Copy, pattern: str, *, edition: str, product: str, default: str) -> str:
    recipient = copy.recipient
    values = {
        "edition": edition,
        "product": product,
        "locale": recipient.locale or default,
        "nr": f"{copy.number:04}",
        "name": slug(recipient.name or recipient.school or ""),
        "school": slug(recipient.school or recipient.name or ""),
    }
    name = re.sub(r"\{(\w+)\}", lambda field: values[field[1]], pattern)
    name = re.sub(r"-{2,}", "-", name).strip("-.")[:_LONGEST_NAME].lower()
    return f"copy-{copy.number:04}" if not name else f"copy-{name}" if name.split(".")[0] in _RESERVED else name


def _check(pattern: str) -> None:
    for field in re.findall(r"\{([^{}]*)\}", pattern):
        if field not in FIELDS:
            hint = did_you_mean(field, FIELDS, say("There are: %(names)s.", names=", ".join(FIELDS)))
            raise UsageError(Finding("R04", say('a file name has no field "%(name)s".', name=field[:40]), hint=hint))
    rest = re.sub(r"\{\w+\}", "", pattern)
    if not re.fullmatch(r"[A-Za-z0-9._@-]*", rest) or not re.search(r"\{(nr|name|school)\}", pattern):
        hint = say('Write letters, digits, hyphens and fields, among them nr, name or school: "%(pattern)s".', pattern=PATTERN)
        raise UsageError(Finding("R04", say('"%(pattern)s" can\'t name files.', pattern=pattern[:80]), hint=hint))
