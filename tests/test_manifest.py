"""The manifest: what was made from what, the same for the same inputs."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

import pytest

from handbook import manifest
from handbook.findings import Finding, Place, Severity
from handbook.manifest import Entry
from tests.conftest import ROOT

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


DECIDES_NOTHING = {
    "annotated-types": "names for pydantic",
    "anyio": "waits for files to change, below watchfiles",
    "brotli": "fonts of the Web, which nobody may give",
    "cffi": "passes calls on",
    "click": "the command line",
    "colorama": "the command line",
    "dnspython": "is asked nothing",
    "packaging": "compares versions",
    "pebble": "processes of workers",
    "pycparser": "below cffi",
    "pygments": "the command line",
    "rich": "the command line",
    "typing-extensions": "types",
    "typing-inspection": "types",
    "watchfiles": "sees that a file changed",
    "zopfli": "fonts of the Web, which nobody may give",
}
"""Libraries below the program in which no change can change a page or a finding."""


def below(names: Iterable[str], known: set[str]) -> set[str]:
    """These libraries, and those that they need in turn."""
    for line in names:
        name = re.sub(r"[._]", "-", re.match(r"[\w.-]+", line)[0]).lower()  # type: ignore[index]
        if name not in known and ("extra ==" not in line or "'woff'" in line):
            with contextlib.suppress(PackageNotFoundError):  # for another system
                needed = requires(name) or ()
                known.add(name)
                below(needed, known)
    return known


def test_it_names_the_versions_of_all_libraries_that_decide_about_bytes_or_findings() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = below([*project["dependencies"], *project["optional-dependencies"]["preflight"]], set())
    assert needed - DECIDES_NOTHING.keys() == set(manifest._PACKAGES) == composed()["versions"].keys()
    assert composed()["versions"]["weasyprint"] == "70.0"


def test_a_package_that_is_not_there_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "_PACKAGES", ("weasyprint", "no-such-package"))
    assert composed()["versions"].keys() == {"weasyprint"}
    assert manifest.version_of("no-such-package") == "0"


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
