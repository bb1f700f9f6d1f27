"""A PDF of one small page with a QR code on it, made without the engine."""

from __future__ import annotations

import io

import pikepdf
import segno

PAGE_MM = 60.0


def page(text: str, *, module_mm: float = 0.5, grey: float = 0.0, covered: bool = False, around: int = 0) -> bytes:
    """The code in its black or grey at the upper left, 10 mm from the edges; covered by a field, or between empty pages."""
    drawn = [f"{grey} g"]
    side = module_mm * 72 / 25.4
    top = (PAGE_MM - 10) * 72 / 25.4
    for row, modules in enumerate(segno.make(text, micro=False, error="m", encoding="utf-8").matrix):
        drawn += [f"{10 * 72 / 25.4 + column * side:.4f} {top - (row + 1) * side:.4f} {side:.4f} {side:.4f} re" for column, dark in enumerate(modules) if dark]
    drawn.append("f")
    if covered:
        drawn.append("1 g 35 90 40 40 re f")
    return pdf(*[""] * around, "\n".join(drawn), *[""] * around)


def pdf(*pages: str) -> bytes:
    """Pages of these marks."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for marks in pages:
            made.add_blank_page(page_size=(PAGE_MM * 72 / 25.4, PAGE_MM * 72 / 25.4)).Contents = made.make_stream(marks.encode())
        made.save(out)
    return out.getvalue()
