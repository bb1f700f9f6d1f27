from __future__ import annotations

import gettext
import pickle
import re

import pytest

from handbook.errors import ContentError
from handbook.findings import CODES, Finding, Place, Severity, did_you_mean, errors, in_order
from handbook.wording import say
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


class Shouting(gettext.NullTranslations):
    """A language in which everything is said in capitals."""

    def gettext(self, message: str) -> str:
        return message.upper().replace("%(WORD)S", "%(word)s")


def test_a_part_that_was_said_is_told_in_another_language_and_given_in_english() -> None:
    finding = Finding("P02", "is wrong.", Place("a.pdf", part=say("page")))
    assert finding.told(Shouting()) == "a.pdf (PAGE): is wrong."
    assert (str(finding), finding.as_dict()["part"]) == ("a.pdf (page): is wrong.", "page")


def test_a_finding_is_told_in_another_language_with_the_same_place_and_line() -> None:
    finding = Finding("E03", say("page: is no field."), Place("a.toml", 2, 1), did_you_mean("page", ["pages"]), excerpt="    page = 1")
    for each in (finding, pickle.loads(pickle.dumps(ContentError(finding))).findings[0]):
        assert each.told(Shouting()) == 'a.toml:2:1: PAGE: IS NO FIELD. DID YOU MEAN "pages"?\n    page = 1'
        assert str(each) == 'a.toml:2:1: page: is no field. Did you mean "pages"?\n    page = 1'


def test_programs_get_plain_english() -> None:
    told = Finding("E03", say("page: is no field."), hint=say("Try.")).as_dict()
    assert {type(told[key]) for key in ("message", "hint")} == {str}
    assert (told["message"], told["hint"]) == ("page: is no field.", "Try.")


def test_a_program_gets_the_same_keys_for_every_finding() -> None:
    full = Finding("E03", "page: is no field.", Place("a.toml", 2, 1, "Titel"), "Hint.", Severity.NOTE, "line").as_dict()
    assert full == {
        "code": "E03",
        "severity": "note",
        "file": "a.toml",
        "line": 2,
        "column": 1,
        "part": "Titel",
        "page": 0,
        "x_mm": None,
        "y_mm": None,
        "message": "page: is no field.",
        "hint": "Hint.",
    }
    assert Finding("E03", "short.").as_dict().keys() == full.keys()


def test_findings_come_in_the_order_of_the_file_each_once() -> None:
    third, first, second = Finding("E03", "c.", Place("b", 1)), Finding("E03", "a.", Place("a", 2)), Finding("E03", "b.", Place("a", 10))
    assert in_order([third, second, first, second]) == [first, second, third]


def test_only_errors_forbid_a_file() -> None:
    kinds = [Finding("B01", "x.", severity=severity) for severity in Severity]
    assert errors(kinds) == [Finding("B01", "x.", severity=Severity.ERROR)]
