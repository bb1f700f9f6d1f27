"""The findings of a page in, the places of their numbers out: beside the page, each with a line to what it means.

In: entries and the height of the trimmed page. Out: `Mark`s, millimetres from the upper-left corner of the trimmed page. Numbers stand in
the room at the left, never on the page: a finding's place is the upper-left corner of what is meant, so a line from the left that runs
just above it covers nothing of it. Where many findings stand close together their numbers move apart, in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handbook.findings import Severity
from handbook.proof.entries import Entry

ROOM_MM = 16.0
"""Paper around the trimmed page, on all sides: bleed, then numbers and marks."""
COLUMN_MM = -10.0
"""Where the numbers stand, left of the page."""
HEAD_MM = -10.0
"""Where those stand that mean a page as a whole, above it."""
STEP_MM = 7.2
"""From one number to the next: as high as the tallest of their shapes."""
FREE_MM = 6.0
"""Of the corners, where the crop marks are."""
ABOVE_MM = 0.8
"""How far the angle stays off what it means."""
ELBOW_MM = -4.0
"""Where a line turns towards the page, outside the bleed."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number beside a page."""

    number: int
    severity: Severity
    x: float
    """The middle of the number."""
    y: float
    elbow: float = 0.0
    """Where its line turns."""
    spot: tuple[float, float] | None = None
    """The corner of the angle at what is meant; nothing for a page as a whole."""


def marks(entries: Sequence[Entry], width: float, height: float, *, from_right: bool = False) -> list[Mark]:
    """The marks of one page, by their numbers."""
    whole = [entry for entry in entries if entry.place.x_mm is None or entry.place.y_mm is None]
    placed = sorted((entry for entry in entries if entry not in whole), key=lambda entry: entry.place.y_mm or 0.0)
    step = min(STEP_MM, (width - 2 * FREE_MM) / max(1, len(whole) - 1))
    across = [FREE_MM + number * step for number in range(len(whole))]
    made = [Mark(entry.number, entry.severity, width - x if from_right else x, HEAD_MM) for entry, x in zip(whole, across, strict=True)]
    spots = [_spot(entry, width, height) for entry in placed]
    for entry, spot, y in zip(placed, spots, apart([y for _, y in spots], FREE_MM, height - FREE_MM), strict=True):
        made.append(Mark(entry.number, entry.severity, COLUMN_MM, y, ELBOW_MM, spot))
    return sorted(made, key=lambda mark: mark.number)


def _spot(entry: Entry, width: float, height: float) -> tuple[float, float]:
    """Just beside and above what is meant, or as near to it as the paper reaches."""
    x, y = (entry.place.x_mm or 0.0) - ABOVE_MM, (entry.place.y_mm or 0.0) - ABOVE_MM
    return min(max(x, ELBOW_MM), width - ELBOW_MM), min(max(y, ELBOW_MM), height - ELBOW_MM)


def apart(wanted: Sequence[float], first: float, last: float) -> list[float]:
    """Heights in rising order, moved as little as it takes to stand a step from each other; closer only where there is no room for that."""
    step = min(STEP_MM, (last - first) / max(1, len(wanted) - 1))
    made: list[float] = []
    for height in wanted:
        made.append(max(height, made[-1] + step if made else first))
    limit = last
    for number in reversed(range(len(made))):
        made[number] = min(made[number], limit)
        limit = made[number] - step
    return made
