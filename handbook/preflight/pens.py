"""What a page paints with at a moment: colours, widths, transparency, and the part of the page that the clip leaves.

In: a graphics state of a PDF's resources. Out: the `State` after it (ISO 32000-1, 8.4). They are named tuples rather than data
classes: a page changes its state at every second operator, and these are copied four times as fast.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from handbook.imposition.sheet import Box, Matrix
from handbook.preflight.inks import GREY, Colour, Space

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_PLAIN = ("/Normal", "/Compatible")  # ISO 32000-1, table 136


class Pen(NamedTuple):
    """What fills, or what draws lines and outlines."""

    space: Space = Space(GREY, 1)
    colour: Colour = Colour()
    pattern: Any = None
    alpha: float = 1.0
    overprint: bool = False


class State(NamedTuple):
    """What `q` keeps and `Q` brings back."""

    clip: Box
    matrix: Matrix = IDENTITY
    straight: bool = True
    """Whether the clip is a rectangle."""
    fill: Pen = Pen()
    stroke: Pen = Pen()
    width: float = 1.0
    size: float = 0.0
    """Of type."""
    mode: int = 0
    """Of text: filled, outlined, unseen."""
    leading: float = 0.0
    mixed: bool = False
    """Whether a soft mask, a blend mode or a group makes it shine through."""

    def after(self, changes: Changes) -> State:
        """The state with these changes."""
        fill, stroke, rest = changes
        return self._replace(fill=self.fill._replace(**fill) if fill else self.fill, stroke=self.stroke._replace(**stroke) if stroke else self.stroke, **rest)


Changes = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]
"""Of what fills, of what draws lines, of all."""


def changes(state: Any) -> Changes:
    """What a graphics state of the resources changes (ISO 32000-1, table 58)."""
    fill: dict[str, Any] = {}
    stroke: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    if "/ca" in state:
        fill["alpha"] = float(state["/ca"])
    if "/CA" in state:
        stroke["alpha"] = float(state["/CA"])
    if "/OP" in state:
        stroke["overprint"] = fill["overprint"] = bool(state["/OP"])
    if "/op" in state:
        fill["overprint"] = bool(state["/op"])
    if "/LW" in state:
        rest["width"] = float(state["/LW"])
    if "/Font" in state:
        rest["size"] = float(state["/Font"][1])
    if "/SMask" in state or "/BM" in state:
        rest["mixed"] = state.get("/SMask", "/None") != "/None" or _blends(state.get("/BM", "/Normal"))
    return fill, stroke, rest


def _blends(mode: Any) -> bool:
    """Whether a blend mode, or the first of a list of them, mixes colours."""
    import pikepdf

    first = mode[0] if isinstance(mode, pikepdf.Array) and len(mode) else mode
    return str(first) not in _PLAIN
