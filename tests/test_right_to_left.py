"""A book that reads from the right, as it lies open: bound on the right, every line, list, table and picture mirrored."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest

from handbook import formats, pdf
from handbook.galley import Galley
from handbook.pages import Document
from tests.layout import MM, Box, body_pages, boxes, galley, laid_out, margin_box, measured, texts

ARABIC = re.compile("[\u0621-\u064a]")
FORM = formats.in_script(formats.A5, "Arab")
EDGE = FORM.outer_mm


@pytest.fixture(scope="module")
def book() -> Document:
    """The handbook of an edition with contact, fair and pay, as far as it is translated."""
    return laid_out("sonnengelb-strom", "ar")


@pytest.fixture(scope="module")
def sheet() -> Any:
    """The one page of a checklist."""
    return laid_out("sonnengelb-strom", "ar", "at-the-fair").pages[0]


@pytest.fixture(scope="module")
def made() -> Galley:
    """What the book is laid out from."""
    return galley("sonnengelb-strom", "ar")


def chapter(book: Document, name: str) -> list[Any]:
    """The two pages of a chapter."""
    first = book.folios[name] - 1
    return list(book.pages[first : first + 2])


def in_arabic(found: list[Box]) -> list[Box]:
    """Boxes with Arabic in them: what isn't translated yet is German, and runs from the left."""
    return [box for box in found if ARABIC.search(box.text)]


def near(value: float, expected: float, within: float = 0.1) -> bool:
    return abs(value - expected) <= within


def test_the_book_is_bound_on_the_right(book: Document) -> None:
    """Page 1 is a left page: the cover of a book that opens to the right."""
    assert [page._page_box.page_type.side for page in book.pages] == ["left", "right"] * 16
    for number, page in body_pages(book):
        left, right = (side * MM for side in (page._page_box.margin_left, page._page_box.margin_right))
        outer_first = number % 2 == 1
        assert near(left, FORM.outer_mm if outer_first else FORM.inner_mm), number
        assert near(right, FORM.inner_mm if outer_first else FORM.outer_mm), number


def test_a_chapter_of_two_pages_still_lies_open_as_a_spread(book: Document) -> None:
    """The right page of a spread is read first."""
    for name in ("role", "day", "pay", "future"):
        assert [page._page_box.page_type.side for page in chapter(book, name)] == ["right", "left"]


def test_the_folio_stands_at_the_outer_edge_of_both_pages(book: Document) -> None:
    for number, page in body_pages(book):
        outer, inner = ("@bottom-left", "@bottom-right") if number % 2 else ("@bottom-right", "@bottom-left")
        folio = margin_box(page, outer)
        assert folio is not None
        assert folio.text == str(number)
        assert near(folio.left, EDGE) if number % 2 else near(folio.right, FORM.width_mm - EDGE)
        beside = margin_box(page, inner)
        assert beside is not None
        assert beside.text != str(number)
        assert near(beside.right, FORM.width_mm - FORM.inner_mm) if number % 2 else near(beside.left, FORM.inner_mm)


def test_the_brand_stands_on_the_page_read_first_and_the_chapter_on_the_other(book: Document) -> None:
    for number, page in body_pages(book):
        inner = margin_box(page, "@bottom-right" if number % 2 else "@bottom-left")
        assert inner is not None
        assert inner.text.startswith("Stadtwerke Musterstadt") == (number % 2 == 0), number


def test_the_contents_have_their_numbers_at_the_left_edge(book: Document) -> None:
    page = book.pages[book.folios["contents"] - 1]
    numbers = boxes(page, "page")
    assert len(numbers) > 10
    assert all(near(number.left, EDGE) and near(texts(page, number)[0].left, EDGE) for number in numbers)
    assert all(near(title.right, FORM.width_mm - FORM.inner_mm - 7) for title in boxes(page, "title"))


def test_times_and_dots_of_a_timeline_stand_right_of_their_text(book: Document) -> None:
    (page,) = (page for page in chapter(book, "day") if boxes(page, "timeline"))
    entries = boxes(page, tag="li", within=boxes(page, "timeline")[0])
    assert len(entries) >= 6
    for entry in entries:
        (time,), (dot,) = boxes(page, "time", within=entry), boxes(page, "dot", within=entry)
        words = in_arabic(texts(page, entry))
        assert words
        assert time.left >= dot.right - 0.1
        assert dot.left >= max(word.right for word in words)
        assert near(texts(page, time)[0].right, FORM.width_mm - EDGE, 0.5)


def test_dashes_of_lists_stand_right_of_their_entries(book: Document) -> None:
    count = 0
    for _, page in body_pages(book):
        for dash in [box for box in texts(page) if box.box.element_tag == "li::before" and box.text == "–"]:
            line = [box for box in texts(page) if abs(box.top - dash.top) < 2 and ARABIC.search(box.text)]
            if line and dash.style["direction"] == "rtl":
                assert dash.left >= max(box.right for box in line)
                count += 1
    assert count >= 6


def test_the_icon_of_a_callout_stands_at_its_right_edge(book: Document) -> None:
    count = 0
    for _, page in body_pages(book):
        for callout in boxes(page, "callout"):
            (layer,) = (each for each in callout.box.background.layers if each.image)
            left = (layer.positioning_area[0] + layer.position[0]) * MM
            assert near(left + layer.size[0] * MM, callout.right - 2.6)
            (label,) = boxes(page, "label", within=callout)
            assert max(word.right for word in texts(page, label)) <= left
            count += 1
    assert count > 10


def test_the_first_column_of_a_table_stands_at_the_right(book: Document) -> None:
    count = 0
    for _, page in body_pages(book):
        for row in boxes(page, tag="tr"):
            cells = [measured(box) for box in row.box.children]
            assert [cell.left for cell in cells] == sorted((cell.left for cell in cells), reverse=True)
            count += len(cells) > 1
    assert count > 40


def test_cells_are_parted_alike_whether_they_are_translated_or_not(book: Document) -> None:
    """A German cell runs from the left; the gap before it must not change sides."""
    tables = [table for _, page in body_pages(book) for name in ("steps", "glance") for table in boxes(page, name)]
    assert len(tables) >= 3
    for table in tables:
        cells = boxes(None, tag="td", within=table)
        for cell in cells:
            assert (round(cell.box.padding_left * MM, 2), cell.box.padding_right) == (3, 0)
            assert (cell.box.border_right_width > 0) == (not near(cell.right, table.right))
            assert (cell.box.border_left_width > 0) == (not near(cell.left, table.left))


def test_the_bar_of_wages_grows_from_the_right(book: Document) -> None:
    (page,) = (page for page in chapter(book, "pay") if boxes(page, "wage"))
    track, below, span, tick = (boxes(page, name)[0] for name in ("track", "below", "range", "tick"))
    assert near(below.right, track.right)
    assert near(below.left, tick.right, 0.6)
    assert track.left < span.left < span.right < tick.left
    above, under = boxes(page, "label")[:2]
    assert near(above.left, tick.right, 0.6)
    assert "2,436" in above.text
    assert under.text.index("2,650") < under.text.index("3,050")


def test_drawings_are_mirrored_and_what_must_be_read_is_not(made: Galley) -> None:
    german = galley("sonnengelb-strom", "de")
    drawn = [name for name in made.assets if re.fullmatch(r"art/(cover|opener|chevron)\.svg", name)]
    assert len(drawn) == 3
    for name in drawn:
        assert re.search(rb'<g transform="translate\([\d.]+ 0\) scale\(-1 1\)">', made.assets[name].data), name
        assert b"scale(-1" not in german.assets[name].data
    for name in made.assets:
        if name.startswith(("edition/", "icons/")) or name == "art/contact-code.svg":
            assert made.assets[name].data == german.assets[name].data


def test_logo_and_code_stand_on_the_sides_that_they_mirror(book: Document, sheet: Any) -> None:
    (logo,) = boxes(book.pages[0], tag="img")
    assert near(logo.right, FORM.width_mm - FORM.outer_mm)
    (logo,), (code,) = boxes(sheet, tag="img", within=boxes(sheet, "logo")[0]), boxes(sheet, "code")
    assert near(logo.right, 210 - 24)
    assert near(code.left, 15)
    closing = book.pages[-1]
    assert boxes(closing, "code")[0].right <= boxes(closing, "who")[0].left


def test_a_sheet_has_its_holes_and_its_boxes_at_the_right(sheet: Any) -> None:
    assert (round(sheet._page_box.margin_right * MM), round(sheet._page_box.margin_left * MM)) == (24, 15)
    entries = [entry for entry in boxes(sheet, tag="li") if ARABIC.search(entry.text)]
    assert len(entries) >= 5
    for entry in entries:
        (box,) = boxes(sheet, tag="li::before", within=entry)
        assert near(box.right, 210 - 24, 0.3)
        assert near(box.right - box.left, 5.4 + 2 / 72 * 25.4, 0.1)
        assert box.left > max(word.right for word in texts(sheet, entry))


def test_joined_letters_are_never_spaced(book: Document, sheet: Any) -> None:
    found = [box for page in [*book.pages, sheet] for box in in_arabic(texts(page))]
    assert len(found) > 200
    assert {box.style["letter_spacing"] for box in found} <= {"normal", 0}


def sizes(pages: list[Any], *, arabic: bool) -> dict[str, set[float]]:
    """The sizes of the letters in points, by the class of the element or its name."""
    found: dict[str, set[float]] = {}
    for page in pages:
        for box in texts(page):
            if (
                box.box.element is not None
                and box.style["direction"] == ("rtl" if arabic else "ltr")
                and bool(ARABIC.search(box.text)) == arabic
                and re.search(r"[^\W\d_]{3}", box.text)
            ):
                found.setdefault(box.box.element.get("class") or box.box.element_tag, set()).add(round(box.style["font_size"] * 0.75, 2))
    return found


LOOSE = ("role", "day")
"""Chapters in Arabic whose type isn't set smaller to fit."""


def test_arabic_is_set_larger_than_latin_letters_are_in_a_german_book(book: Document) -> None:
    german = laid_out("sonnengelb-strom", "de")
    assert not [finding for finding in book.findings if "type is set" in finding.message and any(f"/{name}.md" in finding.place.file for name in LOOSE)]
    ours, theirs = (sizes([page for name in LOOSE for page in chapter(each, name)], arabic=arabic) for each, arabic in ((book, True), (german, False)))
    assert formats.A5.body_pt in theirs["p"]
    for name in ("p", "li", "td", "label"):
        assert sorted(ours[name]) == pytest.approx([size * 1.12 for size in sorted(theirs[name])], rel=0.005), name


def test_german_in_an_arabic_book_is_as_large_as_in_its_own(book: Document) -> None:
    """On pages where nothing else was made smaller: paragraphs, tables, steps, callouts and words inside an Arabic line."""
    names = [
        name
        for name in ("role", "day", "learning", "fair", "ways-in", "new-in-germany")
        if not [each for each in book.findings if "type is set" in each.message and f"/{name}.md" in each.place.file]
    ]
    assert len(names) >= 4
    german = laid_out("sonnengelb-strom", "de")
    ours, theirs = (sizes([page for name in names for page in chapter(each, name)], arabic=False) for each in (book, german))
    latin = sorted({size for found in theirs.values() for size in found})
    assert {(name, size) for name, found in ours.items() for size in found if not any(near(size, each, 0.03) for each in latin)} == set()
    assert near(min(ours["span"] | ours.get("em", {99.0})), formats.A5.body_pt * 0.85, 1.5)


@pytest.fixture(scope="module")
def last_page(book: Document, made: Galley) -> Iterator[pypdfium2.PdfTextPage]:
    """The back cover of the finished file, with contact and imprint."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf.write(book, made.title))) as document:
        yield document[len(document) - 1].get_textpage()


def read_from_left(page: pypdfium2.PdfTextPage, start: str) -> str:
    """What stands on the line of a word, by the places of its glyphs from the left."""
    glyphs = [(page.get_charbox(number, loose=True), page.get_text_range(number, 1)) for number in range(page.count_chars())]
    at = "".join(glyph for _, glyph in glyphs).index(start)
    (_, low, _, high) = glyphs[at][0]
    line = [(box, glyph) for box, glyph in glyphs if glyph.strip() and low < (box[1] + box[3]) / 2 < high]
    return "".join(glyph for _, glyph in sorted(line, key=lambda each: each[0][0]))


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("30 23125", "+493023125100"),
        ("karriere@", "karriere@example.org"),
        ("example.org/", "example.org/karriere"),
        ("Musterstraße", "Musterstraße1,12345Musterstadt"),
        ("Musterweg", "BeispieldruckGmbH,Musterweg2,12345Musterstadt"),
    ],
)
def test_numbers_and_addresses_read_from_the_left_inside_a_line_from_the_right(last_page: pypdfium2.PdfTextPage, start: str, expected: str) -> None:
    assert expected in read_from_left(last_page, start)


def test_every_name_and_address_of_an_edition_has_a_direction_of_its_own(made: Galley) -> None:
    for section in made.sections:
        plain = re.sub(r'<span dir="ltr">.*?</span>|<[^>]+>', "", section.html)
        for said in ("+49 30", "karriere@", "Musterstraße", "Musterweg", "Jobmesse", "Haustarifvertrag"):
            assert said not in plain, section.id
