"""Text that runs from right to left: said in the order in which it is read."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.channels.conftest import Draw, drawn, made

ARABIC = {"language": "ar", "direction": "rtl"}


def test_letters_are_said_in_the_order_in_which_they_are_read(draw: Draw) -> None:
    first = drawn(made("<p>خدمة العملاء</p>", **ARABIC)).split("\n")[2]
    assert first.startswith("    P spoken='خدمة العملاء'")


def test_lines_of_a_paragraph_are_said_with_the_spaces_between_them() -> None:
    text = "هذه جملة عربية طويلة نسبيا حتى تنكسر على أكثر من سطر واحد"
    assert f"P spoken='{text}'" in drawn(made(f"<p>{text}</p>", **ARABIC))


def test_foreign_words_and_links_stay_what_they_are_in_their_place() -> None:
    line = drawn(made('<p>في <span lang="de" dir="ltr">Berlin 12</span> و<a href="https://a.example/">هنا</a></p>', **ARABIC)).split("\n")[2]
    pieces = ["[Span spoken='في '", "[Span lang='de' WritingMode=LrTb 'Berlin 12']", "[Link -> 'هنا' [Span spoken='هنا'"]
    places = [line.index(piece) for piece in pieces]
    assert places == sorted(places)


def test_arabic_words_in_a_german_sentence_are_said_rightly() -> None:
    assert "[Span lang='ar' WritingMode=RlTb [Span spoken='مرحبا'" in drawn(made('<p>Auf Arabisch <span lang="ar" dir="rtl">مرحبا</span> sagen.</p>'))


def test_text_from_left_to_right_needs_no_second_spelling() -> None:
    assert "spoken" not in drawn(made("<p>Ein Satz</p>"))


@pytest.mark.parametrize(("about", "mode"), [(ARABIC, "R2L"), ({}, None)])
def test_a_viewer_is_told_on_which_side_the_first_page_lies(about: dict[str, str], mode: str | None) -> None:
    with pikepdf.open(io.BytesIO(made("<p>x</p>", **about))) as document:
        told = document.Root.ViewerPreferences.get("/Direction")
        assert (str(told) if told is not None else None) == (f"/{mode}" if mode else None)


def test_columns_from_right_to_left_are_read_in_their_order() -> None:
    table = '<table><tr><th scope="col">أولا</th><th scope="col">ثانيا</th></tr></table>'
    lines = [line.strip() for line in drawn(made(table, **ARABIC)).split("\n") if "TH" in line]
    assert [line.split("'")[1] for line in lines] == ["أولا", "ثانيا"]
