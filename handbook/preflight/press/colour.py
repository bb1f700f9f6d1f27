"""Rules X12 to X14, X16 and X17: colours that a press can't print as they are, or prints otherwise than they look.

In: a PDF for a shop. Out: findings, one for all pages on which something is wrong in the same way. Colours of screens have no
inks before they are converted, so nothing is said of their ink; X12 says what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handbook.findings import Finding, Severity
from handbook.preflight.press import inks, standards
from handbook.preflight.press.spots import MOST_TOLD, Spot, pages_of, place, spots
from handbook.preflight.press.things import Kind, Thing
from handbook.preflight.ranges import ranges
from handbook.preflight.rule import rule
from handbook.preflight.subject import Subject
from handbook.wording import mark, nsay, say

WHAT: dict[Kind, str] = {"text": mark("text"), "line": mark("a line"), "fill": mark("a field"), "picture": mark("a picture"), "shading": mark("a gradient")}
"""What a thing is called in a finding."""
FULL_BLACK = 0.85
"""Share of black ink from which text is meant to be black."""
_A_TINGE = 0.1
"""Share of the other inks that nobody gives to black by accident."""
BODY_PT = 14.0
"""Type below this is read, not looked at: a coloured fringe blurs it."""


@rule("X12", "press")
def colours_are_printing_inks(subject: Subject) -> Iterator[Finding]:
    """A colour is none of the printing inks.

    Red, green and blue of a screen are errors; colours that a profile describes are for review, as a shop can turn them into inks.

    Why: a press has cyan, magenta, yellow and black. What is in other colours is converted by the shop's machine, and nobody saw the result:
    black text comes out in four inks, a bright blue turns violet.
    Mend: export the PDF again with its colours converted to the output profile that the shop names.
    """
    for (kind, space), found in sorted(_by_space(subject).items()):
        severity = Severity.ERROR if space == inks.SCREEN else Severity.REVIEW
        known = {"what": say(WHAT[kind]), "space": space, "pages": pages_of(found)}
        message = nsay(
            "%(what)s is in a colour of screens (%(space)s), not in printing inks, on page %(pages)s.",
            "%(what)s is in a colour of screens (%(space)s), not in printing inks, on pages %(pages)s.",
            len(found),
            **known,
        )
        yield Finding("X12", message, place(subject, found[0]), say("Export the PDF again in the inks of the shop's profile."), severity)


def _by_space(subject: Subject) -> dict[tuple[Kind, str], list[Spot]]:
    """Of all things in such colours, the first of each kind and space on each page."""
    found: dict[tuple[Kind, str], list[Spot]] = {}
    for page in subject.pages:
        first: dict[tuple[Kind, str], Thing] = {}
        for thing in page.things:
            if thing.colour.space == inks.SCREEN or thing.colour.space in inks.MEASURED:
                first.setdefault((thing.kind, thing.colour.space), thing)
        for key, thing in first.items():
            found.setdefault(key, []).append((page, thing))
    return found


@rule("X13", "press", Severity.REVIEW)
def inks_are_the_usual_four(subject: Subject) -> Iterator[Finding]:
    """A page needs an ink of its own.

    Why: each ink beside the usual four is a plate and a unit of the press more, and is paid for. If it wasn't ordered, the shop mixes it
    from the four, and it looks different.
    Mend: order the ink, or export the PDF again with all colours in the usual four inks.
    """
    by_name: dict[str, dict[int, Spot]] = {}
    for page in subject.pages:
        for thing in page.things:
            for name in thing.colour.spots:
                by_name.setdefault(name, {}).setdefault(page.number, (page, thing))
    for name in sorted(by_name)[:MOST_TOLD]:
        found = list(by_name[name].values())
        known = {"name": name[:60], "pages": pages_of(found)}
        message = nsay('the ink "%(name)s" is none of the usual four, on page %(pages)s.', 'the ink "%(name)s" is none of the usual four, on pages %(pages)s.', len(found), **known)
        yield Finding("X13", message, place(subject, found[0]), say("Ask the shop whether it prints this ink, or convert it."), Severity.REVIEW)


@rule("X14", "press", Severity.REVIEW)
def small_black_text_is_black_alone(subject: Subject) -> Iterator[Finding]:
    """Small black text is mixed of several inks.

    Why: plates are never exactly in place. Black letters that are mixed of four inks get coloured fringes and are hard to read.
    Mend: set text in pure black: cyan, magenta and yellow 0 %, black 100 %.
    """
    found = spots(subject, _is_rich_text)
    if found:
        message = nsay("black text is mixed of several inks, on page %(pages)s.", "black text is mixed of several inks, on pages %(pages)s.", len(found), pages=pages_of(found))
        yield Finding("X14", message, place(subject, found[0]), say("Set it in black ink alone."), Severity.REVIEW)


def _is_rich_text(thing: Thing) -> bool:
    shares = thing.colour.inks
    return thing.kind == "text" and shares is not None and thing.size < BODY_PT and shares[3] >= FULL_BLACK and max(shares[:3]) > _A_TINGE


@rule("X16", "press")
def white_is_not_overprinted(subject: Subject) -> Iterator[Finding]:
    """Something white is set to overprint, and vanishes.

    Why: white is where no ink is. What overprints takes away nothing from under it, so white letters on a coloured field aren't there in
    print. On the screen everything looks right.
    Mend: switch off overprinting for what is white, or export the PDF again from a program that does.
    """
    found = spots(subject, lambda thing: thing.overprint and thing.colour.white)
    if found:
        known = {"what": say(WHAT[found[0][1].kind]), "pages": pages_of(found)}
        message = nsay(
            "%(what)s in white is set to overprint and won't be seen, on page %(pages)s.",
            "%(what)s in white is set to overprint and won't be seen, on pages %(pages)s.",
            len(found),
            **known,
        )
        yield Finding("X16", message, place(subject, found[0]), say("Switch off overprinting for white."))


@rule("X17", "press")
def transparency_is_allowed_by_the_standard(subject: Subject) -> Iterator[Finding]:
    """The pages have transparency, which the standard that the file claims forbids.

    Why: PDF/X-1a, PDF/X-3 and PDF/A-1 are for machines that know no transparency. They print boxes where shadows should be, or stop.
    Mend: export the PDF again as PDF/X-4, or flatten the transparency.
    """
    standard = standards.without_transparency(subject.pdf)
    if not standard:
        return
    hint = say("Export it as PDF/X-4, or flatten the transparency.")
    found = spots(subject, lambda thing: thing.transparent)
    groups = {page.number for page, holder in zip(subject.pages, subject.pdf.pages, strict=True) if _is_group(holder.obj.get("/Group"))}
    if pages := groups | {page.number for page, _ in found}:
        known = {"standard": standard[:40], "pages": ranges(pages)}
        message = nsay(
            "says that it is a %(standard)s, but has transparency on page %(pages)s.",
            "says that it is a %(standard)s, but has transparency on pages %(pages)s.",
            len(pages),
            **known,
        )
        yield Finding("X17", message, place(subject, found[0]) if found else subject.place(min(pages)), hint)


def _is_group(group: Any) -> bool:
    """Whether a page is blended as one (ISO 32000-1, 11.6.6)."""
    return group is not None and bool(group.get("/S") == "/Transparency")
