"""Footnotes: read where they are called."""

from __future__ import annotations

from tests.channels.conftest import Draw, shape

CSS = ".note { float: footnote }"


def test_a_footnote_is_read_behind_its_call(draw: Draw) -> None:
    assert draw('<p>Ein Satz<span class="note">Eine Fußnote.</span> geht weiter.</p><p>Ende</p>', CSS) == shape("""
        P 'Ein Satz' [Reference '1'] ' geht weiter.'
          Note id='note-1' 'Eine Fußnote.'
            Lbl '1.'
        P 'Ende'
    """)


def test_each_footnote_has_a_name_of_its_own(draw: Draw) -> None:
    drawn = draw('<p>a<span class="note">Eins</span> b<span class="note">Zwei</span></p>', CSS)
    assert "id='note-1' 'Eins'" in drawn
    assert "id='note-2' 'Zwei'" in drawn


def test_text_goes_on_as_one_where_footnotes_stand_between_pages(draw: Draw) -> None:
    drawn = draw('<p>a<span class="note">Eins</span></p><p class="next">b</p>', CSS, count=2)
    assert [line for line in drawn.split("\n") if line.startswith("P")] == ["P 'a' [Reference '1']", "P 'b'"]
