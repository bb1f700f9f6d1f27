"""What the engine knows while it tags, kept in the structure elements: the only module that reaches into the engine's own functions.

In: a block of code that writes a PDF. Out: the same PDF whose structure elements carry their `Origin`. The engine keeps neither
language nor identity of the HTML elements, so pieces of one paragraph on two pages could not be told from two paragraphs. The
function that is wrapped is private to the engine; `noting` refuses to work with one of another shape.
"""

from __future__ import annotations

import inspect
import itertools
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

from handbook import engine
from handbook.channels.marked_content import SOFT_HYPHEN, SPACE
from handbook.channels.origin import KEY, Field, Origin
from handbook.fields import find, flow_of, text_of

PARAMETERS = ("box", "parent", "pdf", "page_number", "nums", "annotations", "tags")
"""Of `weasyprint.pdf.tags._build_box_tree` in version 70."""
_ATTRIBUTES = ("role", "scope", "title", "id", "alt", "aria-label", "aria-hidden", "data-tag")
_LONGEST_TITLE = 120
_RIGHT_TO_LEFT = ("R", "AL", "AN")
"""Bidirectional classes of Hebrew and Arabic letters and figures, Unicode Standard Annex 9."""
_FIRST_OF_THEM = "\u0590"
"""Where Hebrew begins: no letter before it runs from right to left."""


@contextmanager
def noting() -> Iterator[None]:
    """Let every PDF that is written in the block carry origins. RuntimeError if the engine isn't the one that this was made for."""
    engine.load()
    from weasyprint.pdf import tags

    original = tags._build_box_tree
    if tuple(inspect.signature(original).parameters) != PARAMETERS:
        raise RuntimeError(f"weasyprint.pdf.tags._build_box_tree has other parameters than {PARAMETERS}: renew handbook/tagging.py for this version")
    notes = _Notes(tags)

    def noted(box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, marks: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)  # an absolutely positioned box stands in a placeholder
        if isinstance(box, tags.boxes.MarginBox):
            notes.furnish(box, parent, page_number, marks)
        origin = notes.origin(box, marks)
        for element in original(box, parent, pdf, page_number, nums, annotations, marks):
            if origin and KEY not in element:
                element[KEY] = tags.pydyf.String(origin.line())
            yield element

    tags._build_box_tree = noted
    try:
        yield
    finally:
        tags._build_box_tree = original


class _Notes:
    """What is known of the elements of one document."""

    def __init__(self, tags: Any) -> None:
        self.boxes = tags.boxes
        self.string = tags.pydyf.String
        self.count = itertools.count(1)
        self.numbers: dict[Element, int] = {}
        self.fields: dict[Element, Field] = {}
        self.furniture: dict[str, str] = {}
        self.flows: dict[Element, str] = {}

    def number(self, element: Element) -> int:
        """The element's own; its section is read when its first element comes, which is its root."""
        if element not in self.numbers:
            self.fields |= find(element, self.count)
            for each in element.iter():
                self.numbers.setdefault(each, next(self.count))
        return self.numbers[element]

    def origin(self, box: Any, marks: Any) -> Origin | None:
        element: Element | None = box.element
        if element is None or isinstance(box, (self.boxes.PageBox, self.boxes.MarginBox)):
            return None
        tag, style = str(box.element_tag), box.style
        field = self.field(element, tag)
        picture = tag in ("img", "{http://www.w3.org/2000/svg}svg") or element.get("role") == "img"
        left, top = box.position_x + _length(box.margin_left), box.position_y + _length(box.margin_top)
        return Origin(
            self.number(element),
            "svg" if tag.endswith("}svg") else tag,
            style["lang"] or "",
            rtl=style["direction"] == "rtl",
            block=isinstance(box, self.boxes.BlockLevelBox),
            attributes={name: value for name in _ATTRIBUTES if (value := element.get(name)) is not None},
            text=_words(element) if tag == "a" or element.get("data-tag") == "Lbl" else "",
            title=_title(element) if element.get("id") and tag == element.tag else "",
            ends=dict(self.ends(box, marks)),
            spoken=dict(self.spoken(box, marks)),
            box=(left, top, left + box.border_width(), top + box.border_height()) if field or picture else None,
            field=Field(field.kind, field.name, field.group, field.option, round(style["font_size"] * 0.75, 2)) if field else None,
        )

    def field(self, element: Element, tag: str) -> Field | None:
        """The place to fill in that a box is: a tick is the box that stands before its text."""
        self.number(element)
        field = self.fields.get(element)
        drawn = f"{element.tag}::before" if field and field.kind == "tick" else element.tag
        return field if field and tag == drawn else None

    def ends(self, box: Any, marks: Any) -> Iterator[tuple[str, str]]:
        """What the break after each line of a block stands for, by the line's last piece."""
        lines = [child for child in box.children if isinstance(child, self.boxes.LineBox)] if isinstance(box, self.boxes.ParentBox) else []
        texts = [self.texts(line) for line in lines]
        for line, following in zip(texts, [*texts[1:], []], strict=False):
            if not line:
                continue
            last = line[-1]
            if last.text.endswith(last.style["hyphenate_character"]) and following:
                yield str(marks[last]["mcid"]), SOFT_HYPHEN
            elif not last.text[-1].isspace() and (not following or not self.joined(box.element, last.text, following[0].text)):
                yield str(marks[last]["mcid"]), SPACE

    def spoken(self, box: Any, marks: Any) -> Iterator[tuple[str, str]]:
        """The letters of a box's own text where some of it runs from right to left: drawn, they stand the other way round."""
        children = box.children if isinstance(box, self.boxes.ParentBox) else []
        own = [each for child in children for each in (child.children if isinstance(child, self.boxes.LineBox) else [child]) if isinstance(each, self.boxes.TextBox)]
        if box.style["direction"] == "rtl" or any(_runs_left(text.text) for text in own):
            for text in own:
                yield str(marks[text]["mcid"]), text.text

    def texts(self, box: Any) -> list[Any]:
        """The text boxes of a line that draw something."""
        if isinstance(box, self.boxes.TextBox):
            return [box] if box.text.strip() else []
        if not isinstance(box, (self.boxes.LineBox, self.boxes.InlineBox)):
            return []
        return [text for child in box.children for text in self.texts(child)]

    def joined(self, element: Element, before: str, after: str) -> bool:
        """Whether a line was broken inside a word, as in an address."""
        if element not in self.flows:
            self.flows[element] = flow_of(element)
        before, after = before[-12:], after[:12]
        return before + after in self.flows[element] or before + "\u200b" + after in self.flows[element]

    def furnish(self, box: Any, parent: Any, page: int, marks: Any) -> None:
        """Remember what stands in a margin box: it is no part of the text."""
        kind = "Footer" if "bottom" in box.at_keyword else "Header"
        for each in box.descendants():
            if isinstance(each, self.boxes.TextBox) and each in marks:
                self.furniture[f"{page} {marks[each]['mcid']}"] = kind
        parent[KEY] = self.string(Origin(furniture=self.furniture).line())


def _runs_left(text: str) -> bool:
    return max(text, default="") >= _FIRST_OF_THEM and any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)


def _length(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def _words(element: Element) -> str:
    """What a link or a label says, without an arrow before it."""
    return element.get("aria-label") or element.get("title") or text_of(element).lstrip("→← ")


def _title(element: Element) -> str:
    """What a place is called: its heading, or the beginning of its text."""
    heading = next((each for each in element.iter() if each.tag in ("h1", "h2", "h3", "h4", "h5", "h6")), element)
    text = text_of(heading, labels=False)
    return text if len(text) <= _LONGEST_TITLE else text[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
