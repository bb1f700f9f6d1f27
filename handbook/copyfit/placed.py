"""What stands on laid-out pages, as rules look at it: areas in millimetres, words in lines, lines in blocks, blocks in frames.

In: nothing. Out: the values that `walk` makes of the engine's boxes. Every area is where something is after all transforms, counted
from the upper-left corner of the trimmed page, so what is cut off at the left or above has negative numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from handbook.galley import Section

Side = Literal["left", "top", "right", "bottom"]
SIDES: tuple[Side, ...] = ("left", "top", "right", "bottom")


class Area(NamedTuple):
    """A rectangle in millimetres from the trimmed page's upper-left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Millimetres from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Millimetres from top to bottom."""
        return self.bottom - self.top

    def beyond(self, other: Area, sides: tuple[Side, ...] = SIDES) -> float:
        """How far it sticks out of another area at one of these sides; 0 where it doesn't."""
        out = {"left": other.left - self.left, "top": other.top - self.top, "right": self.right - other.right, "bottom": self.bottom - other.bottom}
        return max(0.0, *(out[side] for side in sides))

    def overlap(self, other: Area) -> tuple[float, float]:
        """How wide and how high the part is that both share; negative where they are apart."""
        return min(self.right, other.right) - max(self.left, other.left), min(self.bottom, other.bottom) - max(self.top, other.top)

    def inset(self, by: float) -> Area:
        """The area without a rim of this width."""
        return Area(self.left + by, self.top + by, self.right - by, self.bottom - by)


def around(areas: list[Area]) -> Area:
    """The smallest area that holds all of these."""
    return Area(min(each.left for each in areas), min(each.top for each in areas), max(each.right for each in areas), max(each.bottom for each in areas))


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A box that what it holds must stay inside."""

    kind: Literal["clip", "box"]
    """Whether it cuts off what sticks out, or lets it run over what is beside it."""
    area: Area
    sides: tuple[Side, ...] = SIDES
    """Where it is closed. A box that grows with its text is open below."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A paragraph, a heading or a cell: what holds lines. One that runs over several pages is several blocks with one key."""

    key: tuple[int, str]
    """The same for all parts of one paragraph."""
    area: Area
    """Its measure: the room that its lines have."""
    frames: tuple[Frame, ...] = ()
    """What it lies in, outermost first."""
    heading: bool = False
    """Whether it belongs to what follows it: a heading, or the head of a table."""
    furniture: bool = False
    """Whether it stands in the margin: folio and running head."""
    note: bool = False
    """Whether it stands among the footnotes."""
    lifted: bool = False
    """Whether it is positioned, and so painted over what isn't."""
    said: str = ""
    """The field of the edition that it sets, such as "fair.name"."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Text of one style in one line."""

    text: str
    area: Area
    """Where its ink is: from capital height to descender, not its line height."""
    size_pt: float
    """As printed."""
    order: int
    """When the walk came by."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line of a block."""

    words: tuple[Words, ...]
    block: Block
    hung_mm: float = 0.0
    """How far it is meant to begin before its measure, as the first line of a hanging paragraph does."""

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(each.text for each in self.words).strip()

    @property
    def area(self) -> Area:
        """Where its ink is."""
        return self.words[0].area if len(self.words) == 1 else around([each.area for each in self.words])


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture as it is placed, in the text or behind it."""

    name: str
    """What it shows; empty for one that is only seen."""
    area: Area
    """The part of the page that it fills, as far as nothing cuts it off."""
    key: str
    """Of its file."""
    pixels: tuple[int, int] | None = None
    """Of a picture made of pixels; None for a drawing."""
    size_mm: tuple[float, float] = (0, 0)
    """How large the whole of it is printed."""
    stretched: float = 0.0
    """How much wider than it should be for its height, as a share; negative where it is too narrow."""
    block: Block | None = None
    """Where it stands; None for one behind the text."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A coloured area, or a box with lines around it."""

    area: Area
    order: int
    until: int
    """What was met in between lies in it."""
    opaque: bool
    """Whether it hides what is below."""
    lifted: bool
    empty: bool
    """Whether it holds nothing, such as a rule to write on."""


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """One end of a footnote."""

    key: int
    text: str
    area: Area


Leaving = Literal["page", "clip", "box", "edge", "measure", "margin"]
"""What text can leave, the gravest first: the page, a box that cuts it off, a box that holds it, the safe area, its measure, the type area."""


@dataclass(frozen=True, slots=True, eq=False)
class Stray:
    """Lines of one block, or one picture, that leave what they should stay in."""

    leaving: Leaving
    by_mm: float
    """How far, at most."""
    lines: tuple[Line, ...] = ()
    picture: Picture | None = None

    @property
    def area(self) -> Area:
        """Of the first line, or of the picture."""
        return self.picture.area if self.picture else self.lines[0].area

    @property
    def block(self) -> Block | None:
        """What they stand in."""
        return self.picture.block if self.picture else self.lines[0].block


@dataclass
class Sheet:
    """Everything on one page."""

    number: int
    """From 1."""
    section: Section
    trim: Area
    type_area: Area
    bleed_mm: float
    """How far pictures can reach beyond the trimmed edge."""
    lines: list[Line] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    calls: list[Note] = field(default_factory=list)
    """Marks of footnotes in the text."""
    notes: list[Note] = field(default_factory=list)
    """The footnotes themselves."""
    strays: list[Stray] = field(default_factory=list)
    """Text and pictures that leave something, each told once."""
    furnished: bool = False
    """Whether a picture lies behind the whole page."""

    @cached_property
    def body(self) -> list[Line]:
        """The lines of the text, without folios, running heads and footnotes."""
        return [line for line in self.lines if not line.block.furniture and not line.block.note]
