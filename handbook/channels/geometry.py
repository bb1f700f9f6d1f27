"""Where things stand on a page: the engine's pixels and the file's points.

In: boxes in CSS pixels from the upper left corner of the trimmed page. Out: boxes in points from the lower left one.
"""

from __future__ import annotations

import pikepdf

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the lower left corner of the page."""
_POINTS_PER_PIXEL = 0.75
"""72 and 96 to the inch, CSS Values 3, 6.2."""


def placed(pdf: pikepdf.Pdf, page: int, box: tuple[float, float, float, float]) -> Box:
    """Where a box (left, top, right, bottom) of the engine stands in the file."""
    height = float(pdf.pages[page].obj.TrimBox[3])
    left, top, right, bottom = (edge * _POINTS_PER_PIXEL for edge in box)
    return round(left, 3), round(height - bottom, 3), round(right, 3), round(height - top, 3)


def rectangle(annotation: pikepdf.Object) -> Box:
    """Where an annotation stands; the engine writes some edges the wrong way round."""
    left, bottom, right, top = (float(edge) for edge in annotation.Rect)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
