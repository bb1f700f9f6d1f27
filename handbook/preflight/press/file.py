"""Rules X02 to X07: what a file for a print shop says of itself as a whole, and what it must not hold.

In: a PDF for a shop. Out: findings about the file, or about the pages on which something stands that no press prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from handbook.findings import Finding, Severity
from handbook.preflight.press import standards
from handbook.preflight.press.painted import box_of
from handbook.preflight.press.spots import MOST_TOLD, terms_of
from handbook.preflight.press.things import Page
from handbook.preflight.ranges import ranges
from handbook.preflight.rule import rule
from handbook.preflight.subject import Subject
from handbook.preflight.unpacking import unpacked
from handbook.wording import nsay, say

_FOR_PRESSES = ("/PrinterMark", "/TrapNet")  # ISO 32000-1, 14.11.3 and 14.11.6
_MOST_LAYERS = 1000
_NAMED = 5
"""Layers that are called by their names."""
_UNNAMED = "Custom"
"""What a file says whose way of printing has no short name (ISO 32000-1, table 365)."""
_MOST_PROFILE = 20_000_000
"""Bytes; a press's profile has two million at most."""


@rule("X02", "press")
def file_is_not_locked(subject: Subject) -> Iterator[Finding]:
    """The file is encrypted.

    Why: a shop has to open, impose and separate the pages. Protection keeps its programs from that, also where the file opens without a
    password; PDF/X forbids it.
    Mend: export the PDF again without protection.
    """
    if subject.pdf.is_encrypted:
        yield Finding("X02", say("is encrypted, though it opens without a password."), subject.place(), say("Export the PDF again without protection."))


@rule("X03", "press")
def inks_are_meant_for_this_shop(subject: Subject) -> Iterator[Finding]:
    """The file doesn't say for which way of printing its inks are meant, or says another one.

    Why: the same inks look different on coated and on uncoated paper, so colours made for one come out dark or pale on the other.
    The output intent is where a file says it.
    Mend: export the PDF again with the output profile that the shop names.
    """
    terms = terms_of(subject)
    hint = say("Export it as %(standard)s for %(condition)s.", standard=terms.standard, condition=terms.condition)
    intents = [each for each in subject.pdf.Root.get("/OutputIntents", ()) if each.get("/S") == "/GTS_PDFX"]
    if not intents:
        yield Finding("X03", say("doesn't say for which way of printing its colours are meant: it has no output intent."), subject.place(), hint)
        return
    profile = intents[0].get("/DestOutputProfile")
    if profile is not None:
        data = unpacked(profile, _MOST_PROFILE)
        if subject.shop and data == subject.shop.profile.data:
            return
        if data[16:20] != b"CMYK":
            yield Finding("X03", say("is meant for a device that prints no inks: its output profile isn't one of cyan, magenta, yellow and black."), subject.place(), hint)
            return
    said = [str(intents[0][key]) for key in ("/OutputConditionIdentifier", "/OutputCondition", "/Info") if key in intents[0]]
    if _letters(terms.condition) not in _letters(" ".join(said)):
        known = {"said": next((each for each in said if each != _UNNAMED), _UNNAMED)[:80], "shop": terms.name, "condition": terms.condition}
        message = say('has colours that are meant for "%(said)s"; %(shop)s prints %(condition)s.', **known)
        yield Finding("X03", message, subject.place(), hint, Severity.REVIEW)


def _letters(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())


@rule("X04", "press")
def standard_is_kept(subject: Subject) -> Iterator[Finding]:
    """The file isn't of the standard that the shop asks for, or lacks one of its marks.

    Why: PDF/X-4 is a promise that a shop's programs rely on. Without it somebody has to look at the file, and some shops send it back.
    Mend: export the PDF again as PDF/X-4.
    """
    wanted, said = terms_of(subject).standard, standards.claimed(subject.pdf)
    hint = say("Export it as %(standard)s.", standard=wanted)
    if not said:
        yield Finding("X04", say("doesn't say that it is a %(standard)s.", standard=wanted), subject.place(), hint, Severity.REVIEW)
    elif not said.startswith(wanted):
        yield Finding("X04", say("says that it is a %(said)s; the shop asks for %(standard)s.", said=said[:40], standard=wanted), subject.place(), hint, Severity.REVIEW)
    else:
        for what in standards.lacking(subject.pdf):
            yield Finding("X04", say("says that it is a %(standard)s, but %(what)s", standard=wanted, what=what), subject.place(), hint)


@rule("X05", "press")
def pages_hold_only_print(subject: Subject) -> Iterator[Finding]:
    """Links, comments or form fields lie on the pages.

    Why: they aren't part of what is printed. Some machines print a comment's yellow flag or a field's frame, others refuse the file.
    Mend: export the PDF again without comments, links and fields; print what a field shows into the page.
    """
    found: dict[str, dict[int, tuple[float, float]]] = {}
    for page, holder in zip(subject.pages, subject.pdf.pages, strict=True):
        for note in holder.obj.get("/Annots", ()):
            kind = str(note.get("/Subtype", ""))
            if kind not in (*_FOR_PRESSES, "/Popup") and (spot := _within(note, page)):
                found.setdefault(kind[1:], {}).setdefault(page.number, spot)
    for kind, pages in sorted(found.items())[:MOST_TOLD]:
        what = _NOTES.get(kind, say("a comment (%(kind)s)", kind=kind[:30]))
        message = nsay("%(what)s lies on page %(pages)s.", "%(what)s lies on pages %(pages)s.", len(pages), what=what, pages=ranges(pages))
        first = min(pages)
        yield Finding("X05", message, subject.place(first, *pages[first]), say("Export the PDF again without it."))


_NOTES = {"Link": say("a link"), "Widget": say("a form field"), "FileAttachment": say("an attached file")}


def _within(note: Any, page: Page) -> tuple[float, float] | None:
    """Where on the page something lies, if it reaches into what is printed."""
    box = box_of(note, "/Rect")
    if box is None or min(page.bleed.within(box).width, page.bleed.within(box).height) <= 0:
        return None
    return page.spot(box)


@rule("X06", "press")
def nothing_acts_by_itself(subject: Subject) -> Iterator[Finding]:
    """The file holds programs or other files.

    Why: a shop's machine runs no programs from files, and its owner's virus scanner stops such a file on the way.
    Mend: export the PDF again without scripts and attachments.
    """
    root = subject.pdf.Root
    names: Any = root.get("/Names", {})
    hint = say("Export the PDF again without it.")
    if "/JavaScript" in names or "/AA" in root or _is_script(root.get("/OpenAction")) or any("/AA" in page.obj for page in subject.pdf.pages):
        yield Finding("X06", say("holds a program that runs when it is opened."), subject.place(), hint)
    if "/EmbeddedFiles" in names or "/AF" in root:
        yield Finding("X06", say("holds other files."), subject.place(), hint)


def _is_script(action: Any) -> bool:
    """Whether it does more than show a page."""
    import pikepdf

    return isinstance(action, pikepdf.Dictionary) and action.get("/S") not in ("/GoTo", None)


@rule("X07", "press", Severity.REVIEW)
def layers_are_all_shown(subject: Subject) -> Iterator[Finding]:
    """The file has layers that aren't shown.

    Why: on the screen they are off, and the shop's machine may print them all the same: a second language over the first, or the notes of
    whoever drew the page.
    Mend: take away the layers that shan't be printed, and flatten the rest.
    """
    layers: Any = subject.pdf.Root.get("/OCProperties", {})
    shown: Any = layers.get("/D", {})
    off = list(shown.get("/OFF", ()))[:_MOST_LAYERS]
    if shown.get("/BaseState") == "/OFF":
        on = {layer.objgen for layer in list(shown.get("/ON", ()))[:_MOST_LAYERS]}
        off = [layer for layer in list(layers.get("/OCGs", ()))[:_MOST_LAYERS] if layer.objgen not in on]
    if off:
        names = ", ".join(f'"{str(layer.get("/Name", ""))[:40]}"' for layer in off[:_NAMED])
        message = nsay("a layer isn't shown, but is in the file: %(names)s.", "%(count)s layers aren't shown, but are in the file, such as %(names)s.", len(off), names=names)
        yield Finding("X07", message, subject.place(), say("Take away what shan't be printed, and show what shall."), Severity.REVIEW)
