"""Which texts stand on which fields, and what inks make of them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from handbook import icc, paths, print_shops
from handbook.edition.brand import palette
from handbook.preflight import contrast
from tests.preflight import editions

PLAIN = editions.content(editions.text())
COLOURS = palette(PLAIN.loaded)[0]


def tokens(pattern: str) -> set[str]:
    """The colours that the style sheets use so."""
    sheets = "\n".join(path.read_text("utf-8") for path in (paths.LAYOUTS / "css").rglob("*.css") if path.name not in ("tokens.css", "ink-saving.css"))
    return {name.replace("-", "_") for name in re.findall(pattern, sheets)}


def test_every_colour_of_text_in_the_style_sheets_is_looked_at() -> None:
    assert tokens(r"(?<![\w-])color: var\(--([\w-]+)\)") == {text for text, _ in contrast.PAIRS}


def test_every_field_with_text_in_the_style_sheets_is_looked_at() -> None:
    without_text = {"primary_line", "ink"}  # pieces of the wage bar
    assert tokens(r"background(?:-color)?: var\(--([\w-]+)\)") - without_text == {field for _, field in contrast.PAIRS}


def test_the_two_same_colours_are_named_once() -> None:
    pale = replace(COLOURS, ink_soft="#999999", primary_tint="#ffffff", primary_wash="#ffffff", accent_tint="#ffffff")
    assert [(text, field, f"{ratio:.1f}") for text, field, ratio in contrast.pale(pale)] == [("#999999", "#ffffff", "2.8")]


def test_a_book_that_saves_ink_has_black_on_paper_and_no_full_fields() -> None:
    saving = replace(editions.content(editions.text(top={"ink": '"saving"'})), palette=COLOURS)
    assert list(contrast.text_reads_on_its_field(saving)) == []


def test_inks_stand_in_for_every_use_of_their_colour() -> None:
    printed = contrast.printed(replace(COLOURS, primary="#123456", primary_ink="#123456", accent="#654321"), "primary", "#777777")
    assert (printed.primary, printed.primary_ink, printed.accent) == ("#777777", "#777777", "#654321")


@pytest.mark.parametrize(("inks", "lightest"), [((0, 0, 0, 0), "#ffffff"), ((100, 100, 0, 40), "#404080")])
def test_inks_look_on_the_screen_as_on_paper(inks: tuple[float, ...], lightest: str) -> None:
    profile = print_shops.load("offset-coated", PLAIN.loaded.folder).profile.data
    look = icc.look(profile, inks)
    assert all(int(look[at : at + 2], 16) <= int(lightest[at : at + 2], 16) for at in (1, 3, 5))
    assert look == "#ffffff" or sum(inks) > 0


def test_inks_count_only_for_a_print_shop() -> None:
    pale = {"primary": '"#17527A"', "primary_inks": "[10, 5, 0, 0]"}
    assert editions.said(brand=pale) == []
    assert editions.said(top={"channels": '["press"]', "ink": '"saving"'}, brand=pale) == []
