"""The objects of a PDF that nobody vouches for: what stands where, or nothing; never an exception.

In: objects of an open PDF. Out: plain values. A damaged file raises at any look at it, whatever the library found there, so every
look goes through here. Lists are cut off at `MOST_KIDS`, and streams are never unpacked beyond `MOST_BYTES`: a hundred bytes
can say that they are a gigabyte.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handbook.preflight import unpacking

Key = tuple[int, int]
"""Number and generation of an object in its file; (0, 0) for one that stands inside another."""

MOST_KIDS = 50_000
"""Items of one list."""
MOST_BYTES = 32 * 1024 * 1024
"""Bytes of one stream, unpacked: a page of a map has two or three million."""
_MOST_CODED = 100_000
"""Bytes of a stream in another packing, which the library undoes as a whole."""
LONGEST = 10_000
"""Bytes of a string that are read."""


def get(thing: Any, *keys: str) -> Any:
    """What stands under these keys, one inside the other; None where something isn't there or can't be read."""
    for key in keys:
        if thing is None:
            return None
        try:
            if key not in thing:  # three times faster than asking for what isn't there
                return None
            thing = thing[key]
        except Exception:  # whatever the damage calls for
            return None
    return thing


def each(thing: Any) -> Iterator[Any]:
    """The items of a list; what isn't a list is its only item."""
    import pikepdf

    if thing is None:
        return
    if isinstance(thing, tuple):
        yield from thing
        return
    if not isinstance(thing, pikepdf.Array):
        yield thing
        return
    for number in range(min(length(thing), MOST_KIDS)):
        try:
            item = thing[number]
        except Exception:
            continue
        if item is not None:
            yield item


def entries(thing: Any) -> Iterator[tuple[str, Any]]:
    """The keys of a dictionary with what stands under them."""
    try:
        keys = list(thing.keys())[:MOST_KIDS]
    except Exception:
        return
    for key in keys:
        if (value := get(thing, key)) is not None:
            yield key, value


def length(thing: Any) -> int:
    """How many items a list has; 0 for what is none."""
    import pikepdf

    try:
        return len(thing) if isinstance(thing, pikepdf.Array) else 0
    except Exception:
        return 0


def too_long(thing: Any) -> bool:
    """Whether a list has more items than are looked at."""
    return length(thing) > MOST_KIDS


def text(thing: Any) -> str:
    """A string or a name as text, cut off at `LONGEST`; nothing for anything else."""
    import pikepdf

    if not isinstance(thing, (pikepdf.String, pikepdf.Name, str)):
        return ""
    try:
        if isinstance(thing, pikepdf.String) and len(data := bytes(thing)) > LONGEST:  # ten thousand links may share one name of a megabyte
            thing = pikepdf.String(data[:LONGEST])
        return str(thing)
    except Exception:
        return ""


def whole(thing: Any) -> int | None:
    """A whole number; None for anything else."""
    return thing if isinstance(thing, int) and not isinstance(thing, bool) else None


def numbers(thing: Any) -> tuple[float, ...]:
    """The numbers of a list; nothing if one of them isn't."""
    try:
        return tuple(float(item) for item in each(thing))
    except Exception:
        return ()


def key(thing: Any) -> Key:
    """By what an object is told from others."""
    try:
        number, generation = thing.objgen
    except Exception:
        return 0, 0
    return int(number), int(generation)


def unpacked(stream: Any) -> bytes | None:
    """The bytes of a stream; None if they can't be read, or are more than anybody waits for."""
    try:
        return unpacking.unpacked(stream, MOST_BYTES, _MOST_CODED)
    except Exception:
        return None
