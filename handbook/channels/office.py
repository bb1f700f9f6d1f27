"""A laid-out PDF -> what an office printer gets: booklets imposed on sheets, everything else page by page, never scaled.

In: the bytes of a finished handbook or checklist and the direction of its language. Out: `Imposed`, bytes with the number
of sheets and what a person should know. A page that goes on a sheet twice becomes a booklet; larger ones stay single
pages, for hardly an office has A3 paper. The printer is told by the file to print both sides and at full size.
"""

from __future__ import annotations

import io

from handbook.imposition.impose import THICKNESS_MM, UNPRINTABLE_MM, Imposed, Order, impose
from handbook.imposition.scheme import GRIDS
from handbook.imposition.sheet import Sheet, sheet
from handbook.imposition.source import Source, check_whole, opened, reading

PAPER = "A4"
"""What every office printer has."""


def finish(data: bytes, *, right_to_left: bool, name: str = "PDF", thickness_mm: float = THICKNESS_MM, copies: int = 1, look: bool = True) -> Imposed:
    """The file for the office printer. ContentError if the PDF is damaged or a booklet's pages don't come out even."""
    source = opened(data, name)
    page = source.pages[0]
    if len(source.pages) > 1 and bed(page.width_mm, page.height_mm):
        order = Order("booklet", right_to_left, PAPER, thickness_mm, copies=copies, look=look)
        return impose(data, order, name)
    with reading(name):
        return _single(source, right_to_left, copies)


def bed(width_mm: float, height_mm: float) -> Sheet | None:
    """The sheet that takes a booklet of pages of this size; None if they stay single pages."""
    return sheet(width_mm, height_mm, GRIDS["booklet"], PAPER, UNPRINTABLE_MM)


def _single(source: Source, right_to_left: bool, copies: int) -> Imposed:
    """Pages as they are, with what the printer has to know. ISO 32000-1, table 150"""
    import pikepdf

    page, count = source.pages[0], len(source.pages)
    flip = "/DuplexFlipShortEdge" if page.width_mm > page.height_mm else "/DuplexFlipLongEdge"
    root = source.pdf.Root
    said = root.get("/ViewerPreferences", pikepdf.Dictionary())
    said.PrintScaling = pikepdf.Name("/None")
    said.Duplex = pikepdf.Name(flip if count > 1 else "/Simplex")
    if right_to_left:
        said.Direction = pikepdf.Name.R2L
    if copies > 1:
        said.NumCopies = copies
    root.ViewerPreferences = said
    made = io.BytesIO()
    source.pdf.save(made, min_version="1.7", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    check_whole(source.pdf, source.name)
    return Imposed(made.getvalue(), -(-count // 2), ())
