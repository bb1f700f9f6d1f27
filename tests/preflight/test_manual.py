"""The manual: a page for every code, that of a rule from its docstring."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from handbook.findings import CODES, Finding, Severity
from handbook.preflight import manual
from handbook.preflight.rule import RULES, Rule
from tests.conftest import ROOT, Call

DOCSTRING = """A code is too small to be read by a telephone.

    What it leads to doesn't matter.

    Why: somebody stands in a crowd with a bag in the other hand,
    and won't try twice.
    Mend: print it at least 15 mm wide, or
    shorten its address.
    """


def check(subject: object) -> Iterator[Finding]:
    raise AssertionError(subject)
    yield


check.__doc__ = DOCSTRING
RULE = Rule("Z01", "pages", Severity.REVIEW, check)


def test_a_docstring_is_parted_into_what_why_and_how_to_mend() -> None:
    page = manual.of_rule(RULE)
    assert page.what == "A code is too small to be read by a telephone.\n\nWhat it leads to doesn't matter."
    assert page.why == "somebody stands in a crowd with a bag in the other hand, and won't try twice."
    assert page.mend == "print it at least 15 mm wide, or shorten its address."
    assert (page.code, page.severity, page.family) == ("Z01", "review", "pages")


def test_a_page_reads_well_in_a_terminal() -> None:
    assert manual.text(manual.of_rule(RULE)).split("\n\n") == [
        "Z01: A code is too small to be read by a telephone",
        "review, pages",
        "What it leads to doesn't matter.",
        "Why: somebody stands in a crowd with a bag in the other hand, and won't try twice.",
        "Mend: print it at least 15 mm wide, or shorten its address.",
        "It can't be waived.",
    ]


def test_rules_stand_by_family_and_before_the_other_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "tools")
    import generate

    lines = generate.rules({"F03": manual.Page("F03", "text names a value that has ended"), "Z01": manual.of_rule(RULE)}).splitlines()
    assert [line for line in lines if line.startswith("#")] == ["## Rules: pages", "### Z01: A code is too small to be read by a telephone", "## Other codes"]
    assert lines[-1] == "| F03 | text names a value that has ended |  |"
    assert any(line.startswith("**Why:** somebody") for line in lines)


def test_every_code_has_its_page_and_every_rule_says_why_and_how_to_mend() -> None:
    pages = manual.pages()
    assert list(pages) == list(CODES)
    assert [code for code in RULES if not (pages[code].what and pages[code].why and pages[code].mend)] == []


def test_rules_of_every_package_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    holding = {f"handbook.{path.parent.name}" for path in ROOT.glob("handbook/*/*.py") if "\n@rule(" in path.read_text("utf-8")}
    assert holding <= set(manual.PACKAGES)


def test_the_reference_page_names_every_code() -> None:
    text = (ROOT / "docs" / "preflight.md").read_text("utf-8")
    assert [code for code in CODES if f"| {code} |" not in text and f"### {code}:" not in text] == []


def test_the_verb_prints_the_list_or_one_page_and_knows_near_matches(call: Call) -> None:
    assert [line.split()[0] for line in call("rules").out.splitlines()] == list(CODES)
    assert call("rules", "e01").out == "E01: edition file can't be read\n\nIt can't be waived.\n"
    wrong = call("rules", "E1")
    assert (wrong.code, wrong.out) == (2, "")
    assert 'there is no code "E1". Did you mean "E01"?' in wrong.err


@pytest.mark.parametrize("code", sorted(code for code, page in manual.pages().items() if page.family))
def test_every_rule_says_what_why_and_how_to_mend(code: str) -> None:
    first, why, mend = (part.strip() for part in re.split(r"\n\s*\n\s*Why:|\n\s*Mend:", RULES[code].manual))
    assert first.endswith(".")
    assert why
    assert mend
