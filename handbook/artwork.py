"""Brand in, the picture of its cover out: two voices as circles that meet, cropped by the page.

In: the brand's name and palette. Out: shapes, drawn by `layouts/art/*.svg`. The same brand always gets the same picture;
nothing is random, the name's digest chooses among good positions.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Circle:
    """One voice. Millimetres from the picture's upper left corner."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two voices, the lens in which they overlap, and the rings inside each."""

    first: Circle
    second: Circle
    lens: str
    """Outline of the overlap as SVG path data."""
    first_rings: tuple[float, ...]
    second_rings: tuple[float, ...]


def meeting(name: str, width_mm: float, height_mm: float) -> Meeting:
    """The picture for a brand on a field of this size."""
    choice = [byte / 255 for byte in hashlib.sha256(name.encode()).digest()]
    short = min(width_mm, height_mm)
    first = Circle(width_mm * (0.16 + 0.12 * choice[0]), height_mm * (0.62 + 0.1 * choice[1]), short * (0.50 + 0.08 * choice[2]))
    angle = math.radians(-38 + 26 * choice[3])
    second_radius = first.radius * (0.66 + 0.2 * choice[4])
    distance = (first.radius + second_radius) * (0.74 + 0.08 * choice[5])
    second = Circle(first.x + distance * math.cos(angle), first.y + distance * math.sin(angle), second_radius)
    sunk = max(0.0, second.radius - second.y - 0.03 * height_mm)  # the title stands above: reach into its field hardly at all
    first, second = Circle(first.x, first.y + sunk, first.radius), Circle(second.x, second.y + sunk, second.radius)
    rings = 3 + int(choice[6] * 2)
    return Meeting(first, second, lens(first, second), _rings(first, rings), _rings(second, rings - 1))


def _rings(circle: Circle, count: int) -> tuple[float, ...]:
    return tuple(round(circle.radius * (number + 1) / (count + 1), 2) for number in range(count))


def lens(first: Circle, second: Circle) -> str:
    """The outline of what two overlapping circles share."""
    dx, dy = second.x - first.x, second.y - first.y
    distance = math.hypot(dx, dy)
    along = (first.radius**2 - second.radius**2 + distance**2) / (2 * distance)
    across = math.sqrt(first.radius**2 - along**2)
    middle_x, middle_y = first.x + along * dx / distance, first.y + along * dy / distance
    ends = [(middle_x + sign * across * dy / distance, middle_y - sign * across * dx / distance) for sign in (1, -1)]
    (x1, y1), (x2, y2) = ends
    return f"M{x1:.2f} {y1:.2f}A{first.radius:.2f} {first.radius:.2f} 0 0 1 {x2:.2f} {y2:.2f}A{second.radius:.2f} {second.radius:.2f} 0 0 1 {x1:.2f} {y1:.2f}Z"
