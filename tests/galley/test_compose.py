"""What a galley holds: the HTML of each section, and every file it needs."""

from __future__ import annotations

import pickle
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from handbook import paths, products
from handbook.errors import ContentError
from handbook.galley import Galley
from tests.galley.conftest import CONTACT, EDITIONS, Compose


class _Reader(HTMLParser):
    """Collects ids, links, pictures and headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.sources: list[str] = []
        self.alternatives: list[str | None] = []
        self.headings = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.hrefs += [given["href"] or ""] if "href" in given else []
        self.headings += tag == "h1"
        if tag == "img":
            self.sources.append(given["src"] or "")
            self.alternatives.append(given.get("alt"))


def read(galley: Galley) -> _Reader:
    return _Reader("".join(section.html for section in (*galley.sections, *galley.fillers)))


@pytest.mark.parametrize("name", EDITIONS)
def test_ids_are_unique_and_every_link_leads_to_one_or_outside_by_a_safe_scheme(name: str, books: dict[str, list[Galley]]) -> None:
    for galley in books[name]:
        found = read(galley)
        assert len(found.ids) == len(set(found.ids))
        for href in found.hrefs:
            assert href.removeprefix("#") in found.ids if href.startswith("#") else href.startswith(("https://", "mailto:", "tel:")), href


@pytest.mark.parametrize("name", EDITIONS)
def test_every_picture_is_in_the_galley_and_has_an_alternative_text(name: str, books: dict[str, list[Galley]]) -> None:
    for galley in books[name]:
        found = read(galley)
        assert {source.removeprefix("/") for source in found.sources} <= galley.assets.keys()
        assert None not in found.alternatives


@pytest.mark.parametrize("name", EDITIONS)
def test_every_section_has_one_title_and_says_its_language(name: str, books: dict[str, list[Galley]]) -> None:
    for galley in books[name]:
        for section in (*galley.sections, *galley.fillers):
            assert _Reader(section.html).headings == 1, section.id
            assert '<html lang="de" dir="ltr">' in section.html


@pytest.mark.parametrize("name", EDITIONS)
def test_a_galley_names_no_folder_of_this_machine(name: str, books: dict[str, list[Galley]]) -> None:
    for galley in books[name]:
        assert str(paths.ROOT).encode() not in pickle.dumps(galley)


def test_a_galley_travels_to_a_worker_and_stays_the_same(books: dict[str, list[Galley]]) -> None:
    galley = books["house"][0]
    assert pickle.loads(pickle.dumps(galley)) == galley


def test_the_same_edition_gives_the_same_galley(composed: Compose) -> None:
    assert composed("interview") == composed("interview")


def test_an_edition_has_the_products_it_orders(books: dict[str, list[Galley]]) -> None:
    assert [galley.product for galley in books["house"]] == list(products.PRODUCTS)
    assert [galley.product for galley in books["fernweh-reisen"]] == ["handbook", "at-the-fair", "application", "interview"]


def test_a_checklist_is_one_a4_page_in_a_handbook_of_any_format(composed: Compose) -> None:
    galley = composed("interview", format='format = "A5"')
    assert (galley.format.width_mm, galley.format.height_mm) == (210, 297)
    assert [section.pages for section in galley.sections] == [1]
    assert galley.title == "Vorstellungsgespräch – Kundenservice: Ihr Weg hinein"


def test_without_a_logo_the_name_is_set_in_type(composed: Compose) -> None:
    galley = composed("interview", logo="")
    assert '<p class="company" data-edition="brand.name">Karriere im Kundenservice</p>' in galley.sections[0].html
    assert not read(galley).sources


def test_the_logo_bears_the_name_for_those_who_cannot_see_it(composed: Compose) -> None:
    galley = composed("interview")
    logo = next(name for name in galley.assets if name.startswith("edition/"))
    assert f'<img src="/{logo}" alt="Karriere im Kundenservice">' in galley.sections[0].html


def test_what_an_edition_says_is_never_taken_for_html(composed: Compose) -> None:
    galley = composed("interview", added=CONTACT, publisher='publisher = "A & B <script>"')
    assert "A &amp; B &lt;script&gt;" in galley.sections[0].html
    assert "Robin &lt;Muster&gt;" in galley.sections[0].html
    assert "<script" not in galley.sections[0].html


def test_a_fair_stands_on_the_cover(composed: Compose) -> None:
    cover = composed(added='[fair]\nname = "Jobtag"\nplace = "Köln"\nstarts = 2027-03-12\nends = 2027-03-13\nstand = "Halle 3"\n').sections[0]
    assert "Jobtag" in cover.html
    assert re.search(r"12\.–13\.\sMärz 2027 · Köln · Halle 3", cover.html)


def test_a_part_whose_block_the_base_does_not_have_is_named_instead_of_an_empty_page(composed: Compose, layouts: Path) -> None:
    part = layouts / "parts" / "checklist.html"
    part.write_text(part.read_text("utf-8").replace("{% block section %}", "{% block setcion %}"), "utf-8")
    with pytest.raises(ContentError, match=r'layouts/parts/checklist\.html: sets nothing with the id "interview"'):
        composed("interview")
