"""Our own files for screens give nothing to say; what nobody can check here is a note."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from handbook.findings import Severity
from handbook.preflight.finished import check
from handbook.products import CHECKLISTS
from tests.preflight.our_files import checklist, on_screen

NOTE = "says that it keeps PDF/UA-2, PDF/A-4, which can't be checked here."


def test_the_house_editions_handbook_gives_nothing_to_say(house_pdf: Path) -> None:
    assert check(house_pdf.read_bytes()) == []


@pytest.mark.parametrize(("locale", "product"), [("ar", "skills"), ("en", "qualification-plan"), ("uk", "before-the-fair")])
def test_forms_in_other_languages_give_nothing_to_say(locale: str, product: str) -> None:
    assert check(on_screen("house", locale, product)) == []


def test_a_file_of_the_newer_standard_gives_nothing_but_a_note() -> None:
    (note,) = check(on_screen("house", "de", "skills", "ua-2"))
    assert (note.severity, note.message) == (Severity.NOTE, NOTE)


def test_a_file_for_the_press_lacks_what_only_screens_need() -> None:
    screen, press = checklist()
    assert check(screen) == []
    assert {finding.code for finding in check(press)} == {"U01", "U02"}


@pytest.mark.sweep
@pytest.mark.parametrize("standard", ["ua-1", "ua-2"])
@pytest.mark.parametrize(("edition", "locale"), [("house", "de"), ("house", "en"), ("house", "ar"), ("fernweh-reisen", "de"), ("sonnengelb-strom", "de")])
def test_every_product_in_every_standard_gives_nothing_to_say(edition: str, locale: str, standard: Literal["ua-1", "ua-2"]) -> None:
    for product in ("handbook", *CHECKLISTS):
        assert [str(finding) for finding in check(on_screen(edition, locale, product, standard)) if finding.severity is not Severity.NOTE] == [], product
