"""Everything that can be translated, from layouts, guide and program: `locales/messages.pot`, `guide.pot` and `program.pot`.

In: the project's own files. Out: one template a domain, the same bytes until a source changes. A chapter is read by the
very parser that prints it, so a passage is a message exactly as it is looked up later. A sentence of the program names its
module without a line, or every change of the code would be one of all catalogs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import normalize, write_po
from jinja2.ext import babel_extract

from handbook import catalogs, paths
from handbook.errors import EnvironmentProblem
from handbook.findings import Finding, Place
from handbook.manuscript import markdown, passages
from handbook.manuscript.chapter import Head, SheetHead, read
from handbook.wording import say

HEADER = """\
# The German of the career handbook, for translators.
# Facts such as {minimum-wage} and references such as [[pay]] stay as they are; so do ** ** around what is bold.
#"""
PROGRAM_HEADER = """\
# What the program says to those who use it, for translators. The source is English.
# Names such as %(name)s stay as they are: values are put in their place. So do commands and fields in ` `.
# What begins with a small letter follows a place ("editions/acme/edition.toml:6:1: ") or the name of a field.
#"""
_SPOKEN = {"say": None, "nsay": (1, 2), "mark": None}
_COMMENT = "For translators:"
_PASSING = re.compile(r'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Report-Msgid-Bugs-To|Language-Team)')
"""Lines of a catalog's header that change by themselves or say nothing."""
_WIDTH = 100
_FOLDERS: tuple[tuple[str, type[Any]], ...] = (("chapters", Head), ("checklists", SheetHead))


def templates() -> dict[str, Catalog]:
    """The three templates by their domain."""
    headers = {domain: PROGRAM_HEADER if domain == catalogs.PROGRAM else HEADER for domain in catalogs.SOURCES}
    made = {domain: Catalog(project="career-handbook", header_comment=header, charset="utf-8") for domain, header in headers.items()}
    for message, file in _layouts():
        made["messages"].add(message, locations=[(file, None)])  # type: ignore[list-item]  # no line: a string that moves is no news for translators
    for message, file, line, comment in _guide():
        made["guide"].add(message, locations=[(file, line)], auto_comments=[comment])
    for sentence, file, comments in _program():
        made[catalogs.PROGRAM].add(sentence, locations=[(file, None)], auto_comments=comments)  # type: ignore[list-item]  # Babel writes a file alone, but doesn't say so
    return made


def _guide() -> Iterator[tuple[str, str, int, str]]:
    """Every passage of chapters and checklists, with the heading it stands under."""
    md = markdown.parser(passages.SOURCE_LANGUAGE)
    for folder, model in _FOLDERS:
        for path in sorted((paths.CONTENT / folder).glob("*.md")):
            found: list[tuple[str, int]] = []

            def collect(source: str, line: int, found: list[tuple[str, int]] = found) -> str:
                found.append((source, line))
                return source

            text = read(path, model, md, collect)
            headings = [(line, re.sub(r"^## ", "", each)) for line, each in enumerate(path.read_text("utf-8").split("\n"), 1) if each.startswith("## ")]
            for source, line in found:
                under = [heading for start, heading in headings if start <= line]
                yield source, f"content/{folder}/{path.name}", line, " – ".join([text.head.title, *under[-1:]])


def _layouts() -> Iterator[tuple[str, str]]:
    """Every string of the layouts, and the few of the program that are printed on pages."""
    options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false", "newstyle_gettext": "true"}
    for path in sorted(paths.LAYOUTS.rglob("*.html")):
        strings = babel_extract(io.BytesIO(path.read_bytes()), ("_", "gettext"), (), options)
        yield from _strings(strings, f"layouts/{path.relative_to(paths.LAYOUTS).as_posix()}")
    for path in sorted(paths.PACKAGE.rglob("*.py")):
        found = extract_python(io.BytesIO(path.read_bytes()), {"gettext": None}, (), {})
        yield from _strings(found, f"handbook/{path.relative_to(paths.PACKAGE).as_posix()}")


def _program() -> Iterator[tuple[str | tuple[str, str], str, list[str]]]:
    """Every sentence that the program says, one with a plural as a pair, with its module and what translators are told of it."""
    for path in sorted(paths.PACKAGE.rglob("*.py")):
        file = f"handbook/{path.relative_to(paths.PACKAGE).as_posix()}"
        for _, keyword, found, comments in extract_python(io.BytesIO(path.read_bytes()), _SPOKEN, (_COMMENT,), {}):
            texts: Any = found if isinstance(found, tuple) else (found,)
            if texts[0]:
                yield texts[:2] if keyword == "nsay" else texts[0], file, [comment.removeprefix(_COMMENT).strip() for comment in comments or ()]


def _strings(found: Iterable[tuple[Any, ...]], file: str) -> Iterator[tuple[str, str]]:
    for _, _, message, _ in found:
        text = message[0] if isinstance(message, tuple) else message  # with names in it, Babel gives a tuple
        if text:
            yield text, file


def as_text(catalog: Catalog) -> bytes:
    """A catalog as a PO file: no dates, so that the same strings are the same bytes."""
    catalog.fuzzy = False
    catalog.version, catalog.msgid_bugs_address, catalog.language_team = "1", "", str(catalog.locale_identifier or "")
    for message in catalog:
        message.flags -= {"python-format", "python-brace-format"} if "%(" not in str(message.id) else {"python-brace-format"}
    out = io.BytesIO()
    write_po(out, catalog, width=_WIDTH)
    entries = out.getvalue().decode().rstrip("\n").split("\n\n")
    text = "\n\n".join(_with_former(message, entry) for message, entry in zip(catalog, entries, strict=True))
    return "\n".join([*(line for line in text.split("\n") if not _PASSING.match(line)), ""]).encode()


def _with_former(message: Message, entry: str) -> str:
    """An entry with its former source if it is fuzzy. Babel would break long ones in the middle of their quotes."""
    if not message.fuzzy or not message.previous_id:
        return entry
    former = normalize(message.previous_id[0], width=_WIDTH - 3).split("\n")
    return entry.replace("\nmsgid ", "\n" + "".join(f"#| {'' if number else 'msgid '}{line}\n" for number, line in enumerate(former)) + "msgid ", 1)


def save(path: Path, data: bytes) -> bool:
    """Write a file if that changes it; says whether it did."""
    try:
        if path.exists() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise EnvironmentProblem(Finding("W01", say("can't be written: %(reason)s.", reason=error.strerror), Place(paths.shown(path)))) from None
    return True


def template_path(domain: str) -> Path:
    """Where a template lies."""
    return paths.LOCALES / f"{domain}.pot"
