"""The typeface of what somebody types into a form, embedded whole.

In: an open PDF and a TrueType font that was cut to the letters of our languages (`tools/field_fonts.py`). Out: the font object.
A viewer sets what is typed with this font, so it must be able to find every letter by its Unicode value.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from handbook import paths

_MOST_IN_BLOCK = 100
"""Entries of one block of a map to Unicode, Adobe technical note 5014."""


_ARABIC = ("ar", "ckb", "fa", "ps", "ur")
"""Languages written in Arabic letters."""


@cache
def for_language(language: str) -> bytes:
    """The font file for what is typed in a language."""
    script = "arabic" if language.split("-")[0] in _ARABIC else "latin"
    return (paths.LAYOUTS / "fields" / f"{script}.ttf").read_bytes()


def embed(pdf: pikepdf.Pdf, data: bytes) -> Any:
    """A composite font whose codes are the font's own glyph numbers."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True) as font:
        order, scale = font.getGlyphOrder(), 1000 / font["head"].unitsPerEm
        widths = [round(font["hmtx"][glyph][0] * scale) for glyph in order]
        letters: dict[int, int] = {}
        for code, glyph in sorted(font.getBestCmap().items()):
            letters.setdefault(font.getGlyphID(glyph), code)
        head, horizontal, name = font["head"], font["hhea"], str(font["name"].getDebugName(6))
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{name}"),
            Flags=32,  # not symbolic: ISO 32000-1 table 123
            FontBBox=Array([round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]),
            ItalicAngle=0,
            Ascent=round(horizontal.ascent * scale),
            Descent=round(horizontal.descent * scale),
            CapHeight=round(font["OS/2"].sCapHeight * scale),
            StemV=80,
            FontFile2=pdf.make_indirect(Stream(pdf, data, Length1=len(data))),
        )
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{name}"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        CIDToGIDMap=Name.Identity,
        FontDescriptor=pdf.make_indirect(descriptor),
        W=Array([0, Array(widths)]),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{name}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, _to_unicode(letters))),
        )
    )


def _to_unicode(letters: dict[int, int]) -> bytes:
    """A map from glyph numbers to Unicode."""
    entries = [b"<%04x> <%04x>" % (glyph, code) for glyph, code in sorted(letters.items())]
    blocks = [entries[start : start + _MOST_IN_BLOCK] for start in range(0, len(entries), _MOST_IN_BLOCK)]
    lines = [
        b"/CIDInit /ProcSet findresource begin",
        b"12 dict begin",
        b"begincmap",
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        b"/CMapName /Adobe-Identity-UCS def",
        b"/CMapType 2 def",
        b"1 begincodespacerange",
        b"<0000> <ffff>",
        b"endcodespacerange",
        *(line for block in blocks for line in (b"%d beginbfchar" % len(block), *block, b"endbfchar")),
        b"endcmap",
        b"CMapName currentdict /CMap defineresource pop",
        b"end",
        b"end",
    ]
    return b"\n".join([*lines, b""])
