"""The days of an edition, drawn up against each other."""

from __future__ import annotations

from handbook.findings import Severity
from tests.preflight.editions import found, said

PAY = {"lowest": "2600.0", "highest": "3000.0", "source": '"Tarif"'}


def fair(starts: str, ends: str = "") -> dict[str, str]:
    return {"name": '"Messe"', "place": '"Berlin"', "starts": starts} | ({"ends": ends} if ends else {})


def test_a_fair_that_was_over_stops_the_edition() -> None:
    (finding,) = found(fair=fair("2027-01-30", "2027-01-31"))
    assert (finding.severity, finding.place.line) == (Severity.ERROR, 12)
    assert finding.message == "the fair ended on 2027-01-31, before the day of this edition, 2027-02-01."


def test_an_edition_made_during_its_fair_is_in_order() -> None:
    assert said(fair=fair("2027-01-30", "2027-02-01")) == []


def test_a_day_left_from_another_edition_is_named() -> None:
    assert said(fair=fair("2028-03-12")) == ["N06 imprint.date: 2027-02-01 is more than a year before the fair on 2028-03-12."]


def test_a_fair_of_weeks_is_a_slip() -> None:
    assert said(fair=fair("2027-03-12", "2027-04-13")) == ["N06 the fair lasts 33 days."]
    assert said(fair=fair("2027-03-12", "2027-03-21")) == []


def test_a_range_is_checked_within_the_year_and_before_it_is_printed() -> None:
    assert said(pay={**PAY, "as_of": "2026-02-01"}) == []
    assert said(pay={**PAY, "as_of": "2026-01-01"}) == ["N06 pay.as_of: the range was checked on 2026-01-01, more than a year before 2027-02-01."]
    assert said(pay={**PAY, "as_of": "2027-02-02"}) == ["N06 pay.as_of: 2027-02-02 comes after the days of this edition."]
