"""The contact as a card, and the card as a code."""

from __future__ import annotations

from handbook import paths, qr
from handbook.edition.load import load
from handbook.galley import contact_code


def test_the_card_says_all_that_the_contact_says() -> None:
    edition = load(paths.EDITIONS / "sonnengelb-strom" / "edition.toml").edition
    card = contact_code.card(edition)
    assert edition.contact
    assert [text for text in (*edition.contact.model_dump().values(), edition.brand.name) if text not in card] == []
    code = contact_code.code(edition)
    assert code
    assert (code.name, code.data) == (contact_code.NAME, qr.svg(card))


def test_an_edition_without_a_contact_has_no_code() -> None:
    edition = load(paths.EDITIONS / "house" / "edition.toml").edition
    assert (contact_code.card(edition), contact_code.code(edition)) == ("", None)
