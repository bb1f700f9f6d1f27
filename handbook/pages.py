"""Galley -> Document: every section laid out on its own, once, with the folio it starts at.

In: a galley. Out: `Document`, the laid-out pages of all sections in order, with the folio of each; or ContentError with
what the engine complained about and which section doesn't come out at its planned pages. The contents page is laid out
last, when all page numbers are known.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from handbook import engine
from handbook.errors import raise_for
from handbook.findings import Finding, Place, in_order
from handbook.galley import PAGE_MARK, STYLE_SHEET, Galley, Section

VARIANT = "pdf/ua-1"  # ISO 14289-1


@dataclass(frozen=True)
class Document:
    """Laid-out pages, not yet a PDF."""

    pages: tuple[Any, ...]
    folios: dict[str, int]
    """First page of each section, counted from 1."""
    rendered: Any
    """The engine's document that holds all pages."""
    fetcher: Any
    declared_fonts: frozenset[str]


Progress = Callable[[str, int, int], None]


@dataclass
class _Press:
    """What the sections of one galley share while they are laid out."""

    galley: Galley
    weasyprint: Any = field(init=False)
    fetcher: Any = field(init=False)
    fonts: Any = field(init=False)
    style: Any = field(init=False)
    pictures: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.weasyprint = engine.load()
        self.fetcher = engine.fetcher(self.galley.assets)
        self.fonts = engine.font_configuration()
        with self.hearing(lambda: Place(f"layouts/{self.fetcher.style_sheet or STYLE_SHEET}")):
            text = self.galley.assets[STYLE_SHEET].data.decode()
            self.style = self.weasyprint.CSS(string=text, base_url=f"{engine.BASE_URL}{STYLE_SHEET}", url_fetcher=self.fetcher, font_config=self.fonts)

    def hearing(self, place: Callable[[], Place]) -> Any:
        return _Hearing(self, place)

    def lay_out(self, section: Section, folio: int) -> Any:
        """One section's document, beginning at this folio on the matching side."""
        side = "left" if folio % 2 == 0 else "right"
        with self.hearing(lambda: section.place):
            start = self.weasyprint.CSS(string=f"@page:first{{counter-set:page {folio}}}html{{break-before:{side}}}", font_config=self.fonts)
            source = self.weasyprint.HTML(string=section.html, base_url=engine.BASE_URL, url_fetcher=self.fetcher)
            return source.render(stylesheets=[self.style, start], font_config=self.fonts, cache=self.pictures, pdf_variant=VARIANT)


class _Hearing:
    """A block in which the engine's complaints become findings, even when it gives up."""

    def __init__(self, press: _Press, place: Callable[[], Place]) -> None:
        self.press, self.place = press, place
        self.listening = engine.listening(place)

    def __enter__(self) -> None:
        self.records = self.listening.__enter__()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        self.listening.__exit__(None, None, None)
        self.press.findings += [engine.verdict(record, place) for record, place in self.records]
        refused = getattr(self.press.fetcher, "refused", [])
        for name in refused:
            self.press.findings.append(Finding("L02", f'"{name[:120]}" isn\'t among the files of this edition.', self.wanted_by(name)))
        refused.clear()
        if error is not None and type(error).__name__ == "Refused":
            raise_for(in_order(self.press.findings))
        if isinstance(error, (RecursionError, ValueError, ZeroDivisionError, TypeError, AssertionError, IndexError, KeyError, AttributeError)):
            self.press.findings.append(Finding("L06", f"the layout engine gave up ({type(error).__name__}: {str(error)[:200]}).", self.place()))
            raise_for(in_order(self.press.findings))

    def wanted_by(self, name: str) -> Place:
        """The first line of a style sheet that asks for a file, else the section's own place."""
        for asset in self.press.galley.assets.values():
            if asset.mime == "text/css":
                for number, line in enumerate(asset.data.decode().split("\n"), 1):
                    if name in line or name.split("/")[-1] in line:
                        return Place(f"layouts/{asset.name}", number)
        return self.place()


def paginate(galley: Galley, progress: Progress = lambda step, done, total: None) -> Document:
    """Lay out all sections, put fillers into gaps, and number the contents page."""
    press = _Press(galley)
    raise_for(in_order(press.findings))
    fillers = _endless(galley.fillers)
    laid: list[tuple[Section, Any]] = []
    late: list[tuple[int, Section, int]] = []
    folio = 1
    for number, section in enumerate(galley.sections):
        progress("paginate", number, len(galley.sections))
        gap = int(section.on_left and folio % 2 == 1)
        if number == len(galley.sections) - 1 and len(galley.sections) > 1:
            gap = -(folio - 1 + section.pages) % galley.format.page_multiple
        for _ in range(gap):
            filler = next(fillers)
            laid.append((filler, press.lay_out(filler, folio)))
            folio += 1
        if PAGE_MARK.search(section.html):
            late.append((len(laid), section, folio))
            laid.append((section, None))
            folio += section.pages
        else:
            laid.append((section, press.lay_out(section, folio)))
            folio += len(laid[-1][1].pages)
    folios = _folios(laid)
    for position, section, start in late:
        numbered = replace(section, html=PAGE_MARK.sub(lambda found: html.escape(str(folios.get(found[1], ""))), section.html))
        laid[position] = (section, press.lay_out(numbered, start))
    progress("paginate", len(galley.sections), len(galley.sections))
    press.findings += _off_budget(galley, laid)
    raise_for(in_order(press.findings))
    pages = [page for _, document in laid for page in document.pages]
    rendered = laid[0][1].copy(pages)
    fonts = frozenset(asset.name for asset in galley.assets.values() if asset.mime.startswith("font/"))
    return Document(tuple(pages), folios, rendered, press.fetcher, fonts)


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


def _off_budget(galley: Galley, laid: list[tuple[Section, Any]]) -> Iterator[Finding]:
    for section, document in laid:
        came, planned = len(document.pages), section.pages
        if came != planned:
            hint = "Shorten the text, or mark a block {.full}." if came > planned else "The chapter has room for more text."
            yield Finding("P01", f"comes out at {came} pages, the outline plans {planned}.", section.place, hint)
