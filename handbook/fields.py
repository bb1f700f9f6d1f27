"""The places of a page that are filled in, and what each is called, told by the page's own text.

In: the HTML of a section as an element tree. Out: a `Field` for each element that is one. A layout says where with two attributes:

    data-field="tick"     on a list item: the box that its ::before draws, called by the item's first bold words or by all of its text
    data-field="line"     on a rule to write on, called by the text before it; rules that follow each other are one place
    data-cells="choice"   on a table: each row is a question, the boxes in its cells are the answers in the column heads
    data-cells="lines"    on a table or around one: each empty cell is a place to write, called by row and column head

No name is written twice, so none can differ from what is printed, and each is in the language of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from handbook.channels.origin import Field

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HIDDEN = str.maketrans({"\u00ad": None, "\u200b": None, "\u2060": None, "\u00a0": " ", "\u202f": " ", "\u2009": " "})


def text_of(element: Element, *, labels: bool = True) -> str:
    """What an element says, on one line, without what is there for typesetting or hidden, and with or without the labels of lists."""
    return " ".join("".join(_texts(element, labels)).translate(_HIDDEN).split())


def flow_of(element: Element) -> str:
    """What an element says, letter by letter, a forced line break as a space."""
    return "".join(_texts(element))


def _texts(element: Element, labels: bool = True) -> Iterator[str]:
    if element.get("aria-hidden") == "true" or (element.get("data-tag") == "Lbl" and not labels):
        return
    if element.tag == "img":
        yield element.get("alt", "")
    if element.tag == "br":
        yield " "
    yield element.text or ""
    for child in element:
        yield from _texts(child, labels)
        yield child.tail or ""


def find(root: Element, groups: Iterator[int]) -> dict[Element, Field]:
    """All places of a section. `groups` counts through the whole document."""
    finder = _Finder(groups)
    finder.below(root)
    return finder.found


class _Finder:
    def __init__(self, groups: Iterator[int]) -> None:
        self.groups = groups
        self.found: dict[Element, Field] = {}
        self.said = ""
        """The last text before the place where the walk is: what a place without a caption is called by."""

    def below(self, element: Element) -> None:
        if said := (element.text or "").translate(_HIDDEN).strip():
            self.said = said
        cells = element.get("data-cells")
        if cells and element.tag == "table":
            self.cells(element, cells)
            return
        rules: list[Element] = []
        for child in element:
            if child.get("data-field") == "line":
                rules.append(child)
            else:
                self.lines(rules)
                rules = []
                if child.get("data-field") == "tick":
                    self.found[child] = Field("tick", _head(child) or self.said, next(self.groups))
                if cells and not child.get("data-cells"):
                    child.set("data-cells", cells)
                self.below(child)
                if child.tag in (*_HEADINGS, "p", "td", "th") and (said := text_of(child)):
                    self.said = said
            if child.tail and (said := child.tail.translate(_HIDDEN).strip()):
                self.said = said
        self.lines(rules)

    def lines(self, rules: list[Element]) -> None:
        """Rules that follow each other: one place to write."""
        if rules:
            place = Field("lines" if len(rules) > 1 else "line", self.said.rstrip(":").rstrip(), next(self.groups))
            self.found |= dict.fromkeys(rules, place)

    def cells(self, table: Element, kind: str) -> None:
        """A table that is filled in."""
        rows = list(table.iter("tr"))
        heads: list[str] = []
        for row in rows:
            texts = [text_of(cell) for cell in row]
            if row.find("td") is None or (not heads and any(cell.get("scope") == "col" for cell in row)):
                heads = heads or texts
                continue
            name, group = next((text for cell, text in zip(row, texts, strict=True) if cell.tag == "th"), ""), next(self.groups)
            for position, (cell, text) in enumerate(zip(row, texts, strict=True)):
                if cell.tag != "td" or text:
                    continue
                head = heads[position] if position < len(heads) else ""
                if kind == "choice":
                    box = next(iter(cell), cell)
                    self.found[box] = Field("choice", name, group, head)
                else:
                    self.found[cell] = Field("lines", ": ".join(filter(None, (name.rstrip("."), head))), next(self.groups))


def _head(item: Element) -> str:
    """The first bold words of a list item, or all of its text."""
    bold = item.find("strong")
    return (text_of(bold) if bold is not None else "") or text_of(item)
