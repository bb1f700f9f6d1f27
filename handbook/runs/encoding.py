"""The bytes of a list -> its text, in whichever encoding an office saves: UTF-8 with and without a mark, UTF-16, Windows-1252.

In: bytes. Out: text. Windows-1252 can be read out of nearly any bytes, so that a list in UTF-8 with one byte amiss would become nonsense
without a word: where most of what isn't ASCII is good UTF-8, the list is UTF-8, and each byte amiss stays in its place as a code that
`amiss` finds.
"""

from __future__ import annotations

import re

from handbook.errors import ContentError
from handbook.findings import Finding, Place
from handbook.wording import say

_AMISS = re.compile("[\udc80-\udcff]")  # PEP 383
_BEYOND_ASCII = re.compile("[^\0-\x7f\udc80-\udcff]+")


def decoded(data: bytes, name: str) -> str:
    """The text of a file. ContentError with the line where it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _in(data, "utf-16", name)
    if len(data) > 3 and data[1:4:2] == b"\0\0":
        return _in(data, "utf-16-le", name)
    if len(data) > 3 and data[0:3:2] == b"\0\0":
        return _in(data, "utf-16-be", name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", "surrogateescape")
        good = sum(len(found[0]) for found in _BEYOND_ASCII.finditer(text))
        bad = sum(1 for _ in _AMISS.finditer(text))
        return text if good >= bad else _in(data, "cp1252", name)


def amiss(text: str) -> int | None:
    """The first byte of a text that wasn't UTF-8 like the rest of it."""
    found = None if text.isascii() else _AMISS.search(text)
    return ord(found[0]) - 0xDC00 if found else None


def _in(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = (data.count(b"\n", 0, error.start) or data.count(b"\r", 0, error.start)) + 1
        hint = say("In Excel, choose “CSV UTF-8” when you save it.")
        raise ContentError(Finding("R01", say("is neither UTF-8 nor UTF-16 nor Windows-1252 text."), Place(name, line), hint)) from None
