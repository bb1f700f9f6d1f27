"""The glossary explains what the chapters mark, all of it and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

import pytest

from handbook import localization
from handbook.manuscript.assemble import Manuscript
from handbook.manuscript.chapter import Text
from handbook.manuscript.telling import told_in


@pytest.fixture(scope="module")
def headwords(texts: Mapping[str, Text]) -> list[str]:
    tokens = texts["chapters/glossary.md"].tokens
    return [inner.content for outer, inner in pairwise(tokens) if outer.type == "dt_open"]


def marked(text: Text, pages: int) -> Iterable[str]:
    """Every `*term*` that a chapter tells in this outline."""
    for token in told_in(text, pages):
        inside = False
        for child in token.children or ():
            if inside and child.type == "text":
                yield child.content
            inside = child.type == "em_open" or (inside and child.type != "em_close")


def chapters(texts: Mapping[str, Text]) -> Iterable[Text]:
    return (text for name, text in texts.items() if name.startswith("chapters/") and text.id != "glossary")


def test_every_headword_is_marked_where_a_chapter_of_the_full_outline_uses_it(headwords: list[str], texts: Mapping[str, Text]) -> None:
    used = {term.casefold() for text in chapters(texts) for term in marked(text, 32)}
    assert [word for word in headwords if not any(term.startswith(word.casefold()) for term in used)] == []


def test_every_marked_term_begins_with_a_headword(headwords: list[str], texts: Mapping[str, Text]) -> None:
    known = tuple(word.casefold() for word in headwords)
    assert {text.id: lost for text in chapters(texts) if (lost := [term for term in marked(text, 32) if not term.casefold().startswith(known)])} == {}


def test_a_chapter_marks_a_term_only_once(headwords: list[str], texts: Mapping[str, Text]) -> None:
    twice = {}
    for text in chapters(texts):
        words = [word for term in marked(text, 32) for word in headwords if term.casefold().startswith(word.casefold())]
        if len(set(words)) < len(words):
            twice[text.id] = words
    assert twice == {}


def test_the_glossary_stands_in_the_order_of_a_german_dictionary(headwords: list[str]) -> None:
    assert headwords == sorted(headwords, key=lambda word: localization.sort_key(word, "de"))
    assert len(set(headwords)) == len(headwords)


def test_every_headword_has_one_short_explanation(texts: Mapping[str, Text]) -> None:
    tokens = texts["chapters/glossary.md"].tokens
    kinds = [token.type for token in tokens if token.type in ("dt_open", "dd_open")]
    assert kinds == ["dt_open", "dd_open"] * (len(kinds) // 2)
    explanations = [token.content for token in tokens if token.type == "inline" and token.level > 2]
    assert [text for text in explanations if not text.endswith(".") or len(text) > 110] == []


@pytest.mark.parametrize("pages", [32, 28, 24])
def test_every_outline_prints_the_glossary(pages: int, headwords: list[str], manuscript: Callable[[int], Manuscript]) -> None:
    printed = "".join(block.html for block in manuscript(pages).chapters["glossary"].blocks)
    assert [word for word in headwords if f"<dt>{word}</dt>" not in printed] == []
