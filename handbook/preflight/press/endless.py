"""What in a PDF goes on for longer than anybody draws: a few bytes in the file that unpack to gigabytes, things that hold themselves.

In: a page or form. Out: nothing, or `EndlessError` before it is unpacked. The length that a stream says of itself counts for nothing.
"""

from __future__ import annotations

import zlib
from typing import Any

MOST_BYTES = 8_000_000
"""Of one content stream, unpacked."""
_MOST_CODED = 400_000
"""Of a stream that is packed in an unusual way, whose length is only known when it is unpacked; deflate makes of it a thousand times as much at most."""
_MOST_FILTERS = 2
_FLATE = "/FlateDecode"
_PIECE = 1 << 20


class EndlessError(ValueError):
    """Something in a file goes on for longer than anybody draws."""


def read(stream: Any, most: int = MOST_BYTES) -> bytes:
    """A stream unpacked. EndlessError if it is longer than that."""
    _refuse(stream, most)
    data: bytes = stream.read_bytes()
    return data


def refuse_endless(holder: Any) -> None:
    """EndlessError if what a page or form draws would unpack to too much."""
    import pikepdf

    contents = holder if isinstance(holder, pikepdf.Stream) else holder.get("/Contents", pikepdf.Array())
    for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
        _refuse(stream, MOST_BYTES)


def _refuse(stream: Any, most: int) -> None:
    raw: bytes = stream.read_raw_bytes()
    filters = _filters(stream)
    if filters == [_FLATE]:
        length = _inflated(raw, most)
    elif len(filters) > _MOST_FILTERS or filters.count(_FLATE) > 1 or (filters and len(raw) > _MOST_CODED):
        raise EndlessError
    else:
        length = len(stream.read_bytes()) if filters else len(raw)
    if length > most:
        raise EndlessError


def _filters(stream: Any) -> list[str]:
    """How a stream is packed, the outermost first."""
    import pikepdf

    named = stream.get("/Filter")
    return [str(each) for each in named] if isinstance(named, pikepdf.Array) else [] if named is None else [str(named)]


def _inflated(raw: bytes, most: int) -> int:
    """How many bytes it unpacks to; it is unpacked piece by piece, and no further than it may go."""
    unpack, length = zlib.decompressobj(), 0
    while raw and length <= most:
        length += len(unpack.decompress(raw, _PIECE))
        raw = unpack.unconsumed_tail
    return length
