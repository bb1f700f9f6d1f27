"""Telephone numbers and addresses of the contact."""

from __future__ import annotations

import pytest

from handbook.findings import Severity
from handbook.preflight.contact import domain
from tests.preflight.editions import found


def hints(phone: str, country: str = "DE") -> list[str]:
    return [finding.hint for finding in found(top={"country": f'"{country}"'}, contact={"name": '"Kim Winter"', "phone": f'"{phone}"'})]


@pytest.mark.parametrize(
    ("host", "owned"), [("www.acme.de", "acme.de"), ("acme.de", "acme.de"), ("jobs.acme.co.at", "acme.co.at"), ("WWW.Acme.com", "acme.com"), ("co.at", "co.at")]
)
def test_a_company_owns_the_last_parts_of_a_host(host: str, owned: str) -> None:
    assert domain(host) == owned


def test_two_domains_are_a_note_only() -> None:
    (finding,) = found(contact={"name": '"Kim Winter"', "email": '"kim@acme.de"', "web": '"acme-karriere.de"'})
    assert (finding.code, finding.severity) == ("N07", Severity.NOTE)
    assert finding.message == "contact: the e-mail address is at acme.de, the web address at acme-karriere.de."


@pytest.mark.parametrize(
    ("phone", "country", "whole"), [("030 5557890", "DE", "+49 30 5557890"), ("01 5557890", "AT", "+43 1 5557890"), ("044 555 78 90", "CH", "+41 44 555 78 90")]
)
def test_a_number_without_its_country_is_written_out(phone: str, country: str, whole: str) -> None:
    assert hints(phone, country) == [f'Write "{whole}".']


def test_a_zero_that_is_dialled_too_is_taken_out() -> None:
    assert hints("+49 (0)30 5557890") == ['Write "+49 30 5557890".']


@pytest.mark.parametrize("phone", ["+49 30 5557890", "0049 30 5557890", "+41 44 555 78 90", "+49 (30) 5557890"])
def test_whole_numbers_are_in_order(phone: str) -> None:
    assert hints(phone) == []


def test_no_number_is_longer_than_all_others() -> None:
    assert hints("+49 30 5557890123456") == ["No telephone number is longer."]
