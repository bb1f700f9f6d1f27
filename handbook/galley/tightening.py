"""How far a section may be set tighter so that it comes out at its pages: the layout's own means, from unseen to last resort.

In: a product. Out: `Step`s, loosest first, each a line of style over the design tokens. A translation is longer than the German,
a contact has five lines: a typesetter then takes leading and size back a little, chapter by chapter, and leaves out what the
text can do without. The type never becomes smaller than `SMALLEST` of its size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handbook import products

SMALLEST = 0.92
"""Of the format's size of type: 8.6 pt on an A5 page, 10.9 pt on an A4 one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One degree of tightness."""

    style: str
    """CSS that comes after the style sheets."""
    means: Literal["", "leading", "type", "optional", "lines"]
    """What gives way: nothing, the leading, the size of type, optional blocks too, or lines to write on."""
    share: float = 1.0
    """What remains of the size of type."""


def _set(share: float, leading: float, means: Literal["leading", "type", "optional"], more: str = "") -> Step:
    return Step(f":root{{--type:{share};--leading:{leading}}}{more}", means, share)


_LOOSE = Step("", "")
_TEXT = (
    _set(1, 0.97, "leading"),
    _set(1, 0.94, "leading"),
    _set(0.98, 0.94, "type"),
    _set(0.96, 0.92, "type"),
    _set(0.94, 0.9, "type"),
    _set(SMALLEST, 0.88, "type"),
)
_LAST = _set(SMALLEST, 0.88, "optional", ".optional{display:none}")


def _fewer(lines: int) -> str:
    return f".writing .rule:nth-last-child(-n+{lines}):not(:nth-child(2)){{display:none}}"  # the caption keeps one


_SHEET = (
    Step(_fewer(1), "lines"),
    Step(_fewer(2), "lines"),
    _set(1, 0.95, "leading", _fewer(2)),
    _set(1, 0.92, "leading", _fewer(3)),
    _set(0.97, 0.9, "type", _fewer(3)),
    _set(0.94, 0.88, "type", _fewer(4)),
    _set(SMALLEST, 0.86, "type", ".writing{display:none}"),
)
"""A sheet of one page has lines to write on; they give way before its text does."""


def steps(product: str) -> tuple[Step, ...]:
    """The steps for a product's sections, loosest first."""
    return (_LOOSE, *_TEXT, _LAST) if product == products.HANDBOOK else (_LOOSE, *_SHEET)
