"""The language of a copy, as people write it."""

from __future__ import annotations

import pytest

from handbook.runs.languages import hint, known, meant

LOCALES = ("de", "en", "ar", "de@simple", "tr")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *(("de", "de"), ("DE", "de"), ("de-DE", "de"), ("de_DE", "de"), ("de-AT", "de"), ("Deutsch", "de"), ("DEUTSCH", "de"), ("German", "de")),
        *(("EN", "en"), ("en-GB", "en"), ("en_us", "en"), ("Englisch", "en"), ("english", "en"), ("Arabisch", "ar"), ("العربية", "ar"), ("ar-001", "ar")),
        *(("de@simple", "de@simple"), ("DE@Simple", "de@simple"), ("Türkçe", "tr"), ("Tu\u0308rkisch", "tr")),
    ],
)
def test_a_language_has_its_code_and_its_names(cell: str, code: str) -> None:
    assert meant(cell, known(LOCALES)) == code


@pytest.mark.parametrize("cell", ["fr", "fr-DE", "Deu", "de-DE-x", "polnisch", "-", "de en"])
def test_what_the_edition_doesnt_have_means_nothing(cell: str) -> None:
    assert meant(cell, known(LOCALES)) is None


def test_a_name_means_the_only_form_that_there_is() -> None:
    assert meant("Deutsch", known(("en", "de@simple"))) == "de@simple"


def test_the_hint_tells_what_is_near_and_all_that_there_is() -> None:
    listed = "The edition has: de (Deutsch, German), en (Englisch, English), de@simple."
    assert hint("fr", ("de", "en", "de@simple")) == listed
    assert hint("ENGLICH", ("de", "en", "de@simple")) == f'Did you mean "Englisch"? {listed}'
