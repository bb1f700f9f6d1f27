"""Where a structure element comes from: the HTML element and the box behind it, as one line of text inside the PDF.

In: what the engine knows while it tags (`handbook.tagging`). Out: `Origin`s that the channels read back. The line is a private
key of the structure element and never reaches a finished file.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

KEY = "Origin"
"""The private key of a structure element."""


@dataclass(frozen=True, slots=True)
class Field:
    """A place to fill in."""

    kind: str
    """tick: a box of its own; choice: one box of a group; line: a line to write on; lines: room for several."""
    name: str
    """What a screen reader says: the text that the place belongs to."""
    group: int
    """The same for all boxes of a choice and for all rules of one place to write."""
    option: str = ""
    """What this box of a choice stands for."""
    size: float = 0
    """Size of the text around it, in points."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The HTML element and the box of one structure element."""

    number: int = 0
    """The same for all pieces into which pages and columns cut one HTML element, from 1."""
    tag: str = ""
    """`p`, or with its pseudo-element `li::before`."""
    language: str = ""
    """The language of its text, inherited or its own."""
    rtl: bool = False
    """Whether its text runs from right to left."""
    block: bool = False
    """Whether the style sheet makes it a block."""
    attributes: dict[str, str] = field(default_factory=dict)
    """Those of its HTML attributes that say what it is."""
    text: str = ""
    """What a link says."""
    title: str = ""
    """What a place that can be linked to is called."""
    ends: dict[str, str] = field(default_factory=dict)
    """Marked content at the end of a line -> what the line break stands for: a space, a soft hyphen, or nothing."""
    spoken: dict[str, str] = field(default_factory=dict)
    """Marked content that runs from right to left -> its letters in the order in which they are read."""
    furniture: dict[str, str] = field(default_factory=dict)
    """Of a page's margin boxes: page and marked content -> Header or Footer."""
    box: tuple[float, float, float, float] | None = None
    """Border box in CSS pixels from the upper left corner of the page: left, top, right, bottom. Only of places to fill in and pictures."""
    field: Field | None = None
    """The place to fill in that it is."""

    @property
    def base(self) -> str:
        """The tag without a pseudo-element."""
        return self.tag.partition("::")[0]

    @property
    def pseudo(self) -> str:
        """The pseudo-element, or nothing."""
        return self.tag.partition("::")[2]

    def line(self) -> str:
        """As ASCII text, without what says nothing."""
        said = {name: value for name in _NAMES if (value := getattr(self, name))}
        if self.field:
            said["field"] = asdict(self.field)
        return _LINE.encode(said)


_NAMES = tuple(each.name for each in fields(Origin))
_LINE = json.JSONEncoder(separators=(",", ":"))


def parse(line: str) -> Origin:
    """The origin that a line tells."""
    said: dict[str, Any] = json.loads(line)
    if "field" in said:
        said["field"] = Field(**said["field"])
    if "box" in said:
        said["box"] = tuple(said["box"])
    return Origin(**said)
