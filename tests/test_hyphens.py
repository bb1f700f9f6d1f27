"""Patterns that are read when a word wants them say what Pyphen's own reader says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyphen
import pytest

from handbook import catalogs, hyphens

Reader: Any = next(kind for kind in hyphens.HyphDict.__mro__ if kind.__module__ == "pyphen")
LANGUAGES = sorted({found for code in catalogs.LOCALES if (found := pyphen.language_fallback(code.split("@")[0]))})


def test_there_are_patterns_for_german_and_english() -> None:
    assert {"de", "en"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_of_our_languages_is_the_one_that_pyphen_reads(language: str) -> None:
    path = pyphen.LANGUAGES[language]
    theirs, ours = Reader(path), hyphens.HyphDict(path)
    assert isinstance(ours.patterns, hyphens.Patterns)
    assert {letters: ours.patterns.get(letters) for letters in ours.patterns._written} == theirs.patterns
    assert ours.maxlen == theirs.maxlen


@pytest.mark.parametrize("word", ["Bewerbungsgespräch", "Verbalurin", "Kundenservice", "Kabinett", "a", "", "Straße", "E-Mail-Adresse"])
def test_a_word_is_divided_as_pyphen_divides_it(word: str) -> None:
    path = pyphen.LANGUAGES["de_DE"]
    assert hyphens.HyphDict(path).positions(word) == Reader(path).positions(word)
    assert hyphens.HyphDict(path).patterns.get("no such letters") is None


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("UTF-8\n% x\nLEFTHYPHENMIN 2\n\na1b\n.c2d3\nab\n4e", True),
        ("ISO8859-1\nä1b", True),
        ("cp1251\na1b", True),
        ("UTF-8\nat1t/tt=t,2,2\na1b", False),
        ("UTF-8\n^^611b", False),
        ("UTF-8\na0b1c", False),
    ],
)
def test_a_file_of_another_kind_is_left_to_pyphen(tmp_path: Path, text: str, ours: bool) -> None:
    path = tmp_path / "hyph_xx.dic"
    path.write_bytes(text.encode("latin-1"))
    made = hyphens.HyphDict(path)
    assert isinstance(made.patterns, hyphens.Patterns) is ours
    assert {letters: made.patterns.get(letters) for letters in Reader(path).patterns} == Reader(path).patterns


def test_the_engine_reads_them_in_this_way() -> None:
    from handbook import engine

    engine.load()
    assert pyphen.HyphDict is hyphens.HyphDict
