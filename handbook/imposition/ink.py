"""How far a page's content reaches: the box around everything that isn't white.

In: a page. Out: a `Box` in the page's own coordinates, or None for an empty page. It is an estimate: a curve counts with
its control points, a glyph with its width and the size of type. Enough to say whether something lies at the paper's edge;
nothing is placed by it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from handbook.imposition.sheet import Box, Matrix

if TYPE_CHECKING:
    import pikepdf

_DEEPEST = 12
"""Forms in forms that are followed; a damaged file may hold one that contains itself."""
_EVERYWHERE = Box(-1e9, -1e9, 1e9, 1e9)
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_WHITE = (("g", 1.0), ("rg", 1.0, 1.0, 1.0), ("k", 0.0, 0.0, 0.0, 0.0))
_FILLING, _STROKING = ("f", "F", "f*", "B", "B*", "b", "b*"), ("S", "s", "B", "B*", "b", "b*")


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` saves and `Q` brings back. ISO 32000-1, 8.4"""

    matrix: Matrix = _IDENTITY
    clip: Box = _EVERYWHERE
    white: bool = False
    """Whether what is filled is white."""
    white_line: bool = False
    line_width: float = 1.0
    size: float = 0.0
    """Of type."""
    leading: float = 0.0
    font: _Font | None = None


@dataclass(frozen=True, slots=True)
class _Font:
    """How wide the glyphs of a font are, in thousandths of its size. ISO 32000-1, 9.7.4.3 and table 111"""

    code_bytes: int
    """Bytes of a string that make one glyph."""
    widths: dict[int, float]
    otherwise: float

    def width(self, text: bytes) -> float:
        """Of a whole string."""
        codes = (int.from_bytes(text[start : start + self.code_bytes], "big") for start in range(0, len(text), self.code_bytes))
        return sum(self.widths.get(code, self.otherwise) for code in codes)


def _font(said: Any) -> _Font:
    """The widths that a font dictionary gives; half the size for one that gives none."""
    if said.get("/Subtype") != "/Type0":
        first = int(said.get("/FirstChar", 0))
        return _Font(1, {first + place: float(width) for place, width in enumerate(said.get("/Widths", ()))}, 500.0)
    inner = said["/DescendantFonts"][0]
    widths: dict[int, float] = {}
    given = list(inner.get("/W", ()))
    while len(given) > 1:
        first, then = int(given.pop(0)), given.pop(0)
        if hasattr(then, "as_list"):
            widths |= {first + place: float(width) for place, width in enumerate(then)}
        else:
            widths |= dict.fromkeys(range(first, min(int(then), 0xFFFF) + 1), float(given.pop(0)))
    return _Font(2, widths, float(inner.get("/DW", 1000)))


def reach(page: pikepdf.Page) -> Box | None:
    """The box around a page's content."""
    walk = _Walk()
    walk.through(page.obj, 0)
    return walk.found


class _Walk:
    """Operator after operator through a content stream and the forms in it. ISO 32000-1, annex A"""

    def __init__(self) -> None:
        self.found: Box | None = None
        self.state = _State()
        self.path: list[tuple[float, float]] = []
        self.clipping = False
        self.line: Matrix = _IDENTITY
        """Where the line of text begins."""
        self.glyph: Matrix = _IDENTITY
        """Where the next glyph comes."""
        self.fonts: dict[tuple[int, int], _Font] = {}

    def through(self, holder: Any, depth: int) -> None:
        """A page or a form, with its own resources."""
        import pikepdf

        nothing = pikepdf.Dictionary()
        resources = holder.get("/Resources", nothing)
        saved: list[_State] = []
        for step in pikepdf.parse_content_stream(holder):
            given: list[Any] = list(step.operands)
            match str(step.operator):
                case "q":
                    saved.append(self.state)
                case "Q" if saved:
                    self.state = saved.pop()
                case "cm":
                    self.state = replace(self.state, matrix=combined(matrix_of(given), self.state.matrix))
                case "w":
                    self.state = replace(self.state, line_width=float(given[0]))
                case "g" | "rg" | "k" as name:
                    self.state = replace(self.state, white=(name, *map(float, given)) in _WHITE)
                case "G" | "RG" | "K" as name:
                    self.state = replace(self.state, white_line=(name.lower(), *map(float, given)) in _WHITE)
                case "cs" | "sc" | "scn":
                    self.state = replace(self.state, white=False)
                case "CS" | "SC" | "SCN":
                    self.state = replace(self.state, white_line=False)
                case "m" | "l" | "c" | "v" | "y":
                    self.path += zip(map(float, given[::2]), map(float, given[1::2]), strict=True)
                case "re":
                    x, y, width, height = map(float, given)
                    self.path += corners(Box(x, y, x + width, y + height))
                case "W" | "W*":
                    self.clipping = True
                case "n" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "S" | "s" as name:
                    self.paint(name)
                case "sh":
                    self.mark(self.state.clip)
                case "Do":
                    self.draw(resources.get("/XObject", nothing).get(given[0], nothing), depth)
                case "BT":
                    self.begin(_IDENTITY)
                case "Tf":
                    self.state = replace(self.state, size=float(given[1]), font=self.font(resources.get("/Font", nothing).get(given[0], nothing)))
                case "TL":
                    self.state = replace(self.state, leading=float(given[0]))
                case "Tm":
                    self.begin(matrix_of(given))
                case "Td" | "TD":
                    self.step(float(given[0]), float(given[1]))
                case "T*":
                    self.step(0, -self.state.leading)
                case "Tj" | "TJ" | "'" | '"' as name:
                    self.show(given[0] if name == "TJ" else given[-1:], next_line=name in "'\"")

    def begin(self, line: Matrix) -> None:
        """A line of text begins here."""
        self.line = self.glyph = line

    def step(self, across: float, upwards: float) -> None:
        """A line of text begins so far from where the one before began."""
        self.begin(combined((1, 0, 0, 1, across, upwards), self.line))

    def mark(self, box: Box) -> None:
        """Something is painted here."""
        seen = box.within(self.state.clip)
        if seen.width >= 0 and seen.height >= 0:
            self.found = seen.around(self.found or seen)

    def paint(self, operator: str) -> None:
        """Fill and stroke the path, then clip with it if that was asked."""
        if self.path:
            state = self.state
            box = around(self.path, state.matrix)
            if operator in _FILLING and not state.white:
                self.mark(box)
            if operator in _STROKING and not state.white_line:
                a, b, c, d, _, _ = state.matrix
                half = state.line_width / 2 * abs(a * d - b * c) ** 0.5
                self.mark(box.grown(half, half, half, half))
            if self.clipping:
                self.state = replace(state, clip=state.clip.within(box))
        self.path, self.clipping = [], False

    def draw(self, drawn: Any, depth: int) -> None:
        """A picture fills the unit square; a form is walked through."""
        before = self.state
        if drawn.get("/Subtype") != "/Form":
            self.mark(around(corners(Box(0, 0, 1, 1)), before.matrix))
        elif depth < _DEEPEST:
            matrix = combined(matrix_of(drawn.get("/Matrix", _IDENTITY)), before.matrix)
            left, bottom, right, top = map(float, drawn["/BBox"])
            clip = before.clip.within(around(corners(Box(left, bottom, right, top)), matrix))
            if clip.width > 0 and clip.height > 0:
                self.state = replace(before, matrix=matrix, clip=clip)
                self.through(drawn, depth + 1)
                self.state = before

    def font(self, said: Any) -> _Font:
        """A font's widths, read once."""
        if said.objgen not in self.fonts or not said.is_indirect:
            self.fonts[said.objgen] = _font(said)
        return self.fonts[said.objgen]

    def show(self, text: Any, *, next_line: bool) -> None:
        """Strings, and between them thousandths of the size that the next glyph is moved back."""
        import pikepdf

        state = self.state
        if next_line:
            self.step(0, -state.leading)
        widths = (state.font.width(bytes(part)) if isinstance(part, pikepdf.String) else -float(part) for part in text) if state.font else ()
        length = sum(widths) / 1000 * state.size
        if not state.white:
            self.mark(around(corners(Box(0, -0.2 * state.size, length, 0.8 * state.size)), combined(self.glyph, state.matrix)))
        self.glyph = combined((1, 0, 0, 1, length, 0), self.glyph)


def corners(box: Box) -> list[tuple[float, float]]:
    """The four corners of a box."""
    return [(box.left, box.bottom), (box.right, box.bottom), (box.left, box.top), (box.right, box.top)]


def around(points: list[tuple[float, float]], matrix: Matrix = _IDENTITY) -> Box:
    """The upright box around points, after a matrix was applied to them."""
    a, b, c, d, e, f = matrix
    across, upright = [a * x + c * y + e for x, y in points], [b * x + d * y + f for x, y in points]
    return Box(min(across), min(upright), max(across), max(upright))


def matrix_of(numbers: Any) -> Matrix:
    """Six numbers of a PDF as a matrix. ValueError if there are more or fewer."""
    a, b, c, d, e, f = map(float, numbers)
    return a, b, c, d, e, f


def combined(first: Matrix, then: Matrix) -> Matrix:
    """One matrix that does what both do, one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
