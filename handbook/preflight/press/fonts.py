"""Rules X18 and X19: every typeface travels with the file, and may.

In: a PDF for a shop. Out: findings. A typeface of type 3 is drawn by the file itself and can't be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from handbook.findings import Finding, Severity
from handbook.preflight.press.spots import MOST_TOLD
from handbook.preflight.rule import rule
from handbook.preflight.subject import Subject
from handbook.preflight.unpacking import unpacked
from handbook.wording import say

if TYPE_CHECKING:
    import pikepdf

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_RESTRICTED, _KINDS = 0x0002, 0x000E  # OpenType 1.9, OS/2, fsType: restricted licence, and all bits that say who may embed
_FSTYPE = 8
"""Where it stands in the table."""
_MOST_TABLES = 100
_MOST_PROGRAM = 60_000_000
"""Bytes; the largest typefaces, with all signs of Chinese, have thirty million."""


def fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every typeface of a file that could be missing in it."""
    import pikepdf

    return (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font" and each.get("/Subtype") not in ("/Type0", "/Type3"))


def embedded(font: Any) -> bool:
    """Whether the glyphs travel with the file."""
    return program(font) is not None


def program(font: Any) -> Any:
    """The glyphs of a typeface, as they lie in the file; nothing if they don't."""
    descriptor = font.get("/FontDescriptor")
    return next((descriptor[key] for key in _PROGRAMS if key in descriptor), None) if descriptor is not None else None


def name(font: Any) -> str:
    """What a typeface calls itself, without the letters that say it holds some glyphs only."""
    said = str(font.get("/BaseFont", ""))[1:]
    return said.partition("+")[2] or said


@rule("X18", "press")
def typefaces_are_in_the_file(subject: Subject) -> Iterator[Finding]:
    """A typeface isn't in the file.

    Why: the shop's machine takes another one that it has, with other widths: lines run over their edges, signs turn into others.
    Mend: export the PDF again and have all typefaces embedded; PDF/X does it by itself.
    """
    for missing in sorted({name(font) for font in fonts(subject.pdf) if not embedded(font)})[:MOST_TOLD]:
        yield Finding("X18", say('the typeface "%(name)s" isn\'t in the file.', name=missing), subject.place(), say("Export the PDF again with all typefaces embedded."))


@rule("X19", "press", Severity.REVIEW)
def typefaces_may_be_embedded(subject: Subject) -> Iterator[Finding]:
    """A typeface says of itself that it mustn't be embedded.

    Why: who hands on a file hands on the typefaces in it. The maker of this one allows that only with a licence of its own, and PDF/X asks
    for typefaces that may legally be embedded.
    Mend: look into the licence, ask the maker, or take another typeface.
    """
    for restricted in sorted({name(font) for font in fonts(subject.pdf) if _is_restricted(program(font))})[:MOST_TOLD]:
        message = say('the typeface "%(name)s" says that its licence forbids to embed it.', name=restricted)
        yield Finding("X19", message, subject.place(), say("Look into its licence, or take another typeface."), Severity.REVIEW)


def _is_restricted(program: Any) -> bool:
    """What the typeface's own table says; subsets often lost it, and then nobody knows."""
    if program is None:
        return False
    data = unpacked(program, _MOST_PROGRAM)
    for number in range(min(int.from_bytes(data[4:6], "big"), _MOST_TABLES)):
        entry = data[12 + 16 * number : 28 + 16 * number]
        if entry[:4] == b"OS/2":
            start = int.from_bytes(entry[8:12], "big") + _FSTYPE
            return int.from_bytes(data[start : start + 2], "big") & _KINDS == _RESTRICTED
    return False
