"""A ticket: everything that goes in has a digest, and what changed is told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handbook import print_shops
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


def test_of_many_changed_files_only_some_are_named() -> None:
    now = {f"css/{number}.css": "" for number in range(6)}
    assert [str(each) for each in differences({}, now)] == ["style changed: css/0.css, css/1.css, css/2.css, css/3.css and 2 more"]
