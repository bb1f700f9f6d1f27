"""Marks lie around the bleed. Drawn on a page of 20 × 10 characters: one is 10 points."""

from __future__ import annotations

import pytest

from handbook.channels.marks import GAP, LENGTH, MM, SLUG, Circle, Line, crop_marks, painted, registration_marks

WIDTH, HEIGHT, BLEED = 200.0, 100.0, 3 * MM


def sketch() -> list[str]:
    """Trim as dots, crop marks as | and -, registration marks as o."""
    columns, rows = range(-2, 22), range(11, -3, -1)
    grid = {(column, row): " " for column in columns for row in rows}
    grid |= {(column, row): "." for column in range(20) for row in range(10)}
    for line in crop_marks(WIDTH, HEIGHT, BLEED):
        middle = (line.x1 + line.x2) / 2, (line.y1 + line.y2) / 2
        grid[int(middle[0] // 10), int(middle[1] // 10)] = "|" if line.x1 == line.x2 else "-"
    for circle, _, _ in registration_marks(WIDTH, HEIGHT, BLEED):
        grid[int(circle.x // 10), int(circle.y // 10)] = "o"
    return ["".join(grid[column, row] for column in columns).rstrip() for row in rows]


def test_marks_stand_at_the_corners_and_in_the_middle_of_each_side() -> None:
    assert sketch() == [
        "  |         o         |",
        "-                      -",
        "  ....................",
        "  ....................",
        "  ....................",
        "  ....................",
        "o .................... o",
        "  ....................",
        "  ....................",
        "  ....................",
        "  ....................",
        "- .................... -",
        "",
        "  |         o         |",
    ]


@pytest.mark.parametrize("bleed_mm", [0, 2, 3])
def test_no_mark_reaches_into_the_bleed_or_beyond_the_sheet(bleed_mm: float) -> None:
    bleed = bleed_mm * MM
    shapes: list[Line | Circle] = [*crop_marks(WIDTH, HEIGHT, bleed)]
    for mark in registration_marks(WIDTH, HEIGHT, bleed):
        shapes += mark
    for shape in shapes:
        if isinstance(shape, Circle):
            left, right, low, high = shape.x - shape.radius, shape.x + shape.radius, shape.y - shape.radius, shape.y + shape.radius
        else:
            left, right = sorted((shape.x1, shape.x2))
            low, high = sorted((shape.y1, shape.y2))
        assert right <= -bleed - GAP + 1e-6 or left >= WIDTH + bleed + GAP - 1e-6 or high <= -bleed - GAP + 1e-6 or low >= HEIGHT + bleed + GAP - 1e-6
        assert min(left, low) >= -bleed - SLUG
        assert right <= WIDTH + bleed + SLUG
        assert high <= HEIGHT + bleed + SLUG


def test_crop_marks_continue_the_edges_of_the_trim() -> None:
    lines = crop_marks(WIDTH, HEIGHT, BLEED)
    assert {line.x1 for line in lines if line.x1 == line.x2} == {0, WIDTH}
    assert {line.y1 for line in lines if line.y1 == line.y2} == {0, HEIGHT}
    assert all(abs(line.x2 - line.x1) + abs(line.y2 - line.y1) == pytest.approx(LENGTH) for line in lines)


def test_marks_are_painted_in_the_ink_of_all_plates_a_quarter_point_wide() -> None:
    drawn = painted(WIDTH, HEIGHT, BLEED)
    assert drawn.startswith(b"q\n0.25 w\n/Registration CS 1 SCN\n")
    assert drawn.endswith(b"Q\n")
    assert drawn.count(b" S\n") == 8 + 4 * 3
