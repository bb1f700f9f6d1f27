"""What is left over from the starter, and what only looks like it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from handbook.edition.starter import start
from handbook.preflight.content import check
from tests.preflight import editions


def test_a_new_edition_is_told_all_that_is_to_be_filled_in(tmp_path: Path) -> None:
    written = start("acme", tmp_path, dt.date(2027, 1, 1)).read_text("utf-8").replace("\n# ", "\n")
    found = [finding for finding in check(editions.content(uncommented(written))) if finding.code == "N13"]
    fields = {finding.message.split(":")[0] for finding in found}
    assert fields == {"brand.name", "contact.name", "contact.phone", "contact.email", "contact.web", "imprint.publisher", "imprint.address", "fair.place"}


def uncommented(text: str) -> str:
    """The starter's file with fair and contact filled in as its comments have them."""
    kept = text.split("[brand]")[0].split("\n")[3]
    tables = "[brand]" + text.split("[brand]")[1]
    unwanted = ("logo", "[chapters]", "exclude")
    return kept + "\n" + "\n".join(line for line in tables.split("\n") if not line.startswith(unwanted))


@pytest.mark.parametrize("phone", ["+49 30 1234567", "030 23125 100", "0049 30 23125 000", "+49 (0)30 23125 100"])
def test_a_number_that_reaches_nobody_is_a_placeholder(phone: str) -> None:
    assert f'N13 contact.phone: "{phone}" looks like a placeholder.' in editions.said(contact={"name": '"Kim Winter"', "phone": f'"{phone}"'})


@pytest.mark.parametrize("name", ["Musterung Süd", "Beispielhafte Energie", "Example & Söhne", "Todtnau Energie", "Max Winter"])
def test_names_that_only_look_alike_are_left_alone(name: str) -> None:
    assert editions.said(brand={"name": f'"{name}"'}) == []


@pytest.mark.parametrize("publisher", ["Acme GmbH (erfundenes Beispiel)", "Acme Ltd (fictional example)"])
def test_an_edition_that_says_it_is_made_up_may_be_full_of_them(publisher: str) -> None:
    imprint = {"publisher": f'"{publisher}"', "address": '"Musterstraße 1, 12345 Musterstadt"'}
    assert editions.said(brand={"name": '"Ihre Firma"'}, imprint=imprint) == []


def test_the_house_edition_is_made_up_and_no_other_by_its_name_alone() -> None:
    address = {"address": '"Musterstraße 1, 12345 Musterstadt"'}
    assert editions.said(top={"name": '"house"'}, imprint=address) == []
    assert len(editions.said(imprint=address)) == 1
