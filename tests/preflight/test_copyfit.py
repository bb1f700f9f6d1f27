"""Each rule about laid-out pages catches its fault at its place, and says nothing of the same pages without it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbook import copyfit
from handbook.preflight.rule import RULES
from tests.preflight.small_pages import laid_out

CASES = Path(__file__).parent / "cases"
BAD = sorted(CASES.glob("K*/bad*.html"))
GOOD = sorted(CASES.glob("K*/good*.html"))
MINE = {code for code, rule in RULES.items() if rule.family == "pages"}


def found(path: Path) -> list[str]:
    """The findings of a case as a user reads them, with code and severity."""
    return [f"{finding.code} {finding.severity} {finding}" for finding in copyfit.check(laid_out(path.read_text("utf-8"), path.parent))]


@pytest.mark.parametrize("path", BAD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_planted_fault_is_found_at_its_place_and_nothing_else(path: Path) -> None:
    expected = re.findall(r"<!-- finds: (.*?) -->", path.read_text("utf-8"), re.DOTALL)
    assert found(path) == expected
    assert {line[:3] for line in expected} == {path.parent.name}


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_good_pages_give_no_finding_at_all(path: Path) -> None:
    assert found(path) == []


@pytest.mark.parametrize("path", [path for path in (*BAD, *GOOD) if path.parent.name == "K17"], ids=lambda path: path.stem)
def test_pages_that_were_cut_for_a_channel_are_told_of_as_they_were_laid_out(path: Path) -> None:
    document = laid_out(path.read_text("utf-8"), path.parent)
    before = copyfit.check(document)
    for page in document.pages:
        page.bleed = dict.fromkeys(page.bleed, 0)
    assert copyfit.check(document) == before


def test_every_rule_has_a_bad_and_a_good_case() -> None:
    assert {path.parent.name for path in BAD} == MINE
    assert {path.parent.name for path in GOOD} == MINE
    assert len(MINE) == 17
