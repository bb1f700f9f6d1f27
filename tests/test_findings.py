from __future__ import annotations

import re

import pytest

from handbook.findings import CODES, Finding, Place, Severity, errors, in_order
from tests.conftest import ROOT


def test_every_code_is_a_letter_and_two_digits_and_says_what_it_means() -> None:
    assert all(re.fullmatch(r"[A-Z]\d\d", code) for code in CODES)
    assert len(set(CODES.values())) == len(CODES)


def test_every_code_is_used_and_every_used_code_is_known() -> None:
    sources = [path for path in ROOT.glob("handbook/**/*.py") if path.name != "findings.py"]
    used = {code for path in sources for code in re.findall(r'"([A-Z]\d\d)"', path.read_text("utf-8"))}
    assert used == CODES.keys()


def test_a_finding_with_an_unknown_code_is_our_bug() -> None:
    with pytest.raises(AssertionError, match="X99"):
        Finding("X99", "what is wrong.")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(), ""),
        (Place("a.toml"), "a.toml"),
        (Place("a.toml", 8), "a.toml:8"),
        (Place("a.toml", 8, 3), "a.toml:8:3"),
        (Place(part="Der Beruf"), "Der Beruf"),
        (Place("a.md", 8, part="Der Beruf"), "a.md:8 (Der Beruf)"),
    ],
)
def test_a_place_reads_as_editors_understand_it(place: Place, expected: str) -> None:
    assert str(place) == expected


def test_a_finding_reads_place_sentence_hint_and_below_them_the_line() -> None:
    finding = Finding("E03", "page: is no field.", Place("a.toml", 2, 1), 'Did you mean "pages"?', excerpt="    page = 1\n    ^^^^")
    assert str(finding) == 'a.toml:2:1: page: is no field. Did you mean "pages"?\n    page = 1\n    ^^^^'
    assert str(Finding("E03", "page: is no field.")) == "page: is no field."


def test_a_program_gets_the_same_keys_for_every_finding() -> None:
    full = Finding("E03", "page: is no field.", Place("a.toml", 2, 1, "Titel"), "Hint.", Severity.NOTE, "line").as_dict()
    assert full == {"code": "E03", "severity": "note", "file": "a.toml", "line": 2, "column": 1, "part": "Titel", "message": "page: is no field.", "hint": "Hint."}
    assert Finding("E03", "short.").as_dict().keys() == full.keys()


def test_findings_come_in_the_order_of_the_file_each_once() -> None:
    third, first, second = Finding("E03", "c.", Place("b", 1)), Finding("E03", "a.", Place("a", 2)), Finding("E03", "b.", Place("a", 10))
    assert in_order([third, second, first, second]) == [first, second, third]


def test_only_errors_forbid_a_file() -> None:
    kinds = [Finding("B01", "x.", severity=severity) for severity in Severity]
    assert errors(kinds) == [Finding("B01", "x.", severity=Severity.ERROR)]
