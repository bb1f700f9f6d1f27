"""The verbs of translators: which locales they take, and what they write."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook import catalogs
from handbook.errors import ExitCode
from tests.conftest import Call


def test_without_a_locale_every_language_and_country_is_meant(call: Call) -> None:
    told = call("i18n", "status").out.splitlines()
    assert [line.partition(":")[0] for line in told if not line.startswith(" ")] == [*catalogs.LOCALES, *catalogs.countries()]


def test_a_country_is_counted_by_the_passages_it_tells_differently(call: Call) -> None:
    (line,) = call("i18n", "status", "de_AT").out.splitlines()
    assert line.startswith("de_AT: ")
    assert " 0 fuzzy, 0 missing" in line


@pytest.mark.parametrize("code", ["xx", "../de", "de_XX"])
def test_what_is_no_locale_is_a_wrong_call_and_nothing_is_written(code: str, locales: Path, call: Call) -> None:
    before = sorted(locales.rglob("*"))
    assert call("i18n", "update", code).code == ExitCode.USAGE
    assert sorted(locales.rglob("*")) == before


def test_bringing_everything_up_to_date_twice_writes_nothing_the_second_time(locales: Path, call: Call) -> None:
    call("i18n", "update")
    assert call("i18n", "update").out == ""
