"""The page that says how to print, fold and staple a booklet: composed, laid out, read back."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import page as pdfcheck
import pypdfium2
import pytest

from handbook import localization, paths
from handbook.edition.brand import palette
from handbook.errors import ContentError
from handbook.finishing import make
from handbook.galley import Galley
from handbook.galley.compose import compose_instructions
from handbook.pipeline import Ready, prepare


@cache
def ready(name: str = "house") -> Ready:
    return prepare(paths.EDITIONS / name / "edition.toml", ["de"], wanted=["interview"])


def composed(pages: int = 32, locale: str = "de", untranslated: str = "fail") -> Galley:
    one = ready()
    loaded = replace(one.loaded, edition=one.loaded.edition.model_copy(update={"untranslated": untranslated}))
    return compose_instructions(replace(one.manuscripts[0], locale=locale), loaded.edition, palette(loaded)[0], one.logo, one.typeface, pages=pages)


def text(data: bytes) -> str:
    """The words of a PDF with single spaces between them."""
    return " ".join(" ".join(each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(data)).split())


def test_the_instructions_are_one_accessible_page() -> None:
    made = make(composed())
    assert made.pages == 1
    checked = pdfcheck.validate_pdf_bytes(made.data, profile="ua1")
    assert [failure.rule_id for failure in checked.failures] == []
    assert "Das Heft im Büro drucken" in text(made.data)


@pytest.mark.parametrize(("pages", "sheets", "for_fifty"), [(32, "8", "400"), (24, "6", "300"), (8, "2", "100")])
def test_sheets_are_counted_for_a_copy_and_for_a_run(pages: int, sheets: str, for_fifty: str) -> None:
    html = composed(pages).sections[0].html
    assert f"Blätter für ein Heft: <strong>{sheets}</strong>" in html
    assert f'<tr><th scope="row">50</th><td>{for_fifty}</td></tr>' in html


def test_the_first_sheet_is_shown_as_it_comes_out_of_the_printer() -> None:
    """The cells come in the direction of reading, so the same row is right for both bindings."""
    leaves = re.findall(r'<td class="leaf">(\d+)</td>', composed(32).sections[0].html)
    assert leaves == ["32", "1", "2", "31"]


def test_a_language_from_the_right_gets_the_page_from_the_right() -> None:
    assert localization.direction("ar") == "rtl"
    made = composed(locale="ar", untranslated="source")
    assert '<html lang="ar" dir="rtl">' in made.sections[0].html
    assert make(made).pages == 1


def test_a_sentence_without_a_translation_stops_as_everywhere(locales: Path) -> None:
    catalog = locales / "en" / "LC_MESSAGES" / "messages.po"
    catalog.write_text(catalog.read_text("utf-8").split("\n\n")[0] + "\n", "utf-8")
    with pytest.raises(ContentError, match='"Falten" has no translation into en'):
        composed(locale="en")


def test_every_picture_of_the_page_is_in_its_galley() -> None:
    made = composed()
    wanted = re.findall(r'url\("/([^"]+)"\)', made.assets["css/parts/print-instructions.css"].data.decode())
    assert len(wanted) == 3
    assert set(wanted) <= made.assets.keys()
