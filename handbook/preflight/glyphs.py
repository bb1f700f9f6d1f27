"""Rule N12: the typefaces have every character that the edition prints.

The engine says the same when a page is painted; this says it before, with the field. Fonts are opened only for an edition that has
unusual characters, or a typeface of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from handbook import assets, paths
from handbook.assets import Asset
from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.preflight.content import Content

OURS = ("IBMPlexSans-Regular.ttf", "IBMPlexSansArabic-Regular.ttf")
"""The typefaces that every line of type falls back to; see --typeface in css/tokens.css."""
USUAL = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) - {"\u0149", "\u017f"} | set("–—‘’‚“”„…•€™")
"""Characters of which it is known that ours have them: the alphabets of Europe's west and middle."""
GERMAN = "ÄÖÜäöüß€„“–"
"""What a typeface of one's own should have at least beside ASCII: every page holds some of them."""


@cache
def ours() -> frozenset[str]:
    """The characters of our own typefaces."""
    return frozenset().union(*(assets.characters((paths.LAYOUTS / "fonts" / name).read_bytes()) for name in OURS))


def missing(text: str, typeface: Sequence[Asset] = ()) -> list[str]:
    """The characters of a text that neither our typefaces have nor all cuts of one's own, each once and in the order of the text.

    A letter with accents may be put together of those that a typeface has.
    """
    unusual = [character for character in dict.fromkeys(text) if character not in USUAL and _is_visible(character)]
    if not unusual:
        return []
    had = ours().union(frozenset.intersection(*map(_characters, typeface))) if typeface else ours()
    return [character for character in unusual if not had.issuperset(unicodedata.normalize("NFD", character)) and character not in had]


@cache
def _characters(asset: Asset) -> frozenset[str]:
    return assets.characters(asset.data)


@rule("N12", "content")
def characters_are_in_the_typeface(content: Content) -> Iterator[Finding]:
    """A character of the edition isn't in the typeface.

    Why: it would be printed as an empty box; mostly it is an emoji, or came along when text was copied. A typeface of your own that lacks
    a letter has it set in IBM Plex Sans, in the middle of the word.
    Mend: write it differently, or ask for the full version of your typeface.
    """
    for field, text in content.texts.items():
        if lacked := missing(text, content.typeface):
            named = {"character": lacked[0], "code": f"U+{ord(lacked[0]):04X}"}
            message = say('%(field)s: no typeface of the book has the character "%(character)s" (%(code)s).', field=".".join(field), **named)
            yield content.finding("N12", message, field, say("Write it differently."), Severity.ERROR)
    for name, asset in zip(("regular", "bold"), content.typeface, strict=False):
        printed = set(GERMAN).union(*content.texts.values())
        lacking = sorted(character for character in printed - assets.characters(asset.data) if _is_visible(character) and character in USUAL)
        if lacking:
            message = say("brand.typeface.%(name)s: it lacks %(characters)s; these are set in IBM Plex Sans.", name=name, characters=" ".join(lacking))
            yield content.finding("N12", message, ("brand", "typeface", name), say("Ask for the full version of the typeface."), Severity.REVIEW)


def _is_visible(character: str) -> bool:
    """Whether a reader would miss it: spaces and marks that steer the writing have no shape."""
    return unicodedata.category(character) not in ("Cc", "Cf", "Zs", "Zl", "Zp") and not 0xFE00 <= ord(character) <= 0xFE0F
