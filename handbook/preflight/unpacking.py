"""A stream of a PDF that nobody vouches for, unpacked, and no further than somebody waits for: a hundred bytes can say that they are a gigabyte.

In: a stream and a limit. Out: its bytes, or `EndlessError` before they are in memory. The length that a stream says of itself counts
for nothing.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from typing import Any

MOST_CODED = 400_000
"""Bytes of a stream in a packing that the library undoes as a whole; deflate makes of them a thousand times as much at most."""
_MOST_PACKINGS = 2
_FLATE = "/FlateDecode"


class EndlessError(ValueError):
    """Something in a file goes on for longer than anybody waits for."""


def unpacked(stream: Any, most: int, most_coded: int = MOST_CODED) -> bytes:
    """The bytes of a stream. EndlessError if there are more than `most`, or more than `most_coded` in a packing that the library undoes as a whole; of a
    damaged one whatever the library raises.
    """
    import pikepdf

    data: bytes = stream.read_raw_bytes()
    packings = _packings(stream)
    if len(packings) > _MOST_PACKINGS:
        raise EndlessError
    plain = "/DecodeParms" not in stream
    if plain and all(packing in _UNPACKED for packing in packings):
        for packing in packings:
            data = _UNPACKED[packing](data, most)
    else:
        if packings == [_FLATE]:
            _inflated(data, most)
        elif len(data) > most_coded or packings.count(_FLATE) > 1:
            raise EndlessError
        data = stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    if len(data) > most:
        raise EndlessError
    return data


def _packings(stream: Any) -> list[str]:
    """How a stream is packed, the outermost first."""
    import pikepdf

    named = stream.get("/Filter")
    return [str(each) for each in named] if isinstance(named, pikepdf.Array) else [] if named is None else [str(named)]


def _inflated(data: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj()
    made = unpacking.decompress(data, most + 1)
    if len(made) > most:
        raise EndlessError
    return made


_UNPACKED: dict[str, Callable[[bytes, int], bytes]] = {
    _FLATE: _inflated,
    "/ASCII85Decode": lambda data, most: base64.a85decode(data.partition(b"~>")[0]),
    "/ASCIIHexDecode": lambda data, most: bytes.fromhex(data.partition(b">")[0].decode("ascii")),
}
"""Packings that are undone here, where their size is seen as it grows: ISO 32000-1, 7.4."""
