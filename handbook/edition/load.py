"""Edition file -> Edition. All mistakes of the file are named in one go, each with line, column and caret.

In: a path. Out: `LoadedEdition`, the edition with the folder its files live in and the places of its values.
The file is read once and never written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import spanned_toml
from pydantic import ValidationError

from handbook import paths
from handbook.edition.model import Edition
from handbook.edition.problems import findings
from handbook.edition.spans import SourceMap
from handbook.errors import ContentError, UsageError
from handbook.findings import Finding, Place, did_you_mean
from handbook.wording import say

FILE_NAME = "edition.toml"
LARGEST_FILE = 64 * 1024
"""Bytes. A real edition has one or two thousand."""
DEEPEST_KEY = 8
"""Dots in a key: the parser takes quadratic time over them."""


@dataclass(frozen=True)
class LoadedEdition:
    """An edition with its home: the folder that its paths start from."""

    edition: Edition
    folder: Path
    source: SourceMap

    def place(self, *path: int | str) -> Place:
        """Where a field stands in the file, for findings of later stages."""
        return self.source.place(path)


def find(name: str) -> Path:
    """The edition file meant by a name ("house"), a folder or a file. UsageError with near matches if there is none."""
    given = Path(name)
    with suppress(OSError):  # a name may be longer than the file system allows
        if given.suffix == ".toml" or given.is_file():
            return given
        for folder in (given, Path.cwd() / "editions" / name, paths.EDITIONS / name):
            if (folder / FILE_NAME).is_file():
                return folder / FILE_NAME
    name = name[:60]
    known = available()
    hint = did_you_mean(name, known, say("There are: %(names)s. `build_pdf.py new %(name)s` starts one.", names=", ".join(known), name=name))
    raise UsageError(Finding("E01", say('there is no edition "%(name)s".', name=name), hint=hint))


def available() -> dict[str, Path]:
    """The editions at hand, by name: those of the current folder, then those that come with the program."""
    roots = dict.fromkeys([Path.cwd() / "editions", paths.EDITIONS])
    found: dict[str, Path] = {}
    for root in roots:
        for file in sorted(root.glob(f"*/{FILE_NAME}")):
            found.setdefault(file.parent.name, file)
    return found


def load(path: Path) -> LoadedEdition:
    """Read and check one edition file. ContentError with every mistake of the file."""
    name = paths.shown(path)
    text = _read(path, name)
    try:
        tree = spanned_toml.loads(text)
        values = tree.unspan()
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError, and so is a number of 5000 digits
        raise ContentError(_syntax(error, name, text)) from None
    source = SourceMap(name, text, tree)
    try:
        edition = Edition.model_validate(values)
    except ValidationError as error:
        raise ContentError(*findings(error, Edition, source)) from None
    if path.name == FILE_NAME and path.resolve().parent.name != edition.name:
        raise ContentError(_renamed(edition, path, source))
    return LoadedEdition(edition, path.resolve().parent, source)


def _renamed(edition: Edition, path: Path, source: SourceMap) -> Finding:
    folder = path.resolve().parent.name
    return Finding(
        "E03",
        say('name: is "%(name)s", but the edition\'s folder is called "%(folder)s".', name=edition.name, folder=folder),
        source.place(("name",)),
        say("Give both the same name."),
        excerpt=source.excerpt(("name",)),
    )


def _read(path: Path, name: str) -> str:
    try:
        if not path.is_file():
            raise FileNotFoundError
        if path.stat().st_size > LARGEST_FILE:
            message = say("is larger than %(size)s KB, so it can't be an edition file.", size=LARGEST_FILE // 1024)
            raise ContentError(Finding("E01", message, Place(name)))
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(Finding("E01", say("there is no such edition file."), Place(name))) from None
    except OSError as error:
        raise ContentError(Finding("E01", say("can't be read: %(reason)s.", reason=error.strerror), Place(name))) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = say("Save it as UTF-8 in a text editor; a Word or Excel file can't be used.")
        raise ContentError(Finding("E01", say("is no UTF-8 text."), Place(name, line), hint)) from None
    if not text.strip():
        raise ContentError(Finding("E01", say("is empty."), Place(name, 1), say("`build_pdf.py new NAME` writes a commented edition to start from.")))
    deep = next((number for number, line in enumerate(text.split("\n"), 1) if line.partition("=")[0].count(".") > DEEPEST_KEY), 0)
    if deep:
        hint = say("An edition has tables of one or two names, such as [brand.typeface].")
        raise ContentError(Finding("E02", say("Values are nested too deeply."), Place(name, deep, 1), hint))
    if "\0" in text:
        raise ContentError(Finding("E01", say("is no text file."), Place(name, 1), say("An edition is a text file in TOML.")))
    return text.replace("\r\n", "\n")


def _syntax(error: Exception, name: str, text: str) -> Finding:
    """A TOML mistake with its line; "at end of document" means the last one."""
    found = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)", str(error))
    bare = str(error)[: found.start()] if found else str(error)
    match error:
        case RecursionError():
            message = say("Values are nested too deeply.")
        case spanned_toml.TOMLDecodeError():
            # For translators: what the reader of TOML says, in English
            message = say("%(mistake)s.", mistake=bare)
            if again := re.match(r"Cannot declare \(.*Spanned\('([^']*)'.*\) twice", bare):
                message = say("The table [%(table)s] is there twice.", table=again[1])
        case _:
            message = say("A number has too many digits.")
    lines = text.split("\n")
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (len(lines), 1)
    shown = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "\ufffd", lines[min(line, len(lines)) - 1][:100])
    return Finding(
        "E02",
        message,
        Place(name, line, column),
        say('Text stands in quotes: key = "value"; a date doesn\'t: 2027-03-12.'),
        excerpt=f"    {shown}\n    {' ' * (column - 1)}^" if shown.strip() and column <= len(shown) + 1 else "",
    )


def schema() -> dict[str, object]:
    """The JSON Schema of an edition file, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Edition.model_json_schema(),
        "title": "Edition of the career handbook",
    }


def known_names(names: Sequence[str], known: Sequence[str], loaded: LoadedEdition, *path: str) -> list[Finding]:
    """Findings for names in a list of the edition that nobody knows, each with a near match."""
    found = []
    for number, name in enumerate(names):
        if name not in known:
            hint = did_you_mean(name, known, say("Known: %(names)s.", names=", ".join(known)))
            where: tuple[int | str, ...] = (*path, number)
            message = say('%(field)s: there is no "%(name)s".', field=".".join(path), name=name)
            found.append(Finding("E04", message, loaded.place(*where), hint, excerpt=loaded.source.excerpt(where)))
    return found
