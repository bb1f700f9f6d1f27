"""The wage bar: arithmetic between the legal floor and what an employer says."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import facts
from handbook.edition.model import Pay
from handbook.facts import Facts
from handbook.galley import wage

DAY = dt.date(2026, 11, 23)


@cache
def german() -> Facts:
    return facts.load("DE", DAY, "de")


def pay(hours: float, lowest: float, highest: float) -> Pay:
    return Pay(hours=hours, lowest=lowest, highest=highest, source="Tarif", as_of=DAY)


def test_without_a_range_only_the_floor_is_drawn() -> None:
    bar = wage.bar(german(), None, DAY)
    assert bar["range"] is None
    assert bar["floor"] == "2.409\u202f€"  # 13.90 € × 40 hours × 52 weeks / 12 months
    assert (bar["hours"], bar["year"]) == ("40", "2026")


def test_the_floor_goes_with_the_hours() -> None:
    assert wage.bar(german(), pay(20, 1300, 1500), DAY)["floor"] == "1.205\u202f€"


def test_a_range_is_told_with_its_source() -> None:
    found = wage.bar(german(), pay(38.5, 2650, 3050), DAY)
    assert found["hours"] == "38,5"
    assert (found["range"]["lowest"], found["range"]["highest"]) == ("2.650\u202f€", "3.050\u202f€")
    assert (found["range"]["source"], found["range"]["as_of"]) == ("Tarif", "November 2026")


@given(hours=st.floats(5, 48), lowest=st.floats(0.01, 20_000), more=st.floats(0, 20_000))
def test_floor_and_range_stay_on_the_bar(hours: float, lowest: float, more: float) -> None:
    bar = wage.bar(german(), pay(hours, lowest, min(20_000, lowest + more)), DAY)
    left, width = bar["range"]["from"], bar["range"]["width"]
    assert 0 <= left <= left + width <= 100
    assert 0 < bar["floor_at"] < 100


@pytest.mark.parametrize(("lowest", "highest"), [(2600, 3000), (2500, 9000)])
def test_a_range_above_the_floor_is_drawn_right_of_it(lowest: float, highest: float) -> None:
    bar = wage.bar(german(), pay(40, lowest, highest), DAY)
    assert bar["floor_at"] < bar["range"]["from"] < bar["range"]["from"] + bar["range"]["width"] < 100
