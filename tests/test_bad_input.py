"""What a recruiter may get wrong, called as `build`: a sentence with its place, exit 1, and nothing on the disk."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.cli import main
from tests.conftest import Run

Copy = Callable[[str], Path]
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line in this process: exit code, stdout, stderr."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["build_pdf.py", *map(str, arguments)])
        with pytest.raises(SystemExit) as done:
            main()
        said = capsys.readouterr()
        return int(done.value.code or 0), said.out, said.err

    return run


def changed(path: Path, old: str, new: str) -> str:
    """Exchange a piece of the edition file; returns the place of its value as a message tells it."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")
    return f"edition.toml:{text[: text.index(old)].count(chr(10)) + 1}:"


def disk(folder: Path) -> dict[str, bytes]:
    """Everything in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


MISTAKES = {
    "unknown key": ('logo = "logo.svg"', 'lgoo = "logo.svg"', 'brand.lgoo: is no field of an edition. Did you mean "logo"?\n    lgoo = "logo.svg"\n    ^^^^\n'),
    "wrong colour": ('primary = "#17527A"', 'primary = "blau"', "brand.primary: has the wrong form. A colour is written as #0B5FFF.\n"),
    "missing logo": ('logo = "logo.svg"', 'logo = "lgoo.svg"', 'there is no file "lgoo.svg". Did you mean "logo.svg"?\n    logo = "lgoo.svg"\n           ^^^^^^^^^^\n'),
    "logo that is no image": ('logo = "logo.svg"', 'logo = "edition.toml"', '"edition.toml" is no picture that can be used. Use a file ending in .svg, .png, .jpg, .jpeg.\n'),
    "logo outside": ('logo = "logo.svg"', 'logo = "../logo.svg"', 'there is no file "../logo.svg".'),
    "impossible date": ("date = 2026-11-23", "date = 2026-02-30", "Invalid date or datetime."),
    "impossible date in quotes": ("date = 2026-11-23", 'date = "30.02.2026"', "imprint.date: must be a date such as 2027-03-12, without quotes.\n"),
    "unknown chapter": ("pages = 32", 'chapters.exclude = ["lerning"]', 'chapters.exclude: there is no "lerning". Did you mean "learning"?\n'),
    "name of 10,000 characters": ('name = "Karriere im Kundenservice"', f'name = "{"K" * 10_000}"', "brand.name: has 10000 characters, at most 60 fit on the page.\n"),
    "unknown product": ("pages = 32", 'products = ["handbok"]', 'Did you mean "handbook"?\n'),
    "fair of the wrong order": ("pages = 32", 'fair = {name = "a", place = "b", starts = 2027-03-13, ends = 2027-03-12}', "fair: the fair ends before it starts.\n"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_nothing_is_written(edition: Copy, tmp_path: Path, call: Call, mistake: str) -> None:
    old, new, expected = MISTAKES[mistake]
    path = edition("house")
    place = changed(path, old, new)
    before = disk(tmp_path)
    code, out, err = call("build", path, "-o", tmp_path / "dist")
    assert (code, out) == (1, "")
    assert place in err
    assert expected in err
    assert max(map(len, err.splitlines())) < 400
    assert disk(tmp_path) == before


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "edition.toml:1: is empty. `build_pdf.py new NAME` writes a commented edition to start from.\n"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xdf\x41", "edition.toml:1: is no UTF-8 text. Save it as UTF-8 in a text editor; a Word or Excel file can't be used.\n"),
        (b"\0" * 2000, "edition.toml:1: is no text file. An edition is a text file in TOML.\n"),
        (b"x" * 100_000, "edition.toml: is larger than 64 KB, so it can't be an edition file.\n"),
        (b"Liebe Kollegen,\nunser Logo ist blau.\n", "edition.toml:1:7: Expected '=' after a key in a key/value pair."),
    ],
    ids=["empty", "word file", "zeros", "large", "letter"],
)
@pytest.mark.parametrize("verb", ["build", "check"])
def test_a_file_that_is_no_edition_is_told_and_nothing_is_written(
    edition: Copy, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch, data: bytes, expected: str, verb: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = edition("house")
    path.write_bytes(data)
    before = disk(tmp_path)
    code, out, err = call(verb, path)
    assert (code, out) == (1, "")
    assert expected in err
    assert disk(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        (
            "logo.svg",
            b"<svg viewBox='0 0 1 1'><script/></svg>",
            "\"logo.svg\" can't be used: it holds <script>, which isn't allowed. Save it as plain SVG, with text turned into paths.\n",
        ),
        ("logo.png", b"\x89PNG\r\n\x1a\n", '"logo.png" can\'t be used: it is damaged or no picture'),
        ("logo.jpg", b"GIF89a", '"logo.jpg" can\'t be used: it is damaged or no picture'),
    ],
)
def test_a_logo_that_is_no_picture_is_named_with_line_and_caret(edition: Copy, tmp_path: Path, call: Call, name: str, data: bytes, expected: str) -> None:
    path = edition("house")
    place = changed(path, 'logo = "logo.svg"', f'logo = "{name}"')
    (path.parent / name).write_bytes(data)
    code, out, err = call("build", path, "-o", tmp_path / "dist")
    assert (code, out) == (1, "")
    assert f"{place}8: {expected}" in err
    assert err.endswith(f'    logo = "{name}"\n           {"^" * 10}\n')
    assert not (tmp_path / "dist").exists()


def test_mistakes_of_several_editions_are_all_told_by_check(edition: Copy, call: Call) -> None:
    first, second = edition("house"), edition("fernweh-reisen")
    changed(first, "pages = 32", "pages = 31")
    changed(second, 'primary = "#4A2A7D"', 'primary = "lila"')
    code, _, err = call("check", first, second)
    assert code == 1
    assert err.count("error: ") == 2
    assert "house/edition.toml" in err
    assert "fernweh-reisen/edition.toml" in err


def test_mistakes_of_file_and_text_are_told_together(edition: Copy, call: Call) -> None:
    path = edition("house")
    changed(path, 'logo = "logo.svg"', 'logo = "nothing.svg"')
    changed(path, "pages = 32", 'chapters.include = ["nothing"]')
    _, _, err = call("check", path)
    assert 'there is no file "nothing.svg"' in err
    assert 'chapters.include: there is no "nothing"' in err


def test_a_program_reads_the_same_mistakes_as_json(edition: Copy, call: Call) -> None:
    path = edition("house")
    changed(path, "pages = 32", "page = 32")
    code, out, _ = call("build", path, "--json")
    assert code == 1
    (answer,) = json.loads(out)["editions"]
    assert answer["files"] == []
    (finding,) = answer["findings"]
    assert finding["file"].endswith("edition.toml")
    assert {key: finding[key] for key in ("code", "severity", "line", "column", "message", "hint")} == {
        "code": "E03",
        "severity": "error",
        "line": 7,
        "column": 1,
        "message": "page: is no field of an edition.",
        "hint": 'Did you mean "pages"?',
    }


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("build", "huose"), 'there is no edition "huose". Did you mean "house"?'),
        (("build", "x" * 5000), "There are:"),
        (("build", "nothing/edition.toml"), "nothing/edition.toml: there is no such edition file."),
        (("build", "house", "--format", "A6"), "A6"),
        (("build", "house", "-l", "xx"), "xx"),
        (("build", "house", "--product", "handbok"), 'there is no product "handbok". Did you mean "handbook"?'),
        (("build", "house", "--jobs", "-1"), "-1"),
        (("check", "--nothing"), "--nothing"),
        (("new", "../acme"), '"../acme" can\'t be the name of an edition.'),
    ],
)
def test_a_wrong_call_is_exit_2_and_writes_nothing(tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], expected: str) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert expected in err
    assert disk(tmp_path) == {}


def test_the_shell_sees_exit_code_and_sentence_without_a_traceback(edition: Copy, tmp_path: Path, run: Run) -> None:
    path = edition("house")
    place = changed(path, 'accent = "#E8743B"', 'accent = "orange"')
    done = run("build", path, "-o", tmp_path / "dist")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{place}10: brand.accent: has the wrong form." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "dist").exists()
