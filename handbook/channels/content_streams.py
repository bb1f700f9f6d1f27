"""A content stream's bytes in, the same drawing in other colours out.

In: a content stream (ISO 32000-1, 7.8.2) and what becomes of a colour. Out: the stream with every operator that sets a colour
rewritten. Only colour operators are touched, all else stays byte for byte. Strings and comments may look like operators and
are stepped over; what could hide a colour that nobody converts (inline pictures, named colour spaces) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from handbook.wording import say

Colour = tuple[float, ...]
"""One number is grey, three are red, green, blue, four are inks."""
Convert = Callable[[Colour], Colour]

_BEFORE, _AFTER = rb"(?<![^\s>\])])", rb"(?![^\s<>\[\]()/%])"
_COLOURS = ("rg", "RG", "g", "G", "k", "K", "scn", "SCN", "sc", "SC", "cs", "CS", "BI")
_NUMBER = rb"[+-]?(?:\d+\.?\d*|\.\d+)"
_OPERANDS = re.compile(_BEFORE + _NUMBER + rb"(?:\s+" + _NUMBER + rb")*\s+$")
_NAME = re.compile(rb"/([^\s<>\[\]()/%]*)\s+$")
_LONGEST_OPERANDS = 400
"""Bytes that are looked at before an operator."""
_DEVICES = {"DeviceRGB", "DeviceGray", "DeviceCMYK"}
_COUNTS = {b"g": 1, b"rg": 3, b"k": 4}
OPERATORS = {1: (b"g", b"G"), 4: (b"k", b"K")}
"""How a grey or inks are set for fills and for strokes."""


class UnknownColourError(ValueError):
    """A colour that can't be converted."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
        """Which colour: what fits before "can't be turned into printing inks"."""


def searching(operators: Iterable[str]) -> re.Pattern[bytes]:
    """What `operators_in` looks for: these operators, and what has to be stepped over."""
    return re.compile(_BEFORE + rb"(?:" + b"|".join(re.escape(each.encode()) for each in operators) + rb")" + _AFTER + rb"|[(%]")


def operators_in(data: bytes, wanted: re.Pattern[bytes]) -> Iterator[tuple[bytes, int, int]]:
    """Each wanted operator with where it begins and ends; strings and comments are stepped over."""
    position = 0
    while found := wanted.search(data, position):
        operator, start = found[0], found.start()
        position = found.end()
        if operator == b"(":
            position = _end_of_string(data, start)
        elif operator == b"%":
            position = _end_of_line(data, start)
        else:
            yield operator, start, position


def numbers_before(data: bytes, start: int, earliest: int = 0) -> tuple[int, Colour]:
    """The numbers in front of an operator, and where they begin."""
    earliest = max(earliest, start - _LONGEST_OPERANDS)
    found = _OPERANDS.search(data[earliest:start])
    return (earliest + found.start(), tuple(map(float, found[0].split()))) if found else (start, ())


def name_before(data: bytes, start: int, earliest: int = 0) -> tuple[int, str | None]:
    """The name in front of an operator, and where it begins."""
    earliest = max(earliest, start - _LONGEST_OPERANDS)
    found = _NAME.search(data[earliest:start])
    return (earliest + found.start(), found[1].decode("latin-1")) if found else (start, None)


_SETS_COLOUR = searching(_COLOURS)


def recoloured(data: bytes, convert: Convert) -> bytes:
    """The stream with every colour converted. UnknownColourError if one can't be."""
    parts: list[bytes] = []
    done = 0
    for operator, start, end in operators_in(data, _SETS_COLOUR):
        if operator == b"BI":
            raise UnknownColourError(say("a picture inside a content stream"))
        first, written = _rewritten(data, done, start, operator, convert)
        if written is not None:
            parts += [data[done:first], written]
            done = end
    return b"".join([*parts, data[done:]])


def _rewritten(data: bytes, earliest: int, start: int, operator: bytes, convert: Convert) -> tuple[int, bytes | None]:
    """Where an operator's operands begin and what stands there instead of both; nothing if they stay."""
    stroke, kind = operator.isupper(), operator.lower()
    first, name = name_before(data, start, earliest)
    if name is not None:
        return first, _written(convert((0.0,)), stroke) if _chooses(name, kind) else None
    first, colour = numbers_before(data, start, earliest)
    if len(colour) not in (1, 3, 4) or len(colour) != _COUNTS.get(kind, len(colour)):
        raise UnknownColourError(say('the operator "%(operator)s" without its numbers', operator=operator.decode()))
    return first, _written(convert(colour), stroke)


def _chooses(name: str, kind: bytes) -> bool:
    """Whether this chooses a device's colours, which begin with black (ISO 32000-1, table 74). `/Pattern cs` and `/p1 scn` stay."""
    if kind == b"cs" and name in _DEVICES:
        return True
    if (kind == b"cs" and name == "Pattern") or kind == b"scn":
        return False
    raise UnknownColourError(say('the colour space "%(name)s"', name=name))


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
