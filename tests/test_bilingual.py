"""A bilingual book: the German beside titles, callouts, checklist entries and glossary terms, for showing to somebody."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from handbook import products
from handbook.localization import FIXED, NARROW
from tests.layout import MM, boxes, galley, galleys, laid_out

CALLOUTS = {"tip": "Tipp", "attention": "Achtung", "law": "Recht", "figure": "Zahl", "try": "Ausprobieren", "ask": "Fragen Sie am Stand"}
GERMAN = re.compile(r'<(?:span|p) class="german" lang="de" dir="ltr">(.*?)</(?:span|p)>')


def plain(text: str) -> str:
    """Words without mark-up and kinds of spaces."""
    return html.unescape(re.sub(r"<[^>]+>", "", text)).replace(FIXED, " ").replace(NARROW, " ").replace("\u2011", "-").strip()


def sections(code: str, product: str = "handbook", **said: Any) -> dict[str, str]:
    return {section.id: section.html for section in (*galley("house", code, product, **said).sections, *galley("house", code, product, **said).fillers)}


def both(code: str, product: str = "handbook") -> list[tuple[str, str, str]]:
    """Each section in German and bilingual, with its name."""
    theirs = sections(code, product, bilingual="de")
    return [(name, text, theirs[name]) for name, text in sections("de", product).items()]


def title(text: str) -> str:
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    return plain(found)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_each_title_that_is_translated_has_its_german_below_it(code: str) -> None:
    count = 0
    for product in products.PRODUCTS:
        for name, german, bilingual in both(code, product):
            below = re.search(r'</h1>\s*<p class="german" lang="de" dir="ltr">(.*?)</p>', bilingual)
            if name in ("cover", "contents", "sources") or title(german) == title(bilingual):
                assert below is None, name
            else:
                assert below is not None, name
                assert plain(below[1]) == title(german)
                count += 1
    assert count >= (20 if code == "en" else 4)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_each_callout_says_what_it_is_in_german_too(code: str) -> None:
    count = 0
    for _, german, bilingual in both(code):
        labels, theirs = (re.findall(r'<p class="label">(.*?)</p>', text) for text in (german, bilingual))
        kinds = re.findall(r'<div class="callout callout-(\w+)">', german)
        assert len(labels) == len(theirs) == len(kinds)
        for kind, label, their in zip(kinds, labels, theirs, strict=True):
            (said,) = GERMAN.findall(their)
            whole = plain(label)
            assert plain(said) in (whole, CALLOUTS[kind])
            assert plain(said) == whole or whole.partition(": ")[2] in plain(their)  # its title isn't translated: it stands there already
            count += 1
    assert count > 20
    assert {plain(label).partition(":")[0] for text in sections("de").values() for label in re.findall(r'<p class="label">(.*?)</p>', text)} <= set(CALLOUTS.values())


@pytest.mark.parametrize("product", [name for name in products.CHECKLISTS if name != "qualification-plan"])
def test_each_entry_of_a_checklist_that_is_translated_has_its_german_key_words(product: str) -> None:
    ((_, german, english),) = both("en", product)
    entry = re.compile(r"<li[^>]*>(.*?)</li>|<th[^>]*class=\"statement\"[^>]*>(.*?)</th>", re.DOTALL)
    ours, theirs = ([first or second for first, second in entry.findall(text)] for text in (german, english))
    assert len(ours) == len(theirs) > 9
    for our, their in zip(ours, theirs, strict=True):
        (said,) = GERMAN.findall(their)
        bold = re.search(r"<strong>(.*?)</strong>", our)
        assert plain(said) == plain(bold[1] if bold and bold[1] else our)


def test_glossary_terms_have_their_german_unless_they_hold_it() -> None:
    for code in ("en", "ar"):
        ours, theirs = (re.findall(r"<dt[^>]*>(.*?)</dt>", sections(each, **said)["glossary"]) for each, said in (("de", {}), (code, {"bilingual": "de"})))
        assert len(ours) == len(theirs) > 20
        terms = {plain(term) for term in ours}
        for their in theirs:
            found = GERMAN.findall(their)
            assert all(plain(each) in terms for each in found)
            term = plain(GERMAN.sub("", their))
            assert found or any(each.casefold() in term.casefold() for each in terms), term
            assert not [each for each in found if each.casefold() in term.casefold()]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_stands_twice_side_by_side(code: str) -> None:
    for product in products.PRODUCTS:
        for text in sections(code, product, bilingual="de").values():
            for before, said in re.findall(r'>([^<>]+?)\s*(?:</\w+>\s*)*<(?:span|p) class="german"[^>]*>(.*?)</', text):
                assert plain(before).casefold() != plain(said).casefold()


@pytest.mark.parametrize("country", ["DE", "AT", "CH"])
def test_a_german_book_is_never_bilingual(country: str) -> None:
    for product in ("handbook", "interview"):
        assert galleys("house", "de", product, country=country, bilingual="de") == galleys("house", "de", product, country=country)


def test_a_book_that_does_not_ask_for_it_has_no_german_beside_it() -> None:
    assert not [name for product in products.PRODUCTS for name, text in sections("en", product).items() if 'class="german"' in text]


BOOKS = [
    ("house", "en"),
    ("house", "ar"),
    *(pytest.param(name, code, marks=pytest.mark.sweep) for name in ("sonnengelb-strom", "fernweh-reisen") for code in ("en", "ar")),
]


@pytest.mark.parametrize(("name", "code"), BOOKS)
def test_a_bilingual_book_has_as_many_pages_and_each_sheet_one(name: str, code: str) -> None:
    for made in galleys(name, code, *products.PRODUCTS, bilingual="de"):
        document = laid_out(name, code, made.product, bilingual="de")
        assert len(document.pages) == (1 if made.product != "handbook" else 28 if name == "fernweh-reisen" else 32)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_title_and_promise_stay_on_the_field_that_opens_a_chapter(code: str) -> None:
    document = laid_out("house", code, bilingual="de")
    form = galley("house", code, bilingual="de").format
    openers = [(number, opener) for number, page in enumerate(document.pages, 1) for opener in boxes(page, "opener")]
    assert len(openers) >= 12
    for number, opener in openers:
        inside = boxes(None, "promise", within=opener) + boxes(None, "german", within=opener)
        field = opener.bottom + form.line_mm / 2
        assert max(box.bottom for box in inside) <= field, number


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_german_title_takes_one_line_and_stands_under_its_own(code: str) -> None:
    document = laid_out("house", code, bilingual="de")
    found = [(page, below) for page in document.pages for below in boxes(page, "german") if below.box.element_tag == "p"]
    assert len(found) >= (15 if code == "en" else 3)
    for page, below in found:
        (head,) = boxes(page, tag="h1")
        lines = [box for box in below.box.descendants() if type(box).__name__ == "LineBox"]
        assert len(lines) == 1
        assert below.top >= head.bottom - 0.01
        edge = (lines[0].position_x + (lines[0].width if code == "ar" else 0)) * MM
        inner = next(box for box in head.box.descendants() if type(box).__name__ == "LineBox")
        assert edge == pytest.approx((inner.position_x + (inner.width if code == "ar" else 0)) * MM, abs=0.5)


def test_the_german_of_a_term_stands_on_the_line_of_its_term() -> None:
    document = laid_out("house", "en", bilingual="de")
    page = document.pages[document.folios["glossary"] - 1]
    terms = [term for term in boxes(page, tag="dt") if any(box.element is not None and box.element.get("class") == "german" for box in term.box.descendants())]
    assert len(terms) >= 10
    for term in terms:
        first, *_ = [box for box in term.box.descendants() if type(box).__name__ == "LineBox"]
        german = next(box for box in first.descendants() if box.element is not None and box.element.get("class") == "german" and getattr(box, "text", ""))
        assert german.style["font_size"] <= first.style["font_size"]
