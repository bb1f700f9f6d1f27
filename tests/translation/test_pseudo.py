"""The book in a language that nobody speaks: what isn't in it can't be translated, what is cut off has no room."""

from __future__ import annotations

import io
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest

from handbook import catalogs, localization, pages, paths, pdf, products
from handbook.galley import PAGE_MARK, Galley, Section
from handbook.pages import Document
from handbook.sections import Setting
from handbook.translation.check import check
from tests.layout import galley, galleys, misplaced
from tests.translation.pseudo import CLOSE, OPEN, pseudo, write


@pytest.fixture(scope="module")
def pseudo_locales(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the catalogs in which English is that language."""
    folder = tmp_path_factory.mktemp("pseudo") / "locales"
    shutil.copytree(paths.LOCALES, folder)
    write(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "LOCALES", folder)
        yield folder


@pytest.fixture(scope="module")
def books(pseudo_locales: Path) -> dict[str, Galley]:
    """All that the house edition prints, in that language."""
    return {made.product: made for made in galleys("house", "en", *products.PRODUCTS, untranslated="fail", unreviewed="Test")}


@pytest.fixture(scope="module")
def laid(books: dict[str, Galley]) -> dict[str, Document]:
    """The same, laid out."""
    return {name: pages.paginate(made) for name, made in books.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pay", "‹Päý›"),
        ("Ask at {leave-days} stands", "‹Äšk ät› {leave-days} ‹štäñdš›"),
        ("10:30 **Break** Time to [[pay]].", "10:30 **‹Břéäk›** ‹Tîmé tö› [[pay]]."),
        ("A *term* in [Ausbildung]{lang=de}, [here](https://example.org/a).", "‹Ä› *‹téřm›* ‹îñ› [Ausbildung]{lang=de}, [‹héřé›](https://example.org/a)."),
        ("Chapter %(number)s", "‹Çhäptéř› %(number)s"),
        ("{night-share}", "{night-share}"),
    ],
)
def test_a_string_keeps_its_markup_and_brackets_all_its_words(text: str, expected: str) -> None:
    assert re.sub(r"(.)\1", r"\1", pseudo(text)) == re.sub(r"(.)\1", r"\1", expected)


def test_a_string_becomes_a_quarter_longer_and_never_longer_than_its_place() -> None:
    text = "People in customer service listen first, and then they explain what happens next, in words that everybody knows."
    assert len(pseudo(text)) == pytest.approx(len(text) * 1.25, abs=2)
    for most in (20, 45, 113, 116, 120):
        made = pseudo(text, most)
        assert len(made) <= most
        assert (made[0], made[-1] in f"{CLOSE}.") == (OPEN, True)


def test_the_catalogs_of_that_language_have_nothing_wrong(pseudo_locales: Path) -> None:
    assert [str(finding) for finding in check("en") if "messages.po" in finding.place.file or "guide.po" in finding.place.file] == []
    assert catalogs.load("en", "guide").strings != {}


class _Visible(HTMLParser):
    """The text of a section that a reader sees, and the attributes that are read out; without what is marked as another language."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, bool]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        other = bool(self.stack and self.stack[-1][1]) or (given.get("lang") not in (None, "en-GB")) or tag in ("head", "style")
        if not other:
            self.words += [f" {value} " for name in ("alt", "aria-label", "title", "data-running") if (value := given.get(name))]
        if tag not in ("img", "br", "meta", "link", "hr", "col", "input"):
            self.stack.append((tag, other))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not (self.stack and self.stack[-1][1]):
            self.words.append(data)


EDITION = ("Karriere-Handbuch", "Karriere im Kundenservice", "Hausausgabe", "Musterstraße", "Musterstadt", "Eigendruck", "English")
"""Values of the edition, and the language's own name."""


def test_every_word_on_paper_was_given_to_translators(books: dict[str, Galley]) -> None:
    months = "|".join(localization.locale("en").months["format"]["wide"].values())
    left = []
    for made in books.values():
        for section in (*made.sections, *made.fillers):
            reader = _Visible()
            reader.feed(PAGE_MARK.sub("", section.html))
            text = "".join(reader.words)
            rest = re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}|{'|'.join(EDITION)}|(?:\\d+\\s)?(?:{months})\\s\\d{{4}}", "", text)
            left += [(section.id, each) for each in re.findall(r"[^\W\d_]+", rest) if each not in ("A", "B", "C")]
    assert left == []


def test_the_book_in_that_language_has_as_many_pages_and_each_sheet_one(laid: dict[str, Document]) -> None:
    assert {name: len(document.pages) for name, document in laid.items()} == {name: 32 if name == "handbook" else 1 for name in products.PRODUCTS}


@pytest.mark.parametrize("product", products.PRODUCTS)
def test_no_text_leaves_its_place_though_it_is_a_quarter_longer(product: str, laid: dict[str, Document]) -> None:
    assert list(misplaced(laid[product])) == []


def test_every_bracket_is_on_paper(books: dict[str, Galley], laid: dict[str, Document]) -> None:
    """Each begins and ends a piece: none was clipped, hidden or painted over."""
    for name, document in laid.items():
        with pypdfium2.PdfDocument(io.BytesIO(pdf.write(document, books[name].title))) as opened:
            printed = Counter(unicodedata.normalize("NFKC", "".join(page.get_textpage().get_text_range() for page in opened)))
        assert printed[OPEN] == printed[CLOSE] > 10


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>in its place</p>", ""),
        ('<p style="width: 20mm; white-space: nowrap">a long word that goes on and on</p>', "leaves its p by"),
        ('<p style="width: 20mm">Donaudampfschifffahrtsgesellschaftskapitän</p>', "leaves its p by"),
        ('<p style="margin-left: -14mm">too far out</p>', "leaves the safe area"),
        ('<p style="position: absolute; bottom: -20mm">too low</p>', "leaves the safe area"),
        ('<p>one</p><p style="margin-top: -7mm">two</p>', "lies over"),
        ('<div class="opener" style="height: 10mm"><p>one<br>two<br>three<br>four</p></div>', "leaves the field that opens the chapter"),
        ("<ul><li>a dash hangs before its entry</li></ul>", ""),
        ('<ul class="timeline"><li><span class="time">10:30</span><span class="dot"></span><span>a time before its entry</span></li></ul>', ""),
    ],
)
def test_what_is_out_of_place_is_seen(text: str, said: str) -> None:
    """Else no page could fail."""
    made = galley("house", "de")
    html = f'<!DOCTYPE html><html lang="en" dir="ltr"><head><title>x</title></head><body><main class="body" id="x" style="hyphens: none">{text}</main></body></html>'
    setting = Setting(replace(made, sections=(Section("x", "x", html, 1),), fillers=()))
    rendered = setting.lay_out(Section("x", "x", html, 1), 1)
    found = list(misplaced(Document(tuple(rendered.pages), {"x": 1}, rendered, setting.fetcher)))
    assert bool(found) == bool(said), found
    assert said in "".join(found)
