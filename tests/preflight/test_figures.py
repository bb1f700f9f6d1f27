"""Amounts in the edition's own words."""

from __future__ import annotations

import pytest

from tests.preflight.editions import said


def titled(title: str) -> list[str]:
    return said(top={"title": f'"{title}"'})


@pytest.mark.parametrize("title", ["3.000 € zum Start", "Start mit 14,60 Euro", "EUR 2800 im Monat", "CHF 4’321", "85 % bleiben", "9 von 10, also 90 Prozent"])
def test_an_amount_without_a_year_is_named(title: str) -> None:
    (finding,) = titled(title)
    assert finding.startswith('N05 title: "')
    assert finding.endswith("\" doesn't say from when it is.")


@pytest.mark.parametrize("title", ["3.000 € zum Start (Stand 2027)", "100 % Service", "7 Schritte in den Service", "Jobmesse 2027", "24 Stunden für Sie da"])
def test_dated_amounts_and_plain_numbers_are_left_alone(title: str) -> None:
    assert titled(title) == []


def test_the_source_of_a_range_may_name_its_day_and_its_grade() -> None:
    pay = {"lowest": "2600.0", "highest": "3000.0", "as_of": "2027-01-01"}
    assert said(pay={**pay, "source": '"Haustarifvertrag vom 1. Januar 2026, Stufe 3"'}) == []
    assert said(pay={**pay, "source": '"Haustarif plus 5 %"'}) == ['N05 pay.source: "5 %" doesn\'t say from when it is.']
