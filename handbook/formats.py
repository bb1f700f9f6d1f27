"""Sizes and shapes of the finished page. Pure data: millimetres and points, no edition, no engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A trim size with its margins and its scale of type.

    The text block is a whole number of lines: `height - top - bottom` is a multiple of `leading_pt`, so that every page
    of the book stands on the same baseline grid.
    """

    name: str
    width_mm: float
    height_mm: float
    top_mm: float
    inner_mm: float
    outer_mm: float
    lines: int
    body_pt: float
    leading_pt: float
    page_multiple: int = 4
    """The page count is filled up to a multiple of this: four pages hang together on a folded sheet."""
    bleed_mm: float = 3.0
    opener_lines: float = 9.5
    """Height of a chapter's opening field below the upper margin, in lines of the grid."""

    @property
    def line_mm(self) -> float:
        """One line of the grid."""
        return self.leading_pt * 25.4 / 72

    @property
    def bottom_mm(self) -> float:
        """Lower margin: what remains below the last line of the grid."""
        return self.height_mm - self.top_mm - self.lines * self.line_mm


A5 = Format("A5", 148, 210, top_mm=12.5, inner_mm=17, outer_mm=16, lines=40, body_pt=9.3, leading_pt=13)  # ISO 216
"""The booklet."""

A4 = Format("A4", 210, 297, top_mm=20, inner_mm=32, outer_mm=32, lines=42, body_pt=11.8, leading_pt=16.5)  # ISO 216
"""The same pages in large type: as many letters to the line as on A5, so that the outline's spreads hold."""

SHEET = Format("A4", 210, 297, top_mm=14, inner_mm=24, outer_mm=15, lines=52, body_pt=10.6, leading_pt=14.5)  # ISO 216
"""A checklist: one sheet, 24 mm at the left for the holes of a binder."""

FORMATS = {form.name: form for form in (A5, A4)}
"""What an edition may choose for its handbook."""
