"""A page of inks in, how fine and how coarse its things come out on paper out.

In: a page whose colours are inks. Out: the resolution of each picture at its printed size, and each line and each piece of type
that is finer than a press holds. Sizes hang on all the matrices between a thing and the page, so the page is walked through
as it would be painted (ISO 32000-1, 8.3.4 and 8.4).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from handbook.channels.content_streams import name_before, numbers_before, operators_in, searching

if TYPE_CHECKING:
    import pikepdf

Matrix = tuple[float, float, float, float, float, float]
_UNCHANGED: Matrix = (1, 0, 0, 1, 0, 0)
_WANTED = searching(("q", "Q", "cm", "w", "k", "scn", "Tf", "Tm", "Tj", "TJ", "Do", "S", "s", "B", "B*", "b", "b*"))
_STROKES = {b"S", b"s", b"B", b"B*", b"b", b"b*"}
_SHOWS = {b"Tj", b"TJ"}
_DEEPEST = 12
"""Groups within groups; deeper ones are nobody's work."""


@dataclass(frozen=True)
class Seen:
    """One thing on a page."""

    kind: Literal["picture", "line", "text"]
    size: float
    """A picture's pixels per inch; a line's width or the size of type in points."""
    inks: int = 0
    """Inks of type: one for black text."""
    pixels: tuple[int, int] = (0, 0)
    """Of a picture."""
    x: float = 0.0
    """Where type begins, in points from the page's left."""
    y: float = 0.0
    """The same, from the page's foot."""


@dataclass(frozen=True)
class _State:
    matrix: Matrix
    width: float = 1.0
    inks: int = 1
    font: float = 0.0


def survey(page: pikepdf.Page) -> Iterator[Seen]:
    """All pictures, lines and pieces of type of a page, in the order in which they are painted."""
    yield from _walk(page.obj.Contents, page.obj.get("/Resources"), _State(_UNCHANGED), 0)


def _walk(content: Any, resources: Any, state: _State, depth: int) -> Iterator[Seen]:
    data = content.read_bytes()
    kept: list[_State] = []
    text: Matrix = _UNCHANGED
    for operator, start, _ in operators_in(data, _WANTED):
        if operator in _STROKES:
            yield Seen("line", state.width * _scale(state.matrix))
        elif operator in _SHOWS:
            whole = _times(text, state.matrix)
            yield Seen("text", state.font * _scale(whole), state.inks, x=whole[4], y=whole[5])
        elif operator == b"q":
            kept.append(state)
        elif operator == b"Q":
            state = kept.pop() if kept else state
        elif operator == b"Do":
            yield from _painted(_named(resources, "/XObject", data, start), resources, state, depth)
        elif operator == b"scn" and (pattern := _named(resources, "/Pattern", data, start)) is not None:
            state = replace(state, inks=4)
            if "/Shading" not in pattern and depth < _DEEPEST:
                yield from _walk(pattern, pattern.get("/Resources"), _State(_matrix(pattern)), depth + 1)
        else:
            numbers = numbers_before(data, start)[1]
            if operator == b"Tm" and len(numbers) == 6:
                text = numbers
            else:
                state = _after(operator, numbers, state)


def _after(operator: bytes, numbers: tuple[float, ...], state: _State) -> _State:
    """The state after an operator that changes it."""
    match operator, numbers:
        case b"cm", (a, b, c, d, e, f):
            return replace(state, matrix=_times((a, b, c, d, e, f), state.matrix))
        case b"w", (width,):
            return replace(state, width=width)
        case b"k", (_, _, _, _):
            return replace(state, inks=sum(value > 0 for value in numbers))
        case b"Tf", (size,):
            return replace(state, font=size)
    return state


def _painted(thing: Any, resources: Any, state: _State, depth: int) -> Iterator[Seen]:
    """A picture, or all that a group holds."""
    if thing is None:
        return
    if thing.get("/Subtype") == "/Form":
        if depth < _DEEPEST:
            inner = replace(state, matrix=_times(_matrix(thing), state.matrix))
            yield from _walk(thing, thing.get("/Resources", resources), inner, depth + 1)
    elif not thing.get("/ImageMask", False):
        a, b, c, d, _, _ = state.matrix
        width, height = int(thing.Width), int(thing.Height)
        inches = math.hypot(a, b) / 72, math.hypot(c, d) / 72
        if all(inches):
            yield Seen("picture", min(width / inches[0], height / inches[1]), pixels=(width, height))


def _named(resources: Any, kind: str, data: bytes, start: int) -> Any:
    """What the name before an operator stands for."""
    name = name_before(data, start)[1]
    return resources.get(kind, {}).get(f"/{name}") if name and resources is not None else None


def _matrix(thing: Any) -> Matrix:
    values = tuple(float(value) for value in thing.get("/Matrix", ()))
    return values if len(values) == 6 else _UNCHANGED


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _scale(matrix: Matrix) -> float:
    """How much longer lengths become."""
    a, b, c, d, _, _ = matrix
    return math.sqrt(abs(a * d - b * c))
