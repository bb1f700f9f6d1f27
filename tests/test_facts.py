"""Dated figures: every fact of the files is sound, and a fact answers only for days on which it holds."""

from __future__ import annotations

import datetime as dt
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from handbook import facts, paths
from handbook.errors import ContentError
from handbook.facts import Fact, Facts
from handbook.findings import Finding, Place, Severity
from handbook.manuscript import markdown

TODAY = dt.date(2026, 11, 23)
HERE = Place("pay.md", 13, part="Geld")


def german(day: dt.date = TODAY) -> Facts:
    return facts.load("DE", day, "de")


ALL = german()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the fact files that a test may damage; messages name it `content/facts/…`."""
    shutil.copytree(paths.CONTENT / "facts", tmp_path / "content/facts")
    monkeypatch.setattr(paths, "CONTENT", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content/facts"


def findings_of() -> list[Finding]:
    with pytest.raises(ContentError) as caught:
        german()
    return list(caught.value.findings)


@pytest.mark.parametrize(("name", "fact"), ALL.facts.items(), ids=list(ALL.facts))
def test_each_facts_dates_are_in_order_and_its_values_dont_overlap(name: str, fact: Fact) -> None:
    source = ALL.sources[fact.source]
    assert source.date is None or source.date <= fact.as_of
    assert all(value.until is None or value.since <= value.until for value in fact.values)
    assert all(earlier.until is not None and earlier.until < later.since for earlier, later in pairwise(fact.values))
    assert all(value.year is None or value.year <= fact.as_of.year for value in fact.values)
    assert all(isinstance(value.value, dt.date) == (fact.unit == "date") for value in fact.values)


def test_every_fact_says_what_it_means_and_no_two_mean_the_same() -> None:
    meanings = [fact.meaning for fact in ALL.facts.values()]
    assert all(meanings)
    assert len(set(meanings)) == len(meanings)


@pytest.mark.parametrize(
    ("reference", "day", "expected"),
    [
        ("minimum-wage", dt.date(2026, 12, 31), "13,90\u202f€"),
        ("minimum-wage", dt.date(2027, 1, 1), "14,60\u202f€"),
        ("minimum-wage@2026", dt.date(2027, 1, 1), "13,90\u202f€"),
        ("minimum-wage@2027", dt.date(2026, 1, 1), "14,60\u202f€"),
        ("minijob-limit", dt.date(2026, 6, 1), "603\u202f€"),
        ("training-pay-4@2026", TODAY, "1.014\u202f€"),
        ("night-share", TODAY, "25\u202f%"),
        ("external-exam-years-clerk", TODAY, "4,5"),
        ("dialogue-employees", TODAY, "127.000"),
        ("iso-18295-year", TODAY, "2017"),
        ("ai-notice-from", TODAY, "2.\u00a0August\u00a02026"),
    ],
)
def test_a_fact_prints_the_value_of_its_day_or_of_the_year_asked_for(reference: str, day: dt.date, expected: str) -> None:
    assert german(day).text(reference) == expected


@pytest.mark.parametrize(
    ("reference", "years"),
    [
        ("minimum-wage", {2026, 2027, 2025}),
        ("training-pay-1@2026", {2026}),
        ("dialogue-employees", {2023, 2025}),
        ("prefer-people", {2025, 2026}),
    ],
)
def test_a_text_may_name_the_years_of_values_surveys_and_sources(reference: str, years: set[int]) -> None:
    assert ALL.years(reference) == years


def test_the_monthly_floor_is_arithmetic_from_the_hourly_wage() -> None:
    assert german().monthly_floor(40) == pytest.approx(13.90 * 40 * 52 / 12)
    assert german(dt.date(2027, 3, 12)).monthly_floor(38.5) == pytest.approx(14.60 * 38.5 * 52 / 12)


def test_an_unknown_fact_is_named_with_a_near_match() -> None:
    finding = ALL.problem("minimum-wag", HERE)
    assert finding == Finding("F01", 'there is no fact "minimum-wag".', HERE, 'Did you mean "minimum-wage"?')


@pytest.mark.parametrize(("reference", "when"), [("minimum-wage", "2031-03-12"), ("minimum-wage@2031", "2031"), ("minimum-wage@2019", "2019")])
def test_a_fact_without_a_value_for_the_day_or_year_says_so_and_what_to_do(reference: str, when: str) -> None:
    finding = german(dt.date(2031, 3, 12)).problem(reference, HERE)
    assert finding is not None
    assert (finding.code, finding.severity, finding.place) == ("F02", Severity.ERROR, HERE)
    assert finding.message == f'fact "minimum-wage" (Gesetzlicher Mindestlohn je Stunde, brutto) has no value for {when}.'
    assert "handbook/content/facts/de.toml" in finding.hint


def test_a_value_is_not_printed_before_its_first_day() -> None:
    finding = german(dt.date(2025, 12, 31)).problem("minimum-wage", HERE)
    assert finding is not None
    assert finding.code == "F02"


@pytest.mark.parametrize(("day", "code"), [(dt.date(2026, 12, 31), None), (dt.date(2027, 1, 1), "F03")])
def test_a_year_that_has_ended_is_for_review(day: dt.date, code: str | None) -> None:
    finding = german(day).problem("minimum-wage@2026", HERE)
    assert (finding and finding.code) == code
    assert finding is None or finding.severity is Severity.REVIEW


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('source = "leave-act"', 'source = "leave-akt"', 'fact "leave-days" names the source "leave-akt"'),
        ('[leave-days]\nmeaning = "', '[leave-days]\nmeanings = "', "leave-days: meanings: extra inputs are not permitted"),
        ("[leave-days]\n", "[leave-days]\nvalue = 20\n", "leave-days: value: extra inputs"),
    ],
)
def test_a_mistake_in_the_facts_is_named_with_the_line_of_the_fact(old: str, new: str, said: str, folder: Path) -> None:
    file = folder / "de.toml"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    line = file.read_text("utf-8").split("\n").index("[leave-days]") + 1
    found = findings_of()
    assert {(finding.code, finding.place.file, finding.place.line) for finding in found} == {("F01", "content/facts/de.toml", line)}
    assert any(said in finding.message for finding in found)


def test_facts_that_are_no_toml_and_sources_with_mistakes_are_named_together(folder: Path) -> None:
    (folder / "de.toml").write_text("[leave-days\n", "utf-8")
    (folder / "sources.toml").write_text('[leave-act]\ntitle = "Gesetz"\n', "utf-8")
    assert {(Path(finding.place.file).name, finding.code) for finding in findings_of()} == {("de.toml", "F01"), ("sources.toml", "F01")}


def test_every_fact_has_a_name_that_a_text_can_write() -> None:
    assert [name for name in ALL.facts if not markdown.FACT.fullmatch(f"{{{name}}}")] == []
