"""Looks at the objects of a PDF give plain values or nothing, whatever is there."""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from handbook.preflight.screen import objects
from handbook.preflight.screen.objects import each, entries, get, key, numbers, text, too_long, unpacked, whole

WRONG: list[Any] = [None, 3, True, "x", String("x"), Name.X, Array([1]), Dictionary(A=1)]


@pytest.fixture
def pdf() -> pikepdf.Pdf:
    """An empty file."""
    return pikepdf.new()


def test_what_stands_inside_one_another_is_found_and_nothing_else_raises() -> None:
    thing = Dictionary(A=Dictionary(B=7))
    assert get(thing, "/A", "/B") == 7
    assert [get(wrong, "/Q", "/B") for wrong in WRONG] == [None] * len(WRONG)
    assert get(thing, "no name") is None


def test_a_list_gives_its_items_and_anything_else_itself() -> None:
    assert list(each(Array([1, 2]))) == [1, 2]
    assert list(each((1, 2))) == [1, 2]
    assert [len(list(each(wrong))) for wrong in WRONG] == [0, 1, 1, 1, 1, 1, 1, 1]


def test_lists_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "MOST_KIDS", 2)
    assert list(each(Array([1, 2, 3]))) == [1, 2]
    assert len(list(entries(Dictionary(A=1, B=2, C=3)))) == 2
    assert [too_long(Array([1] * length)) for length in (2, 3)] == [False, True]


def test_words_and_numbers_are_plain_or_nothing() -> None:
    assert [text(wrong) for wrong in WRONG] == ["", "", "", "x", "x", "/X", "", ""]
    assert [whole(wrong) for wrong in WRONG] == [None, 3, None, None, None, None, None, None]
    assert numbers(Array([1, 2.5])) == (1, 2.5)
    assert numbers(Array([1, Name.X])) == ()


def test_long_strings_are_cut_off() -> None:
    assert text(String("é" * 9000)) == "é" * 9000
    assert text(String("ж" * 9000)) == "ж" * (objects.LONGEST // 2 - 1)


def test_an_object_is_told_from_others_by_its_number(pdf: pikepdf.Pdf) -> None:
    made = pdf.make_indirect(Dictionary())
    assert key(made) == made.objgen
    assert {key(wrong) for wrong in WRONG} == {(0, 0)}


def test_a_stream_that_is_too_long_gives_nothing(pdf: pikepdf.Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(b"y" * 1000), filter=Name.FlateDecode)
    assert unpacked(stream) == b"y" * 1000
    monkeypatch.setattr(objects, "MOST_BYTES", 999)
    assert unpacked(stream) is None


def test_many_bytes_in_a_rare_packing_give_nothing(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(b"\x00y" * 50_000, filter=Name.RunLengthDecode)
    assert unpacked(stream) == b"y" * 50_000
    stream.write(b"\x00y" * 50_001, filter=Name.RunLengthDecode)
    assert unpacked(stream) is None


def test_streams_that_are_none_or_broken_give_nothing(pdf: pikepdf.Pdf) -> None:
    broken = pdf.make_stream(b"")
    broken.write(b"no flate", filter=Name.FlateDecode)
    assert [unpacked(wrong) for wrong in [*WRONG, broken]] == [None] * 9
