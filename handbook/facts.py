"""Dated, sourced figures: `content/facts/<country>.toml` in, a `Facts` that answers for one day and locale out.

A text names a fact; what is printed, and whether it may still be printed, is decided here. Nothing is looked up elsewhere,
and no figure of another country ever stands in.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from handbook import localization, paths
from handbook.errors import ContentError
from handbook.findings import Finding, Place, Severity, did_you_mean
from handbook.wording import say

WEEKS_A_YEAR = 52
MONTHS_A_YEAR = 12


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, use_attribute_docstrings=True)


_T = TypeVar("_T", bound=_Table)


class Value(_Table):
    """A figure with the days on which it holds."""

    value: float | dt.date
    """The figure itself, in the fact's unit."""
    since: dt.date = Field(alias="from")
    """First day on which it holds."""
    until: dt.date | None = Field(default=None, alias="to")
    """Last day on which it may be printed; left out while no end is known."""
    year: int | None = None
    """The year that a survey or statistic describes."""

    def holds_on(self, day: dt.date) -> bool:
        """Whether the figure may be printed as today's on this day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Fact(_Table):
    """One figure that the text may name."""

    meaning: str
    """What exactly the figure says."""
    unit: Literal["EUR", "CHF", "percent", "number", "year", "date"]
    """How it is written."""
    source: str
    """Id in `sources.toml`."""
    as_of: dt.date
    """Day on which it was last looked up."""
    values: Annotated[tuple[Value, ...], Field(min_length=1)]
    """The figure in the course of time."""


class Source(_Table):
    """Where figures come from."""

    publisher: str
    """Who says it."""
    title: str
    """What it is called, or what it tells."""
    date: dt.date | None = None
    """When it was published, where that is recorded."""
    address: str | None = None
    """Site on which it was read, without https."""


@dataclass(frozen=True)
class Facts:
    """The facts of one country on one day, in one locale."""

    country: str
    day: dt.date
    locale: str
    facts: dict[str, Fact]
    sources: dict[str, Source]
    last_day: dt.date
    """The last day of the fair; a figure that ends before it is named for review."""

    def text(self, reference: str) -> str:
        """What `id` or `id@2027` prints. KeyError if there is no such fact; LookupError if it has no value then."""
        name, _, year = reference.partition("@")
        fact = self.facts[name]
        return self._written(self._value(fact, int(year) if year else None), fact.unit)

    def number(self, name: str) -> float:
        """The bare value on this day, for arithmetic."""
        value = self._value(self.facts[name], None).value
        assert isinstance(value, float)
        return value

    def years(self, reference: str) -> set[int]:
        """The years that a text may name beside this fact."""
        name, _, year = reference.partition("@")
        fact = self.facts[name]
        source = self.sources[fact.source]
        known = {value.year for value in fact.values if value.year} | {value.since.year for value in fact.values}
        return known | ({int(year)} if year else set()) | ({source.date.year} if source.date else set())

    def _value(self, fact: Fact, year: int | None) -> Value:
        for value in fact.values:
            if value.holds_on(self.day) if year is None else value.since.year <= year <= (value.until or dt.date.max).year:
                return value
        raise LookupError(fact.meaning)

    def _written(self, value: Value, unit: str) -> str:
        figure = value.value
        if isinstance(figure, dt.date):
            return localization.date(figure, self.locale)
        match unit:
            case "EUR" | "CHF":
                return localization.money(figure, self.locale, unit)
            case "percent":
                return localization.percent(figure, self.locale)
            case "year":
                return localization.year(int(figure))
            case _:
                return localization.number(figure, self.locale)

    def problem(self, reference: str, place: Place) -> Finding | None:
        """What is wrong with naming this fact on this day, with the chapter as the place."""
        name, _, year = reference.partition("@")
        if name not in self.facts:
            return Finding("F01", say('there is no fact "%(name)s".', name=name), place, did_you_mean(name, self.facts))
        fact = self.facts[name]
        try:
            value = self._value(fact, int(year) if year else None)
        except LookupError:
            when = year or self.day.isoformat()
            return Finding("F02", say('fact "%(name)s" (%(meaning)s) has no value for %(when)s.', name=name, meaning=fact.meaning, when=when), place, self._mend(name))
        if year and value.until is not None and value.until < self.day:
            values = {"name": name, "year": year, "until": value.until, "day": self.day}
            message = say('fact "%(name)s" for %(year)s has ended on %(until)s, before the edition\'s date %(day)s.', **values)
            return Finding("F03", message, place, self._mend(name), Severity.REVIEW)
        if not year and value.until is not None and value.until < self.last_day:
            message = say('fact "%(name)s" (%(meaning)s) changes during the fair, after %(until)s.', name=name, meaning=fact.meaning, until=value.until)
            return Finding("F03", message, place, say("Say both values, each with its year."), Severity.REVIEW)
        return None

    def _mend(self, name: str) -> str:
        return say("Look it up and add it to handbook/content/facts/%(file)s, or leave out what names it.", file=f"{self.country.lower()}.toml")

    def monthly_floor(self, hours_a_week: float) -> float | None:
        """The minimum wage as gross pay a month: arithmetic, not statistics. None where the law sets no minimum wage."""
        return None if "minimum-wage" not in self.facts else self.number("minimum-wage") * hours_a_week * WEEKS_A_YEAR / MONTHS_A_YEAR


def load(country: str, day: dt.date, code: str, last_day: dt.date | None = None) -> Facts:
    """The facts of a country. ContentError with every mistake of its two files."""
    facts, sources = f"{country.lower()}.toml", "sources.toml"
    found: list[Finding] = []
    read = _read(facts, Fact, found)
    known = _read(sources, Source, found)
    for name, fact in read.items():
        if fact.source not in known and not found:
            message = say('fact "%(name)s" names the source "%(source)s", which isn\'t in %(file)s.', name=name, source=fact.source, file=sources)
            found.append(Finding("F01", message, _place(facts, name)))
    if found:
        raise ContentError(*found)
    return Facts(country, day, code, read, known, last_day or day)


def _read(name: str, model: type[_T], found: list[Finding]) -> dict[str, _T]:
    path = paths.CONTENT / "facts" / name
    try:
        entries = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        found.append(Finding("F01", say("can't be read: %(reason)s.", reason=error), Place(paths.shown(path))))
        return {}
    try:
        return TypeAdapter(dict[str, model]).validate_python(entries)  # type: ignore[valid-type]
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            first, *rest = detail["loc"]
            message = say("%(field)s: %(problem)s.", field=f"{first}: {'.'.join(map(str, rest))}", problem=detail["msg"].lower())
            found.append(Finding("F01", message, _place(name, str(first))))
        return {}


def _place(file: str, entry: str) -> Place:
    path = paths.CONTENT / "facts" / file
    text = path.read_text("utf-8")
    header = re.search(rf"^\[{re.escape(entry)}\]", text, re.MULTILINE)
    return Place(paths.shown(path), text.count("\n", 0, header.start()) + 1 if header else 1)
