"""Rules about where text ends: at the edge of the page, of its box, of its measure, of other text.

In: all sheets. Out: findings. What stands in the margin of every page is told for the first of them only.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook.copyfit.placed import Leaving, Line, Sheet, Stray, Words
from handbook.copyfit.spot import quoted, shorten, spot, words_of
from handbook.copyfit.strays import SAFE_MM, TOLERANCE_MM
from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import say

CUT_MM = 2.0
"""Distance from the trimmed edge below which the cut may hit the text."""


@rule("K01", "pages")
def beyond_the_page(sheets: list[Sheet]) -> Iterator[Finding]:
    """Text lies beyond the edge of the page.

    Why: It isn't printed, or it is cut away: readers get half a name, or a telephone number without its last digits.
    Mend: Shorten the text. Where a layout of your own places it, place it nearer to the middle of the page.
    """
    for sheet, stray in _leaving(sheets, "page"):
        message = say('"%(text)s" is cut off: %(far)s mm of it lie beyond the edge of the page.', text=_said(stray), far=_mm(stray.by_mm))
        yield Finding("K01", message, spot(sheet, stray.area), shorten(stray.block, say("Shorten the text.")))


@rule("K02", "pages")
def near_the_edge(sheets: list[Sheet]) -> Iterator[Finding]:
    """Text stands too near to the edge where the page is cut.

    Why: Cuts are off by a millimetre or two, and office printers leave four millimetres white: what stands there may be lost.
    Mend: Keep text 4 mm away from every edge: shorten it, or give the page wider margins.
    """
    for sheet, stray in _leaving(sheets, "edge"):
        left = SAFE_MM - stray.by_mm
        message = say('"%(text)s" stands only %(far)s mm from the edge where the page is cut.', text=_said(stray), far=_mm(left))
        severity = Severity.ERROR if left < CUT_MM else Severity.REVIEW
        yield Finding("K02", message, spot(sheet, stray.area), say("Text keeps %(safe)s mm away from every edge.", safe=f"{SAFE_MM:g}"), severity)


@rule("K03", "pages")
def clipped(sheets: list[Sheet]) -> Iterator[Finding]:
    """Text or a picture is cut off by the box in which it stands.

    Why: The box shows only what fits in. What is beyond its edge is in the file, but nobody sees it.
    Mend: Shorten the text, or let a layout of your own give the box more room (no `overflow: hidden` around text).
    """
    for sheet, stray in _leaving(sheets, "clip"):
        message = say('"%(text)s" is cut off: its box is %(far)s mm too small.', text=_said(stray), far=_mm(stray.by_mm))
        yield Finding("K03", message, spot(sheet, stray.area), shorten(stray.block, say("Shorten the text, or make its box larger.")))


@rule("K04", "pages")
def out_of_its_box(sheets: list[Sheet]) -> Iterator[Finding]:
    """Text or a picture runs out of a box that can't grow.

    Why: It runs over what stands beside or below: a cell of a table, the label of a scale, a field of the cover.
    Mend: Shorten the text, or let a layout of your own give the box no fixed height and room for long words.
    """
    for sheet, stray in _leaving(sheets, "box"):
        message = say('"%(text)s" runs %(far)s mm out of its box.', text=_said(stray), far=_mm(stray.by_mm))
        yield Finding("K04", message, spot(sheet, stray.area), shorten(stray.block, say("Shorten the text, or make its box larger.")))


@rule("K05", "pages")
def beyond_its_measure(sheets: list[Sheet]) -> Iterator[Finding]:
    """A line is longer than its measure.

    Why: A word, name or address that can't be broken sticks out of its paragraph: it looks like a mistake and may run into other text.
    Mend: Shorten it, or write it so that it can be broken: a space or a hyphen is enough.
    """
    for sheet, stray in _leaving(sheets, "measure"):
        message = say('"%(text)s" is %(far)s mm longer than its line.', text=_said(stray), far=_mm(stray.by_mm))
        yield Finding("K05", message, spot(sheet, stray.area), shorten(stray.block, say("Write it so that it can be broken: with a space or a hyphen.")))


@rule("K06", "pages")
def in_the_margin(sheets: list[Sheet]) -> Iterator[Finding]:
    """Text or a picture runs into the margin of the page.

    Why: It stands where folio and running head are, where thumbs hold the page, or where it is bound and nobody can read it.
    Mend: Shorten the text, or let a layout of your own break what is higher than a page.
    """
    for sheet, stray in _leaving(sheets, "margin"):
        message = say('"%(text)s" runs %(far)s mm into the margin of the page.', text=_said(stray), far=_mm(stray.by_mm))
        yield Finding("K06", message, spot(sheet, stray.area), shorten(stray.block, say("Shorten the text.")))


@rule("K07", "pages")
def over_other_text(sheets: list[Sheet]) -> Iterator[Finding]:
    """Two texts are printed over each other.

    Why: Neither can be read.
    Mend: Shorten the longer one. Where a layout of your own places text, give both their own room.
    """
    told: set[object] = set()
    for sheet in sheets:
        for upper, lower in _overlapping(sheet):
            furniture = [line.text for line in (upper, lower) if line.block.furniture]
            pair = max(furniture, key=len) if furniture else (id(upper.block), id(lower.block))
            if pair not in told:
                told.add(pair)
                message = say('"%(text)s" and "%(other)s" are printed over each other.', text=quoted(upper.text), other=quoted(lower.text))
                field = upper.block if upper.block.said else lower.block
                yield Finding("K07", message, spot(sheet, lower.area), shorten(field, say("Shorten one of them.")))


@rule("K08", "pages")
def covered(sheets: list[Sheet]) -> Iterator[Finding]:
    """Text is hidden by a coloured field that lies over it.

    Why: It is in the file, a screen reader says it, and nobody sees it.
    Mend: Shorten the text in the field, which then is smaller; or let a layout of your own place the field elsewhere.
    """
    for sheet in sheets:
        for ground in (each for each in sheet.grounds if each.lifted and each.opaque):
            hidden = [line for line in sheet.lines if any(_hides(ground.area.overlap(words.area)) and _below(words, line, ground.order, ground.until) for words in line.words)]
            for block in {id(line.block): line.block for line in hidden}.values():
                lines = [line for line in hidden if line.block is block]
                message = say('"%(text)s" is hidden by a field that lies over it.', text=words_of(lines))
                inside = next((line.block for line in sheet.lines if line.block.said and any(ground.order <= each.order <= ground.until for each in line.words)), block)
                yield Finding("K08", message, spot(sheet, lines[0].area), shorten(inside, say("Shorten the text in the field, or place it elsewhere.")))


def _leaving(sheets: list[Sheet], leaving: Leaving) -> Iterator[tuple[Sheet, Stray]]:
    """The strays of one kind; of the furniture each text once."""
    told: set[str] = set()
    for sheet in sheets:
        for stray in sheet.strays:
            if stray.leaving != leaving:
                continue
            if stray.block and stray.block.furniture:
                if (text := words_of(stray.lines)) in told:
                    continue
                told.add(text)
            yield sheet, stray


def _said(stray: Stray) -> str:
    """What a stray says or shows."""
    if stray.picture:
        return quoted(stray.picture.name) or say("a picture")
    return words_of(stray.lines)


def _mm(length: float) -> str:
    """Millimetres as one says them."""
    return f"{max(length, 0):.1f}" if length < 2 else f"{length:.0f}"


def _overlapping(sheet: Sheet) -> Iterator[tuple[Line, Line]]:
    """Lines whose ink meets, from the top down."""
    seen = sorted(((words.area, line) for line in sheet.lines for words in line.words), key=lambda each: each[0].top)
    for number, (area, line) in enumerate(seen):
        for other, below in seen[number + 1 :]:
            if other.top > area.bottom - TOLERANCE_MM:
                break
            if _hides(area.overlap(other)):
                yield line, below


def _hides(shared: tuple[float, float]) -> bool:
    """Whether so wide and so high an overlap is seen."""
    return shared[0] > TOLERANCE_MM and shared[1] > TOLERANCE_MM


def _below(words: Words, line: Line, order: int, until: int) -> bool:
    """Whether text is painted before a field that isn't its own."""
    return not order <= words.order <= until and (words.order < order or not line.block.lifted)
