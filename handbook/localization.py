"""With `catalogs` the only home of Babel: how numbers, money, dates and quotes look in a locale, and how a typesetter spaces it.

In: values and a locale's code. Out: text ready to print. Every formatter is pure; what a locale says instead of the
German is in `catalogs`.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Literal, TypeVar

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent

_T = TypeVar("_T")

NARROW = "\u202f"
"""Narrow space that no line breaks at."""
FIXED = "\u00a0"
"""Space that no line breaks at."""

QUOTES: dict[str, tuple[str, str, str, str]] = {
    "ar": ("«", "»", "“", "”"),
    "de": ("„", "“", "‚", "‘"),
    "de_CH": ("«", "»", "‹", "›"),
    "en": ("“", "”", "‘", "’"),
    "fr": (f"«{NARROW}", f"{NARROW}»", "“", "”"),
    "pl": ("„", "”", "«", "»"),
    "ro": ("„", "”", "«", "»"),
    "tr": ("“", "”", "‘", "’"),
    "uk": ("«", "»", "„", "“"),
    "vi": ("“", "”", "‘", "’"),
}
"""Opening and closing outer quote, opening and closing inner quote; CLDR's list isn't in Babel."""

CURRENCIES = {"DE": "EUR", "AT": "EUR", "CH": "CHF"}


_BABEL = {"en": "en_GB"}

_TAG = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(-[A-WYZa-wyz0-9](-[A-Za-z0-9]{2,8})+)*(-x(-[A-Za-z0-9]{1,8})+)?"
)
"""RFC 5646, 2.1."""
_NO_LANGUAGES = ("mis", "mul", "und", "zxx")
"""Codes of ISO 639 for what is no language, or not known."""


@cache
def locale(code: str) -> Locale:
    """Babel's locale for a code such as "de", "de_CH" or "de@simple"; English is British."""
    return Locale.parse(_BABEL.get(code, code))


def regional(code: str, country: str) -> str:
    """The locale in which a country writes a language: German in Switzerland is "de_CH"; elsewhere a language has one form."""
    language, at, modifier = code.partition("@")
    return f"{language}_{country}{at}{modifier}" if language == "de" and country != "DE" else code


def _fitting(table: Mapping[str, _T], code: str) -> _T | None:
    """What a table says for a locale: for the locale itself, without its modifier, or for its language."""
    plain = code.partition("@")[0]
    return next((table[key] for key in (code, plain, plain.partition("_")[0]) if key in table), None)


def direction(code: str) -> Literal["ltr", "rtl"]:
    """ "ltr" or "rtl"."""
    return "rtl" if locale(code).text_direction == "rtl" else "ltr"


def script(code: str) -> str:
    """The script of a language (ISO 15924), such as "Latn" or "Arab"; only those that pages are set differently for are told apart."""
    return "Arab" if direction(code) == "rtl" else "Latn"


def comma(code: str) -> str:
    """What stands between two things named after one another."""
    return "، " if direction(code) == "rtl" else ", "


def arrow(code: str) -> str:
    """The arrow that points on in the direction of reading."""
    return "←" if direction(code) == "rtl" else "→"


def is_known(code: str) -> bool:
    """Whether there is such a language."""
    try:
        locale(code)
    except (ValueError, UnknownLocaleError):
        return False
    return True


def names_language(tag: str) -> bool:
    """Whether a tag of BCP 47 names a language that people speak; "und" and its like name none."""
    language = tag.partition("-")[0].lower()
    return bool(_TAG.fullmatch(tag)) and language not in _NO_LANGUAGES and language in Locale.parse("en").languages


def language_tag(code: str) -> str:
    """The locale as HTML and PDF name it (BCP 47), such as "en-GB"."""
    return re.sub("[_@]", "-", str(locale(code)))


def own_name(code: str) -> str:
    """What a language calls itself, such as "Türkçe"; with a capital, for it stands alone."""
    name = str(Locale.parse(code.partition("@")[0]).language_name)
    return name[:1].upper() + name[1:]


def called(code: str) -> tuple[str, ...]:
    """What a language is called in German, in English and by itself, each name once."""
    language = Locale.parse(code.partition("@")[0])
    return tuple(dict.fromkeys(str(language.get_language_name(each)) for each in ("de", "en", None)))


def quotes(code: str) -> tuple[str, str, str, str]:
    """Opening and closing outer quote, opening and closing inner quote."""
    found = _fitting(QUOTES, code)
    assert found is not None, code
    return found


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
    return _without_marks(str(text)).replace(FIXED, NARROW).replace(" ", NARROW).replace("EUR", "€")  # CLDR has the code in Romanian and Ukrainian


def _without_marks(text: str) -> str:
    """Without the invisible marks of direction that CLDR has in its patterns: the page says its direction itself."""
    return text.translate({0x200E: None, 0x200F: None})


def percent(value: float, code: str) -> str:
    """A share given in hundredths: 25 is "25 %"."""
    return _without_marks(str(format_percent(value / 100, locale=locale(code), decimal_quantization=False))).replace(FIXED, NARROW)


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
    form = "MMMM" if code.startswith("de") else "LLLL"  # Babel mixes up the names that stand alone in German once it has seen another country's
    return str(format_date(value, f"{form} y", locale=locale(code)))


_DASH = (re.compile(r" ([–—]) "), rf"{FIXED}\1 ")
_NUMBERED = (re.compile(r"(§§?|Art\.|Nr\.|DQR|DIN|EN|ISO|Stand) (?=[\dA-Z])"), rf"\1{FIXED}")
"""What stays with its number in every language: German law and standards keep their names."""
_SPACING: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "ar": (_DASH, _NUMBERED),
    "de": (
        (re.compile(r"\b(z|d|u|o|i|s|v) ?\. ?(?=(B|h|a|ä|Ä|d|R|o|u)\.)"), rf"\1.{NARROW}"),
        (re.compile(r"(§§?|Art\.|Abs\.|Nr\.|DQR|DIN|EN|ISO|Kap\.|Kapitel|Regel|Seite|Stufe|Halle|Stand) (?=[\dA-Z])"), rf"\1{FIXED}"),
        (re.compile(r"(\d\.) (?=(Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember))"), rf"\1{FIXED}"),
        (re.compile(r"(\d) (?=(Uhr|Minuten|Stunden|Tage|Wochen|Monate|Jahre|Euro|Franken|MB|%|€))"), rf"\1{FIXED}"),
        (re.compile(r"\bE-(?=Mail)"), "E\u2011"),
        _DASH,
        (re.compile(r"\b([Ii]n|[Aa]n|[Zz]u|[Ss]o|[Ee]s|[Dd]a) (?=\d)"), rf"\1{FIXED}"),
    ),
    "en": (
        _DASH,
        (re.compile(r"(§§?|Art\.|Article|Section|No\.|DQR|DIN|EN|ISO|Chapter|page|Hall|Stand) (?=[\dA-Z])"), rf"\1{FIXED}"),
        (re.compile(r"(\d) (?=(minutes|hours|days|weeks|months|years|points|am|pm)\b)"), rf"\1{FIXED}"),
        (re.compile(r"\be-(?=mail)"), "e\u2011"),
    ),
    "fr": (
        (re.compile(r" ([;!?»])"), rf"{NARROW}\1"),
        (re.compile(r"« "), f"«{NARROW}"),
        (re.compile(r" :"), f"{FIXED}:"),
        _DASH,
    ),
    "pl": (
        _DASH,
        _NUMBERED,
        (re.compile(r"(?<!\w)([AIOUWZaiouwz]) (?=\w)"), rf"\1{FIXED}"),  # a word of one letter doesn't end a line
        (re.compile(r"(\d) (?=(minut|godzin|dni|tygodni|miesi|lat|r\.|zł|€|%))"), rf"\1{FIXED}"),
    ),
    "tr": (_DASH, _NUMBERED, (re.compile(r"(\d) (?=(dakika|saat|gün|hafta|ay|yıl|€))"), rf"\1{FIXED}")),
    "uk": (
        _DASH,
        _NUMBERED,
        (re.compile(r"(\d) (?=(хвилин|годин|дн|тижн|місяц|рок|р\.|€|%))"), rf"\1{FIXED}"),
    ),
}


def typeset(text: str, code: str) -> str:
    """Text with the spaces that a typesetter would put (narrow in "z. B.", fixed before units and dashes) and the country's spelling."""
    for pattern, replacement in _fitting(_SPACING, code) or ():
        text = pattern.sub(replacement, text)
    return spelled(text, code)


def spelled(text: str, code: str) -> str:
    """German as its country spells it: Switzerland writes no ß."""
    return text.replace("ß", "ss") if code.startswith("de_CH") else text


_ALPHABETS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "de": "abcdefghijklmnopqrstuvwxyz",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
"""The letters of a language in dictionary order; an accent that isn't a letter of its own doesn't count. CLDR's collation isn't in Babel."""
_ARABIC_FORMS = str.maketrans("أإآٱةىؤئ", "ااااهيوي")


def sort_key(text: str, code: str) -> tuple[tuple[int, int], ...]:
    """Where a word stands in an alphabetical list: letters of another script come first, then those of the language in its own order.

    German sorts ä as a and ß as ss (DIN 5007-1).
    """
    alphabet = _fitting(_ALPHABETS, code) or _ALPHABETS["de"]
    lowered = text.replace("İ", "i").replace("I", "ı") if code.startswith("tr") else text
    letters = [each for each in lowered.casefold().translate(_ARABIC_FORMS) if each.isalnum() or each == " "]
    bases = (each if each in alphabet else unicodedata.normalize("NFD", each)[0] for each in letters)
    return tuple((1, alphabet.index(base)) if base in alphabet else (0, ord(base)) for base in bases)
