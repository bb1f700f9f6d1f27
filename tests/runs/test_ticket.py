"""A ticket: everything that goes in has a digest, and what changed is told in words."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import paths, print_shops
from handbook.assets import Asset
from handbook.finishing import PdfFile
from handbook.galley import STYLE_SHEET
from handbook.runs.ticket import PROGRAM, Ticket, differences
from tests.runs.conftest import tickets

TICKET = tickets()[0]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (PdfFile("screen", "", b"", 1), "house-interview-de.pdf"),
        (PdfFile("office", "", b"", 1), "house-interview-de-office.pdf"),
        (PdfFile("press", "cover", b"", 1), "house-interview-de-press-cover.pdf"),
    ],
)
def test_a_file_is_called_after_job_channel_and_part(file: PdfFile, name: str) -> None:
    assert TICKET.file_name(file) == name


def with_asset(name: str) -> Ticket:
    galley = TICKET.galley
    return replace(TICKET, galley=replace(galley, assets={**galley.assets, name: Asset(name, "", b"changed")}))


def with_section(**changes: object) -> Ticket:
    (section,) = TICKET.galley.sections
    return replace(TICKET, galley=replace(TICKET.galley, sections=(replace(section, **changes),)))  # type: ignore[arg-type]


SHOP = print_shops.load("offset-coated", print_shops.FOLDER)
CHANGES = {
    "text": (with_section(html="<p>changed"), "text changed: interview"),
    "style": (with_asset(STYLE_SHEET), "style changed: css/main.css"),
    "picture": (with_asset("icons/tip.svg"), "picture or font changed: icons/tip.svg"),
    "pages": (with_section(pages=2), "order changed"),
    "title": (replace(TICKET, galley=replace(TICKET.galley, title="changed")), "order changed"),
    "direction": (replace(TICKET, galley=replace(TICKET.galley, direction="rtl")), "order changed"),
    "channels": (replace(TICKET, wanted=replace(TICKET.wanted, channels=("office",))), "order changed"),
    "standard": (replace(TICKET, wanted=replace(TICKET.wanted, standard="ua-2")), "order changed"),
    "shop": (replace(TICKET, wanted=replace(TICKET.wanted, shop=SHOP)), "print shop changed"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_makes_another_digest_and_is_told(change: str) -> None:
    changed, words = CHANGES[change]
    assert changed.digest("1") != TICKET.digest("1")
    assert words in [str(each) for each in differences(TICKET.inputs, changed.inputs)]


def test_another_date_makes_another_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = replace(TICKET).digest("1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert replace(TICKET).digest("1") != before


def test_another_program_makes_another_digest_and_nothing_makes_the_same() -> None:
    assert TICKET.digest("1") == replace(TICKET).digest("1") != TICKET.digest("2")
    assert [str(each) for each in differences({PROGRAM: "1"}, {PROGRAM: "2"})] == ["program newer"]
    assert list(differences(TICKET.inputs, TICKET.inputs)) == []


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Layouts and catalogs, to be changed by a test."""
    for name in ("layouts", "locales"):
        shutil.copytree(paths.ROOT / name, tmp_path / name)
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "LAYOUTS", tmp_path / "layouts")
    monkeypatch.setattr(paths, "LOCALES", tmp_path / "locales")
    return tmp_path


PROOF = replace(TICKET, wanted=replace(TICKET.wanted, proof=True))


@pytest.mark.parametrize("name", ["layouts/proof.html", "layouts/proof.css", "locales/de/LC_MESSAGES/program.po"])
def test_what_a_proof_alone_is_made_of_goes_into_a_ticket_that_wants_one(copied: Path, name: str) -> None:
    before = replace(PROOF)
    assert before.digest("1") == replace(PROOF).digest("1")
    other = TICKET.digest("1")
    (copied / name).write_bytes((copied / name).read_bytes() + b"\n")
    now = replace(PROOF)
    assert now.digest("1") != before.digest("1")
    assert [str(each) for each in differences(before.inputs, now.inputs)] == [f"look or words of the proof changed: {name}"]
    assert replace(TICKET).digest("1") == other


def test_a_proof_in_another_language_asks_for_the_catalogs_that_it_may_be_told_from() -> None:
    def catalogs_of(locale: str) -> list[str]:
        return [name for name in replace(PROOF, galley=replace(PROOF.galley, locale=locale)).inputs if name.endswith(".po")]

    assert catalogs_of("en") == []
    assert catalogs_of("de@simple") == [f"proof/locales/{code}/LC_MESSAGES/program.po" for code in ("de", "de@simple")]


def test_a_proof_that_is_wanted_now_and_was_not_before_is_another_order_only() -> None:
    assert [str(each) for each in differences(TICKET.inputs, PROOF.inputs)] == ["order changed"]
    assert [str(each) for each in differences(PROOF.inputs, TICKET.inputs)] == ["order changed"]


def test_of_many_changed_files_only_some_are_named() -> None:
    now = {f"css/{number}.css": "" for number in range(6)}
    assert [str(each) for each in differences({}, now)] == ["style changed: css/0.css, css/1.css, css/2.css, css/3.css and 2 more"]
