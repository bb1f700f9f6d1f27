"""What a page draws, piece by piece: what the structure tree doesn't hold becomes an artifact, and line breaks get their meaning.

In: a page's content as the engine wrote it, and what each piece of marked content is. Out: the content to write back. The engine
drops the space at a line's end and draws a hyphen where it cuts a word; a screen reader would run two words into one, or read
half words. So a line's end gets its space back, and a hyphen that the line break made says that it is a soft one
(ISO 32000-1 14.8.2.2.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

SPACE, SOFT_HYPHEN = " ", "\u00ad"

_OPERATOR = re.compile(rb"(?:/(\w+)\s+<</MCID (\d+)>>\s+BDC|(?:/\w+\s+)(?:<<[^<>]*>>\s+BDC|BMC)|EMC)\s")
_PAINT = re.compile(rb"\b(?:TJ|Tj|Do|f|f\*|S|B|B\*|sh)\b")
_FONT = re.compile(rb"/(\S+) [\d.]+ Tf")
_LAST_SHOWN = re.compile(rb"\[([^\[\]]*)\] TJ(?!.*\] TJ)", re.DOTALL)
_LAST_GLYPH = re.compile(rb"^(.*<(?:[0-9a-f]{4})*?)([0-9a-f]{4})>([\d.\s-]*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """One sequence of marked content with an MCID."""

    number: int
    start: int
    body: int
    """Where its content begins."""
    end: int
    """Where its content ends and EMC stands."""
    after: int
    nested: tuple[tuple[int, int], ...]
    """Artifacts inside it: the engine's underlines."""


@dataclass(frozen=True, slots=True)
class Letters:
    """What the codes of a font stand for."""

    texts: Mapping[bytes, bytes]
    """Code -> UTF-16, both as hexadecimal digits."""
    space: bytes
    """The code of the space; nothing if no word on the pages needed one."""


def letters(to_unicode: bytes) -> Letters:
    """The letters of a font, from its map to Unicode."""
    texts = dict(re.findall(rb"<([0-9a-f]{4})> ?<([0-9a-f]+)>\n", to_unicode))
    return Letters(texts, next((code for code, text in texts.items() if text == b"0020"), b""))


def pieces(content: bytes) -> Iterator[Piece]:
    """The pieces of a page in the order in which they are drawn."""
    opened: Piece | None = None
    depth, inner = 0, 0
    nested: list[tuple[int, int]] = []
    for found in _OPERATOR.finditer(content):
        if found[2] is not None and opened is None:
            opened, nested = Piece(int(found[2]), found.start(), found.end(), 0, 0, ()), []
        elif found[0].strip() != b"EMC":
            depth += 1
            if opened and depth == 1:
                inner = found.start()
        elif depth:
            depth -= 1
            if opened and depth == 0:
                nested.append((inner, found.end()))
        elif opened:
            yield Piece(opened.number, opened.start, opened.body, found.start(), found.end(), tuple(nested))
            opened = None


def blank(content: bytes) -> set[int]:
    """The pieces that draw nothing: spaces between elements, which the engine marks but leaves out."""
    return {piece.number for piece in pieces(content) if not _PAINT.search(content, piece.body, piece.end)}


def rewrite(content: bytes, claimed: Set[int], furniture: Mapping[int, str], ends: Mapping[int, str], fonts: Mapping[bytes, Letters]) -> bytes:
    """The content with artifacts for what no element claims, and with the meaning of line breaks.

    `furniture` names the pieces of margin boxes (Header or Footer), `ends` what a line break after a piece stands for, and
    `fonts` the letters of each font by its name in the page's resources.
    """
    made: list[bytes] = []
    at = 0
    for piece in pieces(content):
        made.append(content[at : piece.start])
        at = piece.after
        body = content[piece.body : piece.end]
        if not body.strip():
            continue
        behind = b"".join(content[start:end] for start, end in piece.nested)
        for start, end in reversed(piece.nested):
            body = body[: start - piece.body] + body[end - piece.body :]
        if piece.number in claimed:
            made += [content[piece.start : piece.body], _ended(body, ends.get(piece.number, ""), fonts), b"EMC\n", behind]
        elif piece.number in furniture:
            made += [b"/Artifact <</Type /Pagination /Subtype /%s>> BDC\n" % furniture[piece.number].encode(), body, b"EMC\n", behind]
        else:
            made += [b"/Artifact BMC\n", body, b"EMC\n", behind]
    made.append(content[at:])
    return b"".join(made)


def _ended(body: bytes, end: str, fonts: Mapping[bytes, Letters]) -> bytes:
    """A line's last piece with what the break after it stands for."""
    shown = _LAST_SHOWN.search(body) if end else None
    last = _LAST_GLYPH.match(shown[1]) if shown else None
    used = _FONT.findall(body, 0, shown.start()) if shown else []
    font = fonts.get(used[-1]) if used else None
    if not shown or not last or not font:
        return body
    if end == SPACE and font.space:
        return body if last[2] == font.space else body[: shown.end(1)] + b"<" + font.space + b">" + body[shown.end(1) :]
    said = b"00ad" if end == SOFT_HYPHEN else font.texts.get(last[2], b"") + b"0020"
    before = last[1] + b">" if not last[1].endswith(b"<") else last[1][:-1]
    text = b"".join([b"[", before, b"] TJ\n/Span <</ActualText <feff", said, b">>> BDC\n[<", last[2], b">", last[3], b"] TJ\nEMC"])
    return body[: shown.start()] + text + body[shown.end() :]
