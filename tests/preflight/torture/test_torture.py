"""However long its fields are, an edition comes out right, or a finding names what doesn't: nothing is lost without a word.

The finished PDF is the witness: another library reads from it where each letter stands and what can be read on the page.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from handbook import copyfit, paths
from handbook.errors import ContentError
from handbook.findings import Finding, Severity
from handbook.galley import Galley
from handbook.pages import Document, paginate
from handbook.pdf import write
from tests.preflight.torture.edition import SHORT_CONTACT, SHORT_IMPRINT, fields, galleys

FOOT = 'Shorten "brand.name" in the edition file.'
PAY_ONLY = {"include": ("pay",)}
"""The pay chapter alone, with all that stands around the chapters: every field is printed, and the book is soon made."""


def read(pdf: bytes) -> Iterator[tuple[int, str, list[tuple[float, float, float, float]]]]:
    """Of each page: its number, what can be read on it, and where its letters stand in millimetres from the left and lower edge."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            text, mm = page.get_textpage(), 25.4 / 72
            width, height = page.get_size()
            letters = [text.get_charbox(index) for index in range(text.count_chars())]
            places = [(left * mm, bottom * mm, (width - right) * mm, (height - top) * mm) for left, bottom, right, top in letters if right > left]
            yield number, text.get_text_bounded(0, 0, width, height), places


def bare(text: str) -> str:
    """Letters and digits only: lines, hyphens and marks of direction are the page's own."""
    return re.sub(r"[\W_]", "", text)


def printed(values: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the fields, with the field's name."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from printed(value, f"{name}{key}.")
        elif isinstance(value, str):
            yield f"{name}{key}", value


def unnamed(values: dict[str, Any], pdf: bytes, found: list[Finding]) -> list[tuple[str, str]]:
    """The words of the fields that can't be read on any page, and that no finding names."""
    visible = bare("".join(text for _, text, _ in read(pdf)))
    errors = [str(finding) for finding in found if finding.severity is Severity.ERROR]
    named = {field for field, text in printed(values) for error in errors if f'"{field}"' in error or f'"{field.split(".")[0]}"' in error or text[:40] in error}
    return [(field, word) for field, text in printed(values) if field not in named for word in map(bare, text.split()) if word not in visible]


def cut(pdf: bytes) -> set[int]:
    """The pages with a letter that lies beyond the edge."""
    return {number for number, _, letters in read(pdf) if any(min(letter) < -0.5 for letter in letters)}


def laid_out(galley: Galley) -> tuple[Document | None, list[Finding]]:
    """The pages and what is found on them; no pages where a section doesn't come out."""
    try:
        document = paginate(galley)
    except ContentError as error:
        return None, error.findings
    return document, copyfit.check(document)


def prove(galley: Galley, values: dict[str, Any]) -> list[Finding]:
    """Nothing is lost without a word; returns what was found."""
    document, found = laid_out(galley)
    if document is None:
        assert {finding.code for finding in found} == {"P01"}
        assert any("contact, fair or imprint" in finding.hint for finding in found)
        return found
    pdf = write(document, galley.title)
    assert unnamed(values, pdf, found) == []
    at_the_foot = any(finding.hint == FOOT for finding in found)  # what stands on many pages is told for the first of them
    assert at_the_foot or cut(pdf) <= {finding.place.page for finding in found if finding.code == "K01"}
    return found


def test_long_words_that_nothing_can_break_are_named_with_their_fields() -> None:
    values = fields(words=False) | {"contact": SHORT_CONTACT, "imprint": SHORT_IMPRINT}
    found = prove(galleys("de", "handbook", chapters=PAY_ONLY, **values), values)
    assert {(finding.code, finding.place.file, str(finding.hint)) for finding in found} == {
        ("K01", "layouts/parts/cover.html", 'Shorten "title" in the edition file.'),
        ("K01", "layouts/parts/cover.html", 'Shorten "fair.name" in the edition file.'),
        ("K04", "layouts/parts/cover.html", 'Shorten "fair" in the edition file.'),
    }


def test_names_as_long_as_they_may_be_come_out_right_where_they_can_be_broken() -> None:
    values = fields(words=True) | {"contact": SHORT_CONTACT, "imprint": SHORT_IMPRINT}
    assert prove(galleys("de", "handbook", chapters=PAY_ONLY, brand={"name": values["title"]}, **values), values) == []


@pytest.mark.sweep
@pytest.mark.parametrize("product", ["handbook", "interview", "qualification-plan"])
@pytest.mark.parametrize("short", [("contact", "imprint"), ("imprint",), ("contact",), ()], ids=lambda short: "-".join(("short", *short)))
@pytest.mark.parametrize("words", [True, False], ids=["words", "one-word"])
@pytest.mark.parametrize("code", ["de", "ar", "uk"])
def test_nothing_of_an_edition_is_lost_without_a_word(code: str, words: bool, short: tuple[str, ...], product: str) -> None:
    values = fields(words=words)
    for name in short:
        values[name] = {"contact": SHORT_CONTACT, "imprint": SHORT_IMPRINT}[name]
    galley = galleys(code, product, chapters=PAY_ONLY, brand={"name": values["title"]}, **values)
    prove(galley, values if product == "handbook" else {name: value for name, value in values.items() if name != "pay"})  # sheets tell no pay


@pytest.mark.sweep
@pytest.mark.parametrize(("lowest", "highest"), [(2450, 2500), (2650, 3050), (2500, 6000), (2500, 20000), (4100, 4500), (19000, 20000)])
@pytest.mark.parametrize("code", ["de", "en", "ar", "tr", "uk", "pl", "de@simple"])
def test_the_wage_bar_keeps_its_labels_on_the_page_for_any_pay(code: str, lowest: float, highest: float) -> None:
    pay = fields(words=True)["pay"] | {"lowest": lowest, "highest": highest}
    assert laid_out(galleys(code, "handbook", chapters=PAY_ONLY, pay=pay))[1] == []


@pytest.mark.sweep
def test_a_company_name_too_wide_for_the_foot_of_the_page_is_told_once_there() -> None:
    found = prove(galleys("de", "handbook", chapters=PAY_ONLY, brand={"name": "W" * 60}), {})
    assert [(finding.code, finding.place.page, finding.hint) for finding in found] == [("K01", 2, FOOT), ("K07", 2, FOOT)]
    assert prove(galleys("de", "handbook", chapters=PAY_ONLY, brand={"name": "i" * 60}), {}) == []


@pytest.mark.sweep
@pytest.mark.parametrize("code", ["de", "uk"])
def test_a_wide_typeface_of_an_edition_comes_out_or_is_told(code: str, tmp_path: Path) -> None:
    for name in ("regular", "bold"):
        shutil.copy(paths.LAYOUTS / "fonts" / "IBMPlexSans-Bold.ttf", tmp_path / f"{name}.ttf")
    values = fields(words=True) | {"contact": SHORT_CONTACT, "imprint": SHORT_IMPRINT}
    brand = {"logo": None, "typeface": {"regular": "regular.ttf", "bold": "bold.ttf"}}
    prove(galleys(code, "handbook", tmp_path, chapters=PAY_ONLY, brand=brand, **values), values)


@pytest.mark.sweep
@pytest.mark.parametrize(("size", "codes"), [((48, 16), {"K14"}), ((2400, 800), set()), ((300, 3000), set()), ((9000, 500), set())])
def test_a_logo_of_any_shape_stays_in_its_place_and_a_coarse_one_is_told(size: tuple[int, int], codes: set[str], tmp_path: Path) -> None:
    Image.new("RGB", size, "#006d6f").save(tmp_path / "logo.png")
    for product in ("handbook", "interview"):
        found = laid_out(galleys("de", product, tmp_path, chapters=PAY_ONLY, brand={"logo": "logo.png"}))[1]
        assert {finding.code for finding in found} == codes
