"""What people are told in their language, and programs in English."""

from __future__ import annotations

import json

import pytest

from handbook import speaking
from handbook.findings import Finding, Place, Severity
from handbook.wording import say

FOUND = [
    Finding("E01", say("is empty."), Place("a.toml", 1)),
    Finding("F03", say("is no UTF-8 text."), Place("b.md", 2), severity=Severity.REVIEW),
    Finding("B01", say("is empty."), Place("c.toml", 3), severity=Severity.NOTE),
]


@pytest.mark.parametrize(
    ("verbose", "quiet", "kinds"),
    [(True, False, ["error", "review", "note"]), (False, False, ["error", "review"]), (False, True, ["error"])],
)
def test_who_asks_for_more_hears_more_and_an_error_is_always_heard(verbose: bool, quiet: bool, kinds: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    speaking.tell(FOUND, verbose=verbose, quiet=quiet)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert [line.partition(":")[0] for line in printed.err.splitlines()] == kinds


def test_a_german_machine_is_spoken_to_in_german(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("HANDBOOK_LANG", "de")
    speaking.tell(FOUND, verbose=False, quiet=True)
    assert capsys.readouterr().err.startswith("Fehler: a.toml:1: ")
    assert speaking.told(speaking.GOOD) != str(speaking.GOOD)


def test_programs_get_english_whatever_the_language(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("HANDBOOK_LANG", "de")
    speaking.print_json(findings=[FOUND[0].as_dict()])
    said = json.loads(capsys.readouterr().out)
    assert (said["schema_version"], said["findings"][0]["message"]) == (1, "is empty.")
