"""PO files in, catalogs out: what a locale says for the German of layouts and guide.

In: a locale's code. Out: a `Catalog` for each of the two domains, `messages` (layouts) and `guide` (chapters, checklists).
German is the source and needs none. Fuzzy entries count as missing: a stale translation is never printed. The files are
read as they are; nothing compiled is kept beside them.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from handbook import paths
from handbook.errors import ContentError, UsageError
from handbook.findings import Finding, Place

if TYPE_CHECKING:
    from babel.messages import catalog as po

SOURCE_LOCALE = "de"
DOMAINS = ("messages", "guide")
LOCALES = ("de", "en", "ar", "de@simple", "pl", "tr", "uk")
"""Languages that an edition may order."""
LEFT_OUT = "{leave-out}"
"""What a country's catalog says of a passage that isn't told there."""
REVIEWED = "Reviewed-By:"
"""The line of a catalog's head comment that names who read it against the German."""


@dataclass(frozen=True)
class Catalog:
    """The translated strings of one locale and domain."""

    locale: str
    domain: str
    strings: Mapping[str, str]
    reviewer: str = ""

    @property
    def reviewed(self) -> bool:
        """Whether somebody stands for it; the German of Germany needs nobody."""
        return self.locale == SOURCE_LOCALE or bool(self.reviewer)

    def get(self, source: str) -> str | None:
        """What is printed for a German passage, or nothing if there is no translation that may be printed."""
        return self.strings.get(source, source if in_german(self.locale) else None)


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
    """UsageError unless the German can be translated into this locale: it is one, and isn't German."""
    try:
        known = str(Locale.parse(code)) == code
    except (ValueError, UnknownLocaleError):
        known = False
    if not known or code == SOURCE_LOCALE:
        sentence = "German is the source and needs no catalog." if code == SOURCE_LOCALE else f'there is no language "{code[:40]}".'
        raise UsageError(Finding("E04", sentence, hint="A language is named by its code, such as en or fr."))


def load(code: str, domain: str) -> Catalog:
    """A locale's catalog. ContentError with file and line if it can't be read.

    A locale with a country, such as "de_CH", has the passages of its language and, before those, its country's own.
    """
    plain = without_country(code)
    return Catalog(plain, domain, {}) if plain == SOURCE_LOCALE else _catalog(plain, domain, path(plain, domain), _data(plain, domain))


def in_country(catalog: Catalog, country: str) -> Catalog:
    """A guide's catalog with what a country tells differently.

    What that is, its German catalog says (`locales/de_CH`). Another language needs a wording of its own for each of these passages
    (`locales/en_CH`): Germany's must not stand in.
    """
    own = _own(f"{SOURCE_LOCALE}_{country}", catalog.domain)
    if own is None:
        return catalog
    if in_german(catalog.locale):
        return own
    theirs = _own(f"{catalog.locale}_{country}", catalog.domain)
    strings = {source: said for source, said in catalog.strings.items() if source not in own.strings}
    strings |= {source: said for source, said in own.strings.items() if said == LEFT_OUT}
    return replace(catalog, strings=strings | dict(theirs.strings if theirs else {}))


def _own(code: str, domain: str) -> Catalog | None:
    """A country's catalog, if there is one."""
    return _catalog(code, domain, path(code, domain), _data(code, domain)) if path(code, domain).exists() else None


def read(code: str, domain: str) -> po.Catalog:
    """A locale's PO file with everything in it, for translators. ContentError with file and line if it can't be read."""
    return _parsed(code, path(code, domain), _data(code, domain))


def _data(code: str, domain: str) -> bytes:
    try:
        return path(code, domain).read_bytes()
    except FileNotFoundError:
        message, hint = "there is no such catalog.", f"`build_pdf.py i18n update {code}` starts one."
    except OSError as error:
        message, hint = f"can't be read: {error.strerror}.", ""
    raise ContentError(Finding("C01", message, Place(paths.shown(path(code, domain))), hint))


@cache
def _catalog(code: str, domain: str, file: Path, data: bytes) -> Catalog:
    parsed = _parsed(code, file, data)
    strings = {str(message.id): str(message.string) for message in parsed if message.id and message.string and not message.fuzzy}
    signed = (line.partition(REVIEWED)[2].strip() for line in parsed.header_comment.splitlines() if REVIEWED in line)
    return Catalog(code, domain, strings, next(filter(None, signed), ""))


def _parsed(code: str, file: Path, data: bytes) -> po.Catalog:
    from babel.messages import pofile  # late: German, which most editions print, needs none

    name = paths.shown(file)
    try:
        lines = data.decode("utf-8").splitlines(keepends=True)
        return _with_former(pofile.read_po(lines, locale=code, abort_invalid=True))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(Finding("C01", "is no UTF-8 text.", Place(name, line), "Save it as UTF-8.")) from None
    except pofile.PoFileError as error:
        sentence = f"can't be read: {re.sub(r' on [0-9]+$', '', str(error).splitlines()[0])}."  # Babel counts lines from 0
        raise ContentError(Finding("C01", sentence, Place(name, (error.lineno or 0) + 1), "Open it in a PO editor.")) from None
    except ValueError as error:
        raise ContentError(Finding("C01", f"can't be read: {error}.", Place(name), "Open it in a PO editor.")) from None


def _with_former(catalog: po.Catalog) -> po.Catalog:
    """With the former German of fuzzy entries, `#| msgid "…"`, in its place: Babel takes it for a comment of the translator."""
    from babel.messages import pofile

    for message in catalog:
        lines = [line[1:].strip() for line in message.user_comments if line.startswith("|")]
        message.user_comments = [line for line in message.user_comments if not line.startswith("|")]
        message.previous_id = [pofile.denormalize("\n".join(lines).removeprefix("msgid "))] if lines else []
    return catalog
