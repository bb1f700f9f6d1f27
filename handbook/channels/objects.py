"""PDF objects as bytes, and files made of them: what pikepdf saves anew each time is here written once and used many times.

In: pikepdf objects, and what each object that they point to is numbered. Out: their bytes (ISO 32000-1 7.3), and a `Body` of objects
whose end, the cross-reference stream, can be written again and again with other objects behind them.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream, String

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ROW = struct.Struct(">BIH")
"""A row of the cross-reference stream: kind, place or holder, number in the holder; ISO 32000-1 table 18."""
_FREE = (0, 0, 65535)
"""A number that no object has."""
_RETURN = 0x0D
_IN_HOLDER = 100
"""Objects of one object stream; few enough that a reader unpacks little, many enough that they are packed well."""
_QUICK = 1
"""How hard rows are packed: every copy has thousands, and more effort takes ten times as long for half a percent of the file."""

Refer = Callable[[Any], int]
"""What an indirect object is numbered."""


def spell(value: Any, refer: Refer) -> bytes:
    """A value as it stands inside another object: an indirect one as a reference."""
    if getattr(value, "is_indirect", False):
        return b"%d 0 R" % refer(value)
    return spell_whole(value, refer)


def spell_whole(value: Any, refer: Refer, without: Iterable[str] = ()) -> bytes:
    """An object itself; of a stream only its dictionary, without its length. Keys that somebody else writes are left out."""
    if isinstance(value, (Dictionary, Stream)):
        skipped = {*without, "/Length"} if isinstance(value, Stream) else set(without)
        return b"<<" + b"".join(name(key) + b" " + spell(each, refer) for key, each in sorted(value.items()) if key not in skipped) + b">>"
    if isinstance(value, Array):
        return b"[" + b" ".join(spell(each, refer) for each in value) + b"]"
    if isinstance(value, Name):
        return name(str(value))
    if isinstance(value, String):
        return string(bytes(value))
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if value is None:
        return b"null"
    return str(value).encode() if isinstance(value, int) else format(value, "f").encode()


def name(text: str) -> bytes:
    """A name, ISO 32000-1 7.3.5."""
    return b"/" + b"".join(b"%c" % byte if 0x21 <= byte <= 0x7E and byte not in b"#/()<>[]{}%" else b"#%02x" % byte for byte in text[1:].encode())


def string(data: bytes) -> bytes:
    """A string of bytes, ISO 32000-1 7.3.4.2."""
    return b"(" + data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r") + b")"


def text(value: str) -> bytes:
    """A string that people read, as UTF-16 where ASCII can't say it; ISO 32000-1 7.9.2.2."""
    return string(value.encode() if value.isascii() else b"\xfe\xff" + value.encode("utf-16-be"))


def packed(data: bytes, level: int = zlib.Z_DEFAULT_COMPRESSION) -> bytes:
    """Data compressed, without a carriage return at its end: some readers take one for a part of the line end that follows."""
    made = zlib.compress(data, level)
    while made.endswith(b"\r"):
        data += b"\n"
        made = zlib.compress(data, level)
    return made


def stream(said: bytes, data: bytes) -> bytes:
    """A stream object: its dictionary as `spell_whole` makes it, and the bytes it holds."""
    return said[:-2] + b"/Length %d>>\nstream\n" % len(data) + data + b"\nendstream"


@dataclass
class Lately:
    """Objects that were written into a file, by what they are: what comes again needn't be written again. The last so many, whatever the file's size."""

    most: int = 10_000
    numbers: dict[bytes, int] = field(default_factory=dict)
    """By digest, in the order of their last use."""

    def number(self, key: bytes) -> int | None:
        """The number of such an object, if there is one."""
        found = self.numbers.pop(key, None)
        if found is not None:
            self.numbers[key] = found
        return found

    def add(self, numbers: Mapping[bytes, int]) -> None:
        """Remember objects that were written."""
        self.numbers |= numbers
        for key in list(self.numbers)[: max(0, len(self.numbers) - self.most)]:
            del self.numbers[key]


@dataclass
class Body:
    """Objects of a file in the order in which they are written, and where each is found."""

    written: bytearray = field(default_factory=lambda: bytearray(HEADER))
    rows: bytearray = field(default_factory=lambda: bytearray(_ROW.pack(*_FREE)))
    before: int = 0
    """Bytes of the file that were written before these."""

    def reserve(self, size: int) -> None:
        """Make room for objects with numbers below this."""
        self.rows += bytes(max(0, size * _ROW.size - len(self.rows)))

    @property
    def size(self) -> int:
        """The first number that no object has."""
        return len(self.rows) // _ROW.size

    def put(self, number: int, data: bytes) -> None:
        """Write one object by itself, as a stream must be."""
        self.reserve(number + 1)
        _ROW.pack_into(self.rows, number * _ROW.size, 1, self.before + len(self.written), 0)
        self.written += b"%d 0 obj\n" % number + data + b"\nendobj\n"

    def hold(self, objects: Mapping[int, bytes]) -> None:
        """Write many objects, packed together."""
        numbers = list(objects)
        for start in range(0, len(numbers), _IN_HOLDER):
            some = numbers[start : start + _IN_HOLDER]
            self.reserve(max(some) + 1)
        for start in range(0, len(numbers), _IN_HOLDER):
            some = numbers[start : start + _IN_HOLDER]
            holder, place, places = self.size, 0, []
            for index, number in enumerate(some):
                _ROW.pack_into(self.rows, number * _ROW.size, 2, holder, index)
                places.append(b"%d %d" % (number, place))
                place += len(objects[number]) + 1
            head = b" ".join(places) + b"\n"
            said = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode>>" % (len(some), len(head))
            self.put(holder, stream(said, packed(head + b"\n".join(objects[number] for number in some))))

    def taken(self) -> bytes:
        """What was written so far, to be put on the disk; the body goes on behind it."""
        made = bytes(self.written)
        self.before += len(made)
        self.written.clear()
        return made

    def end(self, root: int, info: int, identity: bytes) -> bytes:
        """The whole file, or what wasn't taken of it, with its cross-reference stream; `identity` is what makes it another file than the next."""
        number, start = self.size, self.before + len(self.written)
        rows = self.rows + _ROW.pack(1, start, 0)
        while zlib.adler32(rows) & 0xFF == _RETURN:  # what is packed ends with this sum, and rows can't be followed by anything but rows
            rows += _ROW.pack(*_FREE)
        digest = string(hashlib.sha256(identity).digest()[:16])
        said = b"<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R%s/ID[%s%s]/Filter/FlateDecode>>" % (
            len(rows) // _ROW.size,
            root,
            b"/Info %d 0 R" % info if info else b"",
            digest,
            digest,
        )
        return bytes(self.written) + b"%d 0 obj\n" % number + stream(said, packed(bytes(rows), _QUICK)) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
