"""The typeface of forms: every letter of our languages, and found by its Unicode value."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from handbook import paths
from handbook.channels.field_font import embed


def letters(name: str) -> set[str]:
    """What the embedded font can set."""
    with pikepdf.new() as document:
        font = embed(document, (Path(paths.LAYOUTS) / "fields" / name).read_bytes())
        text = font.ToUnicode.read_bytes().decode()
        return {chr(int(code, 16)) for code in re.findall(r"^<[0-9a-f]{4}> <([0-9a-f]{4})>$", text.split("endcodespacerange")[1], re.MULTILINE)}


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        ("latin.ttf", "Zwölf große Boxkämpfer jagen Viktor quer über den Sylter Deich €"),
        ("latin.ttf", "Pójdźże, kiń tę chmurność w głąb flaszy!"),
        ("latin.ttf", "Pijamalı hasta yağız şoföre çabucak güvendi. İĞÜŞÖÇ"),
        ("latin.ttf", "Жебракують філософи при ґанку церкви в Гадячі, ще й шатро їхнє п’яне знаємо. ІЇЄҐ"),
        ("latin.ttf", "Съешь же ещё этих мягких французских булок, да выпей чаю. ЁЪЫЭ"),
        ("latin.ttf", "Gheorghe, obezul, a reuşit să obţină jucându-se un flux în Quebec. ȘȚĂÂÎ"),
        ("arabic.ttf", "نص حكيم له سر قاطع وذو شأن عظيم مكتوب على ثوب أخضر ومغلف بجلد أزرق ٠١٢٣٤٥٦٧٨٩ ؟،"),
        ("arabic.ttf", "Kundenservice 0123456789 @.-+ÄÖÜäöüß"),
    ],
)
def test_a_form_font_has_every_letter_of_a_language(name: str, sample: str) -> None:
    assert set(sample) - letters(name) == set()


@pytest.mark.parametrize("name", ["latin.ttf", "arabic.ttf"])
def test_a_form_font_is_small_embedded_whole_and_bears_a_name_of_its_own(name: str) -> None:
    data = (Path(paths.LAYOUTS) / "fields" / name).read_bytes()
    assert len(data) < 60_000
    with pikepdf.new() as document:
        font = embed(document, data)
        inner = font.DescendantFonts[0]
        assert inner.FontDescriptor.FontFile2.read_bytes() == data
        assert "Plex" not in str(font.BaseFont)
        assert "+" not in str(font.BaseFont)


def test_a_form_font_has_the_widths_of_its_glyphs(field_font: bytes) -> None:
    import io

    from fontTools.ttLib import TTFont

    with pikepdf.new() as document, TTFont(io.BytesIO(field_font)) as font:
        widths = [int(width) for width in embed(document, field_font).DescendantFonts[0].W[1]]
        assert len(widths) == font["maxp"].numGlyphs
        assert widths[font.getGlyphID(font.getBestCmap()[ord("m")])] == font["hmtx"]["m" if "m" in font.getGlyphOrder() else font.getBestCmap()[ord("m")]][0]
