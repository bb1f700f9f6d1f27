"""The wage bar as text and percents: the legal floor, and the employer's range if the edition gives one.

Pure arithmetic; never an invented tick: a bar without a range shows the floor alone.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from handbook import localization
from handbook.edition.model import Pay
from handbook.facts import Facts

FULL_TIME = 40.0
"""Hours a week where the edition says nothing."""


def bar(facts: Facts, pay: Pay | None, day: dt.date) -> dict[str, Any] | None:
    """Labels, and positions from 0 to 100 along the bar. None where there is neither a legal floor nor a range."""
    hours = pay.hours if pay else FULL_TIME
    floor = facts.monthly_floor(hours)
    if floor is None and pay is None:
        return None
    known = [value for value in (floor, pay and pay.lowest, pay and pay.highest) if value]
    low = min(known) * 0.7
    top = max(pay.highest if pay else 0, (floor or 0) * 1.3)
    high = top + (top - low) * 0.12

    def at(value: float) -> float:
        return round((value - low) / (high - low) * 100, 2)

    def money(value: float) -> str:
        return localization.money(round(value), facts.locale, localization.CURRENCIES[facts.country])

    made: dict[str, Any] = {
        "hours": localization.number(hours, facts.locale),
        "year": localization.year(day.year),
        "floor": money(floor) if floor else "",
        "floor_at": at(floor) if floor else 0,
        "range": None,
    }
    if pay:
        made["range"] = {
            "lowest": money(pay.lowest),
            "highest": money(pay.highest),
            "from": at(pay.lowest),
            "width": round(at(pay.highest) - at(pay.lowest), 2),
            "source": pay.source,
            "as_of": localization.month(pay.as_of, facts.locale),
        }
    return made
