"""How rules are registered and run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handbook.findings import CODES, Finding, Place
from handbook.preflight import rule as rules


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RULES", {})
    monkeypatch.setitem(CODES, "Z98", "something for this test")
    monkeypatch.setitem(CODES, "Z99", "something else for this test")


def test_a_family_runs_its_own_rules_and_no_others() -> None:
    @rules.rule("Z98", "press")
    def far(subject: str) -> Iterator[Finding]:
        """Too far.

        Why: because.
        Mend: come nearer.
        """
        yield Finding("Z98", f"{subject} is too far.", Place(page=2))

    @rules.rule("Z99", "screen")
    def never(subject: str) -> Iterator[Finding]:
        """Never asked here."""
        raise AssertionError(subject)
        yield

    (found,) = rules.run("press", "This")
    assert str(found) == "page 2: This is too far."
    assert rules.RULES["Z98"].manual.startswith("Too far.")


def test_a_code_is_given_once_and_must_be_known() -> None:
    rules.rule("Z98", "press")(lambda subject: [])
    with pytest.raises(AssertionError):
        rules.rule("Z98", "press")(lambda subject: [])
    with pytest.raises(AssertionError):
        rules.rule("Z97", "press")(lambda subject: [])


def test_findings_come_page_by_page() -> None:
    rules.rule("Z98", "pages")(lambda subject: [Finding("Z98", "x", Place(page=number)) for number in (3, 1, 2)])
    assert [finding.place.page for finding in rules.run("pages", None)] == [1, 2, 3]


def test_a_spot_on_a_page_is_told_in_millimetres_of_the_trimmed_page() -> None:
    finding = Finding("P01", "is cut.", Place("a.md", 3, part="Kapitel", page=4, x_mm=12.4, y_mm=200.6))
    assert str(finding) == "a.md:3 (Kapitel, page 4, 12 mm from the left and 201 mm from the top): is cut."
    assert {name: finding.as_dict()[name] for name in ("page", "x_mm", "y_mm")} == {"page": 4, "x_mm": 12.4, "y_mm": 200.6}
