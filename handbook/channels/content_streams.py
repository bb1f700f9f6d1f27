"""A content stream's bytes in, the same drawing in other colours out.

In: a content stream (ISO 32000-1, 7.8.2) and what becomes of a colour. Out: the stream with every operator that sets a colour
rewritten. Only colour operators are touched, all else stays byte for byte. Strings and comments may look like operators and
are stepped over; what could hide a colour that nobody converts (inline pictures, named colour spaces) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Colour = tuple[float, ...]
"""One number is grey, three are red, green, blue, four are inks."""
Convert = Callable[[Colour], Colour]

_OPERATOR = re.compile(rb"(?<![^\s>\])])(?:rg|RG|g|G|k|K|scn|SCN|sc|SC|cs|CS|BI)(?![^\s<>\[\]()/%])|[(%]")
_NUMBER = rb"[+-]?(?:\d+\.?\d*|\.\d+)"
_OPERANDS = re.compile(rb"(?<![^\s>\])])" + _NUMBER + rb"(?:\s+" + _NUMBER + rb")*\s+$")
_NAME = re.compile(rb"/([^\s<>\[\]()/%]*)\s+$")
_LONGEST_OPERANDS = 400
"""Bytes that are looked at before an operator."""
_DEVICES = {b"DeviceRGB", b"DeviceGray", b"DeviceCMYK"}
_COUNTS = {b"g": 1, b"rg": 3, b"k": 4}
OPERATORS = {1: (b"g", b"G"), 4: (b"k", b"K")}
"""How a grey or inks are set for fills and for strokes."""


class UnknownColourError(ValueError):
    """A colour that can't be converted; the text says which."""


def recoloured(data: bytes, convert: Convert) -> bytes:
    """The stream with every colour converted. UnknownColourError if one can't be."""
    parts: list[bytes] = []
    done = position = 0
    while found := _OPERATOR.search(data, position):
        operator, start = found[0], found.start()
        position = found.end()
        if operator == b"(":
            position = _end_of_string(data, start)
        elif operator == b"%":
            position = _end_of_line(data, start)
        elif operator == b"BI":
            raise UnknownColourError("a picture inside a content stream")
        else:
            first, written = _rewritten(data, max(done, start - _LONGEST_OPERANDS), start, operator, convert)
            if written is not None:
                parts += [data[done:first], written]
                done = position
    return b"".join([*parts, data[done:]])


def _rewritten(data: bytes, earliest: int, start: int, operator: bytes, convert: Convert) -> tuple[int, bytes | None]:
    """Where an operator's operands begin and what stands there instead of both; nothing if they stay."""
    before = data[earliest:start]
    stroke = operator.isupper()
    kind = operator.lower()
    if name := _NAME.search(before):
        return earliest + name.start(), _black(convert, stroke) if _chooses(name[1], kind) else None
    numbers = _OPERANDS.search(before)
    colour = tuple(map(float, numbers[0].split())) if numbers else ()
    if not numbers or len(colour) not in (1, 3, 4) or len(colour) != _COUNTS.get(kind, len(colour)):
        raise UnknownColourError(f'the operator "{operator.decode()}" without its numbers')
    return earliest + numbers.start(), _written(convert(colour), stroke)


def _chooses(name: bytes, kind: bytes) -> bool:
    """Whether this chooses a device's colours, which begin with black (ISO 32000-1, table 74). `/Pattern cs` and `/p1 scn` stay."""
    if kind == b"cs" and name in _DEVICES:
        return True
    if (kind == b"cs" and name == b"Pattern") or kind == b"scn":
        return False
    raise UnknownColourError(f'the colour space "{name.decode("latin-1")}"')


def _black(convert: Convert, stroke: bool) -> bytes:
    return _written(convert((0.0,)), stroke)


def _written(colour: Colour, stroke: bool) -> bytes:
    return b" ".join(map(number, colour)) + b" " + OPERATORS[len(colour)][stroke]


def number(value: float) -> bytes:
    """A number as content streams write it."""
    return (b"%.4f" % value).rstrip(b"0").rstrip(b".") or b"0"


def _end_of_string(data: bytes, start: int) -> int:
    """Behind the closing bracket of a literal string; brackets nest (ISO 32000-1, 7.3.4.2)."""
    depth, position = 0, start
    while position < len(data):
        match data[position]:
            case 0x5C:  # a backslash takes the next byte with it
                position += 1
            case 0x28:
                depth += 1
            case 0x29:
                depth -= 1
                if not depth:
                    return position + 1
        position += 1
    return len(data)


def _end_of_line(data: bytes, start: int) -> int:
    ends = [end for end in (data.find(b"\n", start), data.find(b"\r", start)) if end >= 0]
    return min(ends) if ends else len(data)
