"""The typefaces in which forms are filled in, cut out of Plex: letters of the languages we print, no kerning, no hinting.

In: two of the fetched fonts. Out: `layouts/fields/latin.ttf` (Latin and Cyrillic) and `layouts/fields/arabic.ttf`.
A form has to carry every letter that somebody may type, so the whole font would go into each file. "Plex" is a reserved name
under the Open Font License: what was cut out bears another.
Called by `tools/fetch_third_party.py`; the same fontTools gives the same bytes.
"""

from __future__ import annotations

import io

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E]
CYRILLIC = [*range(0x400, 0x460), 0x490, 0x491]
MARKS = [0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x2032, 0x2039, 0x203A, 0x20AC, 0x2116, 0x2212]
ARABIC = [0x60C, 0x61B, 0x61F, *range(0x621, 0x63B), *range(0x640, 0x653), *range(0x660, 0x66E), 0x67E, 0x686, 0x698, 0x6A9, 0x6AF, 0x6CC, *range(0x6F0, 0x6FA)]
JOINED = [*range(0xFB56, 0xFB5A), *range(0xFB7A, 0xFB7E), 0xFB8A, 0xFB8B, *range(0xFB8E, 0xFB96), *range(0xFBFC, 0xFC00), *range(0xFE80, 0xFEFD)]
"""The shapes of Arabic letters inside a word, for viewers that choose them by their code."""


def cut(data: bytes, codes: list[int], name: str) -> bytes:
    """The glyphs of these codes as a font of this name."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(hinting=False, layout_features=[], name_IDs=["*"], notdef_outline=True, glyph_names=False, recalc_timestamp=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "gasp", "DSIG", "meta", "STAT"]
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    table = font["name"]
    kept = {number: str(table.getDebugName(number)) for number in (0, 13, 14)}  # copyright and licence stay as they are
    table.names = []
    for number, text in {**kept, 1: name, 2: "Regular", 3: name, 4: name, 6: name.replace(" ", "-")}.items():
        table.setName(text, number, 3, 1, 0x409)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def made(latin: bytes, arabic: bytes) -> dict[str, bytes]:
    """Both fonts by their place below `layouts/`."""
    return {
        "fields/latin.ttf": cut(latin, LATIN + CYRILLIC + MARKS, "Handbook Field"),
        "fields/arabic.ttf": cut(arabic, [*LATIN[:191], *MARKS, *ARABIC, *JOINED], "Handbook Field Arabic"),
    }
