"""Galley -> Document: every section laid out on its own (`sections.py`), with the folio it starts at.

In: a galley. Out: `Document`, the laid-out pages of all sections in order, with the folio of each; or ContentError with
what the engine complained about and which section doesn't come out at its planned pages. The contents page is laid out
last, when all page numbers are known. A section that is too long is set tighter, one that is too short is followed by a
useful page; both are told.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from handbook import engine
from handbook.errors import ContentError, raise_for
from handbook.findings import Finding, Place, Severity, did_you_mean, errors, in_order
from handbook.galley import PAGE_MARK, STYLE_SHEET, Galley, Section, tightening
from handbook.galley.model import gap_before
from handbook.galley.tightening import Step
from handbook.sections import Setting
from handbook.wording import mark, say


@dataclass(frozen=True)
class Document:
    """Laid-out pages, not yet a PDF."""

    pages: tuple[Any, ...]
    folios: dict[str, int]
    """First page of each section, counted from 1."""
    rendered: Any
    """The engine's document that holds all pages."""
    fetcher: Any
    sections: tuple[Section, ...] = ()
    """The section that each page belongs to."""
    findings: tuple[Finding, ...] = ()
    """What a person may want to know: where a section was set tighter, or a page filled."""


Progress = Callable[[str, int, int], None]


def _fit(setting: Setting, section: Section, folio: int, notes: list[Finding]) -> Any:
    """One section's document at its planned pages: as loose as possible, and no tighter than the last step where nothing helps."""
    steps = tightening.steps(setting.galley.product)
    tried: dict[int, Any] = {}

    def fits(number: int) -> bool:
        if number not in tried:
            tried[number] = setting.lay_out(section, folio, steps[number].style)
        return len(tried[number].pages) <= section.pages

    if fits(0):
        return tried[0]
    found = bisect_left(range(1, len(steps)), True, key=fits) + 1
    if found == len(steps):
        return tried[0]
    notes.append(_tightened(section, steps[found]))
    return tried[found]


def _wanted_by(galley: Galley, name: str) -> Place | None:
    """The first line of a style sheet that asks for a file."""
    for sheet, number, line in _style_lines(galley):
        if name in line or name.split("/")[-1] in line:
            return Place(sheet, number)
    return None


def _style_lines(galley: Galley) -> Iterator[tuple[str, int, str]]:
    """Every line of every style sheet without its comments, with the file and its number."""
    for asset in galley.assets.values():
        if asset.mime == "text/css":
            text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), asset.data.decode())
            for number, line in enumerate(text.split("\n"), 1):
                yield f"layouts/{asset.name}", number, line


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_USES = (
    (re.compile(r"var\(\s*(--[\w-]+)"), re.compile(r"(--[\w-]+)\s*:"), mark('there is no token "%(name)s".')),
    (re.compile(r"(?<![@\w-])page\s*:\s*([\w-]+)"), re.compile(r"@page\s+([\w-]+)"), mark('there is no page "%(name)s".')),
)
"""What a style sheet uses, what some style sheet must define, and what is said if none does. The engine takes an unknown page or typeface without a word."""
_TYPEFACES = re.compile(r"(?:font-family|--typeface)\s*:\s*([^;{}]+)")


def _unknown_names(galley: Galley) -> Iterator[Finding]:
    """Tokens, named pages and typefaces of the style sheets that nothing defines; style sheets that are missing or cut off."""
    lines = list(_style_lines(galley))
    if STYLE_SHEET not in galley.assets:
        yield Finding("L01", say("the main style sheet is missing."), Place(f"layouts/{STYLE_SHEET}"), say("Get it back with `git checkout layouts`."))
    for sheet, of_sheet in groupby(lines, key=lambda line: line[0]):
        text = "\n".join(line for _, _, line in of_sheet)
        if text.count("{") != text.count("}") or "/*" in text:
            yield Finding("L01", say("a brace or the end of a comment is missing; the file may be cut off."), Place(sheet, text.count("\n") + 1))
    everything = "\n".join(line for _, _, line in lines)
    known = [set(defined.findall(everything)) for _, defined, _ in _USES]
    for sheet, number, line in lines:
        for (used, _, sentence), names in zip(_USES, known, strict=True):
            for name in used.findall(line):
                if name not in names and name != "auto":
                    yield Finding("L01", say(sentence, name=name), Place(sheet, number), did_you_mean(name, names))
        for families in _TYPEFACES.findall(line):
            for family in (each.strip().strip("\"'") for each in families.split(",")):
                if family not in engine.FAMILIES and family != "inherit" and not family.startswith("var("):
                    yield Finding("L02", say('there is no typeface "%(name)s".', name=family), Place(sheet, number), did_you_mean(family, engine.FAMILIES))


def paginate(galley: Galley, progress: Progress = lambda step, done, total: None, behind: Sequence[Section] = ()) -> Document:
    """Lay out all sections, put fillers into gaps, and number the contents page.

    Pages `behind` the last one are painted with the book and belong to none of its sections: nobody looks at them.
    """
    raise_for(list(_unknown_names(galley)))
    setting = Setting(galley, lambda name: _wanted_by(galley, name))
    raise_for(in_order(setting.findings))
    notes: list[Finding] = []
    fillers = _endless(galley.fillers)
    laid: list[tuple[Section, Any]] = []
    late: list[tuple[int, Section, int]] = []
    folio = 1
    for number, section in enumerate(galley.sections):
        progress("paginate", number, len(galley.sections))
        is_last = 0 < number == len(galley.sections) - 1
        for _ in range(gap_before(section, folio, is_last=is_last, multiple=galley.format.page_multiple)):
            filler = next(fillers)
            laid.append((filler, setting.lay_out(filler, folio)))
            folio += 1
        if PAGE_MARK.search(section.html):
            late.append((len(laid), section, folio))
            laid.append((section, None))
            folio += section.pages
            continue
        laid.append((section, _fit(setting, section, folio, notes)))
        came = len(laid[-1][1].pages)
        folio += came
        for _ in range(section.pages - came):  # a shorter text leaves a page for something useful
            filler = next(fillers)
            laid.append((filler, setting.lay_out(filler, folio)))
            folio += 1
    folios = _folios(laid)
    for position, section, start in late:
        numbered = replace(section, html=PAGE_MARK.sub(lambda found: html.escape(str(folios.get(found[1], ""))), section.html))
        laid[position] = (section, _fit(setting, numbered, start, notes))
    progress("paginate", len(galley.sections), len(galley.sections))
    setting.findings += _off_budget(laid)
    raise_for(errors(in_order(setting.findings)))
    pages = [page for _, document in laid for page in document.pages]
    sections = tuple(section for section, document in laid for _ in document.pages)
    rendered = laid[0][1].copy([*pages, *(page for section in behind for page in setting.lay_out(section, folio, _UNNAMED).pages)])
    return Document(tuple(pages), folios, rendered, setting.fetcher, sections, tuple(in_order([*setting.findings, *notes])))


def flow(galley: Galley) -> Document:
    """Lay out a galley of one section on as many pages as it takes: no book, so nothing is planned, tightened or filled up."""
    setting = Setting(galley)
    (section,) = galley.sections
    rendered = setting.lay_out(section, 1)
    raise_for(in_order(setting.findings))
    pages = tuple(rendered.pages)
    return Document(pages, {section.id: 1}, rendered, setting.fetcher, (section,) * len(pages))


def paginate_copies(galley: Galley, folios: Mapping[str, int]) -> tuple[Document, dict[str, list[Finding]]]:
    """Lay out personal sections, named `cover~17`, each at the folio that `cover` has in the book; and what is wrong with some of them, by their names.

    A section with an error has its pages in the document all the same, or none.
    """
    setting = Setting(galley)
    raise_for(in_order(setting.findings))
    notes: list[Finding] = []
    laid: list[tuple[Section, Any]] = []
    wrong: dict[str, list[Finding]] = {}
    for section in galley.sections:
        setting.findings.clear()
        try:
            document = _fit(setting, section, folios[section.id.split("~")[0]], notes)
        except ContentError as error:
            wrong[section.id] = list(error.findings)
            continue
        laid.append((section, document))
        if found := [*setting.findings, *_off_budget(laid[-1:])]:
            wrong[section.id] = found
    if not laid:
        raise ContentError(*(finding for found in wrong.values() for finding in found))
    pages = [page for _, document in laid for page in document.pages]
    sections = tuple(section for section, document in laid for _ in document.pages)
    return Document(tuple(pages), {}, laid[0][1].copy(pages), setting.fetcher, sections, tuple(notes)), wrong


_UNNAMED = "*{bookmark-level:none}"
"""For pages that nothing leads to."""


def _endless(fillers: tuple[Section, ...]) -> Iterator[Section]:
    """Each filler once, the last one again and again under names of its own."""
    yield from fillers
    number = 1
    while True:
        number += 1
        last = fillers[-1]
        yield replace(last, id=f"{last.id}-{number}", html=last.html.replace(f'id="{last.id}"', f'id="{last.id}-{number}"'))


def _folios(laid: list[tuple[Section, Any]]) -> dict[str, int]:
    folios, folio = {}, 1
    for section, document in laid:
        folios[section.id] = folio
        folio += len(document.pages) if document else section.pages
    return folios


def _off_budget(laid: list[tuple[Section, Any]]) -> Iterator[Finding]:
    for section, document in laid:
        came, planned = len(document.pages), section.pages
        if came > planned:
            hint = say("Shorten the names in contact, fair or imprint.") if section.holds_edition else say("Shorten the text, or mark a block {.full}.")
            yield Finding("P01", say("comes out at %(came)s pages, the outline plans %(planned)s.", came=came, planned=planned), section.place, hint)
        elif came < planned:
            message = say("comes out at %(came)s pages, the outline plans %(planned)s; a page for notes fills the gap.", came=came, planned=planned)
            yield Finding("P01", message, section.place, say("The chapter has room for more text."), Severity.REVIEW)


def _tightened(section: Section, step: Step) -> Finding:
    """What was done to make a section come out at its pages."""
    match step.means:
        case "leading":
            done = say("its lines stand a little closer, so that it comes out at its pages.")
        case "type":
            done = say("its type is set at %(share)s, so that it comes out at its pages.", share=f"{step.share:.0%}")
        case "optional":
            done = say("its type is set at %(share)s and optional passages are left out, so that it comes out at its pages.", share=f"{step.share:.0%}")
        case _:
            done = say("it has fewer lines to write on, so that it comes out at its page.")
    return Finding("P03", done, section.place, severity=Severity.NOTE)
