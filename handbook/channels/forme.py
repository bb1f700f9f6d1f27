"""The sheets of many booklets for an office printer: those of copy 1, then those of copy 2, so that all of them are one print job.

In: a trunk whose pages are forms, and the body of the file. Out: for each copy the pages of its sheets, front and back. What a side draws is
written once, for it names forms; what a name means differs between copies on the sides with their own pages alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from handbook.channels.drawn import forms, held
from handbook.channels.graft import Copy
from handbook.channels.objects import Body, packed, stream
from handbook.channels.trunk import Trunk
from handbook.imposition import marks
from handbook.imposition.impose import THICKNESS_MM
from handbook.imposition.scheme import Side, arrange
from handbook.imposition.sheet import POINTS, Box, Sheet, creep, placement, shown

_TICKS = "All"
"""The colour that every plate prints; here: black. ISO 32000-1, 8.6.6.4"""
_ALL = b"/ColorSpace<</All[/Separation/All/DeviceGray<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>]>>"


@dataclass(frozen=True)
class _Drawn:
    """One side of a sheet."""

    spelled: bytes
    """As a page, without its resources and its end."""
    pages: tuple[int, ...]
    """From 0."""


class Forme:
    """What the sheets of all copies look like."""

    def __init__(self, trunk: Trunk, body: Body, bed: Sheet, *, right_to_left: bool) -> None:
        self.trunk, self.body, self.bed = trunk, body, bed
        ticks = marks.ticks(bed, folded=True)
        self.ticks = marks.stream(ticks, _TICKS) if ticks else b""
        self.twice = {leaf.index for section in trunk.sections for leaf in section if leaf.shell}
        """Pages for which two forms stand."""
        sheets = enumerate(arrange("booklet", len(trunk.forms), bed.grid, right_to_left=right_to_left), 1)
        self.sides = [self.side(side, number) for number, sheet in sheets for side in (sheet.front, sheet.back)]

    def side(self, side: Side, sheet_number: int) -> _Drawn:
        """A side, its drawing written into the file."""
        bed, trim = self.bed, Box(*self.trunk.trim)
        pages = tuple(number - 1 for number in side if number)
        drawn = []
        for slot, page in enumerate(pages):
            shift = creep(sheet_number, THICKNESS_MM) * (1 if slot == 0 else -1)
            names = [_name(page, layer) for layer in range(2 if page in self.twice else 1)]
            drawn.append(shown(bed.window(slot, 0), placement(trim, 0, bed.slot(slot), 1.0, shift), names))
        number = self.body.size
        self.body.put(number, stream(b"<</Filter/FlateDecode>>", packed("\n".join(drawn).encode() + b"\n" + self.ticks)))
        return _Drawn(b"<</Type/Page/MediaBox%s/TrimBox%s/Contents %d 0 R" % (_box(bed.paper), _box(bed.trim.within(bed.paper)), number), pages)

    def put(self, copy: Copy) -> tuple[int, ...]:
        """The sheets of a copy. NotApart if its pages don't go with the trunk."""
        meant = forms(copy)
        spelled = []
        for side in self.sides:
            names = b"".join(b"/%s %d 0 R" % (_name(page, layer).encode(), number) for page in side.pages for layer, number in enumerate(meant[page]))
            spelled.append(b"%s/Resources<</XObject<<%s>>%s>>" % (side.spelled, names, _ALL if self.ticks else b""))
        return held(copy, spelled)


def _name(page: int, layer: int) -> str:
    return f"P{page + 1}" if not layer else f"P{page + 1}.{layer}"


def _box(box: Box) -> bytes:
    return f"[{' '.join(f'{each * POINTS:.4f}' for each in (box.left, box.bottom, box.right, box.top))}]".encode()
