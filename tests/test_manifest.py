"""The manifest: what was made from what, the same for the same inputs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from handbook import manifest
from handbook.findings import Finding, Place, Severity
from handbook.manifest import Entry

ENTRY = Entry("house-interview-de.pdf", "interview", "de", "screen", 1, manifest.digest(b"pdf"), 3, {"b": "2", "a": "1"})


def composed(*findings: Finding) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(manifest.compose("house", [ENTRY.line()], findings))
    return made


def test_its_keys_are_stable() -> None:
    made = composed(Finding("B01", "a note.", Place("x.toml", 1, 2), severity=Severity.NOTE))
    assert list(made) == ["schema_version", "edition", "program", "versions", "files", "findings", "jobs", "order"]
    assert list(made["files"][0]) == ["file", "product", "locale", "channel", "rejected", "pages", "bytes", "sha256", "inputs"]
    assert list(made["findings"][0]) == ["code", "severity", "file", "line", "column", "part", "page", "x_mm", "y_mm", "message", "hint"]
    assert made["schema_version"] == 1


def test_inputs_stand_in_order() -> None:
    assert list(composed()["files"][0]["inputs"]) == ["a", "b"]


def test_it_names_the_versions_that_decide_about_the_bytes() -> None:
    versions = composed()["versions"]
    assert versions["weasyprint"] == "70.0"
    assert "0" not in versions.values(), "a package that isn't installed"


def test_a_digest_is_sha_256() -> None:
    assert manifest.digest(b"pdf") == hashlib.sha256(b"pdf").hexdigest()


def test_umlauts_stand_as_they_are_and_the_last_line_ends() -> None:
    text = manifest.compose("house", [], [Finding("B01", "Grün.", severity=Severity.NOTE)])
    assert "Grün." in text
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("editions/house/edition.toml", "edition.toml"),
        ("/home/somebody/editions/house/edition.toml", "edition.toml"),
        ("/home/somebody/house.toml", "house.toml"),
        ("handbook/content/chapters/pay.md", "handbook/content/chapters/pay.md"),
        ("", ""),
    ],
)
def test_a_finding_names_its_file_without_the_folders_of_this_machine(file: str, named: str) -> None:
    assert composed(Finding("B01", "a note.", Place(file, 3), severity=Severity.NOTE))["findings"][0]["file"] == named


def test_the_manifest_of_a_run_names_every_input_of_every_file(house_pdf: Path, sheet_pdfs: list[Path]) -> None:
    made = json.loads((house_pdf.parent / manifest.FILE_NAME).read_text("utf-8"))
    (entry,) = made["files"]
    assert (entry["file"], entry["pages"], entry["bytes"]) == (house_pdf.name, 32, house_pdf.stat().st_size)
    assert entry["sha256"] == hashlib.sha256(house_pdf.read_bytes()).hexdigest()
    assert {"edition.toml", "section/cover", "section/pay", "css/main.css", "icons/tip.svg", "art/cover.svg"} <= entry["inputs"].keys()
    assert all(len(digest) == 64 for digest in entry["inputs"].values())
    sheets = json.loads((sheet_pdfs[0].parent / manifest.FILE_NAME).read_text("utf-8"))
    assert [each["file"] for each in sheets["files"]] == [path.name for path in sheet_pdfs]


def test_the_manifest_of_a_run_holds_no_clock_and_no_place(house_pdf: Path) -> None:
    text = (house_pdf.parent / manifest.FILE_NAME).read_text("utf-8")
    assert str(house_pdf.parent) not in text
    assert str(Path.home()) not in text
