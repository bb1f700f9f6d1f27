"""What a page paints with at a moment: colours, widths, transparency, and the part of the page that the clip leaves.

In: the operators that change it, and the resources that they name (ISO 32000-1, 8.4 and 8.6). Out: the `State` after them. States are
named tuples rather than data classes: a page changes its state at every second operator, and these are copied four times as fast.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from handbook.imposition.ink import combined, matrix_of
from handbook.imposition.sheet import Box, Matrix
from handbook.preflight.press.inks import GREY, INKS, PATTERN, SCREEN, Colour, Space, space

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


class Pens:
    """The state, and what is done to it by the operators that paint nothing."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.kept: list[State] = []
        self.resources: Any = None
        self.named: dict[tuple[str, object], Any] = {}
        """What names of this content stream stand for, each looked up once."""

    def _called(self, kind: str, name: Any) -> Any:
        """What a name of the resources stands for. KeyError if for nothing."""
        key = kind, str(name)
        if key not in self.named:
            self.named[key] = self.resources[kind][key[1]]
        return self.named[key]

    def _save(self, operator: str, _: Any) -> None:
        self.kept.append(self.state)

    def _restore(self, operator: str, _: Any) -> None:
        if self.kept:
            self.state = self.kept.pop()

    def _concatenate(self, operator: str, step: Any) -> None:
        self.state = self.state._replace(matrix=combined(matrix_of(step.operands), self.state.matrix))

    def _set_number(self, operator: str, step: Any) -> None:
        """Line width, kind of text, or leading."""
        value = float(step.operands[0])
        match operator:
            case "w":
                self.state = self.state._replace(width=value)
            case "Tr":
                self.state = self.state._replace(mode=int(value))
            case "TL":
                self.state = self.state._replace(leading=value)

    def _set_state(self, operator: str, step: Any) -> None:
        """All that a state of the resources sets (ISO 32000-1, table 58)."""
        name = str(step.operands[0])
        key = "state", name
        if key not in self.named:
            self.named[key] = changes(self._called("/ExtGState", name))
        self.state = self.state.after(self.named[key])

    def _pen(self, operator: str, pen: Pen) -> None:
        if operator.isupper():
            self.state = self.state._replace(stroke=pen)
        else:
            self.state = self.state._replace(fill=pen)

    def _old_pen(self, operator: str) -> Pen:
        return self.state.stroke if operator.isupper() else self.state.fill

    def _set_device(self, operator: str, step: Any) -> None:
        """Grey, red-green-blue or inks, space and colour at once."""
        values = tuple(map(float, step.operands))
        key = operator.lower(), values
        if key not in self.named:
            within = self._space(_DEVICES[operator.lower()])
            self.named[key] = within, within.colour(values)
        within, colour = self.named[key]
        self._pen(operator, self._old_pen(operator)._replace(space=within, colour=colour, pattern=None))

    def _set_space(self, operator: str, step: Any) -> None:
        within = self._space(step.operands[0])
        colour = Colour(PATTERN, None) if within.name == PATTERN else within.first()
        self._pen(operator, self._old_pen(operator)._replace(space=within, colour=colour, pattern=None))

    def _set_colour(self, operator: str, step: Any) -> None:
        import pikepdf

        pen, values = self._old_pen(operator), list(step.operands)
        if pen.space.name != PATTERN:
            self._pen(operator, pen._replace(colour=pen.space.colour([float(value) for value in values])))
        elif values and isinstance(values[-1], pikepdf.Name):
            under = pen.space.base.colour([float(value) for value in values[:-1]]) if pen.space.base and len(values) > 1 else Colour(PATTERN, None)
            self._pen(operator, pen._replace(colour=under, pattern=self._called("/Pattern", values[-1])))

    def _space(self, named: Any) -> Space:
        import pikepdf

        key = "space", str(named)
        if key not in self.named:
            self.named[key] = space(pikepdf.Name(f"/{named}") if isinstance(named, str) else named, self.resources)
        found: Space = self.named[key]
        return found


_DEVICES = {"g": GREY, "rg": SCREEN, "k": INKS}
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
