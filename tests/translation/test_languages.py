"""Every language that an edition may order, and German in each country: a whole book, told in German where nothing else is said yet."""

from __future__ import annotations

import re
from pathlib import Path

import page as pdfcheck
import pikepdf
import pytest

from handbook import catalogs, finishing, localization, products
from handbook.galley import Galley
from handbook.pages import Document
from tests.layout import boxes, galley, laid_out, misplaced

COUNTRIES = [("de", "AT"), ("de", "CH")]
BOOKS = [(code, "DE") for code in catalogs.LOCALES] + COUNTRIES
ABROAD = [pytest.param(code, country, marks=pytest.mark.sweep) for code in catalogs.LOCALES if code != "de" for country in ("AT", "CH")]


def made(code: str, country: str, product: str = "handbook") -> tuple[Galley, Document]:
    """A product of the house edition, composed and laid out."""
    return galley("house", code, product, country=country), laid_out("house", code, product, country=country)


def finished(code: str, country: str, product: str, folder: Path) -> Path:
    """The file for screens."""
    composed, document = made(code, country, product)
    (file,) = finishing._screen(document, composed, finishing.Wanted())
    assert isinstance(file, finishing.PdfFile)
    path = folder / f"{product}.pdf"
    path.write_bytes(file.data)
    return path


@pytest.mark.parametrize(("code", "country"), [*BOOKS, *ABROAD])
def test_every_language_makes_a_book_of_as_many_pages_with_everything_in_its_place(code: str, country: str) -> None:
    composed, document = made(code, country)
    assert len(document.pages) == 32
    assert {finding.code for finding in document.findings} <= {"P03"}
    assert [finding for finding in document.findings if code == "de" and country == "DE"] == []
    assert list(misplaced(document)) == []
    tags = f'<html lang="{localization.language_tag(localization.regional(code, country))}" dir="{localization.direction(code)}">'
    assert [section.id for section in composed.sections if tags not in section.html] == []


FILES = [(*book, *(() if book in (("ar", "DE"), ("uk", "DE"), ("de", "CH")) else (pytest.mark.sweep,))) for book in BOOKS]


@pytest.mark.parametrize(("code", "country"), [pytest.param(code, country, marks=marks) for code, country, *marks in FILES])
def test_the_file_of_every_language_is_accessible_and_says_its_language(code: str, country: str, tmp_path: Path) -> None:
    path = finished(code, country, "handbook", tmp_path)
    report = pdfcheck.validate_pdf(path, profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    with pikepdf.open(path) as opened:
        assert str(opened.Root.Lang) == localization.language_tag(localization.regional(code, country))
        assert len(opened.pages) == 32
        assert (str(opened.Root.get("/ViewerPreferences", {}).get("/Direction", "/L2R")) == "/R2L") == (localization.direction(code) == "rtl")


@pytest.mark.sweep
@pytest.mark.parametrize("product", products.CHECKLISTS)
@pytest.mark.parametrize(("code", "country"), BOOKS)
def test_every_language_makes_sheets_of_one_page(code: str, country: str, product: str, tmp_path: Path) -> None:
    _, document = made(code, country, product)
    assert len(document.pages) == 1
    assert list(misplaced(document)) == []
    path = finished(code, country, product, tmp_path)
    assert pdfcheck.validate_pdf(path, profile="ua1").is_compliant


@pytest.mark.parametrize(("country", "spelling", "other"), [("AT", "„", "«"), ("CH", "«", "„")])
def test_a_country_writes_its_own_german(country: str, spelling: str, other: str) -> None:
    """Swiss quotes and no ß; Austrian ones as in Germany."""
    composed = galley("house", "de", country=country)
    text = "".join(section.html for section in composed.sections if section.id not in ("cover", "sources", "closing"))
    assert spelling in text
    assert other not in text
    prose = re.sub(r'<[^>]+>|data-[a-z]+="[^"]*"', "", text)
    assert ("ß" in prose) == (country == "AT")


@pytest.mark.parametrize("code", [code for code in catalogs.LOCALES if not code.startswith("de")])
def test_a_text_in_german_inside_a_book_of_another_language_says_so(code: str) -> None:
    """Nothing that has no translation stands there unmarked. Plain German may say the same as the German."""
    gaps = set()
    german, _ = made("de", "DE")
    other = {section.id: section.html for section in made(code, "DE")[0].sections}
    for section in german.sections:
        for paragraph in re.findall(r"\n<p>([^<]{30,})</p>", section.html):
            if f"<p>{paragraph}</p>" in other[section.id]:
                gaps.add(paragraph)
    assert gaps == set()


def test_the_cover_says_the_language_in_its_own_name_but_not_in_german() -> None:
    said = {}
    for code in catalogs.LOCALES:
        cover = made(code, "DE")[1].pages[0]
        said[code] = "".join(box.text for box in boxes(cover, "language"))
    assert said["de"] == ""
    assert (said["en"], said["tr"], said["uk"], said["pl"]) == ("English", "Türkçe", "Українська", "Polski")
    assert "Leichte" not in said["de@simple"]
    assert said["de@simple"]
