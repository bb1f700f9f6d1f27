"""What finished pages paint: things with their places, sizes and colours as they come out on paper.

In: nothing. Out: `Thing`s and the `Page` that they are on, which `painted.look` makes. Lengths are points on paper, counted as
the page counts them, upwards; only `Page.spot` turns them into the millimetres that findings tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from handbook.imposition.sheet import POINTS, Box
from handbook.preflight.press.inks import Colour

Kind = Literal["text", "line", "fill", "picture", "shading"]
CLOSE = 0.01
"""Points that something may be off by rounding."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something painted."""

    kind: Kind
    box: Box
    """Where it is seen, in points on paper."""
    colour: Colour
    size: float = 0.0
    """Of type and of a line's width, in points on paper; of a picture, its pixels per inch."""
    pixels: tuple[int, int] = (0, 0)
    """Of a picture."""
    transparent: bool = False
    overprint: bool = False
    """Whether what lies under it is printed as well."""
    straight: bool = False
    """Whether its box is its shape, on at least one side."""
    picture: Any = field(default=None, compare=False, repr=False)
    """The picture itself."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page and all that is on it. Lengths are points on paper, from the page's own origin."""

    number: int
    """From 1."""
    media: Box
    trim: Box
    bleed: Box
    things: tuple[Thing, ...]
    """All but what is outside the bleed, where printer's marks are."""
    whole: bool = True
    """Whether everything on it was looked at."""

    def spot(self, box: Box) -> tuple[float, float]:
        """A thing's upper left corner in millimetres from the left and upper edge of the trimmed page."""
        return round((box.left - self.trim.left) / POINTS, 1), round((self.trim.top - box.top) / POINTS, 1)
