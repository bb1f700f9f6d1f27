"""A shell is a personal page without the panel of its recipient."""

from __future__ import annotations

import pytest

from handbook.channels.shell import NotApart
from handbook.channels.trunk import cut
from tests.channels.small_book import book


def test_the_picture_in_the_panels_place_is_gone_and_what_stands_around_it_is_shared() -> None:
    made = cut(book("Kim"), [[0]], mark="Zeichen Kim")
    ((leaf,),) = made.sections
    assert leaf.shell
    assert leaf.shell.parents.split().count(b"null") == 1
    assert leaf.shell.marks == leaf.shell.parents.count(b" R") + 1
    assert len(leaf.shell.before.split(b" R")) == 3  # heading and paragraph, and nothing behind the last reference
    assert leaf.shell.after == b""
    assert b"Zeichen Kim" not in made.written


def test_a_page_without_a_place_for_its_panel_isnt_cut() -> None:
    with pytest.raises(NotApart, match="no place for its panel"):
        cut(book("Kim"), [[2]], mark="Zeichen Kim")
