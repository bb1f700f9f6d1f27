"""Findings as lines for people, annotations for GitHub, and SARIF."""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handbook.errors import ExitCode
from handbook.findings import CODES, Finding, Place, Severity
from handbook.preflight import manual, report
from handbook.preflight.rule import RULES, Rule
from handbook.speaking import KINDS, asked_for
from handbook.wording import say
from tests.conftest import Call, Run

ENGLISH = gettext.NullTranslations()
IN_A_FILE = Finding("E03", say("page: is no field, 100 %% sure."), Place("editions/a, b/edition.toml", 2, 5), say("Did you mean: pages?"), excerpt="    page = 1\n    ^^^^")
ON_A_PAGE = Finding("S05", "is coarse.", Place("a.md", part="Pay", page=3, x_mm=20.25, y_mm=31.5), severity=Severity.REVIEW)
LET_PASS = Finding("S06", "is fine.", severity=Severity.NOTE, waived="Agreed.")
FOUND = [IN_A_FILE, ON_A_PAGE, LET_PASS]


@pytest.mark.parametrize(("verbose", "quiet", "codes"), [(True, False, "S06 S05 E03"), (False, False, "S05 E03"), (False, True, "E03")])
def test_people_see_notes_if_they_ask_and_errors_always(verbose: bool, quiet: bool, codes: str) -> None:
    assert " ".join(finding.code for finding in report.shown(FOUND, verbose=verbose, quiet=quiet)) == codes


def test_a_line_begins_with_how_grave_it_is() -> None:
    assert report.text(FOUND[1:], ENGLISH).splitlines() == [
        "review: a.md (Pay, page 3, 20 mm from the left and 32 mm from the top): is coarse.",
        "note: is fine. Waived: Agreed.",
    ]


def test_github_gets_a_command_with_file_line_column_and_code() -> None:
    assert report.github(FOUND, ENGLISH).splitlines() == [
        "::error file=editions/a%2C b/edition.toml,line=2,col=5,title=E03::page: is no field, 100 %25 sure. Did you mean: pages?",
        "::warning file=a.md,title=S05::Pay, page 3, 20 mm from the left and 32 mm from the top: is coarse.",
        "::notice title=S06::is fine. Waived: Agreed.",
    ]


def test_nothing_in_a_sentence_can_end_a_command_or_begin_another() -> None:
    made = report.github([Finding("E03", "a\n::stop-commands::x\r", Place("b\n::error ::,c.toml", 1))], ENGLISH)
    assert made == "::error file=b%0A%3A%3Aerror %3A%3A%2Cc.toml,line=1,title=E03::a%0A::stop-commands::x%0D"


def run_of(*found: Finding) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(report.sarif(found, "1.2.3"))
    return valid(made)


def valid(made: dict[str, Any]) -> dict[str, Any]:
    """The one run of a log, after a look at what SARIF 2.1.0 asks for (OASIS, sections 3.13 to 3.30)."""
    assert (made["version"], set(made)) == ("2.1.0", {"$schema", "version", "runs"})
    (run,) = made["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert all(isinstance(rule[name]["text"], str) and rule[name]["text"] for name in ("fullDescription", "help") if name in rule)
        assert rule.get("defaultConfiguration", {"level": "none"})["level"] in {"none", "note", "warning", "error"}
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        assert all(each["kind"] in {"inSource", "external"} for each in result.get("suppressions", ()))
        for location in result.get("locations", ()):
            assert location.get("physicalLocation") or location.get("logicalLocations")
            if physical := location.get("physicalLocation"):
                assert re.fullmatch(r"(?:\w+://)?[\w./%~@-]+", physical["artifactLocation"]["uri"])
                assert all(isinstance(value, int) and value >= 1 for value in physical.get("region", {}).values())
                assert "region" not in physical or "startLine" in physical["region"]
    return run  # type: ignore[no-any-return]


def test_sarif_has_file_and_region_of_a_finding_in_a_file() -> None:
    (result,) = run_of(IN_A_FILE)["results"]
    assert result["message"]["text"] == "page: is no field, 100 % sure. Did you mean: pages?"
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "editions/a%2C%20b/edition.toml"}, "region": {"startLine": 2, "startColumn": 5}}}]


def test_sarif_names_page_and_millimetres_of_a_finding_on_a_page() -> None:
    (location,) = run_of(ON_A_PAGE)["results"][0]["locations"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": "Pay, page 3, 20 mm from the left and 32 mm from the top", "kind": "page"}]
    assert location["properties"] == {"page": 3, "x_mm": 20.25, "y_mm": 31.5}


def test_sarif_says_what_is_let_pass_and_why() -> None:
    assert run_of(LET_PASS)["results"][0]["suppressions"] == [{"kind": "external", "justification": "Agreed."}]


def test_sarif_names_each_code_once_with_its_meaning() -> None:
    run = run_of(ON_A_PAGE, IN_A_FILE, ON_A_PAGE)
    assert [(rule["id"], rule["shortDescription"]["text"]) for rule in run["tool"]["driver"]["rules"]] == [(code, CODES[code]) for code in ("S05", "E03")]
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1, 0]
    assert (run["tool"]["driver"]["version"], [result["level"] for result in run["results"]]) == ("1.2.3", ["warning", "error", "warning"])


def test_sarif_gives_a_rule_its_manual(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(subject: object) -> list[Finding]:
        """Too coarse.

        Why: it looks blurred.
        Mend: use a larger one.
        """
        return []

    manual.pages()
    monkeypatch.setitem(RULES, "S05", Rule("S05", "press", Severity.ERROR, check))
    (rule,) = run_of(ON_A_PAGE)["tool"]["driver"]["rules"]
    assert (rule["fullDescription"]["text"], rule["help"]["text"]) == ("Too coarse.", "it looks blurred. use a larger one.")
    assert (rule["defaultConfiguration"]["level"], rule["properties"]["tags"]) == ("error", ["press"])


def test_nothing_found_is_an_empty_run_and_no_line() -> None:
    assert run_of()["results"] == []
    assert (report.text([], ENGLISH), report.github([], ENGLISH)) == ("", "")


def test_a_file_elsewhere_on_the_machine_is_a_uri_too(tmp_path: Path) -> None:
    (result,) = run_of(Finding("E03", "x.", Place(str(tmp_path / "edition.toml"), 1)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (tmp_path / "edition.toml").as_uri()


def test_a_file_on_another_machine_keeps_its_url() -> None:
    (result,) = run_of(Finding("E03", "x.", Place("s3://fair one/edition.toml", 1)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "s3://fair%20one/edition.toml"


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (["check"], "text"),
        (["check", "--json"], "json"),
        (["check", "--report", "sarif"], "sarif"),
        (["check", "--report=github"], "github"),
        (["check", "--report"], ""),
    ],
)
def test_a_wrong_call_is_told_in_the_form_it_asks_for(arguments: list[str], kind: str) -> None:
    assert asked_for(arguments) == kind


@pytest.fixture
def wrong(edition: Callable[[str], Path]) -> Path:
    path = edition("house")
    path.write_text(path.read_text("utf-8").replace("pages = 32", "pgaes = 32"), "utf-8")
    return path


def test_check_reports_in_every_form(wrong: Path, call: Call) -> None:
    said = {kind: call("check", str(wrong), "--report", kind) for kind in KINDS}
    assert {each.code for each in said.values()} == {ExitCode.CONTENT}
    assert said["text"].out == ""
    assert "pgaes: is no field of an edition." in said["text"].err
    assert said["json"].out == call("check", str(wrong), "--json").out
    assert said["github"].out.startswith(f"::error file={wrong},line=7,col=1,title=E03::pgaes: is no field")
    assert valid(json.loads(said["sarif"].out))["results"][0]["ruleId"] == "E03"
    assert {said[kind].err for kind in ("json", "github", "sarif")} == {""}


def test_build_reports_all_editions_in_one_run_of_sarif(wrong: Path, run: Run, tmp_path: Path) -> None:
    done = run("build", wrong, "fernweh-reisen", "--product", "skills", "-l", "en", "-o", tmp_path / "out", "--report", "sarif")
    assert done.returncode == ExitCode.CONTENT
    assert {result["ruleId"] for result in valid(json.loads(done.stdout))["results"]} >= {"E03", "C04"}
    assert (tmp_path / "out" / "fernweh-reisen" / "fernweh-reisen-skills-en.pdf").is_file()


def test_sarif_is_printed_of_a_wrong_call_too(call: Call) -> None:
    said = call("check", "hose", "--report", "sarif")
    assert said.code == ExitCode.USAGE
    assert valid(json.loads(said.out))["results"][0]["message"]["text"].startswith('there is no edition "hose".')
