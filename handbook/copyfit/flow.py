"""Rules about how text runs over the pages: footnotes, headings, single lines, empty pages.

In: all sheets. Out: findings. Only pages of one section are compared: where a section ends, a page may end early.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from handbook.copyfit.placed import Area, Line, Sheet
from handbook.copyfit.spot import on_page, quoted, spot, words_of
from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import say

LEAST_FILLED = 0.15
"""Share of the type area that is used, below which a page looks forgotten."""


@rule("K09", "pages")
def footnote_elsewhere(sheets: list[Sheet]) -> Iterator[Finding]:
    """A footnote stands on another page than its mark.

    Why: Readers look at the foot of the page, find nothing, and take the number for a slip.
    Mend: Shorten the footnote or the page, or say in the text what the footnote says.
    """
    placed = {note.key: sheet for sheet in sheets for note in sheet.notes}
    for sheet in sheets:
        for call in sheet.calls:
            there = placed.get(call.key, sheet)
            if there is not sheet:
                message = say('the footnote "%(text)s" stands on page %(page)s, not below its mark.', text=quoted(call.text), page=there.number)
                yield Finding("K09", message, spot(sheet, call.area), say("Shorten the footnote, or say it in the text."))


@rule("K10", "pages")
def footnote_lost(sheets: list[Sheet]) -> Iterator[Finding]:
    """A footnote is on no page.

    Why: Its mark promises something that nobody can read; often it is the source of a figure.
    Mend: Say in the text what the footnote says. Text that a layout places absolutely can't have footnotes.
    """
    placed = {note.key for sheet in sheets for note in sheet.notes}
    for sheet in sheets:
        for call in sheet.calls:
            if call.key not in placed:
                yield Finding("K10", say('the footnote "%(text)s" is on no page.', text=quoted(call.text)), spot(sheet, call.area), say("Say it in the text."))


@rule("K11", "pages")
def heading_stranded(sheets: list[Sheet]) -> Iterator[Finding]:
    """A heading is the last thing on its page.

    Why: Readers don't see what it is the heading of, and miss it on the page where the text begins.
    Mend: Shorten or lengthen the text before it by a line or two.
    """
    for sheet, _ in _within_sections(sheets):
        if sheet.body and (last := max(sheet.body, key=lambda line: line.area.bottom)).block.heading and _foot(sheet) <= last.area.bottom:
            message = say('the heading "%(text)s" is the last line of its page.', text=quoted(last.text))
            yield Finding("K11", message, spot(sheet, last.area), say("Shorten or lengthen the text before it by a line or two."))


@rule("K12", "pages", Severity.REVIEW)
def single_line(sheets: list[Sheet]) -> Iterator[Finding]:
    """A single line of a paragraph stands alone on a page.

    Why: A last line at the top of a page, or a first one at its foot, is torn from its text: typesetters call them widow and orphan.
    Mend: Shorten or lengthen the paragraph by some words.
    """
    for sheet, following in _within_sections(sheets):
        here, there = _lines_by_key(sheet), _lines_by_key(following)
        for key in here.keys() & there.keys():
            alone = there[key] if len(there[key]) == 1 else here[key] if len(here[key]) == 1 else []
            for line in alone:
                where = following if alone is there[key] else sheet
                message = say('"%(text)s" stands alone, on another page than the rest of its paragraph.', text=quoted(line.text))
                yield Finding("K12", message, spot(where, line.area), say("Shorten or lengthen the paragraph by some words."), Severity.REVIEW)


@rule("K13", "pages", Severity.REVIEW)
def nearly_empty(sheets: list[Sheet]) -> Iterator[Finding]:
    """A page is empty, or nearly.

    Why: It looks like a mistake, and every copy pays for it.
    Mend: Shorten the text by some lines, so that it ends on the page before; or give the page something useful.
    """
    for sheet in sheets[:-1]:
        if sheet.furnished or (used := filled(sheet)) >= LEAST_FILLED:
            continue
        hint = say("Shorten the text, so that it ends on the page before.")
        if not used:
            yield Finding("K13", say("the page is empty."), on_page(sheet), hint, Severity.REVIEW)
            continue
        message = say('the page is nearly empty: "%(text)s" takes %(share)s of its height.', text=words_of(sheet.body), share=f"{used:.0%}")
        yield Finding("K13", message, on_page(sheet), hint, Severity.REVIEW)


def filled(sheet: Sheet) -> float:
    """The share of the type area's height on which something stands: text, a picture, a field, a rule to write on."""
    used, last = 0.0, sheet.type_area.top
    for area in sorted((_shown(sheet)), key=lambda each: each.top):
        top, bottom = max(area.top, last), min(area.bottom, sheet.type_area.bottom)
        if bottom > top:
            used, last = used + bottom - top, bottom
    return used / sheet.type_area.height


def _shown(sheet: Sheet) -> Iterator[Area]:
    """Whatever is seen of the text; a line with the space up to its neighbours."""
    for line in sheet.body:
        area = line.area
        yield area._replace(top=area.top - area.height / 3, bottom=area.bottom + area.height / 3)
    yield from (picture.area for picture in sheet.pictures if picture.block and not picture.block.furniture)
    yield from (ground.area for ground in sheet.grounds)


def _foot(sheet: Sheet) -> float:
    """How far down something is seen that is no text: a picture, or a box without any."""
    seen = [picture.area.bottom for picture in sheet.pictures if picture.block and not picture.block.furniture]
    return max([*seen, *(ground.area.bottom for ground in sheet.grounds if ground.empty)], default=0.0)


def _within_sections(sheets: list[Sheet]) -> Iterator[tuple[Sheet, Sheet]]:
    """Each page with the next one of its section."""
    yield from ((sheet, following) for sheet, following in pairwise(sheets) if sheet.section is following.section)


def _lines_by_key(sheet: Sheet) -> dict[tuple[int, str], list[Line]]:
    found: dict[tuple[int, str], list[Line]] = {}
    for line in sheet.body:
        if not line.block.lifted and not line.block.heading:
            found.setdefault(line.block.key, []).append(line)
    return found
