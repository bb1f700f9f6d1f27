"""Rule N10: every QR code on finished pages is read as a camera reads it, and says what it should.

In: a finished PDF and the texts that its codes must hold. Out: findings. Pages are drawn and looked at from both ends towards the
middle until every text was found: codes stand on the last page of a book, which an office printer's file has on its first sheet.
So a good file costs one or two pages, and only a bad one all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from handbook.findings import Finding, Place
from handbook.preflight.rule import rule, run
from handbook.wording import say

DPI = 200
"""Dots an inch at which pages are drawn: two millimetres are sixteen dots, as in a telephone's picture of a page held at arm's length."""
_MM_PER_DOT = 25.4 / DPI


@dataclass(frozen=True)
class Printed:
    """A finished PDF, and what its codes must say."""

    data: bytes
    expected: tuple[str, ...]
    part: str = ""
    """What it is called in a finding."""


@dataclass(frozen=True)
class Code:
    """One code that a camera reads."""

    text: str
    page: int
    """From 1."""
    x_mm: float
    y_mm: float
    """Its upper left corner."""


@dataclass
class _Seen:
    """What was read so far."""

    expected: set[str]
    codes: list[Code] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        return sorted(self.expected - {code.text for code in self.codes})


def check(data: bytes, expected: Sequence[str], part: str = "") -> list[Finding]:
    """What is wrong with the codes of a finished PDF that must say these texts; nothing to do, and no cost, for none."""
    return run("codes", Printed(data, tuple(expected), part)) if expected else []


@rule("N10", "codes")
def codes_say_what_they_should(printed: Printed) -> Iterator[Finding]:
    """A QR code on the finished pages can't be read, or says something else.

    Why: nobody sees from a code what it says. A wrong or dead one is found by the first visitor, when all copies are printed.
    Mend: build again. If it stays, a picture or field covers the code, or the style sheets set it too small or in pale colours.
    """
    seen = _read(printed)
    for code in seen.codes:
        if code.text not in seen.expected:
            place = Place(part=printed.part, page=code.page, x_mm=code.x_mm, y_mm=code.y_mm)
            yield Finding(
                "N10", say('a QR code says "%(text)s", which the edition doesn\'t.', text=_shown(code.text)), place, say("Take it away, or write in the edition what it says.")
            )
    for text in seen.missing:
        hint = say("Look whether something covers it, and whether it's large and dark enough.")
        yield Finding("N10", say('the QR code for "%(text)s" can\'t be read on the pages.', text=_shown(text)), Place(part=printed.part), hint)


def _read(printed: Printed) -> _Seen:
    """All codes up to the page on which the last expected one was found."""
    import pypdfium2  # late: only files with a code pay for it

    seen = _Seen(set(map(_plain, printed.expected)))
    with pypdfium2.PdfDocument(printed.data) as document:
        for number in _from_both_ends(len(document)):
            seen.codes += _on(document[number], number + 1)
            if not seen.missing:
                break
    return seen


def _on(page: Any, number: int) -> Iterator[Code]:
    import zxingcpp

    bitmap = page.render(scale=DPI / 72, grayscale=True)
    dots = memoryview(bitmap.buffer).cast("B", shape=[bitmap.height, bitmap.stride])
    for found in zxingcpp.read_barcodes(dots, zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode), try_invert=False):
        corner = found.position.top_left
        yield Code(_plain(found.text), number, round(corner.x * _MM_PER_DOT, 1), round(corner.y * _MM_PER_DOT, 1))
    bitmap.close()


def _from_both_ends(pages: int) -> Iterator[int]:
    """Last, first, last but one, second and so on."""
    for step in range((pages + 1) // 2):
        yield pages - 1 - step
        if step != pages - 1 - step:
            yield step


def _plain(text: str) -> str:
    """A card's lines end in two characters, and cameras keep them or not."""
    return text.replace("\r\n", "\n")


def _shown(text: str) -> str:
    """A text in one line, not endless: the name of a card, else its beginning."""
    name = next((line.removeprefix("FN:") for line in text.split("\n") if line.startswith("FN:")), text)
    return "".join(character if character.isprintable() else " " for character in name[:60])
