"""A trimmed page's size in, the marks around it out: where to cut, and whether the plates lie exactly on each other.

In: width and height of the trimmed page and the bleed, in points, the lower left corner of the trim at 0, 0. Out: lines and
circles, and the bytes that paint them. Everything lies outside the bleed: a mark inside it would be printed on a page that was
cut a little too large.
"""

from __future__ import annotations

from dataclasses import dataclass

from handbook.channels.content_streams import number

MM = 72 / 25.4
"""Points of a millimetre."""
GAP = 1.0
"""Points between bleed and marks."""
LENGTH = 5 * MM
RADIUS = 1.5 * MM
"""Of the circle of a registration mark."""
WIDTH = 0.25
"""Points."""
SLUG = GAP + LENGTH + WIDTH
"""Points that the marks need around the bleed."""
INK = "Registration"
"""The name under which a page's resources keep the ink that is on every plate."""
_ROUND = 0.5523  # a circle of four Bézier curves


@dataclass(frozen=True, slots=True)
class Line:
    """From one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Circle:
    """Around a point."""

    x: float
    y: float
    radius: float


def crop_marks(width: float, height: float, bleed: float) -> list[Line]:
    """Two lines at each corner, in the prolongation of the edges."""
    near = bleed + GAP
    lines = []
    for x in (0.0, width):
        lines += [Line(x, -near, x, -near - LENGTH), Line(x, height + near, x, height + near + LENGTH)]
    for y in (0.0, height):
        lines += [Line(-near, y, -near - LENGTH, y), Line(width + near, y, width + near + LENGTH, y)]
    return lines


def registration_marks(width: float, height: float, bleed: float) -> list[tuple[Circle, Line, Line]]:
    """A circle with a cross in the middle of each side."""
    middle = bleed + GAP + LENGTH / 2
    centres = ((width / 2, -middle), (width / 2, height + middle), (-middle, height / 2), (width + middle, height / 2))
    half = LENGTH / 2
    return [(Circle(x, y, RADIUS), Line(x - half, y, x + half, y), Line(x, y - half, x, y + half)) for x, y in centres]


def painted(width: float, height: float, bleed: float) -> bytes:
    """All marks as a piece of content stream, in the ink of all plates."""
    parts = [b"q", number(WIDTH) + b" w", b"/%s CS 1 SCN" % INK.encode()]
    shapes: list[Line | Circle] = [*crop_marks(width, height, bleed)]
    for mark in registration_marks(width, height, bleed):
        shapes += mark
    parts += [_line(shape) if isinstance(shape, Line) else _circle(shape) for shape in shapes]
    return b"\n".join([*parts, b"Q\n"])


def _line(line: Line) -> bytes:
    return b"%s %s m %s %s l S" % tuple(map(number, (line.x1, line.y1, line.x2, line.y2)))


def _circle(circle: Circle) -> bytes:
    x, y, r, k = circle.x, circle.y, circle.radius, circle.radius * _ROUND
    curves = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    drawn = [b"%s %s %s %s %s %s c" % tuple(map(number, curve)) for curve in curves]
    return b" ".join([number(x + r), number(y), b"m", *drawn, b"S"])
