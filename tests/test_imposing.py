"""The verb `impose`, as a user calls it."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.conftest import Call
from tests.imposition.conftest import make_pdf, preferences


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with PDFs to impose."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    pages = {"heft": make_pdf(8), "lang": make_pdf(31), "karte": make_pdf(2, 85, 55), "gross": make_pdf(4, 210, 297)}
    pages["bunt"] = make_pdf(4, art="0 g 0 0 999 999 re f 1 g")
    for name, data in pages.items():
        (tmp_path / "in" / f"{name}.pdf").write_bytes(data)
    return tmp_path


def test_a_booklet_is_written_to_the_current_folder_and_its_path_printed(folder: Path, call: Call) -> None:
    before = (folder / "in" / "heft.pdf").read_bytes()
    said = call("impose", "in/heft.pdf")
    assert (said.code, said.out, said.err) == (0, "heft-booklet.pdf\n", "")
    with pikepdf.open(folder / "heft-booklet.pdf") as made:
        assert len(made.pages) == 4
    assert (folder / "in" / "heft.pdf").read_bytes() == before


def test_every_option_reaches_the_sheets(folder: Path, call: Call) -> None:
    assert call("impose", "in/heft.pdf", "-o", "a.pdf", "--binding", "right", "--thickness", "0.3", "--copies", "4", "--no-marks").code == 0
    assert call("impose", "in/heft.pdf", "-o", "b.pdf").code == 0
    assert preferences((folder / "a.pdf").read_bytes())["/NumCopies"] == 4
    assert (folder / "a.pdf").read_bytes() != (folder / "b.pdf").read_bytes()
    assert call("impose", "in/gross.pdf", "--paper", "A3", "-o", "c.pdf").code == 0
    with pikepdf.open(folder / "c.pdf") as made:
        assert float(made.pages[0].mediabox[2]) == pytest.approx(420 * 72 / 25.4, abs=0.01)
    assert call("impose", "in/lang.pdf", "--blank").out == "lang-booklet.pdf\n"
    assert call("impose", "in/karte.pdf", "--scheme", "cards").out == "karte-cards.pdf\n"


def test_a_folder_as_target_gets_the_usual_name_and_is_made_if_need_be(folder: Path, call: Call) -> None:
    assert call("impose", "in/heft.pdf", "-o", "in").out == "in/heft-booklet.pdf\n"
    assert call("impose", "in/heft.pdf", "-o", "new/deep/x.pdf").out == "new/deep/x.pdf\n"
    assert (folder / "new" / "deep" / "x.pdf").is_file()


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("lang", 1, "error: in/lang.pdf: has 31 pages; in a booklet four hang together, so 1 is missing."),
        ("gross", 1, "error: in/gross.pdf: pages of 210 × 297 mm are too large for the scheme booklet on A4."),
        ("leer", 1, "error: in/leer.pdf: is empty."),
        ("kaputt", 1, "error: in/kaputt.pdf: is damaged or cut off."),
        ("fehlt", 2, "does not exist"),
    ],
)
def test_what_cannot_be_imposed_is_said_and_nothing_written(folder: Path, call: Call, name: str, code: int, words: str) -> None:
    (folder / "in" / "leer.pdf").write_bytes(b"")
    (folder / "in" / "kaputt.pdf").write_bytes(make_pdf(8)[:-200])
    before = sorted(folder.rglob("*"))
    said = call("impose", f"in/{name}.pdf")
    assert (said.code, said.out) == (code, "")
    assert words in said.err
    assert sorted(folder.rglob("*")) == before


def test_the_file_that_is_read_is_never_overwritten(folder: Path, call: Call) -> None:
    before = (folder / "in" / "heft.pdf").read_bytes()
    said = call("impose", "in/heft.pdf", "-o", "in/../in/heft.pdf")
    assert said.code == 2
    assert "it isn't overwritten" in said.err
    assert (folder / "in" / "heft.pdf").read_bytes() == before


def test_what_the_printer_cuts_off_is_said_and_the_file_written_all_the_same(folder: Path, call: Call) -> None:
    said = call("impose", "in/bunt.pdf")
    assert said.code == 0
    assert said.err.startswith("review: in/bunt.pdf: pages 1, 2, 3, 4: something lies in the 4.2 mm")
    assert (folder / "bunt-booklet.pdf").is_file()
    assert call("impose", "in/bunt.pdf", "--fit").err == ""
    assert call("impose", "in/bunt.pdf", "--margin", "0").err == ""


def test_what_is_said_of_sheets_is_said_in_the_user_s_language(folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDBOOK_LANG", "de")
    assert call("impose", "in/bunt.pdf").err.startswith("Bitte prüfen: in/bunt.pdf: Seiten 1, 2, 3, 4: Etwas liegt in den 4.2 mm am Papierrand")
    assert "Fehler: in/lang.pdf: hat 31 Seiten; in einem Heft hängen je vier Seiten zusammen, also fehlt 1." in call("impose", "in/lang.pdf").err
    (folder / "in" / "eins.pdf").write_bytes(make_pdf(1))
    assert "hat 1 Seite; in einem Heft hängen je vier Seiten zusammen, also fehlen 3." in call("impose", "in/eins.pdf").err
