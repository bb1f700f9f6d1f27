"""What the program says to people: English that can be said again in another language.

In: an English sentence with a name in `%( )s` for each of its values. Out: `Said`, the finished English sentence, which still
knows how it was made. Whoever prints it says it again with `in_language`; everybody else takes it for the text it is.
What is cut, joined or put into an f-string is plain text and stays English: make a sentence whole and say it once.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping, Sequence
from typing import Self

SOURCE_LANGUAGE = "en"
"""The language of everything that is said here."""
VARIABLES = ("HANDBOOK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where the user's language is looked for; the first that is set counts."""


class Said(str):
    """An English sentence with its values filled in, and what it was made of."""

    template: str
    """The sentence with a name in `%( )s` for each value; a percent sign of its own is `%%`."""
    values: Mapping[str, str]
    plural: str
    """The template for any number but one; empty for a sentence without a number."""
    number: int

    def __new__(cls, template: str, values: Mapping[str, str], plural: str = "", number: int = 1) -> Self:
        """The sentence in English. KeyError if a value is missing."""
        said = super().__new__(cls, (plural if plural and number != 1 else template) % values)
        said.template, said.values, said.plural, said.number = template, values, plural, number
        return said

    def __reduce__(self) -> tuple[type[Said], tuple[str, Mapping[str, str], str, int]]:
        """For the way out of a worker: all that it is made of."""
        return Said, (self.template, self.values, self.plural, self.number)


def say(template: str, /, **values: object) -> Said:
    """A sentence with its values. Numbers come written as they shall be read; a value may itself be `Said`."""
    return Said(template, _texts(values))


def nsay(one: str, many: str, count: int, /, **values: object) -> Said:
    """A sentence that depends on a number, which both forms may name `%(count)s`."""
    return Said(one, _texts(values | {"count": count}), many, count)


def mark(template: str) -> str:
    """A sentence of a table that is said later: marked so that translators find it, and left as it is."""
    return template


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {name: value if isinstance(value, Said) else str(value) for name, value in values.items()}


def listed(words: Sequence[str]) -> str:
    """Choices in one line: "32, 28 or 24"."""
    *most, last = words
    # For translators: a list of choices, such as: 32, 28 or 24
    return say("%(words)s or %(last)s", words=", ".join(most), last=last) if most else last


def in_language(text: str, translations: gettext.NullTranslations) -> str:
    """A sentence as these translations say it, with all that was said inside it. English where they say nothing, or name what isn't there."""
    if not isinstance(text, Said):
        return text
    template = translations.ngettext(text.template, text.plural, text.number) if text.plural else translations.gettext(text.template)
    try:
        return template % {name: in_language(value, translations) for name, value in text.values.items()}
    except (KeyError, TypeError, ValueError):  # a slip of the translator, which `i18n check` names
        return str(text)


_LOCALE = re.compile(r"([a-z]{2,3})(?:[_-]([a-z]{2}))?(?:\.[\w-]+)?(?:@([a-z]+))?", re.IGNORECASE)
"""`de`, `de_AT`, `de_DE.UTF-8`, `de@simple`: POSIX, § 8.2."""


def languages(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The locales to look for sentences in, the best first, as the user's environment has it; none for English."""
    wanted = next(filter(None, (environment.get(name, "") for name in VARIABLES)), "")
    found = _LOCALE.fullmatch(wanted)
    if not found or found[1].lower() == SOURCE_LANGUAGE:
        return ()
    language, country, variant = found[1].lower(), found[2] and f"_{found[2].upper()}", found[3] and f"@{found[3].lower()}"
    chain = [f"{language}{place}{kind}" for kind in (variant, "") for place in (country, "") if kind is not None and place is not None]
    return tuple(chain)
