"""Letters that no typeface of the book has are told before anything is built."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from handbook import paths
from handbook.assets import Asset
from handbook.errors import ContentError
from handbook.preflight import glyphs
from handbook.runs import letters
from handbook.runs.recipients import Recipients, read


def listed(folder: Path, text: str) -> Recipients:
    (folder / "list.csv").write_text(text, "utf-8")
    return read(folder / "list.csv", ("de", "en"))


def refusals(recipients: Recipients, typeface: tuple[Asset, ...] = ()) -> list[str]:
    with pytest.raises(ContentError) as error:
        letters.check(recipients, typeface)
    return [f"{found.place.line}:{found.place.column} {found.message}" for found in error.value.findings]


def test_each_cell_with_other_letters_is_named_once(tmp_path: Path) -> None:
    recipients = listed(tmp_path, "Kundennummer;Name;Schule;Grußwort\n北;9a;Süd;Los!\n;王小明小;北京学校;Los 🚀\n;דוד;Süd;\n")
    assert refusals(recipients) == [
        '3:2 "王小明小" has letters that no typeface of the book has: 王 (U+738B), 小 (U+5C0F), 明 (U+660E).',
        '3:3 "北京学校" has letters that no typeface of the book has: 北 (U+5317), 京 (U+4EAC), 学 (U+5B66), ….',
        '3:4 "Los 🚀" has letters that no typeface of the book has: 🚀 (U+1F680).',
        '4:2 "דוד" has letters that no typeface of the book has: ד (U+05D3), ו (U+05D5).',
    ]


def test_the_scripts_that_the_book_has_are_in_order(tmp_path: Path) -> None:
    letters.check(listed(tmp_path, "Name\nŞükrü Çağlayanğ\nŻółć\nمحمد عبد الله\nОлександр Їжакевич\nΓιώργος\nNguyễn Thị Hồng\nḧ ǰ\n"))


def test_a_list_in_western_letters_opens_no_typeface(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "missing", lambda *_: pytest.fail("a typeface was asked"))
    letters.check(listed(tmp_path, "Name;Schule\nJörg Weiß;Élysée §\n"))


def test_the_editions_own_typeface_counts(tmp_path: Path) -> None:
    recipients = listed(tmp_path, "Name\n王\n北\n")
    assert [told[:1] for told in refusals(recipients, (own("王"), own("王北")))] == ["3"]


def test_a_list_of_nothing_but_other_letters_is_not_told_to_its_end(tmp_path: Path) -> None:
    told = refusals(listed(tmp_path, "Name\n" + "".join(f"{number} 王\n" for number in range(300))))
    assert len(told) == 101
    assert "more mistakes" in told[-1]


def own(more: str) -> Asset:
    """Our typeface with more letters."""
    font = TTFont(paths.LAYOUTS / "fonts" / "IBMPlexSans-Regular.ttf")
    for cmap in font["cmap"].tables:
        if cmap.isUnicode():
            cmap.cmap |= {ord(each): "A" for each in more}
    out = io.BytesIO()
    font.save(out)
    return Asset("edition/own.ttf", "font/ttf", out.getvalue())
