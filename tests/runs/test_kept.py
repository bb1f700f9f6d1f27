"""Findings come back from the manifest as they were, in every language."""

from __future__ import annotations

import gettext
import json

import pytest

from handbook.findings import Finding, Place, Severity
from handbook.runs.kept import keep, tell_again
from handbook.wording import nsay, say

EDITION = "editions/house/edition.toml"
NESTED = say("%(message)s Waived: %(reason)s", message=say("is coarse."), reason="Agreed.")
COUNTED = nsay("%(count)s box", "%(count)s boxes", 2)
FINDINGS = [
    Finding("S05", NESTED, Place(part=say("page")), say("Export it again."), Severity.REVIEW),
    Finding("K01", COUNTED, Place("a.md", 3, 4, "cover", 2, 0.0, 10.5), "plain", Severity.NOTE, "    x\n    ^", "Agreed."),
    Finding("E03", "plain", Place(EDITION, 3)),
    Finding("P02", "plain"),
]


@pytest.mark.parametrize("finding", FINDINGS)
def test_a_finding_comes_back_as_it_was(finding: Finding) -> None:
    assert tell_again(json.loads(json.dumps(keep([finding], EDITION))), EDITION) == [finding]


def test_a_sentence_comes_back_in_every_language() -> None:
    class Shouting(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.replace("coarse", "GROB")

        def ngettext(self, one: str, many: str, number: int) -> str:
            return "%(count)s Kästen"

    again = tell_again(json.loads(json.dumps(keep(FINDINGS[:2], EDITION))), EDITION)
    assert [each.told(Shouting()).split("\n")[0] for each in again] == [
        "page: is GROB. Waived: Agreed. Export it again.",
        "a.md:3:4 (cover, page 2, 0 mm from the left and 10 mm from the top): 2 Kästen Waived: Agreed. plain",
    ]


def test_the_edition_is_named_as_it_lies_when_it_is_told_again() -> None:
    kept = keep([FINDINGS[2]], EDITION)
    assert EDITION not in json.dumps(kept)
    assert tell_again(kept, "/elsewhere/edition.toml")[0].place.file == "/elsewhere/edition.toml"


def test_no_folder_of_this_machine_is_kept() -> None:
    assert "/home" not in json.dumps(keep([Finding("S02", "plain", Place("/home/somebody/shop.toml", 3))], EDITION))


def wrong(message: object = "", **place: object) -> dict[str, object]:
    return {"code": "S05", "severity": "note", "place": place, "message": message}


def sentence(**parts: object) -> dict[str, object]:
    return {"say": "one", "values": {}, **parts}


def within(depth: int) -> dict[str, object]:
    return sentence(values={"a": within(depth - 1)}) if depth else sentence()


WRONG = [
    {},
    [],
    {"code": "S05", "severity": "grave", "place": {}},
    {"code": "Q99", "severity": "note", "place": {}, "message": ""},
    *(wrong(message) for message in (3, [], sentence(say=3), sentence(values={"a": 3}), sentence(say="%(a)s"), within(200))),
    *(wrong(sentence(plural=plural, number=number)) for plural, number in ((3, 1), ("many", "2"))),
    *(wrong(**place) for place in ({"file": 3}, {"line": "3"}, {"page": True}, {"page": 3, "x_mm": "1", "y_mm": 1.0}, {"part": []})),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_finding_is_an_error_that_a_reader_expects(wrong: object) -> None:
    with pytest.raises((KeyError, TypeError, AttributeError, ValueError, AssertionError)):
        tell_again([wrong], EDITION)  # type: ignore[list-item]
