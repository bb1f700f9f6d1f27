"""Characters that typefaces have, and that they lack."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from handbook import paths
from handbook.assets import Asset
from handbook.preflight import glyphs
from handbook.preflight.content import check
from tests.preflight import editions


def test_our_typefaces_have_all_that_is_taken_for_granted() -> None:
    assert glyphs.USUAL - glyphs.ours() == frozenset()


def test_common_characters_open_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "ours", lambda: pytest.fail("a font was opened"))
    assert editions.said(top={"title": '"Größe – „Łódź“ – 3 × täglich…"'}) == []


def test_other_scripts_that_we_carry_are_in_order() -> None:
    assert editions.said(top={"title": '"خدمة العملاء – Київ – Москва"'}) == []


@pytest.mark.parametrize(("title", "code"), [("Los 🚀", "U+1F680"), ("客服", "U+5BA2"), ("Los\ufe0f ✂", "U+2702")])
def test_a_character_that_no_typeface_has_is_an_error(title: str, code: str) -> None:
    (finding,) = editions.found(top={"title": f'"{title}"'})
    assert (finding.code, finding.severity) == ("N12", "error")
    assert code in finding.message


def test_marks_without_a_shape_are_never_missed() -> None:
    assert editions.said(top={"title": '"Kunden\u00adservice\u200b\u2060 \u202fneu"'}) == []


def test_a_typeface_of_ones_own_that_lacks_letters_is_for_review() -> None:
    font = TTFont(paths.LAYOUTS / "fonts" / "IBMPlexSans-Regular.ttf")
    small = subset.Subsetter()
    small.populate(text="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ,.-ÄÖÜäöü€„“–")
    small.subset(font)
    out = io.BytesIO()
    font.save(out)
    content = replace(editions.content(editions.text()), typeface=(Asset("edition/own.ttf", "font/ttf", out.getvalue()),))
    (finding,) = check(content)
    assert (finding.code, finding.severity) == ("N12", "review")
    assert finding.message == "brand.typeface.regular: it lacks ß; these are set in IBM Plex Sans."


def test_letters_that_only_an_own_typeface_has_are_missing_nowhere() -> None:
    font = TTFont(paths.LAYOUTS / "fonts" / "IBMPlexSans-Regular.ttf")
    for cmap in font["cmap"].tables:
        if cmap.isUnicode():
            cmap.cmap |= {ord("客"): "A"}
    out = io.BytesIO()
    font.save(out)
    own = Asset("edition/own.ttf", "font/ttf", out.getvalue())
    content = replace(editions.content(editions.text(top={"title": '"客服"'})), typeface=(own,))
    assert ["服" in finding.message for finding in check(content)] == [True]


def test_a_letter_may_be_put_together_of_others() -> None:
    assert glyphs.missing("ḧ ẖ 漢 ẖ") == ["ẖ", "漢"]
