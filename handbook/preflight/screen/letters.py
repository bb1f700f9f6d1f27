"""Which letters the signs of a PDF's typeface are, for those who have the text read out to them.

In: a font dictionary and the strings that it shows. Out: why they can't be read out, or nothing. A font that isn't one of the
standard encodings needs a ToUnicode map; that a map is there doesn't mean that it names letters.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from handbook.preflight.screen.objects import each, get, numbers, text, unpacked

Fault = Literal["unmapped", "wrong"]
"""Nothing says which letters the signs are; or what is said are no letters."""
_ENCODINGS = ("/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding", "/StandardEncoding")
_COLLECTIONS = ("Japan1", "GB1", "CNS1", "Korea1", "KR")
"""Of Adobe, whose characters every reader knows: ISO 32000-1, 9.7.5.2."""
_NONSYMBOLIC = 32
"""Flag of a font descriptor: it shows Latin letters, ISO 32000-1, table 123."""
_NO_LETTER = re.compile(r"(?:[A-Za-z]{1,2}|cid|gid|glyph|index|char)[-_]?\d+|\.notdef", re.IGNORECASE)
_LETTER = re.compile(r"uni(?:[0-9A-F]{4})+|u[0-9A-F]{4,6}")
"""Names of glyphs that say a code: Adobe Glyph List specification, 2."""
_MOST_RANGES = 20_000
_MOST_BYTES = 16 * 1024 * 1024
"""Of the maps of all typefaces of a file."""
_SECTION = re.compile(rb"(begin|end)(bfchar|bfrange)")
_HEX = rb"<([0-9A-Fa-f\s]*+)>"
_QUOTED = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_PAIR = re.compile(_HEX + rb"\s*+" + _HEX)
_TRIPLE = re.compile(_HEX + rb"\s*+" + _HEX + rb"\s*+(?:" + _HEX + rb"|\[([^\[\]]*+)\])")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b""}


@dataclass
class ToUnicode:
    """What a font says of its signs."""

    letters: dict[int, str] = field(default_factory=dict)
    ranges: list[tuple[int, int, str]] = field(default_factory=list)
    """First and last sign, and the letter of the first; in order."""

    def letter(self, code: int) -> str | None:
        """The letter or letters of a sign; None where nothing is said."""
        if (found := self.letters.get(code)) is not None:
            return found
        at = bisect_right(self.ranges, (code, 0xFFFFFFFF, "")) - 1
        first, last, start = self.ranges[at] if at >= 0 else (0, -1, "")
        return start[:-1] + chr(min(ord(start[-1]) + code - first, 0x10FFFF)) if code <= last and start else None


@dataclass
class Reader:
    """Reads the typefaces of a file, until there was enough to read."""

    left: int = _MOST_BYTES

    def fault(self, font: Any, strings: Iterable[bytes]) -> Fault | None:
        """Why what a font shows can't be read out; None if it can, or nobody waits for the answer."""
        if self.left < 0:
            return None
        said = unpacked(get(font, "/ToUnicode"))
        self.left -= len(said or b"")
        return fault(font, said, strings)


def fault(font: Any, said: bytes | None, strings: Iterable[bytes]) -> Fault | None:
    """The same for a font with its map, if there is one."""
    composite = text(get(font, "/Subtype")) == "/Type0"
    if said is None:  # a name, such as /Identity-H, maps nothing
        return None if (_known(font) if composite else _readable(font)) else "unmapped"
    if composite and not text(get(font, "/Encoding")).startswith("/Identity"):
        return None  # its codes are of many lengths
    made = to_unicode(said)
    codes = _codes(strings, 2 if composite else 1)
    letters = {code: made.letter(code) for code in codes}
    if any(letter is None for letter in letters.values()) and not (_known(font) if composite else _readable(font)):
        return "unmapped"
    return "wrong" if any(letter is not None and _is_none(letter) for letter in letters.values()) else None


def to_unicode(data: bytes) -> ToUnicode:
    """A ToUnicode map: ISO 32000-1, 9.10.3."""
    made = ToUnicode()
    for kind, content in _sections(data):
        if kind == b"bfchar":
            for code, letters in _PAIR.findall(content):
                made.letters[_code(code)] = _text(letters)
        else:
            for first, last, start, listed in _TRIPLE.findall(content):
                if listed:
                    made.letters |= {_code(first) + number: _text(letters) for number, letters in enumerate(re.findall(_HEX, listed))}
                elif len(made.ranges) < _MOST_RANGES:
                    made.ranges.append((_code(first), _code(last), _text(start)))
    made.ranges.sort()
    return made


def _sections(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Single signs and runs of them, as they stand between their keywords."""
    start, open_kind = 0, b""
    for found in _SECTION.finditer(data):
        if found[1] == b"begin":
            start, open_kind = found.end(), found[2]
        elif found[2] == open_kind:
            yield open_kind, data[start : found.start()]
            open_kind = b""


def _is_none(letter: str) -> bool:
    """Whether it is no letter: nothing, what stands for an unknown one, or what everybody may use as he likes (ISO 14289-1, 7.21.7)."""
    return not letter or any(each in "\0\ufeff\ufffd\ufffe" or "\ue000" <= each <= "\uf8ff" or each >= "\U000f0000" for each in letter)


def _known(font: Any) -> bool:
    """Whether a composite font's signs are those of a collection that readers know."""
    return any(text(get(inner, "/CIDSystemInfo", "/Ordering")) in _COLLECTIONS for inner in each(get(font, "/DescendantFonts")))


def _readable(font: Any) -> bool:
    """Whether a simple font's encoding names its letters."""
    encoding = get(font, "/Encoding")
    names = [text(name)[1:] for name in each(get(encoding, "/Differences")) if text(name)]
    if names and all(_NO_LETTER.fullmatch(name) and not _LETTER.fullmatch(name) for name in names):
        return False
    if names or text(encoding) in _ENCODINGS or text(get(encoding, "/BaseEncoding")) in _ENCODINGS:
        return True
    kind = text(get(font, "/Subtype"))
    if kind == "/Type3":
        return False
    flags = next(iter(numbers(get(font, "/FontDescriptor", "/Flags"))), None)
    return kind != "/TrueType" or flags is None or bool(int(flags) & _NONSYMBOLIC)  # what Type 1 has inside names its glyphs


def _codes(strings: Iterable[bytes], length: int) -> set[int]:
    """All signs that stand in strings, each of one or two bytes."""
    codes: set[int] = set()
    for string in strings:
        data = _unquoted(string)
        codes.update(data if length == 1 else struct.unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2]))
    return codes


def _unquoted(string: bytes) -> bytes:
    """What a string of a content stream says: ISO 32000-1, 7.3.4."""
    if string[:1] == b"[":
        pieces = _QUOTED.findall(string)
        try:
            return b"".join([bytes.fromhex(piece.decode("ascii")) for piece in pieces])
        except ValueError:  # half a byte in one of them
            return b"".join(_unquoted(b"<" + piece + b">") for piece in pieces)
    if string[:1] == b"<":
        digits = re.sub(rb"\s", b"", string[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return _ESCAPE.sub(_meant, string[1:-1]) if b"\\" in string else string[1:-1]


def _meant(escape: re.Match[bytes]) -> bytes:
    if escape[1]:
        return bytes([int(escape[1], 8) & 255])
    return _ESCAPED.get(escape[2], escape[2]) if escape[2] else b""


def _code(digits: bytes) -> int:
    return int(re.sub(rb"\s", b"", digits)[:8] or b"0", 16)


def _text(digits: bytes) -> str:
    digits = re.sub(rb"\s", b"", digits)[:1024]
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")).decode("utf-16-be", "replace")
