"""Each rule about PDFs for screens catches its fault at its place and nothing else, and says nothing of the same file without it."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from handbook.preflight import finished

CASES = Path(__file__).parent.parent / "cases"
BAD = sorted(CASES.glob("U*/bad*.py"))
GOOD = sorted(CASES.glob("U*/good*.py"))
MINE = {rule.code for rule in finished.rules("screen")}


def case(path: Path) -> tuple[list[str], list[str]]:
    """The findings of a case as a user reads them, with code and severity; and those that it should give."""
    made: dict[str, Any] = runpy.run_path(str(path))
    return [f"{finding.code} {finding.severity} {finding}" for finding in finished.check(made["pdf"](), "a.pdf")], made.get("FINDS", [])


@pytest.mark.parametrize("path", BAD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_planted_fault_is_found_at_its_place_and_nothing_else(path: Path) -> None:
    found, expected = case(path)
    assert found == expected
    assert {line[:3] for line in found} == {path.parent.name}


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_good_files_give_no_finding_at_all(path: Path) -> None:
    assert case(path) == ([], [])


def test_every_rule_has_a_bad_and_a_good_case() -> None:
    assert {path.parent.name for path in BAD} == MINE
    assert {path.parent.name for path in GOOD} == MINE
    assert len(MINE) == 17
