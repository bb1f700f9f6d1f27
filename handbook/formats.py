"""Sizes and shapes of the finished page. Pure data: millimetres and points, no edition, no engine."""

from __future__ import annotations

from dataclasses import dataclass, replace


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
    type_scale: float = 1.0
    """How much larger its type is than that of the Latin alphabet on the same page."""

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

LARGER_SCRIPTS = {"Arab": (1.12, 0.9)}
"""Scripts whose letters are smaller on the same body (ISO 15924): how much larger their type is, and how many of the lines remain."""


def in_script(form: Format, script: str) -> Format:
    """The format as a script needs it: the same text block, with larger type on fewer lines."""
    scale, share = LARGER_SCRIPTS.get(script, (1.0, 1.0))
    lines = round(form.lines * share)
    leading = form.lines * form.leading_pt / lines
    return replace(
        form,
        lines=lines,
        leading_pt=round(leading, 3),
        body_pt=round(form.body_pt * scale, 2),
        opener_lines=round(form.opener_lines * form.leading_pt / leading, 2),
        type_scale=scale,
    )
