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
    page_multiple: int
    """The page count is filled up to a multiple of this: 4 pages hang together on a folded sheet."""
    chapters_on_spreads: bool
    """Whether a chapter begins on a left page when the outline asks for a spread."""
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


A5 = Format("A5", 148, 210, top_mm=12.5, inner_mm=17, outer_mm=16, lines=40, body_pt=9.3, leading_pt=13, page_multiple=4, chapters_on_spreads=True)  # ISO 216
A4 = Format("A4", 210, 297, top_mm=20, inner_mm=28, outer_mm=38, lines=49, body_pt=10.6, leading_pt=14.5, page_multiple=4, chapters_on_spreads=False)  # ISO 216

FORMATS = {form.name: form for form in (A5, A4)}
