"""PDF -> the files that a print shop takes the first time: PDF/X-4, single pages in reading order, printing inks only.

In: a PDF whose pages were painted with their bleed, and a print shop. Out: the body, and the cover where the shop wants it apart; and
findings for review. Of a tagged one, the same PDF in inks with its tags, to be cut into what copies share. ContentError before anything
is written if the shop would send the file back. Pure: no disk, no clock.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from handbook.channels import marks, pdfx
from handbook.channels.colours import Ink, Inks, Screen
from handbook.channels.separation import separate
from handbook.errors import raise_for
from handbook.findings import Finding, Place, Severity, errors, in_order
from handbook.preflight.press.fonts import embedded, fonts
from handbook.print_shops import PrintShop, Terms
from handbook.wording import say

if TYPE_CHECKING:
    import pikepdf

VERSION = "1.6"  # ISO 15930-7, 6.1
COVER = 4
"""Pages of a cover: U1 and U2 in front, U3 and U4 behind."""
LEAF = 2
"""So many pages are a single sheet: nothing to fold, no cover."""
_CLOSE = 0.01
"""Points that a box may be off by rounding."""

BrandInks = Mapping[str, tuple[float, float, float, float]]
"""#rrggbb -> cyan, magenta, yellow, black in percent."""


@dataclass(frozen=True)
class PrintFile:
    """One file for the shop."""

    part: Literal["body", "cover"]
    data: bytes
    pages: int


@dataclass(frozen=True)
class Pressed:
    """What goes to the shop, and what somebody should look at before."""

    files: tuple[PrintFile, ...]
    findings: tuple[Finding, ...]


def finish(data: bytes, shop: PrintShop, *, title: str, day: dt.date, brand_inks: BrandInks | None = None, binding: Literal["left", "right"] = "left") -> Pressed:
    """The files for one shop. `day` is the day that they say they were made; `binding` is "right" for Arabic."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        raise_for([*_uneven(len(pdf.pages), shop.terms, title), *_refused_pages(pdf, shop.terms, title)])
        pdfx.strip(pdf)
        found = _separated(pdf, shop, title, brand_inks or {})
        pdfx.set_boxes(pdf, shop.terms.bleed_mm, with_marks=shop.terms.marks)
        files = tuple(_written(pdf, shop, part, numbers, title=title, day=day, binding=binding) for part, numbers in _parts(len(pdf.pages), shop.terms))
    return Pressed(files, tuple(found))


def inked(
    data: bytes,
    shop: PrintShop,
    *,
    title: str,
    day: dt.date,
    brand_inks: BrandInks | None = None,
    binding: Literal["left", "right"] = "left",
    pages: int | None = None,
    framed: bool = True,
) -> tuple[bytes, tuple[Finding, ...]]:
    """A tagged PDF in inks, with the boxes and the identification of a PDF/X-4 and still with its tags; and what to look at.

    `pages` are those of the book, which the shop has to be able to bind, for others may stand behind them; None for what is no book. Pages
    that aren't `framed` get no marks, for they are laid over pages that have them.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        uneven = [] if pages is None else [*_uneven(pages, shop.terms, title)]
        raise_for([*uneven, *_refused_pages(pdf, shop.terms, title)])
        found = _separated(pdf, shop, title, brand_inks or {})
        pdfx.set_boxes(pdf, shop.terms.bleed_mm, with_marks=shop.terms.marks, drawn=framed)
        pdfx.identify(pdf, shop, title=title, day=day, binding=binding, part="body")
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, fix_metadata_version=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue(), tuple(found)


def _separated(pdf: pikepdf.Pdf, shop: PrintShop, title: str, brand: BrandInks) -> list[Finding]:
    """Turn all colours of all pages into inks. ContentError if one can't be."""
    inks = Inks(shop.profile.data, shop.terms.ink_limit / 100, _given(brand))
    hint = say("Colours are written as #rrggbb in style sheets and drawings; pictures are PNG or JPEG.")
    found = [*_heavy(brand, shop.terms, title)]
    found += [Finding("S04", say("%(what)s can't be turned into printing inks.", what=what), _page(title, page), hint) for page, what in separate(pdf, inks)]
    raise_for(in_order(errors(found)))
    return in_order(found)


def _parts(count: int, terms: Terms) -> list[tuple[Literal["body", "cover"], list[int]]]:
    """Which pages, counted from 0, go into which file."""
    if not terms.cover_apart or count <= LEAF:
        return [("body", list(range(count)))]
    return [("body", list(range(2, count - 2))), ("cover", [0, 1, count - 2, count - 1])]


def _written(pdf: pikepdf.Pdf, shop: PrintShop, part: Literal["body", "cover"], numbers: list[int], *, title: str, day: dt.date, binding: str) -> PrintFile:
    """One file with these pages."""
    import pikepdf

    with pikepdf.new() as made:
        made.docinfo["/Producer"] = pdf.docinfo.get("/Producer", "")
        made.pages.extend(pdf.pages[number] for number in numbers)
        if "/Lang" in pdf.Root:
            made.Root.Lang = str(pdf.Root.Lang)
        if len(numbers) < len(pdf.pages):
            made.remove_unreferenced_resources()
        pdfx.identify(made, shop, title=title, day=day, binding=binding, part=part)
        out = io.BytesIO()
        made.save(out, force_version=VERSION, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return PrintFile(part, out.getvalue(), len(numbers))


def _uneven(count: int, terms: Terms, title: str) -> Iterator[Finding]:
    """Why the shop can't bind so many pages."""
    inner = count - COVER if terms.cover_apart and count > LEAF else count
    if count > LEAF and (inner % terms.page_multiple or inner <= 0):
        message = say("comes out at %(count)s pages.", count=count)
        if inner != count:
            message = say("comes out at %(count)s pages, %(inner)s of them inside the cover.", count=count, inner=inner)
        hint = say("%(shop)s wants a multiple of %(multiple)s; choose other `pages` or chapters.", shop=terms.name, multiple=terms.page_multiple)
        yield Finding("S03", message, Place(part=title), hint)


def _refused_pages(pdf: pikepdf.Pdf, terms: Terms, title: str) -> Iterator[Finding]:
    """Why the shop would send the pages back as they are."""
    bleed = terms.bleed_mm * marks.MM
    for number, page in enumerate(pdf.pages, 1):
        media, trim = ([float(value) for value in box] for box in (page.mediabox, page.trimbox))
        if any(abs(outer - edge) < bleed - _CLOSE for outer, edge in zip(media, trim, strict=True)):
            yield Finding("P02", say("was painted with less than %(bleed)s mm of bleed.", bleed=f"{terms.bleed_mm:g}"), _page(title, number))
    for name in sorted({str(font.get("/BaseFont", ""))[1:] for font in fonts(pdf) if not embedded(font)}):
        yield Finding("L02", say('the typeface "%(name)s" isn\'t in the file.', name=name), Place(part=title))


def _page(title: str, number: int) -> Place:
    return Place(part=say("%(title)s, page %(number)s", title=title, number=number))


def _given(brand: BrandInks) -> dict[Screen, Ink]:
    return {_screen(name): (inks[0] / 100, inks[1] / 100, inks[2] / 100, inks[3] / 100) for name, inks in brand.items()}


def _screen(name: str) -> Screen:
    """ "#rrggbb" as three numbers."""
    red, green, blue = bytes.fromhex(name.removeprefix("#"))
    return red / 255, green / 255, blue / 255


def _heavy(brand: BrandInks, terms: Terms, title: str) -> Iterator[Finding]:
    for name, inks in brand.items():
        if sum(inks) > terms.ink_limit:
            known = {"colour": name, "sum": f"{sum(inks):g}", "shop": terms.name, "limit": terms.ink_limit}
            message = say("the inks of %(colour)s come to %(sum)s %%, %(shop)s takes %(limit)s %%; they were lowered.", **known)
            yield Finding("S07", message, Place(part=title), say("Ask the shop for other values of this colour."), Severity.REVIEW)
