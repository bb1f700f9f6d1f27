"""A finished PDF, opened and looked through: is it whole, and has every page a box of the same sane size?

In: bytes. Out: `Source`, or ContentError that says what is wrong. Whatever the PDF library throws at a damaged file becomes
a finding here or in `reading`; a file that it would have to repair is refused, for it mends by leaving things out, pages too.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.errors import ContentError, raise_for
from handbook.findings import Finding, Place
from handbook.imposition.sheet import POINTS, Box
from handbook.wording import say

if TYPE_CHECKING:
    import pikepdf

logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # what it warns of is asked for, in `check_whole`

SMALLEST_MM, LARGEST_MM = 15.0, 1500.0
"""Sides of a page that somebody might print."""
SAME_MM = 0.3
"""How much pages may differ in size: programs round differently."""
_UNSET_UNIT = 1.0
_GARBLED = (ArithmeticError, AttributeError, LookupError, NotImplementedError, RuntimeError, TypeError, ValueError)
"""What the PDF library throws beside its own errors when an object isn't what it should be."""


@dataclass(frozen=True)
class Page:
    """A page as it lies in the file; boxes in points of its own coordinates."""

    page: pikepdf.Page
    trim: Box
    """The finished page: TrimBox, without one CropBox, without that MediaBox."""
    bleed: Box
    """How far its content may be shown: BleedBox; without one no farther than the trim, for marks may stand there."""
    turned: int
    """How far viewers turn it clockwise: 0, 90, 180, 270 degrees."""
    unit: float
    """Points in one unit of its coordinates (UserUnit)."""

    @property
    def width_mm(self) -> float:
        """As one looks at it."""
        return (self.trim.height if self.turned % 180 else self.trim.width) * self.unit / POINTS

    @property
    def height_mm(self) -> float:
        """As one looks at it."""
        return (self.trim.width if self.turned % 180 else self.trim.height) * self.unit / POINTS

    @property
    def bleed_mm(self) -> float:
        """Bleed on all four sides."""
        trim, bleed = self.trim, self.bleed
        sides = (trim.left - bleed.left, trim.bottom - bleed.bottom, bleed.right - trim.right, bleed.top - trim.top)
        return max(0.0, min(sides)) * self.unit / POINTS


@dataclass(frozen=True)
class Source:
    """An open PDF and its pages, all of one size."""

    pdf: pikepdf.Pdf
    pages: tuple[Page, ...]
    name: str


@contextmanager
def reading(name: str, what: str = "") -> Iterator[None]:
    """A block in which whatever is damaged in a PDF becomes a ContentError that names the file, and the part of it."""
    import pikepdf

    try:
        yield
    except ContentError:
        raise
    except (pikepdf.PdfError, *_GARBLED):
        raise _damaged(name, what) from None


def check_whole(pdf: pikepdf.Pdf, name: str) -> None:
    """ContentError if anything that was read so far had to be mended; what is read late is known late, so ask at the end too."""
    if pdf.get_warnings():
        raise _damaged(name)


def _damaged(name: str, what: str = "") -> ContentError:
    hint = say("Save it again with the program that made it; if it came by mail or download, get it once more.")
    return ContentError(Finding("I01", say("is damaged or cut off."), Place(name, part=what), hint))


def opened(data: bytes, name: str) -> Source:
    """Open and check. `name` is what messages call the file."""
    import pikepdf

    if b"%PDF-" not in data[:1024]:  # ISO 32000-1, 7.5.2 and its implementation note
        sentence = say("is empty.") if not data else say("is no PDF.")
        raise ContentError(Finding("I01", sentence, Place(name), say("Name a finished PDF file.")))
    with reading(name):
        try:
            pdf = pikepdf.open(io.BytesIO(data), attempt_recovery=False)
        except pikepdf.PasswordError:
            raise _locked(name) from None
        if pdf.is_encrypted:
            raise _locked(name)
        count = len(pdf.pages)
        check_whole(pdf, name)
        if not count:
            raise ContentError(Finding("I01", say("has no pages."), Place(name), say("Name a finished PDF file.")))
        _flatten(pdf)
        pages = []
        for number, page in enumerate(pdf.pages, 1):
            with reading(name, say("page %(number)s", number=number)):
                pages.append(_page(page))
        check_whole(pdf, name)
    raise_for(_sizes(pages, name))
    return Source(pdf, tuple(pages), name)


def _locked(name: str) -> ContentError:
    return ContentError(Finding("I01", say("is protected by a password or against changes."), Place(name), say("Save it without protection.")))


def _flatten(pdf: pikepdf.Pdf) -> None:
    """Filled-in fields, stamps and notes that print become part of the page; links and empty fields go without a trace."""
    if any("/Annots" in page.obj for page in pdf.pages):
        pdf.flatten_annotations("print")


def _page(page: pikepdf.Page) -> Page:
    page.contents_coalesce()
    contents = page.obj.get("/Contents")
    if contents is not None:
        contents.read_bytes()
    media = _box(page.mediabox)
    trim = _box(page.trimbox).within(media)
    bleed = _box(page.obj["/BleedBox"]).within(media).around(trim) if "/BleedBox" in page.obj else trim
    return Page(page, trim, bleed, int(page.rotation) % 360, float(page.obj.get("/UserUnit", _UNSET_UNIT)))


def _box(array: object) -> Box:
    """Four numbers in any order of the corners. ISO 32000-1, 7.9.5"""
    x1, y1, x2, y2 = (float(each) for each in array)  # type: ignore[attr-defined]
    return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _sizes(pages: list[Page], name: str) -> Iterator[Finding]:
    """Pages of a size that nobody prints, or of another size than the first."""
    first = pages[0]
    for number, page in enumerate(pages, 1):
        sides = (page.width_mm, page.height_mm)
        size = " × ".join(f"{side:.5g}" for side in sides)
        if page.turned % 90 or not all(SMALLEST_MM <= side <= LARGEST_MM for side in sides):
            if page.turned % 90:
                sentence = say("page %(number)s is turned by %(angle)s°.", number=number, angle=page.turned)
            else:
                sentence = say("page %(number)s is %(size)s mm large.", number=number, size=size)
            limits = {"least": f"{SMALLEST_MM:g}", "most": f"{LARGEST_MM:g}"}
            yield Finding("I02", sentence, Place(name), say("A page has sides from %(least)s to %(most)s mm and stands upright or lies on its side.", **limits))
            return
        if abs(sides[0] - first.width_mm) > SAME_MM or abs(sides[1] - first.height_mm) > SAME_MM:
            other = f"{first.width_mm:.5g} × {first.height_mm:.5g}"
            sentence = say("page %(number)s is %(size)s mm large, page 1 is %(first)s mm.", number=number, size=size, first=other)
            yield Finding("I02", sentence, Place(name), say("All pages must have one size; impose each size as a file of its own."))
            return
