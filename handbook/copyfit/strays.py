"""A sheet in, the text and pictures on it that leave something out: the page, their box, their measure, the type area.

In: a `Sheet` as it was walked. Out: `Stray`s. What leaves several things at once is told once, for the gravest: that a phone number
is cut off matters more than that it stands in the margin. Lines of one block are one stray.
"""

from __future__ import annotations

from handbook.copyfit.placed import SIDES, Block, Leaving, Line, Picture, Sheet, Stray

SAFE_MM = 4.0
"""Distance from the trimmed edge that text keeps: more than a cut is off, and what office printers leave white."""
TOLERANCE_MM = 0.3
"""What the engine rounds and nobody sees."""
_AT_THE_EDGE_MM = 0.5
"""A picture that comes so near to the trimmed edge is meant to reach it."""


def strays(sheet: Sheet) -> list[Stray]:
    """All text and pictures of a page that leave something."""
    found: dict[tuple[Leaving, int], list[tuple[float, Line]]] = {}
    for line in sheet.lines:
        if left := _line_leaves(line, sheet):
            found.setdefault((left[0], id(line.block)), []).append((left[1], line))
    made = [Stray(leaving, max(by for by, _ in lines), tuple(line for _, line in lines)) for (leaving, _), lines in found.items()]
    for picture in sheet.pictures:
        if picture.block and (left := _picture_leaves(picture, picture.block, sheet)):
            made.append(Stray(*left, picture=picture))
    return made


def _line_leaves(line: Line, sheet: Sheet) -> tuple[Leaving, float] | None:
    """What a line leaves, and how far."""
    area, block, trim = line.area, line.block, sheet.trim
    if (by := area.beyond(trim)) > TOLERANCE_MM:
        return "page", by
    for frame in block.frames:
        if frame.kind == "clip" and (by := area.beyond(frame.area, frame.sides)) > TOLERANCE_MM:
            return "clip", by
    for frame in block.frames:
        if frame.kind == "box" and (by := area.beyond(frame.area, frame.sides)) > TOLERANCE_MM:
            return "box", by
    if (by := area.beyond(trim.inset(SAFE_MM))) > TOLERANCE_MM:
        return "edge", by
    if (by := area.width - line.hung_mm - block.area.width) > TOLERANCE_MM:
        return "measure", by
    if not block.furniture and (by := area.beyond(sheet.type_area)) > TOLERANCE_MM:
        return "margin", by
    return None


def _picture_leaves(picture: Picture, block: Block, sheet: Sheet) -> tuple[Leaving, float] | None:
    """What a picture leaves; one that reaches the edge of the page is meant to leave everything."""
    area = picture.area
    if area.beyond(sheet.trim.inset(_AT_THE_EDGE_MM)):
        return None
    for kind in ("clip", "box"):
        for frame in block.frames:
            if frame.kind == kind and (by := area.beyond(frame.area, frame.sides)) > TOLERANCE_MM:
                return kind, by
    if not block.furniture and (by := area.beyond(sheet.type_area, SIDES)) > TOLERANCE_MM:
        return "margin", by
    return None
