"""With `catalogs` the only home of Babel: how numbers, money, dates and quotes look in a locale, and how a typesetter spaces it.

In: values and a locale's code. Out: text ready to print. Every formatter is pure; what a locale says instead of the
German is in `catalogs`.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent

NARROW = "\u202f"
"""Narrow space that no line breaks at."""
FIXED = "\u00a0"
"""Space that no line breaks at."""

QUOTES = {"de": "„“‚‘", "en": "“”‘’"}
"""Outer and inner quotes for Markdown; CLDR's list isn't in Babel."""

CURRENCIES = {"DE": "EUR", "AT": "EUR", "CH": "CHF"}


_BABEL = {"en": "en_GB"}


@cache
def locale(code: str) -> Locale:
    """Babel's locale for a code such as "de"; English is British."""
    return Locale.parse(_BABEL.get(code, code))


def direction(code: str) -> str:
    """ "ltr" or "rtl"."""
    return str(locale(code).text_direction)


def language_tag(code: str) -> str:
    """The locale as HTML and PDF name it (BCP 47), such as "en-GB"."""
    return str(locale(code)).replace("_", "-")


def quotes(code: str) -> str:
    """Opening and closing outer quote, opening and closing inner quote."""
    return QUOTES[code]


def number(value: float, code: str) -> str:
    """A plain number, such as "1.014" or "4,5"."""
    return str(format_decimal(value, locale=locale(code)))


def year(value: int) -> str:
    """A year is a name, not an amount: no grouping."""
    return str(value)


def money(value: float, code: str, currency: str = "EUR") -> str:
    """An amount: "13,90 €", and without empty decimals "4.013 €"."""
    whole = float(value).is_integer()
    pattern = locale(code).currency_formats["standard"].pattern
    text = format_currency(value, currency, locale=locale(code), format=pattern.replace(".00", "") if whole else None, currency_digits=not whole)
    return str(text).replace(FIXED, NARROW).replace(" ", NARROW)


def percent(value: float, code: str) -> str:
    """A share given in hundredths: 25 is "25 %"."""
    return str(format_percent(value / 100, locale=locale(code), decimal_quantization=False)).replace(FIXED, NARROW)


def date(value: dt.date, code: str) -> str:
    """A day in words, such as "1. Januar 2027"; its parts stay on one line."""
    return str(format_date(value, "long", locale=locale(code))).replace(" ", FIXED)


def days(start: dt.date, end: dt.date | None, code: str) -> str:
    """One day or several, such as "12.–13. März 2027"."""
    if end is None or end == start:
        return date(start, code)
    if (start.year, start.month) != (end.year, end.month):  # CLDR's intervals shorten the months here
        first = str(format_skeleton("MMMMd", start, locale=locale(code))).replace(" ", FIXED) if start.year == end.year else date(start, code)
        return f"{first} – {date(end, code)}"
    patterns = (re.sub(r"(?<!M)MMM(?!M)", "MMMM", each) for each in locale(code).interval_formats["yMMMd"]["d"])  # CLDR has none with the whole month
    return "".join(str(format_date(day, pattern, locale=locale(code))) for day, pattern in zip((start, end), patterns, strict=True)).replace("\u2009", "")


def month(value: dt.date, code: str) -> str:
    """Month and year, such as "April 2026"."""
    return str(format_date(value, "LLLL y", locale=locale(code)))


_SPACING = {
    "en": (
        (re.compile(r" ([–—]) "), rf"{FIXED}\1 "),
        (re.compile(r"(§§?|Art\.|Article|Section|No\.|DQR|DIN|EN|ISO|Chapter|page|Hall|Stand) (?=[\dA-Z])"), rf"\1{FIXED}"),
        (re.compile(r"(\d) (?=(minutes|hours|days|weeks|months|years|points|am|pm)\b)"), rf"\1{FIXED}"),
        (re.compile(r"\be-(?=mail)"), "e\u2011"),
    ),
    "de": (
        (re.compile(r"\b(z|d|u|o|i|s|v) ?\. ?(?=(B|h|a|ä|Ä|d|R|o|u)\.)"), rf"\1.{NARROW}"),
        (re.compile(r"(§§?|Art\.|Abs\.|Nr\.|DQR|DIN|EN|ISO|Kap\.|Kapitel|Regel|Seite|Halle|Stand) (?=[\dA-Z])"), rf"\1{FIXED}"),
        (re.compile(r"(\d\.) (?=(Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember))"), rf"\1{FIXED}"),
        (re.compile(r"(\d) (?=(Uhr|Minuten|Stunden|Tage|Wochen|Monate|Jahre|Euro|MB|%|€))"), rf"\1{FIXED}"),
        (re.compile(r"\bE-(?=Mail)"), "E\u2011"),
        (re.compile(r" ([–—]) "), rf"{FIXED}\1 "),
        (re.compile(r"\b([Ii]n|[Aa]n|[Zz]u|[Ss]o|[Ee]s|[Dd]a) (?=\d)"), rf"\1{FIXED}"),
    ),
}


def typeset(text: str, code: str) -> str:
    """Text with the spaces that a typesetter would put: narrow in "z. B.", fixed before units and dashes."""
    for pattern, replacement in _SPACING.get(code.split("_")[0].split("@")[0], ()):
        text = pattern.sub(replacement, text)
    return text


def sort_key(text: str, code: str) -> str:
    """Where a word stands in an alphabetical list (German: ä as a, ß as ss)."""
    return text.casefold().translate(str.maketrans("äöü", "aou"))
