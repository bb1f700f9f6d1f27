"""The verb `preflight`, as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Call
from tests.preflight.press.good_file import drawing, good, spoiled

OFFSET = ("--profile", "offset-coated")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with finished PDFs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    files = {
        "good": good(),
        "red": spoiled(drawing(b"1 0 0 rg 60 290 40 10 re f"), force_version="1.6"),
        "rich": spoiled(drawing(b".6 .5 .5 1 k BT /f 9 Tf 60 300 Td (a) Tj ET"), force_version="1.6"),
        "small": spoiled(drawing(b".6 .5 0 0 k BT /f 7 Tf 60 300 Td (a) Tj ET"), force_version="1.6"),
        "broken": b"%PDF-1.7 and no more",
    }
    for name, data in files.items():
        (tmp_path / "in" / f"{name}.pdf").write_bytes(data)
    return tmp_path


def test_a_good_file_is_called_good_and_left_as_it_is(folder: Path, call: Call) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.pdf")}
    said = call("preflight", "in/good.pdf", *OFFSET)
    assert (said.code, said.out, said.err) == (0, "", "good\n")
    assert {path: path.read_bytes() for path in folder.rglob("*.pdf")} == before
    assert call("preflight", "in/good.pdf", *OFFSET, "-q").err == ""


def test_findings_of_all_files_are_told_with_file_and_place(folder: Path, call: Call) -> None:
    said = call("preflight", "in/good.pdf", "in/red.pdf", "in/broken.pdf", *OFFSET)
    assert (said.code, said.out) == (1, "")
    broken, red = said.err.splitlines()
    assert broken == "error: in/broken.pdf: can't be read as a PDF. Make the PDF again; it is damaged or cut off."
    assert red.startswith("error: in/red.pdf (page 2, 21 mm from the left and 42 mm from the top): a field is in a colour of screens (DeviceRGB)")


def test_what_is_for_review_stops_only_who_is_strict(folder: Path, call: Call) -> None:
    said = call("preflight", "in/rich.pdf", *OFFSET)
    assert said.code == 0
    assert said.err.startswith("review: in/rich.pdf (page 2")
    assert call("preflight", "in/rich.pdf", *OFFSET, "--strict").code == 1


def test_notes_are_told_to_who_asks_for_them(folder: Path, call: Call) -> None:
    assert call("preflight", "in/small.pdf", *OFFSET).err == "good\n"
    assert call("preflight", "in/small.pdf", *OFFSET, "-v").err.startswith("note: in/small.pdf (page 2")


def test_programs_get_json_sarif_or_annotations(folder: Path, call: Call) -> None:
    said = call("preflight", "in/good.pdf", "in/red.pdf", *OFFSET, "--report", "json")
    told = json.loads(said.out)
    assert (said.code, told["profile"]) == (1, "offset-coated")
    assert [(each["file"], [finding["code"] for finding in each["findings"]]) for each in told["files"]] == [("in/good.pdf", []), ("in/red.pdf", ["X12"])]
    assert json.loads(call("preflight", "in/red.pdf", *OFFSET, "--json").out)["files"][0]["findings"][0]["page"] == 2
    sarif = json.loads(call("preflight", "in/red.pdf", *OFFSET, "--report", "sarif").out)
    assert sarif["runs"][0]["results"][0]["ruleId"] == "X12"
    assert call("preflight", "in/red.pdf", *OFFSET, "--report", "github").out.startswith("::error file=in/red.pdf,title=X12::")


def test_a_shop_may_be_a_file_and_its_terms_decide(folder: Path, call: Call) -> None:
    (folder / "shops").mkdir()
    text = 'name = "Sewn"\nprofile = "FOGRA39L_coated.icc"\ncondition = "FOGRA39"\ncondition_name = "Offset"\npage_multiple = 16\n'
    (folder / "shops" / "own.toml").write_text(text, "utf-8")
    said = call("preflight", "in/good.pdf", "--profile", "shops/own.toml")
    assert (said.code, said.err) == (1, "error: in/good.pdf: has 4 pages; Sewn wants a multiple of 16. Add or leave out pages; a blank page counts too.\n")


def test_a_profile_that_nobody_knows_and_a_missing_file_are_said(folder: Path, call: Call) -> None:
    wrong = call("preflight", "in/good.pdf", "--profile", "ofset-coated")
    assert wrong.code == 1
    assert 'there is no print shop "ofset-coated". Did you mean "offset-coated"?' in wrong.err
    assert call("preflight", "in/none.pdf").code == 2
    assert call("preflight").code == 2
