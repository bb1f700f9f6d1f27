"""PO files in, catalogs out: what a locale says for the German of layouts and guide, and for the English of the program.

In: a locale's code. Out: a `Catalog` for each of the three domains: `messages` (layouts) and `guide` (chapters, checklists) are
written in German, `program` (what the program says to its users) in English; a source needs no catalog. Fuzzy entries count
as missing: a stale translation is never printed. The files are read as they are; nothing compiled is kept beside them.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from handbook import paths
from handbook.errors import ContentError, UsageError
from handbook.findings import Finding, Place
from handbook.wording import SOURCE_LANGUAGE, say

if TYPE_CHECKING:
    from babel.messages import catalog as po

SOURCE_LOCALE = "de"
"""The language in which layouts and guide are written."""
PROGRAM = "program"
SOURCES = {"messages": SOURCE_LOCALE, "guide": SOURCE_LOCALE, PROGRAM: SOURCE_LANGUAGE}
"""Every domain with the language of its source, which has no catalog of it."""
LOCALES = ("de", "en", "ar", "de@simple", "pl", "tr", "uk")
"""Languages that an edition may order."""
LEFT_OUT = "{leave-out}"
"""What a country's catalog says of a passage that isn't told there."""
WORDS_ONLY = "Nur Wörter"
"""A comment in a country's catalog: this passage says what the German says, in other words, so another language needs none of its own."""
REVIEWED = "Reviewed-By:"
"""The line of a catalog's head comment that names who read it against the source."""


def domains(code: str) -> tuple[str, ...]:
    """The domains of which a locale has a catalog: all that aren't written in it."""
    return ("guide",) if code in countries() else tuple(domain for domain, source in SOURCES.items() if source != code)


@dataclass(frozen=True)
class Catalog:
    """The translated strings of one locale and domain."""

    locale: str
    domain: str
    strings: Mapping[str, str]
    reviewer: str = ""
    stale: frozenset[str] = frozenset()
    """Passages whose entry is fuzzy: they changed since somebody wrote it."""
    reworded: frozenset[str] = frozenset()
    """Passages of a country's catalog that say the same in the country's words (`WORDS_ONLY`)."""

    @property
    def reviewed(self) -> bool:
        """Whether somebody stands for it; the source needs nobody."""
        return self.locale == SOURCES[self.domain] or bool(self.reviewer)

    def get(self, source: str) -> str | None:
        """What is printed for a passage of the source, or nothing if there is no translation that may be printed."""
        if source in self.stale:
            return None
        return self.strings.get(source, source if without_country(self.locale) == SOURCES[self.domain] else None)


@dataclass
class Translations(gettext.NullTranslations):
    """A catalog as templates call it. Collects what is missing in `missing` instead of printing it unnoticed."""

    catalog: Catalog
    missing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def translated(self, message: str) -> str | None:
        """The translation, or nothing, remembered as missing."""
        translated = self.catalog.get(message)
        if translated is None:
            self.missing.append(message)
        return translated

    def gettext(self, message: str) -> str:
        """The translation, or the German, remembered as missing."""
        return self.translated(message) or message


def countries() -> tuple[str, ...]:
    """The locales of countries that tell some passages differently, such as "de_CH"."""
    return tuple(sorted(folder.name for folder in paths.LOCALES.glob("*_*") if folder.is_dir()))


def in_german(code: str) -> bool:
    """Whether the guide's own German stands in where a catalog says nothing: in Austria and Switzerland, but not in plain German."""
    return without_country(code) == SOURCE_LOCALE


def without_country(code: str) -> str:
    """The locale as an edition orders it: "de" for "de_CH"."""
    language, at, modifier = code.partition("@")
    return language.partition("_")[0] + at + modifier


def path(code: str, domain: str) -> Path:
    """Where a catalog lies."""
    return paths.LOCALES / code / "LC_MESSAGES" / f"{domain}.po"


def require(code: str) -> None:
    """UsageError unless this is a locale."""
    try:
        known = str(Locale.parse(code)) == code
    except (ValueError, UnknownLocaleError):
        known = False
    if not known:
        raise UsageError(Finding("E04", say('there is no language "%(code)s".', code=code[:40]), hint=say("A language is named by its code, such as en or fr.")))


def load(code: str, domain: str) -> Catalog:
    """A locale's catalog. ContentError with file and line if it can't be read.

    A locale with a country, such as "de_CH", has the passages of its language; `in_country` adds the country's own.
    """
    plain = without_country(code)
    return Catalog(plain, domain, {}) if plain == SOURCES[domain] else _catalog(plain, domain, path(plain, domain), _data(plain, domain))


def in_country(catalog: Catalog, country: str) -> Catalog:
    """A guide's catalog with what a country tells differently.

    What that is, its German catalog says (`locales/de_CH`). Another language needs a wording of its own for each of these passages
    (`locales/en_CH`): Germany's must not stand in.
    """
    german = own(f"{SOURCE_LOCALE}_{country}", catalog.domain)
    if german is None:
        return catalog
    if in_german(catalog.locale):
        return german
    theirs = own(f"{catalog.locale}_{country}", catalog.domain)
    differs = {*german.strings, *german.stale} - german.reworded
    strings = {source: said for source, said in catalog.strings.items() if source not in differs}
    strings |= {source: said for source, said in german.strings.items() if said == LEFT_OUT}
    return replace(catalog, strings=strings | dict(theirs.strings if theirs else {}))


def own(code: str, domain: str) -> Catalog | None:
    """A catalog without what stands behind it, such as that of a country, if there is one."""
    return _catalog(code, domain, path(code, domain), _data(code, domain)) if path(code, domain).exists() else None


def read(code: str, domain: str) -> po.Catalog:
    """A locale's PO file with everything in it, for translators. ContentError with file and line if it can't be read."""
    return _parsed(code, path(code, domain), _data(code, domain))


def singular(message: po.Message) -> str:
    """The source of a message; of one with a plural, that for one thing."""
    return message.id if isinstance(message.id, str) else message.id[0]


def translated(message: po.Message) -> bool:
    """Whether a message has a translation, and one for each number if it has a plural."""
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def spoken(codes: Sequence[str]) -> gettext.NullTranslations:
    """What the program says, in the first of these locales that has the sentence; in English where none has it, or none can be read."""
    first: gettext.NullTranslations | None = None
    for code in codes:
        try:
            translations = _spoken(code)
        except (ContentError, ValueError):  # a finding must be told even so; `i18n check` names what is wrong with the catalog
            continue
        if first is None:
            first = translations
        else:
            first.add_fallback(translations)
    return first or gettext.NullTranslations()


def _spoken(code: str) -> gettext.NullTranslations:
    from babel.messages import mofile

    catalog = read(code, PROGRAM)
    for message in catalog:
        if message.id and not translated(message):
            message.string = ""  # half a plural is none
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _data(code: str, domain: str) -> bytes:
    try:
        return path(code, domain).read_bytes()
    except FileNotFoundError:
        message: str = say("there is no such catalog.")
        hint: str = say("`build_pdf.py i18n update %(locale)s` starts one.", locale=code)
    except OSError as error:
        message, hint = say("can't be read: %(reason)s.", reason=error.strerror), ""
    raise ContentError(Finding("C01", message, Place(paths.shown(path(code, domain))), hint))


@cache
def _catalog(code: str, domain: str, file: Path, data: bytes) -> Catalog:
    parsed = _parsed(code, file, data)
    strings = {singular(message): str(message.string) for message in parsed if message.id and isinstance(message.string, str) and message.string and not message.fuzzy}
    stale = frozenset(singular(message) for message in parsed if message.id and message.fuzzy)
    reworded = frozenset(singular(message) for message in parsed if WORDS_ONLY in message.user_comments)
    signed = (line.partition(REVIEWED)[2].strip() for line in parsed.header_comment.splitlines() if REVIEWED in line)
    return Catalog(code, domain, strings, next(filter(None, signed), ""), stale, reworded)


def _parsed(code: str, file: Path, data: bytes) -> po.Catalog:
    from babel.messages import pofile  # late: German, which most editions print, needs none

    name = paths.shown(file)
    try:
        lines = data.decode("utf-8").splitlines(keepends=True)
        _check_form(lines, name)
        return _with_former(pofile.read_po(lines, locale=code, abort_invalid=True))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(Finding("C01", say("is no UTF-8 text."), Place(name, line), say("Save it as UTF-8."))) from None
    except pofile.PoFileError as error:
        reason = re.sub(r" on [0-9]+$", "", str(error).splitlines()[0])  # Babel counts lines from 0
        message, hint = say("can't be read: %(reason)s.", reason=reason), say("Open it in a PO editor.")
        raise ContentError(Finding("C01", message, Place(name, (error.lineno or 0) + 1), hint)) from None
    except ValueError as error:
        raise ContentError(Finding("C01", say("can't be read: %(reason)s.", reason=error), Place(name), say("Open it in a PO editor."))) from None


_LINE = re.compile(r'(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])\s+)?"(?:[^"\\]|\\.)*"|)\s*')
"""A comment, a text in quotes with or without its keyword, or nothing: all that a line of a PO file may be."""
_PLURAL_FORMS = re.compile(r"Plural-Forms: nplurals=(\d+); plural=([^\\]*)")
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)",
    "tr": "nplurals=2; plural=(n != 1)",
}  # CLDR
"""Which number takes which plural form, of languages for which Babel has it wrong: Arabic has a form for 11 to 99, Turkish one for 1."""
MOST_PLURALS = 6
"""Plural forms that a language has at the most (CLDR: Arabic)."""


def _check_form(lines: Sequence[str], name: str) -> None:
    """ContentError for what Babel would take without a word, or never come to an end with."""
    for number, line in enumerate(lines, 1):
        if not _LINE.fullmatch(line.rstrip("\r\n")):
            message, hint = say("this line isn't understood: a quote may be missing."), say("Open it in a PO editor.")
            raise ContentError(Finding("C01", message, Place(name, number), hint))
    head = "".join(line.strip().removeprefix('"').removesuffix('"') for line in lines[:40] if line.startswith('"'))
    if found := _PLURAL_FORMS.search(head):
        number = next((count for count, line in enumerate(lines, 1) if "Plural-Forms" in line), 1)
        if not 1 <= int(found[1]) <= MOST_PLURALS:
            message = say("the header orders %(count)s plural forms; a language has %(most)s at the most.", count=found[1], most=MOST_PLURALS)
            raise ContentError(Finding("C01", message, Place(name, number)))
        if re.search(r"[^n\d\s()?:=!<>%&|;]", found[2]):
            raise ContentError(Finding("C01", say("the header's rule for plurals isn't one."), Place(name, number), say("`build_pdf.py i18n update` writes it right.")))


def _with_former(catalog: po.Catalog) -> po.Catalog:
    """With the former source of fuzzy entries, `#| msgid "…"`, in its place: Babel takes it for a comment of the translator."""
    from babel.messages import pofile

    for message in catalog:
        lines = [line[1:].strip() for line in message.user_comments if line.startswith("|")]
        message.user_comments = [line for line in message.user_comments if not line.startswith("|")]
        message.previous_id = [pofile.denormalize("\n".join(lines).removeprefix("msgid "))] if lines else []
    return catalog
