"""Rule N09: the contact code, as the layouts set it, is one that a telephone reads at arm's length.

In: the code's drawing, and the size at which the style sheets print it. The finished pages are looked at once more, by `codes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from handbook import paths, products
from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.preflight.content import Content

LEAST_MODULE_MM = 0.4
"""Side of one square of the code: what telephones tell apart at 25 cm, and an office printer still prints sharp."""
LEAST_WIDTH_MM = 20
"""Width of the code without its margin: one tenth of the distance that it's read from."""
LEAST_CONTRAST = 4.0
"""Dark to light; ISO/IEC 15415 calls a symbol contrast of 70 % good, which is about this."""
_BOOK = ("css/parts/contact.css", re.compile(r"\.contact \.code img \{ width: ([\d.]+)mm"))
_SHEET = ("css/parts/checklist.css", re.compile(r"\.sheet \.foot \.code img \{ width: ([\d.]+)mm"))
"""Where a style sheet says how wide the code is printed, margin and all."""
BLACK_ON_WHITE = ("#000", "#fff")
_CODE = ("contact",)


@dataclass(frozen=True)
class Drawing:
    """A code as it is drawn."""

    width: float
    """Of the whole drawing, margin and all, in modules."""
    margin: float
    """The least margin of the four, in modules."""
    dark: str
    light: str

    @property
    def modules(self) -> float:
        """Width of the code itself."""
        return self.width - 2 * self.margin


def drawing(svg: bytes) -> Drawing:
    """What a code's SVG draws: a field of the light colour, and rows of dark strokes, each one module high."""
    root = ElementTree.fromstring(svg)
    width = float(root.attrib["viewBox"].split()[2])
    field, rows = (each for each in root.iter() if each.tag.endswith("path"))
    left, right, top, bottom = _extent(rows.attrib["d"])
    return Drawing(width, min(left, top, width - right, width - bottom), rows.attrib["stroke"], field.attrib["fill"])


def _extent(path: str) -> tuple[float, float, float, float]:
    """How far the strokes reach: left, right, top, bottom."""
    x = y = 0.0
    lefts, rights, rows = [], [], []
    for command, numbers in re.findall(r"([Mmh])([-\d. ,]*)", path):
        values = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        if command == "h":
            lefts.append(x)
            x += values[0]
            rights.append(x)
            rows.append(y)
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    return min(lefts), max(rights), min(rows) - 0.5, max(rows) + 0.5


def placed_mm(wanted: tuple[str, ...]) -> float:
    """The least width at which these products print the code, margin and all."""
    places = {_BOOK if product == products.HANDBOOK else _SHEET for product in wanted}
    widths = (width.search((paths.LAYOUTS / name).read_text("utf-8")) for name, width in places)
    return min(float(found[1]) for found in widths if found)


@rule("N09", "content", Severity.REVIEW)
def code_can_be_read(content: Content) -> Iterator[Finding]:
    """The contact code is too small, too pale or too tight to be read.

    Why: a code that only the newest telephone reads under good light is none: visitors try once. The longer the contact, the smaller the
    squares of the code.
    Mend: shorten the company's name, the role or the web address in the contact; each letter less makes the squares larger.
    """
    if content.code is None:
        return
    code, placed = drawing(content.code.data), placed_mm(content.edition.products)
    module = round(placed / code.width, 2)
    if module < LEAST_MODULE_MM:
        message = say("the squares of the contact code are %(module)s mm wide; below %(least)s mm many telephones can't read them.", module=module, least=LEAST_MODULE_MM)
        yield content.finding("N09", message, _CODE, say("Shorten the role, the web address or the company's name."))
    if (width := module * code.modules) < LEAST_WIDTH_MM:
        message = say("the contact code is %(width)s mm wide; it should have at least %(least)s mm.", width=f"{width:.0f}", least=LEAST_WIDTH_MM)
        yield content.finding("N09", message, _CODE, say("Set it larger in the style sheets."))
    yield from _looks(content, code)


def _looks(content: Content, code: Drawing) -> Iterator[Finding]:
    from handbook import qr  # late: an edition without a code needs none of this

    if code.margin < qr.QUIET_ZONE:
        message = say("the contact code has a margin of %(margin)s squares; it needs %(least)s.", margin=f"{code.margin:g}", least=qr.QUIET_ZONE)
        yield content.finding("N09", message, _CODE, say("Leave the white margin round the code empty."))
    if (code.dark, code.light) == BLACK_ON_WHITE:
        return
    from handbook.edition.brand import contrast  # late: our own codes never need it

    hint = say("Draw it in black on white.")
    if contrast(code.dark, "#000000") > contrast(code.light, "#000000"):
        yield content.finding("N09", say("the contact code is light on dark; many telephones read only dark on light."), _CODE, hint)
    elif (ratio := contrast(code.dark, code.light)) < LEAST_CONTRAST:
        message = say("the contact code has a contrast of %(ratio)s : 1; it needs %(least)s : 1.", ratio=f"{ratio:.1f}", least=f"{LEAST_CONTRAST:g}")
        yield content.finding("N09", message, _CODE, hint)
