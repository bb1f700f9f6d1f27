"""The rules about what an edition says: each finds its planted fault at its line, and none speaks of what is right."""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import assets, paths, pipeline
from handbook.edition.brand import palette
from handbook.findings import Finding
from handbook.preflight.content import Content, check
from handbook.preflight.rule import RULES
from tests.preflight import editions

CASES = Path(__file__).parent / "cases"
EDITIONS = sorted(path.stem for path in CASES.glob("N*"))


def case(code: str, name: str) -> list[Finding]:
    """What the rules say of a case: an edition, or an edition with another palette."""
    folder = CASES / code
    if (folder / f"{name}.toml").is_file():
        return check(editions.content((folder / f"{name}.toml").read_text("utf-8"), folder))
    plain = editions.content(editions.text())
    made = runpy.run_path(str(folder / f"{name}.py"))["palette"](palette(plain.loaded)[0])
    return check(replace(plain, palette=made))


@pytest.mark.parametrize("code", [code for code in EDITIONS if code != "N10"])
def test_each_rule_finds_its_planted_fault_and_nothing_else(code: str) -> None:
    found = case(code, "bad")
    assert {finding.code for finding in found} == {code}
    assert case(code, "good") == []


@pytest.mark.parametrize("code", [code for code in EDITIONS if (CASES / code / "bad.toml").is_file()])
def test_a_finding_names_the_line_of_the_field(code: str) -> None:
    lines = (CASES / code / "bad.toml").read_text("utf-8").split("\n")
    (meant,) = (number for number, line in enumerate(lines, 1) if f"# {code}" in line)
    (finding,) = case(code, "bad")
    assert (finding.place.file, finding.place.line) == ("edition.toml", meant)
    assert "^" in finding.excerpt


def test_every_rule_has_its_case_and_its_page_in_the_manual() -> None:
    check(editions.content(editions.text()))
    ours = {code: rule for code, rule in RULES.items() if rule.family in ("content", "codes")}
    assert set(ours) | {"N10"} == set(EDITIONS)
    assert [code for code, rule in ours.items() if not (rule.manual.split("\n")[0].endswith(".") and "Why: " in rule.manual and "Mend: " in rule.manual)] == []


@pytest.mark.parametrize("name", ["house", "sonnengelb-strom", "fernweh-reisen"])
def test_the_editions_that_come_with_the_program_are_in_order(name: str) -> None:
    ready = pipeline.prepare(paths.EDITIONS / name / "edition.toml", wanted=["interview"])
    assert [str(finding) for finding in ready.findings if finding.code.startswith("N")] == []


def test_an_error_of_a_rule_stops_an_edition_with_all_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "acme" / "edition.toml"
    path.parent.mkdir()
    path.write_text(editions.text(brand={"logo": '"none.svg"'}, fair={"name": '"Messe"', "place": '"Berlin"', "starts": "2020-01-01"}), "utf-8")
    with pytest.raises(Exception, match="there is no file") as caught:
        pipeline.prepare(path)
    assert "the fair ended on 2020-01-01" in str(caught.value)


def test_a_palette_that_cannot_be_read_stops_the_book(monkeypatch: pytest.MonkeyPatch) -> None:
    from handbook.edition import brand

    ready = pipeline.prepare(paths.EDITIONS / "house" / "edition.toml", wanted=["interview"])
    made, notes = palette(ready.loaded)
    monkeypatch.setattr(brand, "palette", lambda loaded: (replace(made, ink_soft="#aaaaaa"), notes))
    with pytest.raises(Exception, match=r"#aaaaaa on a field in #ffffff has a contrast of 2\.3 : 1"):
        pipeline.compose(ready)


def test_only_fields_that_say_something_are_texts() -> None:
    assert editions.content(editions.text(top={"title": '"Los"'})).texts == {
        ("title",): "Los",
        ("brand", "name"): "Acme Energie",
        ("imprint", "publisher"): "Acme Energie GmbH",
        ("imprint", "address"): "Hauptstraße 5, 10117 Berlin",
        ("imprint", "printer"): "Eigendruck",
    }


def test_rules_need_neither_the_engine_nor_the_colours() -> None:
    """In a process of its own: others have loaded both."""
    import subprocess
    import sys

    code = "import sys; from handbook import cli; sys.argv = ['x', 'check', 'house', '-q']\ntry:\n cli.main()\nexcept SystemExit: pass\n"
    code += "print([name for name in ('weasyprint', 'coloraide', 'fontTools', 'PIL', 'pypdfium2', 'zxingcpp') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_known_of_assets_is_what_they_hold() -> None:
    assert assets.pixels((CASES / "N11" / "small.png").read_bytes()) == (120, 60)
    assert "ß" in assets.characters((paths.LAYOUTS / "fonts" / "IBMPlexSans-Bold.ttf").read_bytes())
    assert isinstance(editions.content(editions.text()), Content)
