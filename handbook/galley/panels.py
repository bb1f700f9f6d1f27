"""The panels of personal sections: the boxes on a page that hold everything a recipient's copy says otherwise.

In: personal sections, as HTML. Out: what of them is shared (a shell, with a mark in the panel's place) and what is one recipient's (the
panel, inside the elements that stand around it). A layout names its panel with `data-panel`, "up" or "down" for where it grows, and
ends it with `<!--panel-->`; whatever else a recipient changes on a page makes it a page without a panel, which is laid out whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from handbook.assets import Asset
from handbook.galley.model import Section

MARK = "\u27e6panel\u27e7"
"""What the picture in a panel's place says, so that its place in the structure is found."""
NOTHING = Asset("art/nothing.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="#fff" d="M0 0h.001v.001z"/></svg>')
"""That picture: a white speck that the panel covers, since what draws nothing has no place in the structure."""
PAGE = "panel"
"""The name of pages that hold a panel and nothing else."""
_PANEL = re.compile(r'(?P<before>.*?)<div class="(?P<kind>[\w-]+)" data-panel="(?P<grows>up|down)">(?P<inner>.*?)</div><!--panel-->(?P<after>.*)', re.DOTALL)
_VOID = ("img", "br", "meta", "hr", "link")
_FLAT = "position:static;display:block;height:0;min-height:0;margin:0;padding:0;border:0"
_AROUND = "around-panel"
"""The class of elements that stand around a panel, to be seen by style sheets and not by readers."""


@dataclass(frozen=True)
class Place:
    """Where a panel stands on its page, in the engine's pixels from the upper left corner of the type area."""

    left: float
    top: float
    width: float
    height: float
    area_height: float
    """Of the type area."""
    margins: tuple[float, float, float, float]
    """Of the page: top, right, bottom, left."""
    room: float
    """How high the panel may become."""
    grows: str
    """"up" or "down"."""


def has_panel(general: Section, somebodys: Section) -> bool:
    """Whether a personal section is the same for everybody outside its one panel."""
    one, other = _PANEL.fullmatch(general.html), _PANEL.fullmatch(somebodys.html)
    if not one or not other or "data-panel" in one["after"] or general.pages != 1:
        return False
    return all(one[part] == other[part] for part in ("before", "kind", "grows", "after"))


def shell(section: Section, place: Place) -> Section:
    """The section without what its panel says, and nothing else moved."""
    found = _matched(section)
    style = f"visibility:hidden;box-sizing:border-box;height:{place.height:.6f}px"
    picture = f'<img src="/{NOTHING.name}" alt="{MARK}" style="visibility:visible;display:block;width:1px;height:1px">'
    html = f'{found["before"]}<div class="{found["kind"]}" style="{style}">{picture}</div>{found["after"]}'
    return replace(section, html=html)


def panels(sections: Sequence[Section]) -> str:
    """The panels of the same section for many recipients, a page each, as one text."""
    made = []
    for section in sections:
        found = _matched(section)
        stack = _Around()
        stack.feed(found["before"])
        around = [each for each in stack.open if each[0] not in ("html", "head", "body")]
        opened = "".join(f"<{tag}{_said(said)}>" for tag, said in around)
        closed = "".join(f"</{tag}>" for tag, _ in reversed(around))
        made.append(f'{opened}<div class="{found["kind"]}" data-panel="{found["grows"]}">{found["inner"]}</div>{closed}')
    head = _matched(sections[0])["before"].partition("<body>")[0]
    return f"{head}<body>{''.join(made)}</body></html>"


def page_style(place: Place) -> str:
    """What makes the pages of panels like those that they are put on, and puts each panel in its place."""
    margins = " ".join(f"{each:.6f}px" for each in place.margins)
    edge = f"top:{place.top:.6f}px" if place.grows == "down" else f"bottom:{place.area_height - place.top - place.height:.6f}px"
    around = _FLAT.replace(";", "!important;")
    panel = f"position:absolute;box-sizing:border-box;margin:0;left:{place.left:.6f}px;width:{place.width:.6f}px;right:auto;{edge}".replace(";", "!important;")
    return f"@page {PAGE}{{margin:{margins}}}.{_AROUND}{{{around}}}body>.{_AROUND}{{page:{PAGE}!important;break-before:page}}[data-panel]{{{panel}}}"


def _matched(section: Section) -> re.Match[str]:
    found = _PANEL.fullmatch(section.html)
    assert found, section.id
    return found


def _said(attributes: Sequence[tuple[str, str | None]]) -> str:
    said = {name: value or "" for name, value in attributes if name in ("class", "id", "lang", "dir")}
    said["class"] = f"{said.get('class', '')} {_AROUND}".strip()
    return "".join(f' {name}="{value}"' for name, value in said.items())


class _Around(HTMLParser):
    """The elements that are open at the end of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
