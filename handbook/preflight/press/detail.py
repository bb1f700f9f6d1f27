"""Rules S05, S06 and S08: what is too coarse or too fine for this print shop, or lies too near to the cut.

In: a PDF for a shop. Out: findings. Pictures far below the wanted resolution are errors: the shop would send the file back. Fine
lines and small coloured type are printed all the same, only not as sharp: notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding, Severity
from handbook.imposition.sheet import POINTS
from handbook.preflight.press.spots import Spot, pages_of, place, spots, terms_of
from handbook.preflight.press.things import CLOSE, Thing
from handbook.preflight.rule import rule
from handbook.preflight.subject import Subject
from handbook.wording import nsay, say

_MOST_PICTURES = 5
"""Told of one page, the coarsest first: a scanned page may be a hundred strips."""
_SHARE = 0.01
"""Of a resolution, that it may be off by rounding."""


@rule("S05", "press")
def pictures_have_enough_pixels(subject: Subject) -> Iterator[Finding]:
    """A picture has too few pixels for print.

    Why: on a screen nobody sees it; on paper a photo of 100 pixels an inch looks soft, a logo shows steps.
    Mend: use a larger picture, print it smaller, or use a drawing (SVG), which has no pixels.
    """
    terms = terms_of(subject)
    for page in subject.pages:
        told: set[tuple[int, tuple[int, int]]] = set()
        for thing in sorted((thing for thing in page.things if thing.kind == "picture"), key=lambda picture: (picture.size, picture.pixels)):
            key = round(thing.size), thing.pixels
            if thing.size >= terms.wanted_dpi * (1 - _SHARE) or key in told or len(told) == _MOST_PICTURES:
                continue
            told.add(key)
            known = {"width": thing.pixels[0], "height": thing.pixels[1], "dpi": f"{thing.size:.0f}", "shop": terms.name, "wanted": terms.wanted_dpi}
            severity = Severity.ERROR if thing.size < terms.least_dpi * (1 - _SHARE) else Severity.REVIEW
            message = say("a picture of %(width)s × %(height)s pixels is printed at %(dpi)s dpi; %(shop)s wants %(wanted)s.", **known)
            if severity is Severity.ERROR:
                message = say(
                    "a picture of %(width)s × %(height)s pixels is printed at %(dpi)s dpi; %(shop)s wants %(wanted)s and takes no fewer than %(least)s.",
                    **known,
                    least=terms.least_dpi,
                )
            yield Finding("S05", message, place(subject, (page, thing)), say("Use a larger picture, or a drawing (SVG)."), severity)


@rule("S06", "press", Severity.NOTE)
def lines_and_type_are_not_too_fine(subject: Subject) -> Iterator[Finding]:
    """Lines or coloured type are finer than the press holds.

    Why: a line thinner than a quarter of a point breaks up. Each ink has a plate of its own, and plates are never exactly in place: small
    letters of several inks get coloured fringes.
    Mend: draw lines at least 0.25 pt wide; set small text in black, or in one ink.
    """
    terms = terms_of(subject)
    lines = spots(subject, lambda thing: thing.kind == "line" and thing.size < terms.least_line_pt - CLOSE, _fineness)
    if lines:
        message = nsay(
            "lines of %(size)s pt are thinner than the %(least)s pt that %(shop)s holds, on page %(pages)s.",
            "lines of %(size)s pt are thinner than the %(least)s pt that %(shop)s holds, on pages %(pages)s.",
            len(lines),
            size=f"{_smallest(lines):.2f}",
            least=f"{terms.least_line_pt:g}",
            pages=pages_of(lines),
            shop=terms.name,
        )
        yield Finding("S06", message, place(subject, lines[0]), severity=Severity.NOTE)
    letters = spots(subject, lambda thing: thing.kind == "text" and thing.colour.plates > 1 and thing.size < terms.least_coloured_text_pt - CLOSE, _fineness)
    if letters:
        message = nsay(
            "text of %(size)s pt is set in several inks, on page %(pages)s; below %(least)s pt %(shop)s prints only black sharply.",
            "text of %(size)s pt is set in several inks, on pages %(pages)s; below %(least)s pt %(shop)s prints only black sharply.",
            len(letters),
            size=f"{_smallest(letters):.1f}",
            least=f"{terms.least_coloured_text_pt:g}",
            pages=pages_of(letters),
            shop=terms.name,
        )
        yield Finding("S06", message, place(subject, letters[0]), severity=Severity.NOTE)


def _fineness(thing: Thing) -> float:
    return -thing.size


def _smallest(found: list[Spot]) -> float:
    return min(thing.size for _, thing in found)


@rule("S08", "press", Severity.REVIEW)
def text_keeps_off_the_cut(subject: Subject) -> Iterator[Finding]:
    """Text stands too near to the edge where the page is cut.

    Why: piles of paper are cut, and the lowest sheet may be cut a millimetre off. Letters that near to the edge lose a piece, or look crooked.
    Mend: move the text inwards.
    """
    safe = terms_of(subject).safe_mm * POINTS
    for page in subject.pages:
        inner = page.trim.grown(CLOSE - safe, CLOSE - safe, CLOSE - safe, CLOSE - safe)
        for thing in page.things:
            if thing.kind == "text" and not (inner.left <= thing.box.left <= inner.right and inner.bottom <= thing.box.bottom <= inner.top):
                message = say("text begins less than %(safe)s mm from the edge where the page is cut.", safe=f"{terms_of(subject).safe_mm:g}")
                yield Finding("S08", message, place(subject, (page, thing)), say("The cut may be off by a millimetre."), Severity.REVIEW)
                break
