"""Walking the tokens: blocks, lines, and the element around a passage."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.manuscript import markdown
from handbook.manuscript.tokens import blocks, inlines, opening, with_lines

TEXT = "## Kopf\n\nEins.\n\n- a\n  - b\n\n::: tip\nKasten.\n:::\n\n| A |\n|---|\n| b |\n\nWort\n: Erklärung.\n"


def test_a_block_goes_from_its_opening_to_its_closing_token() -> None:
    tokens = markdown.parser("de").parse(TEXT)
    found = list(blocks(tokens))
    assert [token for block in found for token in block] == tokens
    assert [(block[0].type, block[-1].type) for block in found] == [
        ("heading_open", "heading_close"),
        ("paragraph_open", "paragraph_close"),
        ("bullet_list_open", "bullet_list_close"),
        ("container_element_open", "container_element_close"),
        ("table_open", "table_close"),
        ("dl_open", "dl_close"),
    ]


PIECES = ["## a\n\n", "b\n\n", "- c\n", "  - d\n", "\n", "::: tip\ne\n:::\n\n", "| f |\n|---|\n| g |\n\n", "h\n: i\n\n", "1. j\n"]


@given(text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
def test_no_token_is_lost_or_doubled_on_a_walk(text: str) -> None:
    tokens = markdown.parser("de").parse(text)
    assert [token for block in blocks(tokens) for token in block] == tokens
    assert all(sum(token.nesting for token in block) == 0 for block in blocks(tokens))


def test_a_block_inside_another_is_found_by_walking_what_is_inside() -> None:
    (outer,) = blocks(markdown.parser("de").parse("- a\n  - b\n- c\n"))
    assert [block[0].type for block in blocks(outer[1:-1])] == ["list_item_open", "list_item_open"]


def test_each_word_has_the_line_that_it_is_written_on() -> None:
    inline = markdown.parser("de").parse("\n\neins\nzwei **drei**\nvier")[1]
    assert [(child.content, line) for child, line in with_lines(inline) if child.content] == [("eins", 3), ("zwei ", 4), ("drei", 4), ("vier", 5)]


@pytest.mark.parametrize(("kind", "expected"), [("fact", [("leave-days", 1), ("night-share", 4)]), ("reference", [("pay", 2)]), ("source", [])])
def test_facts_and_references_are_found_with_their_lines(kind: str, expected: list[tuple[str, int]]) -> None:
    tokens = markdown.parser("de").parse("eins {leave-days}\nzwei [[pay]]\n\n- {night-share}\n")
    assert list(inlines(tokens, kind)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Absatz\n", "paragraph_open"),
        ("## Kopf\n", "heading_open"),
        ("- Eintrag\n", "list_item_open"),
        ("- eins\n\n- zwei\n", "paragraph_open"),
        ("| A |\n|---|\n| A |\n", "th_open"),
        ("Wort\n: Erklärung.\n", "dt_open"),
    ],
)
def test_the_element_around_a_passage_is_the_one_that_is_set(text: str, expected: str) -> None:
    """A tight entry hides its paragraph: what is set, and can be marked, is the entry."""
    tokens = markdown.parser("de").parse(text)
    first = next(position for position, token in enumerate(tokens) if token.type == "inline")
    assert opening(tokens, first).type == expected
