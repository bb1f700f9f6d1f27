"""The walk through one page of any PDF: operator after operator, as it would be painted.

In: content streams with their resources (ISO 32000-1, 8.2 and annex A). Out: `Walk.things`, each at its place and in its size on
paper: these hang on all the matrices between a thing and the page. A box is an estimate: a curve counts with its control points, a
line of text with its beginning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handbook.imposition.ink import around, combined, corners, matrix_of
from handbook.imposition.sheet import Box, Matrix
from handbook.preflight.press.inks import GREY, Colour, Space, of_shading
from handbook.preflight.press.pens import IDENTITY, Pen, Pens, State
from handbook.preflight.press.things import CLOSE, Kind, Thing
from handbook.preflight.unpacking import EndlessError, unpacked

_DEEPEST = 12
"""Forms within forms; deeper ones are nobody's work."""
_LONGEST = 8_000_000
"""Bytes of one content stream, unpacked."""
_THIN = 1.0
"""Points: a field thinner than this is a line, however it was drawn."""


class Walk(Pens):
    """A page walked through; what is damaged is left out, and then it isn't `whole`."""

    def __init__(self, state: State, left: list[int]) -> None:
        super().__init__(state)
        self.base = state
        """As the page begins; patterns hang on it, whatever was drawn before."""
        self.left = left
        """How many operators may still be looked at, in the whole file."""
        self.things: list[Thing] = []
        self.whole = True
        """Whether all of it could be understood."""
        self.path: list[tuple[float, float]] = []
        self.curved = False
        self.clipping = False
        self.line: Matrix = IDENTITY
        """Where the line of text begins."""
        self.depth = 0
        self.tiles: set[tuple[int, int]] = set()
        """Patterns that were walked through."""

    def through(self, holder: Any, resources: Any, depth: int) -> None:
        """A page, a form or a tile. EndlessError where it goes on too long."""
        import pikepdf

        outer = self.state, self.resources, self.depth, self.kept, self.named, self.line
        self.resources, self.depth, self.kept, self.named = resources, depth, [], {}
        try:
            for stream in _contents(holder):
                unpacked(stream, _LONGEST)
            steps = pikepdf.parse_content_stream(holder)
            self.left[0] -= len(steps)
            if self.left[0] < 0:
                raise EndlessError
            for step in steps:
                self._take(step)
        finally:
            self.state, self.resources, self.depth, self.kept, self.named, self.line = outer

    def _take(self, step: Any) -> None:
        """One operator. What is damaged makes the library raise whatever it calls for; it is left out, as viewers do."""
        operator = str(step.operator)
        act = _ACTS.get(operator)
        if act is not None:
            try:
                act(self, operator, step)
            except EndlessError:
                raise
            except Exception:
                self.whole = False

    def _put(self, kind: Kind, box: Box, pen: Pen, *, straight: bool = False, transparent: bool = False, colour: Colour | None = None, **more: Any) -> None:
        """Something is painted, if the clip leaves anything of it."""
        state = self.state
        seen = box.within(state.clip)
        if seen.width >= 0 and seen.height >= 0:
            shines = transparent or state.mixed or pen.alpha < 1
            ends = state.straight and (straight or seen != box)
            self.things.append(Thing(kind, seen, colour or pen.colour, transparent=shines, overprint=pen.overprint, straight=ends, **more))

    # ---- shapes

    def _add_points(self, operator: str, step: Any) -> None:
        numbers = [float(value) for value in step.operands]
        self.path += zip(numbers[::2], numbers[1::2], strict=True)

    def _add_curve(self, operator: str, step: Any) -> None:
        self.curved = True
        self._add_points(operator, step)

    def _add_rectangle(self, operator: str, step: Any) -> None:
        x, y, width, height = (float(value) for value in step.operands)
        self.path += corners(Box(x, y, x + width, y + height))

    def _clip(self, operator: str, _: Any) -> None:
        self.clipping = True

    def _paint(self, operator: str, step: Any) -> None:
        """Fill and stroke the path, then clip with it if that was asked."""
        if self.path and (operator != "n" or self.clipping):
            state = self.state
            box = around(self.path, state.matrix)
            if operator in _FILLING or self.clipping:
                straight = not self.curved and _is_rectangle(self.path, state.matrix)
                if operator in _FILLING:
                    self._fill(box, straight)
                if self.clipping:
                    clip = state.clip.within(box)
                    self.state = state._replace(clip=clip, straight=straight if clip == box else state.straight and straight)
            if operator in _STROKING:
                width = state.width * _scale(state.matrix)
                self._put("line", box.grown(width / 2, width / 2, width / 2, width / 2), state.stroke, size=width)
        self.path, self.curved, self.clipping = [], False, False

    def _fill(self, box: Box, straight: bool) -> None:
        pen, thin = self.state.fill, min(box.width, box.height)
        if straight and thin < _THIN and pen.pattern is None:  # a ruler in all but name
            self._put("line", box, pen, size=thin)
        else:
            self._put_field(box, pen, straight)

    def _put_field(self, box: Box, pen: Pen, straight: bool) -> None:
        """A field of one colour, of a gradient, or of tiles, which are walked through once and lie where the field does."""
        pattern = pen.pattern
        if pattern is None:
            self._put("fill", box, pen, straight=straight)
        elif "/Shading" in pattern:
            self._put("shading", box, pen, straight=straight, colour=of_shading(pattern["/Shading"], self.resources))
        else:
            self._put("fill", box, pen, straight=straight)
            if pattern.objgen not in self.tiles and self.depth < _DEEPEST:
                self.tiles.add(pattern.objgen)
                self._put_tiles(pattern, box.within(self.state.clip), pen)

    def _put_tiles(self, pattern: Any, box: Box, pen: Pen) -> None:
        outer, before, path = self.state, len(self.things), (self.path, self.curved, self.clipping)
        matrix = combined(matrix_of(pattern.get("/Matrix", IDENTITY)), self.base.matrix)
        plain = pen._replace(pattern=None) if int(pattern.get("/PaintType", 1)) == 2 else self.base.fill
        self.state = self.base._replace(clip=_EVERYWHERE, matrix=matrix, fill=plain, stroke=plain, mixed=outer.mixed)
        self.path, self.curved, self.clipping = [], False, False
        try:
            self.through(pattern, pattern.get("/Resources", self.resources), self.depth + 1)
        finally:
            self.things[before:] = [replace(thing, box=box, straight=False) for thing in self.things[before:]]
            self.state = outer
            self.path, self.curved, self.clipping = path

    def _shade(self, operator: str, step: Any) -> None:
        """A gradient over all that the clip leaves."""
        self._put("shading", self.state.clip, self.state.fill, straight=True, colour=of_shading(self._called("/Shading", step.operands[0]), self.resources))

    # ---- forms and pictures

    def _draw(self, operator: str, step: Any) -> None:
        drawn = self._called("/XObject", step.operands[0])
        if drawn.get("/Subtype") == "/Form":
            if self.depth < _DEEPEST:
                self._draw_form(drawn)
        elif drawn.get("/Subtype") == "/Image":
            pixels = int(drawn["/Width"]), int(drawn["/Height"])
            if drawn.get("/ImageMask", False):
                self._put_picture("fill", pixels, self.state.fill.colour)
            else:
                within = self._space(drawn["/ColorSpace"]) if "/ColorSpace" in drawn else Space(GREY, 1)
                self._put_picture("picture", pixels, _of_pixels(within), transparent="/SMask" in drawn, picture=drawn)

    def _draw_form(self, form: Any) -> None:
        before = self.state
        matrix = combined(matrix_of(form.get("/Matrix", IDENTITY)), before.matrix)
        left, bottom, right, top = (float(value) for value in form["/BBox"])
        box = around(corners(Box(left, bottom, right, top)), matrix)
        clip = before.clip.within(box)
        if clip.width > 0 and clip.height > 0:
            grouped = before.mixed or form.get("/Group", {}).get("/S") == "/Transparency"
            self.state = before._replace(matrix=matrix, clip=clip, mixed=grouped, straight=before.straight and _is_upright(matrix))
            try:
                self.through(form, form.get("/Resources", self.resources), self.depth + 1)
            finally:
                self.state = before

    def _draw_inline(self, operator: str, step: Any) -> None:
        """A picture that stands in the content stream itself."""
        picture = step.iimage
        pixels = int(picture.width), int(picture.height)
        if picture.image_mask:
            self._put_picture("fill", pixels, self.state.fill.colour)
        else:
            self._put_picture("picture", pixels, _of_pixels(self._space(str(picture.colorspace)[1:])))

    def _put_picture(self, kind: Kind, pixels: tuple[int, int], colour: Colour, **more: Any) -> None:
        """A picture fills the unit square."""
        matrix = self.state.matrix
        a, b, c, d, _, _ = matrix
        inches = (a * a + b * b) ** 0.5 / 72, (c * c + d * d) ** 0.5 / 72
        if all(inches):
            size = min(pixels[0] / inches[0], pixels[1] / inches[1])
            box = around(corners(Box(0, 0, 1, 1)), matrix)
            self._put(kind, box, self.state.fill, straight=_is_upright(matrix), colour=colour, size=size, pixels=pixels, **more)

    # ---- text

    def _begin(self, operator: str, _: Any) -> None:
        self.line = IDENTITY

    def _set_font(self, operator: str, step: Any) -> None:
        self.state = self.state._replace(size=float(step.operands[1]))

    def _set_line(self, operator: str, step: Any) -> None:
        self.line = matrix_of(step.operands)

    def _move_line(self, operator: str, step: Any) -> None:
        across, upwards = (float(value) for value in step.operands)
        if operator == "TD":
            self.state = self.state._replace(leading=-upwards)
        self.line = combined((1, 0, 0, 1, across, upwards), self.line)

    def _next_line(self, operator: str, _: Any) -> None:
        self.line = combined((1, 0, 0, 1, 0, -self.state.leading), self.line)

    def _show_on_next_line(self, operator: str, step: Any) -> None:
        self._next_line(operator, step)
        self._show(operator, step)

    def _show(self, operator: str, _: Any) -> None:
        """Text, known by the place where its line begins. Mode 3 is unseen, mode 7 only clips."""
        state = self.state
        if state.mode in (3, 7) or not state.size:
            return
        whole = combined(self.line, state.matrix)
        size = abs(state.size) * _scale(whole)
        *_, x, y = whole
        box = Box(x, y, x + size / 2, y + size / 2)
        self._put("text", box, state.stroke if state.mode in (1, 5) else state.fill, size=size)


_EVERYWHERE = Box(-1e9, -1e9, 1e9, 1e9)
_FILLING, _STROKING = frozenset(("f", "F", "f*", "B", "B*", "b", "b*")), frozenset(("S", "s", "B", "B*", "b", "b*"))
_ACTS: dict[str, Callable[[Walk, str, Any], None]] = {
    "q": Walk._save,
    "Q": Walk._restore,
    "cm": Walk._concatenate,
    "gs": Walk._set_state,
    "re": Walk._add_rectangle,
    "sh": Walk._shade,
    "Do": Walk._draw,
    "INLINE IMAGE": Walk._draw_inline,
    "BT": Walk._begin,
    "Tf": Walk._set_font,
    "Tm": Walk._set_line,
    "T*": Walk._next_line,
    **dict.fromkeys(("w", "Tr", "TL"), Walk._set_number),
    **dict.fromkeys(("g", "rg", "k", "G", "RG", "K"), Walk._set_device),
    **dict.fromkeys(("cs", "CS"), Walk._set_space),
    **dict.fromkeys(("sc", "scn", "SC", "SCN"), Walk._set_colour),
    **dict.fromkeys(("m", "l"), Walk._add_points),
    **dict.fromkeys(("c", "v", "y"), Walk._add_curve),
    **dict.fromkeys(("W", "W*"), Walk._clip),
    **dict.fromkeys((*_FILLING, *_STROKING, "n"), Walk._paint),
    **dict.fromkeys(("Td", "TD"), Walk._move_line),
    **dict.fromkeys(("Tj", "TJ"), Walk._show),
    **dict.fromkeys(("'", '"'), Walk._show_on_next_line),
}
"""What is done at an operator; all others paint nothing and move nothing (ISO 32000-1, annex A)."""


def _contents(holder: Any) -> list[Any]:
    """The streams that a page, a form or a tile draws."""
    import pikepdf

    contents = holder if isinstance(holder, pikepdf.Stream) else holder.get("/Contents", pikepdf.Array())
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _of_pixels(within: Space) -> Colour:
    """The colour of a picture: its space, and nobody knows which inks before the pixels are looked at."""
    while within.base and not within.plates:
        within = within.base
    return Colour(within.name, None, tuple(name for name in within.plates if within.colour([1.0] * within.count).spots and name not in ("All", "None")))


def _is_rectangle(path: list[tuple[float, float]], matrix: Matrix) -> bool:
    """Whether all points of a path are corners of its box."""
    if not _is_upright(matrix):
        return False
    (left, bottom), (right, top) = path[0], path[-1]
    if len(path) != 4 or left == right or bottom == top:  # other than `re` writes it
        box = around(path)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
    return all((abs(x - left) < CLOSE or abs(x - right) < CLOSE) and (abs(y - bottom) < CLOSE or abs(y - top) < CLOSE) for x, y in path)


def _is_upright(matrix: Matrix) -> bool:
    """Whether what is upright stays so."""
    a, b, c, d, _, _ = matrix
    return abs(b) + abs(c) < 1e-6 or abs(a) + abs(d) < 1e-6


def _scale(matrix: Matrix) -> float:
    """How much longer lengths become."""
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)
