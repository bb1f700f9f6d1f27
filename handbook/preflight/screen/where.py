"""A place in what a page draws -> the point of the page where it draws.

In: a content stream, and the operator that is meant. Out: points of the page's own coordinates, or nothing. Only matrices, text
positions and beginnings of paths are followed, which is near enough to find a thing on the page.
"""

from __future__ import annotations

import re

Matrix = tuple[float, float, float, float, float, float]
"""ISO 32000-1, 8.3.3."""
_SAME: Matrix = (1, 0, 0, 1, 0, 0)
_NUMBER = rb"[+-]?(?:\d++\.?+\d*+|\.\d++)"
_TOKEN = re.compile(
    rb"\((?:[^()\\]++|\\.)*+\)|<[0-9A-Fa-f\s]*+>|%[^\r\n]*+"  # may look like operators
    rb"|((?:" + _NUMBER + rb"\s++){0,6}+)(?<![^\s\])>])(cm|Tm|T[dD]|re|m|q|Q|BT)(?![^\s<>\[\]()/%])",
    re.DOTALL,
)
_COUNTS = {b"cm": 6, b"Tm": 6, b"Td": 2, b"TD": 2, b"re": 4, b"m": 2}
_PICTURES = (b"Do", b"BI")
_TEXTS = (b"Tj", b"TJ", b"'", b'"')


def point(data: bytes, operator: bytes, at: int) -> tuple[float, float] | None:
    """Where the operator that stands there begins to draw: text and paths at their beginning, pictures at their upper left."""
    page, text, path = _SAME, _SAME, (0.0, 0.0)
    kept: list[Matrix] = []
    for found in _TOKEN.finditer(data, 0, at):
        name = found[2]
        values = tuple(map(float, (found[1] or b"").split()))
        if len(values) < _COUNTS.get(name, 0):
            continue
        match name:
            case b"q":
                kept.append(page)
            case b"Q":
                page = kept.pop() if kept else page
            case b"cm":
                page = _joined(_matrix(values), page)
            case b"BT":
                text = _SAME
            case b"Tm":
                text = _matrix(values)
            case b"Td" | b"TD":
                text = _joined((1, 0, 0, 1, values[-2], values[-1]), text)
            case b"re":
                path = (values[-4], values[-3] + max(values[-1], 0))
            case b"m":
                path = (values[-2], values[-1])
    if operator in _PICTURES:
        return _through(page, (0, 1))
    return _through(_joined(text, page), (0, 0)) if operator in _TEXTS else _through(page, path)


def _matrix(values: tuple[float, ...]) -> Matrix:
    a, b, c, d, e, f = values[-6:]
    return a, b, c, d, e, f


def _joined(inner: Matrix, outer: Matrix) -> Matrix:
    """One after the other."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _through(matrix: Matrix, spot: tuple[float, float]) -> tuple[float, float] | None:
    a, b, c, d, e, f = matrix
    x, y = a * spot[0] + c * spot[1] + e, b * spot[0] + d * spot[1] + f
    return (x, y) if abs(x) < 1e6 and abs(y) < 1e6 else None  # a value that is no number compares false
