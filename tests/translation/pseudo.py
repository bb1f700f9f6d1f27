"""A language that nobody speaks: the English catalogs with accents on their letters, a quarter longer, each piece in ‹ ›.

What is printed without accents was never given to translators; a bracket that is missing on paper was cut off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from handbook import catalogs, paths
from handbook.translation import extract
from handbook.translation.check import LABELS, LIMITS

OPEN, CLOSE = "‹", "›"
GROWTH = 1.25
"""How much longer than the English: German, French and Ukrainian are."""
_ACCENTED = str.maketrans("aceginorsuyzACEGINORSUYZ", "äçéğîñöřšüýžÄÇÉĞÎÑÖŘŠÜÝŽ")
_MARKUP = re.compile(
    r"""\{[^}]*\}                    # a fact
      | \[\[[^\]]*\]\]               # a reference
      | %\(\w+\)s | %%               # a name
      | \[[^\]]*\]\{[^}]*\}          # a stretch in another language: stays as it is
      | \[ | \]\([^)]*\)             # a link around its words
      | \*+ | \n | \t""",
    re.VERBOSE,
)
_WORDS = re.compile(r"[^\W\d_].*[^\W\d_][.?!:;,…)]*|[^\W\d_]", re.DOTALL)
"""From the first letter of a stretch to its last, with the stop behind it."""


def pseudo(text: str, most: int = 10_000) -> str:
    """A string in that language; facts, references, names, links, bold and terms stay. At most so many characters, where the English allows that."""
    spare = max(0, min(most, round(len(text) * GROWTH)) - len(text) - 2 * sum(1 for stretch in _stretches(text) if _WORDS.search(stretch)))
    made = []
    for stretch, is_markup in _pieces(text):
        words = None if is_markup else _WORDS.search(stretch)
        if words is None:
            made.append(stretch)
            continue
        longer, spare = _lengthened(words[0], spare)
        made.append(f"{stretch[: words.start()]}{OPEN}{longer.translate(_ACCENTED)}{CLOSE}{stretch[words.end() :]}")
    whole = "".join(made)
    return whole if len(whole) <= most else f"{OPEN}{text[: most - 2].rstrip().translate(_ACCENTED)}{CLOSE}"


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for found in _MARKUP.finditer(text):
        yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    yield text[at:], False


def _stretches(text: str) -> Iterator[str]:
    return (stretch for stretch, is_markup in _pieces(text) if not is_markup)


def _lengthened(text: str, spare: int) -> tuple[str, int]:
    """Words with vowels doubled, as many as there is room for in this stretch."""
    left = min(spare, round(len(text) * (GROWTH - 1)))
    made = ""
    for letter in text:
        made += letter
        if left and letter in "aeiou":
            made += letter
            left -= 1
            spare -= 1
    return made, spare


def room(message: Message) -> int:
    """How many characters a string may have where it stands."""
    found = [10_000]
    for file, line in message.locations:
        found += [most for folder, lines in LIMITS.items() if file.startswith(f"{folder}/") for at, most in lines.items() if line == at]
        found += [most for part, most in LABELS.items() if file == part]
    return min(found)


def catalog(domain: str, said: Callable[[str, int], str] = pseudo) -> Catalog:
    """The English catalog of a domain in that language."""
    made = catalogs.read("en", domain)
    for message in made:
        if message.id and message.string:
            message.string = said(message.string, room(message)) if isinstance(message.string, str) else tuple(said(form, room(message)) for form in message.string)
    return made


def write(folder: Path) -> None:
    """Catalogs of that language in the place of the English ones below this folder."""
    for domain in ("messages", "guide"):
        path = folder / catalogs.path("en", domain).relative_to(paths.LOCALES)
        path.write_bytes(extract.as_text(catalog(domain)))
