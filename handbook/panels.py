"""Panels laid out: where they stand in the book for nobody, the book's pages without them, and many recipients' panels in one pass.

In: a laid-out book and its personal sections. Out: a `Place` for each panel, pages whose panel is empty (`shells`), and a document with a
panel on each page. A panel that becomes higher than the room on its page is named, for its page has to be laid out whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handbook.errors import ContentError, raise_for
from handbook.findings import errors, in_order
from handbook.galley import Galley, Section
from handbook.galley.panels import NOTHING, Place, page_style, panels, shell
from handbook.pages import Document
from handbook.sections import Setting

_GAP = 8.0
"""Pixels that stay free between a panel and what stands next to it."""
_SLACK = 0.5
"""Pixels by which the engine may round."""


def places(document: Document, names: Sequence[str]) -> dict[str, Place]:
    """Where the panels of these sections stand; of those that have one, and were not set tighter to come out at their page."""
    tightened = {finding.place for finding in document.findings if finding.code == "P03"}
    made = {}
    for page, section in zip(document.pages, document.sections, strict=True):
        if section.id in names and section.place not in tightened and (found := _place(page._page_box)):
            made[section.id] = found
    return made


def _place(page: Any) -> Place | None:
    panel = _panel(page)
    if panel is None:
        return None
    left, top, width, height = panel.border_box_x(), panel.border_box_y(), panel.border_width(), panel.border_height()
    lines = [line for line in _lines(page) if not any(line is each for each in _lines(panel))]
    if panel.element.get("data-panel") == "down":
        edge = min((line.position_y for line in lines if line.position_y >= top + height - _SLACK), default=page.content_box_y() + page.height)
        room = edge - _GAP - top
    else:
        edge = max((line.position_y + line.height for line in lines if line.position_y < top), default=page.content_box_y())
        room = top + height - edge - _GAP
    x, y = page.content_box_x(), page.content_box_y()
    margins = (page.margin_top, page.margin_right, page.margin_bottom, page.margin_left)
    return Place(left - x, top - y, width, height, page.height, margins, room, panel.element.get("data-panel"))


def _panel(page: Any) -> Any:
    return next(filter(_is_panel, _boxes(page)), None)


def _is_panel(box: Any) -> bool:
    return box.element is not None and box.element_tag == "div" and box.element.get("data-panel") is not None


def _boxes(box: Any) -> Iterator[Any]:
    box = getattr(box, "_box", box)  # an absolutely positioned box stands in a placeholder
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _lines(box: Any) -> list[Any]:
    return [each for each in _boxes(box) if type(each).__name__ == "LineBox" and each.children]


def with_shells(document: Document, galley: Galley, places: Mapping[str, Place]) -> Document:
    """The book with empty panels; the pages behind it stay."""
    setting = Setting(replace(galley, assets={**galley.assets, NOTHING.name: NOTHING}))
    made = {}
    for section in galley.sections:
        if section.id in places:
            made[section.id] = setting.lay_out(shell(section, places[section.id]), document.folios[section.id]).pages
    raise_for(errors(in_order(setting.findings)))
    if any(len(pages) != 1 for pages in made.values()):
        raise ContentError(*setting.findings)
    pages = [made[section.id][0] if section.id in made else page for page, section in zip(document.pages, document.sections, strict=True)]
    behind = document.rendered.pages[len(document.pages) :]
    return replace(document, pages=tuple(pages), rendered=document.rendered.copy([*pages, *behind]))


def _each(pages: Sequence[Any], count: int) -> list[tuple[Any, bool]]:
    """The page of each panel, and whether that holds all of it and nothing else: one that is too high goes on over the page of the next."""
    held = [list({id(box.element): box.element for box in _boxes(page._page_box) if _is_panel(box)}) for page in pages]
    order = list(dict.fromkeys(element for elements in held for element in elements))
    if len(order) != count:
        return [(pages[0], False)] * count
    made = []
    for element in order:
        mine = [number for number, elements in enumerate(held) if element in elements]
        made.append((pages[mine[0]], len(mine) == 1 and held[mine[0]] == [element]))
    return made


def lay_out(galley: Galley, names: Sequence[str], places: Mapping[str, Place]) -> tuple[Document, frozenset[str]]:
    """The panels of all copies, first those of one section; and the sections, such as `cover~17`, whose panel is too high or said something wrong."""
    setting = Setting(galley)
    raise_for(in_order(setting.findings))
    pages: list[Any] = []
    sections: list[Section] = []
    wrong: set[str] = set()
    rendered: Any = None
    for name in names:
        mine = [section for section in galley.sections if section.id.split("~")[0] == name]
        together = replace(mine[0], id=name, html=panels(mine), pages=len(mine))
        laid = setting.lay_out(together, 1, page_style(places[name]), kept=False)
        raise_for(errors(in_order(setting.findings)))
        for section, (page, alone) in zip(mine, _each(laid.pages, len(mine)), strict=True):
            panel = _panel(page._page_box)
            strayed = panel is None or abs(panel.border_box_x() - page._page_box.content_box_x() - places[name].left) > _SLACK
            if not alone or strayed or panel.border_height() > places[name].room:
                wrong.add(section.id)
            pages.append(page)
        sections += mine
        rendered = rendered or laid
    return Document(tuple(pages), {}, rendered.copy(pages), setting.fetcher, tuple(sections)), frozenset(wrong)
