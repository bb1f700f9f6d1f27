"""Sections that speak to a recipient, alone for many of them."""

from __future__ import annotations

import re
from functools import cache

import pytest

from handbook import paths, qr
from handbook.edition.brand import palette
from handbook.edition.recipient import Recipient
from handbook.findings import Place
from handbook.galley import contact_code
from handbook.galley.copies import ANYBODY, Addressee, Draft, compose_copies, personal, specimen, title_for
from handbook.pipeline import prepare

OWN = Recipient.model_validate({"name": "Klasse 9a", "school": "Musterschule Nord", "contact": "Alex Muster", "email": "alex@example.org"})
LINKED = Recipient(school="Grundschule <Süd> & Co", qr="www.example.org/sued", greeting="Bis bald!")


@cache
def draft(name: str = "sonnengelb-strom") -> Draft:
    ready = prepare(paths.EDITIONS / name / "edition.toml", wanted=["handbook"])
    return Draft(ready.manuscripts[0], ready.loaded.edition, palette(ready.loaded)[0], ready.logo, ready.typeface)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_only_cover_and_last_page_speak_to_a_recipient() -> None:
    assert personal(draft(), draft().book()) == (("cover", "closing"), True)
    assert personal(draft("house"), draft("house").book()) == (("cover", "closing"), True)


def test_a_book_for_nobody_says_nothing_of_recipients() -> None:
    general = draft().book()
    assert all("recipient" not in section.html for section in general.sections)
    assert contact_code.NAME in general.sections[-1].html


def test_sections_without_fields_are_the_same_for_all() -> None:
    general, own = draft().book(), draft().book(OWN)
    assert general.sections[1:-1] == own.sections[1:-1]
    assert general.fillers == own.fillers


def test_a_copy_says_whom_it_is_for_and_whom_to_ask() -> None:
    own = draft().book(OWN)
    assert "Für Klasse 9a, Musterschule Nord" in words(own.sections[0].html)
    assert "Alex Muster" in words(own.sections[-1].html)
    assert "Kim Beispiel Personal" not in words(own.sections[-1].html)
    assert "23125" not in own.sections[-1].html
    assert own.title == "Kundenservice: Ihr Weg hinein – Klasse 9a, Musterschule Nord" == title_for(draft().book().title, OWN)


def test_an_own_code_leads_to_its_address_and_says_so() -> None:
    own = draft().book(LINKED)
    assert own.assets[contact_code.NAME].data == qr.svg("https://www.example.org/sued")
    assert 'alt="QR-Code: führt zu www.example.org/sued"' in own.sections[-1].html
    assert "Grundschule &lt;Süd&gt; &amp; Co" in own.sections[0].html


def test_an_own_code_stands_also_where_the_edition_has_no_contact() -> None:
    assert "/art/contact-code.svg" in draft("house").book(LINKED).sections[-1].html
    assert "/art/contact-code.svg" not in draft("house").book(Recipient(name="9a")).sections[-1].html


def test_many_recipients_are_composed_alone_as_in_a_book_of_their_own() -> None:
    general = draft().book()
    addressees = [Addressee(4, OWN, Place("list.csv", 5)), Addressee(7, LINKED, Place("list.csv", 9))]
    made = compose_copies(draft(), general, ("cover", "closing"), addressees)
    assert [section.id for section in made.sections] == ["cover~4", "closing~4", "cover~7", "closing~7"]
    assert [section.place.line for section in made.sections] == [5, 5, 9, 9]
    for section in made.sections:
        name, number = section.id.split("~")
        whole = draft().book(OWN if number == "4" else LINKED)
        (same,) = (each for each in whole.sections if each.id == name)
        assert section.html.replace(section.id, name).replace(f"contact-code-{number}", "contact-code") == same.html


def test_every_recipient_has_a_code_of_ones_own() -> None:
    made = compose_copies(draft(), draft().book(), ("closing",), [Addressee(1, OWN, Place()), Addressee(2, LINKED, Place())])
    codes = [made.assets[f"art/contact-code-{number}.svg"].data for number in (1, 2)]
    assert b"<svg" in codes[0] != codes[1]
    assert contact_code.NAME not in made.assets


@pytest.mark.parametrize("field", sorted(Recipient.model_fields.keys() - {"locale"}))
def test_somebody_who_finds_the_sections_has_every_field_and_it_is_printed(field: str) -> None:
    assert getattr(ANYBODY, field)
    assert any(getattr(ANYBODY, field) in words(section.html) for section in draft("house").book(ANYBODY).sections if section.id in ("cover", "closing"))


@pytest.mark.parametrize("name", ["sonnengelb-strom", "house"])
def test_a_specimen_has_every_letter_in_every_place_and_nothing_else_that_counts(name: str) -> None:
    cover, closing = specimen(draft(name), ("cover", "closing"))
    for html in (cover.html, closing.html):
        assert "Ł" in html
        assert "ß" in html
        assert "<img" not in html
        assert ' id="' not in html
