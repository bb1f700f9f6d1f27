"""Rules S03, X08, X09 and X11: how many pages there are, how large they are, and where they are cut.

In: a PDF for a shop. Out: findings. A box is one of the five rectangles of a page (ISO 32000-1, 14.11.2): the trim is what is left
after cutting, the bleed what is printed beyond it, the media all that the file holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handbook.findings import Finding, Severity
from handbook.imposition.sheet import POINTS, Box
from handbook.preflight.press.spots import terms_of
from handbook.preflight.ranges import ranges
from handbook.preflight.rule import rule
from handbook.preflight.subject import Subject
from handbook.wording import nsay, say

LEAF = 2
"""So many pages are a single sheet: nothing to fold, no cover."""
COVER = 4
"""Pages of a cover: U1 and U2 in front, U3 and U4 behind."""
_SAME_MM = 0.3
"""Sizes may differ so much by rounding."""
_CLOSE = 0.1
"""Points that a box may stick out by rounding."""


@rule("S03", "press")
def pages_can_be_bound(subject: Subject) -> Iterator[Finding]:
    """The number of pages isn't what the print shop asks for.

    Why: sheets are folded and stapled or sewn, so pages come in fours or sixteens. Missing pages come out white, at the end or where nobody
    expected them.
    Mend: choose another number of pages, or leave out or add a chapter.
    """
    terms, count = terms_of(subject), len(subject.pdf.pages)
    if count > LEAF and count % terms.page_multiple and not (terms.cover_apart and count == COVER):
        message = nsay(
            "has %(count)s page; %(shop)s wants a multiple of %(multiple)s.",
            "has %(count)s pages; %(shop)s wants a multiple of %(multiple)s.",
            count,
            shop=terms.name,
            multiple=terms.page_multiple,
        )
        yield Finding("S03", message, subject.place(), say("Add or leave out pages; a blank page counts too."))


@rule("X08", "press")
def pages_say_where_they_are_cut(subject: Subject) -> Iterator[Finding]:
    """Pages don't say where they are cut, or their boxes contradict each other.

    Why: the shop places the edge of the paper by the trim box. Without one it takes the whole page, and the bleed is part of what is
    handed out.
    Mend: export the PDF again with trim and bleed boxes; PDF/X always has them.
    """
    missing = [number for number, page in enumerate(subject.pdf.pages, 1) if "/TrimBox" not in page.obj and "/ArtBox" not in page.obj]
    if missing:
        message = nsay(
            "page %(pages)s doesn't say where it is cut: it has no trim box.",
            "pages %(pages)s don't say where they are cut: they have no trim box.",
            len(missing),
            pages=ranges(missing),
        )
        yield Finding("X08", message, subject.place(missing[0]), say("Export the PDF again with trim and bleed boxes."))
    outside = [page.number for page in subject.pages if not (_holds(page.media, page.bleed) and _holds(page.bleed, page.trim))]
    if outside:
        message = nsay(
            "the boxes of page %(pages)s don't lie in each other: trim in bleed, bleed in the whole page.",
            "the boxes of pages %(pages)s don't lie in each other: trim in bleed, bleed in the whole page.",
            len(outside),
            pages=ranges(outside),
        )
        yield Finding("X08", message, subject.place(outside[0]), say("Export the PDF again with trim and bleed boxes."))


def _holds(outer: Box, inner: Box) -> bool:
    return inner.left >= outer.left - _CLOSE and inner.bottom >= outer.bottom - _CLOSE and inner.right <= outer.right + _CLOSE and inner.top <= outer.top + _CLOSE


@rule("X09", "press")
def pages_are_of_one_size(subject: Subject) -> Iterator[Finding]:
    """The pages differ in size.

    Why: all pages of a book lie on the same sheets and are cut at once. A page of another size is cut off, or stands on white.
    Mend: bring all pages to one size.
    """
    sizes = {page.number: (page.trim.width / POINTS, page.trim.height / POINTS) for page in subject.pages}
    (usual, _), *_ = Counter((round(width), round(height)) for width, height in sizes.values()).most_common(1)
    first = next(size for size in sizes.values() if (round(size[0]), round(size[1])) == usual)
    others = [number for number, size in sizes.items() if max(abs(size[0] - first[0]), abs(size[1] - first[1])) > _SAME_MM]
    if others:
        width, height = sizes[others[0]]
        known = {"pages": ranges(others), "width": f"{width:.0f}", "height": f"{height:.0f}", "usual_width": f"{first[0]:.0f}", "usual_height": f"{first[1]:.0f}"}
        message = nsay(
            "page %(pages)s has another size (%(width)s × %(height)s mm) than the rest (%(usual_width)s × %(usual_height)s mm).",
            "pages %(pages)s have another size (%(width)s × %(height)s mm) than the rest (%(usual_width)s × %(usual_height)s mm).",
            len(others),
            **known,
        )
        yield Finding("X09", message, subject.place(others[0]), say("Bring all pages to one size."))


@rule("X11", "press", Severity.REVIEW)
def pages_are_as_they_look(subject: Subject) -> Iterator[Finding]:
    """Pages are turned or enlarged by a note in the file.

    Why: a viewer obeys the note, a shop's machine may not: the page then lies on its side, or comes out small.
    Mend: export the PDF again with the pages as they shall be printed.
    """
    turned = [number for number, page in enumerate(subject.pdf.pages, 1) if int(page.obj.get("/Rotate", 0)) % 360]
    if turned:
        message = nsay("page %(pages)s is only shown turned.", "pages %(pages)s are only shown turned.", len(turned), pages=ranges(turned))
        yield Finding("X11", message, subject.place(turned[0]), say("Turn them for good when the PDF is exported."), Severity.REVIEW)
    enlarged = [number for number, page in enumerate(subject.pdf.pages, 1) if float(page.obj.get("/UserUnit", 1)) != 1]
    if enlarged:
        message = nsay("page %(pages)s is enlarged by a unit of its own.", "pages %(pages)s are enlarged by a unit of their own.", len(enlarged), pages=ranges(enlarged))
        yield Finding("X11", message, subject.place(enlarged[0]), say("Export the pages at their size on paper."), Severity.REVIEW)
