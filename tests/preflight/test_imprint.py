"""What the law asks of an imprint, country by country."""

from __future__ import annotations

import pytest

from tests.preflight.editions import said


def imprint(country: str, **fields: str) -> list[str]:
    return said(top={"country": f'"{country}"'}, imprint={name: f'"{text}"' for name, text in fields.items()})


@pytest.mark.parametrize(
    "address",
    [
        "Hauptstraße 5, 10117 Berlin",
        "Hauptstraße 5, D-10117 Berlin",
        "Ring 1, 1010 Wien",
        "Damrak 1, 1012 AB Amsterdam",
        "ul. Prosta 2, 00-950 Warszawa",
        "Na Příkopě 1, 110 00 Praha",
        "1 High Street, London SW1A 1AA",
    ],
)
def test_addresses_of_europe_are_addresses(address: str) -> None:
    assert imprint("DE", address=address) == []


@pytest.mark.parametrize("address", ["Hauptstraße 5", "Berlin", "Hauptstraße 5, 10117", "Hauptstraße 1200"])
def test_an_address_without_a_postal_code_and_town_is_none(address: str) -> None:
    assert imprint("DE", address=address) == ["N02 imprint.address: shows no postal code with a town; German press law asks for the publisher's address."]


@pytest.mark.parametrize(
    "printer", ["Eigendruck", "eigendruck der Personalabteilung", "Selbst gedruckt", "Im Haus gedruckt", "Acme Energie GmbH", "Druck AG, Weg 1, 20457 Hamburg"]
)
def test_a_house_that_prints_itself_has_given_its_address(printer: str) -> None:
    assert imprint("DE", printer=printer) == []


def test_austria_asks_for_the_towns_of_both() -> None:
    assert imprint("AT", address="Ring 1, 1010 Wien", printer="Druckerei Ost, Graz") == []
    assert imprint("AT", address="Wien", printer="Eigendruck") == []
    assert imprint("AT", address="Ring 1", printer="Druckerei Ost") == [
        "N02 imprint.address: names no town; § 24 MedienG asks for the place of publication.",
        'N02 imprint.printer: "Druckerei Ost" names no town; § 24 MedienG asks for the place where it is made.',
    ]


def test_switzerland_asks_for_nothing() -> None:
    assert imprint("CH", address="Zürich", printer="Druckerei Süd") == []
