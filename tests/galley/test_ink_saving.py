"""Saving ink: the same pages, told by lines instead of fields."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from PIL import ImageChops

from handbook import catalogs, paths, products
from handbook.catalogs import Translations
from handbook.edition.brand import palette
from handbook.finishing import make
from handbook.galley import STYLE_SHEET, Galley
from handbook.galley.files import INK_SAVING, files
from handbook.pipeline import compose, prepare

EDITION = "sonnengelb-strom"
"""It prints a wage range, a contact and a fair, so every element is on its pages."""


@cache
def galleys() -> tuple[Galley, Galley]:
    """The handbook as ordered, and saving ink."""
    ready = prepare(paths.EDITIONS / EDITION / "edition.toml", ["de"], wanted=[products.HANDBOOK])
    (plain,), _ = compose(ready)
    own = (ready.logo,) if ready.logo else ()
    colours = palette(ready.loaded)[0]
    translations = Translations(catalogs.load("de", "messages"))
    assets = files(ready.loaded.edition, colours, products.HANDBOOK, plain.format, own, ready.typeface, translations, ink_saving=True)
    return plain, replace(plain, assets=assets)


@pytest.fixture(scope="module")
def documents() -> tuple[pypdfium2.PdfDocument, pypdfium2.PdfDocument]:
    """Both, laid out."""
    plain, saving = (pypdfium2.PdfDocument(make(each).data) for each in galleys())
    return plain, saving


def colour(page: pypdfium2.PdfPage) -> float:
    """How colourful a page is: the mean distance of its channels, from 0 to 255."""
    red, green, blue = page.render(scale=0.5).to_pil().convert("RGB").split()
    total = 0.0
    for first, second in ((red, green), (green, blue)):
        histogram = ImageChops.difference(first, second).histogram()
        total += sum(value * count for value, count in enumerate(histogram)) / sum(histogram)
    return total


def darkness(page: pypdfium2.PdfPage) -> float:
    """How much of a page is covered, from 0 to 1."""
    histogram = page.render(scale=0.5).to_pil().convert("L").histogram()
    return sum((255 - value) * count for value, count in enumerate(histogram)) / 255 / sum(histogram)


def test_the_style_sheet_comes_last_and_only_where_it_was_ordered() -> None:
    plain, saving = (each.assets[STYLE_SHEET].data.decode() for each in galleys())
    assert INK_SAVING.split("/")[1] not in plain
    assert saving == plain + '@import "ink-saving.css";\n'
    assert plain.count("@import") == plain.strip().count("\n")  # the comment's line besides


def test_both_have_the_same_files() -> None:
    plain, saving = galleys()
    assert plain.assets.keys() == saving.assets.keys()


def test_every_field_of_a_strong_colour_is_overruled() -> None:
    """Tints turn to paper with the palette; a strong colour turns black, and black text stands on it."""
    overruled = (paths.LAYOUTS / "css" / "ink-saving.css").read_text("utf-8")
    for path in sorted((paths.LAYOUTS / "css" / "parts").glob("*.css")):
        rules = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL))
        for selector, body in rules:
            if re.search(r"background(-color)?:[^;]*var\(--(primary|accent|meeting|primary-line|primary-ink|accent-ink)\)", body):
                for each in selector.split(","):
                    assert re.search(rf"{re.escape(each.strip())}\s*[,{{]", overruled), f"{path.name}: {each.strip()} prints a field when ink is to be saved"


def test_every_letter_stays_where_it_was(documents: tuple[pypdfium2.PdfDocument, pypdfium2.PdfDocument]) -> None:
    plain, saving = documents
    assert len(plain) == len(saving)
    for number, (before, after) in enumerate(zip(plain, saving, strict=True), 1):
        one, other = before.get_textpage(), after.get_textpage()
        assert one.get_text_range() == other.get_text_range(), number
        for position in range(0, one.count_chars(), 7):
            assert one.get_charbox(position) == pytest.approx(other.get_charbox(position), abs=0.02), number


def test_no_page_but_the_logo_has_colour_and_all_have_less_ink(documents: tuple[pypdfium2.PdfDocument, pypdfium2.PdfDocument]) -> None:
    plain, saving = documents
    assert [number for number, page in enumerate(saving, 1) if colour(page) > 0] == [1]  # the logo on the cover keeps its colours
    assert sum(map(colour, saving)) < sum(map(colour, plain)) / 50
    assert sum(map(darkness, saving)) < sum(map(darkness, plain))
