"""A claim is checked where the checker is at hand and knows it; else a note says that nobody checked."""

from __future__ import annotations

import importlib.util

import page
import pytest

from handbook.findings import Severity
from handbook.preflight.screen.standards import claims_are_kept
from handbook.preflight.subject import opened
from tests.channels.conftest import made
from tests.preflight.screen.small_pdf import Small
from tests.preflight.screen.test_claims import FOUR, UA


def told(data: bytes) -> list[tuple[Severity, str]]:
    """What is said of the claims of a file."""
    with opened(data) as subject:
        return [(finding.severity, str(finding)) for finding in claims_are_kept(subject)]


def claiming(*said: str) -> bytes:
    small = Small()
    small.describe("".join(said))
    return small.saved()


def test_a_file_that_keeps_what_it_claims_gives_nothing_to_say() -> None:
    assert told(made("<h1>Eins</h1><p>Zwei</p>")) == []


def test_a_claim_that_the_checker_doesnt_know_is_a_note() -> None:
    assert told(claiming(FOUR)) == [(Severity.NOTE, "says that it keeps PDF/A-4, which can't be checked here.")]


def test_without_the_checker_a_note_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert told(claiming(UA)) == [(Severity.NOTE, 'says that it keeps PDF/UA-1; that wasn\'t checked. Install the extra "preflight" to have it checked.')]


class PanicException(BaseException):
    """What a fault in the checker itself comes as."""


@pytest.mark.parametrize("error", [page.ParseError, page.SafetyLimitError, PanicException])
def test_a_file_that_the_checker_cant_read_is_a_note(error: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def validate(data: bytes, *, profile: str) -> object:
        raise error(profile)

    monkeypatch.setattr(page, "validate_pdf_bytes", validate)
    assert told(claiming(UA)) == [(Severity.NOTE, "says that it keeps PDF/UA-1; the checker couldn't read the file.")]
