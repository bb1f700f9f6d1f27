"""The proof read back: numbers at their places, the list complete, nothing hidden, the same bytes, a clean file."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from handbook import copyfit
from handbook.findings import Finding, Place, Severity
from handbook.galley import Galley
from handbook.pages import Document
from handbook.proof import proof
from handbook.proof.marks import ABOVE_MM, COLUMN_MM, HEAD_MM, ROOM_MM
from tests.layout import galley, laid_out
from tests.preflight import small_pages

MM = 72 / 25.4
NEAR = Path(__file__).parents[1] / "preflight" / "cases" / "K02" / "bad.html"


@cache
def small(locale: str = "en") -> tuple[Document, Galley]:
    """A page of 100 by 140 mm with a text too near to its left edge, planted for rule K02."""
    document = small_pages.laid_out(NEAR.read_text("utf-8"))
    direction = "rtl" if locale == "ar" else "ltr"
    return document, Galley("handbook", locale, "Only", small_pages.FORM, document.sections, (), {}, direction)  # type: ignore[arg-type]


@cache
def planted(locale: str = "en") -> tuple[bytes, Finding]:
    document, order = small(locale)
    (finding,) = copyfit.check(document)
    return proof(document, order, [finding]).data, finding


def several(count: int) -> list[Finding]:
    severities = list(Severity)
    return [Finding("K02", f"Sentence {number}.", Place("a.md", page=1, x_mm=20, y_mm=number % 140), f"Hint {number}.", severities[number % 3]) for number in range(count)]


def text(data: bytes, *pages: int) -> str:
    """The words of some pages, or of all, with single spaces between them."""
    pdf = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(pdf[number].get_textpage().get_text_range() for number in pages or range(len(pdf))).split())


def text_around(data: bytes, page: int, x: float, y: float, by: float = 2.5) -> str:
    """What is written around a spot, in millimetres from the trimmed page's upper-left corner."""
    sheet = pypdfium2.PdfDocument(data)[page]
    left, top = (ROOM_MM + x) * MM, sheet.get_height() - (ROOM_MM + y) * MM
    return sheet.get_textpage().get_text_bounded(left - by * MM, top - by * MM, left + by * MM, top + by * MM).strip()


def drawn(data: bytes, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """The pixels of an area of the first page, in millimetres from the trimmed page."""
    scale = 6.0
    picture = pypdfium2.PdfDocument(data)[0].render(scale=scale).to_pil()
    return picture.crop(tuple(round((ROOM_MM + each) * MM * scale) for each in (left, top, right, bottom)))  # type: ignore[arg-type]


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_planted_fault_has_its_number_at_its_height_and_a_line_that_leads_to_it(locale: str) -> None:
    data, finding = planted(locale)
    x, y = finding.place.x_mm, finding.place.y_mm
    assert x is not None
    assert y is not None
    assert text_around(data, 0, COLUMN_MM, y - ABOVE_MM) == "1"
    angle = drawn(data, x - ABOVE_MM - 0.1, y - ABOVE_MM - 0.1, x - ABOVE_MM + 0.1, y - ABOVE_MM + 0.1)
    (red, _), (green, _), _ = angle.getextrema()
    assert (red > 140, green < 60) == (True, True)


def test_a_mark_covers_nothing_of_what_it_marks() -> None:
    document, order = small()
    data, finding = planted()
    place = finding.place
    assert place.x_mm is not None
    assert place.y_mm is not None
    area = (place.x_mm, place.y_mm, place.x_mm + 20, place.y_mm + 3)
    plain, marked = (drawn(each, *area) for each in (proof(document, order, []).data, data))
    assert plain.convert("L").getextrema() == (0, 255)
    assert ImageChops.difference(plain, marked).getbbox() is None


def test_a_finding_without_a_spot_has_its_number_above_the_page() -> None:
    document, order = small()
    data = proof(document, order, [Finding("K13", "is empty.", Place(page=1))]).data
    assert text_around(data, 0, 6, HEAD_MM) == "1"


def test_the_list_names_everything_in_order_and_breaks_over_pages() -> None:
    document, order = small()
    found = [*several(40), Finding("N05", "Of the edition.", Place("edition.toml", 6, 1)), Finding("C04", "Of nothing.", severity=Severity.REVIEW)]
    made = proof(document, order, found)
    assert made.pages > 3
    said = text(made.data, *range(1, made.pages))
    assert re.findall(r"Sentence \d+\.", said) == [finding.message for finding in found[:40]]
    beside = " ".join(re.findall(r"((?:\d+ )+)Proof – Only", said))
    assert [int(number) for number in beside.split()] == list(range(1, 43))
    assert said.index("Of the edition.") < said.index("Of nothing.")
    assert all(f"Hint {number}." in said for number in range(40))
    assert "15 errors: they must be mended" in said


def test_a_proof_of_a_good_book_says_that_nothing_was_found() -> None:
    made = proof(laid_out("house", "en", "interview"), galley("house", "en", "interview"), [])
    assert made.pages == 2
    assert "No findings" in text(made.data, 1)
    assert "Approved for printing" in text(made.data, 1)


def test_every_page_is_there_says_that_it_is_a_proof_and_shows_its_bleed() -> None:
    document, order = laid_out("house", "en", "interview"), galley("house", "en", "interview")
    data = proof(document, order, []).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sizes = {tuple(round(float(each) / MM) for each in page.mediabox) for page in pdf.pages}
        assert sizes == {(0, 0, 210 + 32, 297 + 32)}
        box = [float(each) / MM for each in pdf.pages[0].resources["/XObject"]["/Book"].BBox]
        assert (round(box[2] - box[0]), round(box[3] - box[1])) == (216, 303)
    said = text(data, 0)
    assert said.count("PROOF") == 2
    assert "cut edge 210 × 297 mm" in said
    assert "safe area, 4 mm inside it" in said


def test_the_list_of_a_language_from_the_right_begins_there() -> None:
    document, order = small("ar")
    data = proof(document, order, several(3)).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert (str(pdf.Root.Lang), str(pdf.Root.ViewerPreferences.Direction)) == ("ar", "/R2L")
    page = pypdfium2.PdfDocument(data)[1]
    words = page.get_textpage()
    number = words.search("1")
    middle = page.get_width() / 2
    first = number.get_next()
    assert first
    assert words.get_charbox(first[0])[0] > middle


def test_severities_differ_in_grey_too() -> None:
    """By their shape: each is as high as no other."""
    document, order = small()
    heights = set()
    for severity in Severity:
        finding = Finding("K02", "x", Place(page=1, x_mm=20, y_mm=70), severity=severity)
        data = proof(document, order, [finding]).data
        grey = drawn(data, COLUMN_MM - 4, 66 - ABOVE_MM, COLUMN_MM + 4, 74 - ABOVE_MM).convert("L")
        box = grey.point([255 if each < 128 else 0 for each in range(256)]).getbbox()
        assert box
        heights.add(round((box[3] - box[1]) / 6 / MM, 1))
    assert len(heights) == 3


def test_a_proof_is_a_clean_file_with_title_and_language_and_the_same_bytes() -> None:
    data, finding = planted()
    document, order = small()
    assert proof(document, order, [finding]).data == data
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert (str(pdf.docinfo["/Title"]), str(pdf.Root.Lang)) == ("Proof: Only", "en-GB")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_a_sentence_with_a_character_that_no_typeface_has_is_printed_all_the_same() -> None:
    document, order = small()
    data = proof(document, order, [Finding("N12", 'no typeface has "漢" (U+6F22).', Place("edition.toml"))]).data
    assert 'no typeface has "?" (U+6F22).' in text(data)
