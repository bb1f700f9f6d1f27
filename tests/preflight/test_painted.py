"""Sizes on paper, through all matrices between a thing and the page."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from handbook.channels.survey import Seen, survey


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    """One empty page."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(400, 400))
        yield made


def seen(pdf: pikepdf.Pdf, contents: bytes, **resources: Dictionary) -> list[Seen]:
    pdf.pages[0].obj.Contents = pdf.make_stream(contents)
    pdf.pages[0].obj.Resources = Dictionary(**resources)
    return list(survey(pdf.pages[0]))


def photo(pdf: pikepdf.Pdf) -> Dictionary:
    return Dictionary({"/i": pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=300, Height=200, BitsPerComponent=8, ColorSpace=Name.DeviceCMYK)})


@pytest.mark.parametrize(
    ("contents", "dpi"),
    [
        (b"72 0 0 72 0 0 cm /i Do", 200),  # 300 × 200 pixels on one inch
        (b".75 0 0 .75 0 0 cm 96 0 0 -48 0 48 cm /i Do", 300),
        (b"q 9 0 0 9 0 0 cm Q 144 0 0 96 5 5 cm /i Do", 150),
        (b"0 72 -72 0 0 0 cm /i Do", 200),  # turned
    ],
)
def test_a_picture_s_resolution_is_that_of_its_printed_size(pdf: pikepdf.Pdf, contents: bytes, dpi: float) -> None:
    assert seen(pdf, contents, XObject=photo(pdf)) == [Seen("picture", pytest.approx(dpi), pixels=(300, 200))]


def test_a_picture_is_found_in_groups_and_tiles(pdf: pikepdf.Pdf) -> None:
    within = {"BBox": Array([0, 0, 9, 9]), "Resources": Dictionary(XObject=photo(pdf))}
    group = pdf.make_stream(b"36 0 0 36 0 0 cm /i Do", Type=Name.XObject, Subtype=Name.Form, Matrix=Array([2, 0, 0, 2, 0, 0]), **within)
    tiles = pdf.make_stream(b"144 0 0 144 0 0 cm /i Do", PatternType=1, PaintType=1, Matrix=Array([0.5, 0, 0, 0.5, 0, 0]), **within)
    found = seen(pdf, b"2 0 0 2 0 0 cm /g Do /Pattern cs /t scn f", XObject=Dictionary({"/g": group}), Pattern=Dictionary({"/t": tiles}))
    assert [each.size for each in found] == [pytest.approx(100), pytest.approx(200)]  # tiles hang on the page, not on what is drawn before


@pytest.mark.parametrize(
    ("contents", "widths"),
    [
        (b"0 0 m 9 9 l S", [1]),
        (b".75 0 0 .75 0 0 cm .5 w 0 0 m 9 9 l S", [0.375]),
        (b"q .1 w Q 0 0 m 9 9 l S", [1]),
        (b".2 w 0 0 5 5 re B* 0 0 5 5 re f", [0.2]),
    ],
)
def test_a_line_s_width_is_that_on_paper(pdf: pikepdf.Pdf, contents: bytes, widths: list[float]) -> None:
    assert [(each.kind, each.size) for each in seen(pdf, contents)] == [("line", pytest.approx(width)) for width in widths]


@pytest.mark.parametrize(
    ("ink", "inks"),
    [(b"0 0 0 1 k", 1), (b"0 0 0 .6 k", 1), (b"1 .5 0 0 k", 2), (b"0 0 0 0 k", 0), (b"/Pattern cs /x scn", 1), (b"", 1)],
)
def test_type_is_seen_with_its_size_its_inks_and_where_it_begins(pdf: pikepdf.Pdf, ink: bytes, inks: int) -> None:
    found = seen(pdf, b"1 0 0 -1 0 400 cm .75 0 0 .75 0 0 cm " + ink + b" BT 1 0 0 -1 40 80 Tm /f 12 Tf [<00>] TJ ET")
    assert found == [Seen("text", pytest.approx(9), inks, x=pytest.approx(30), y=pytest.approx(340))]


def test_strings_that_look_like_operators_are_no_lines(pdf: pikepdf.Pdf) -> None:
    assert seen(pdf, b"(0 0 m S) pop % S\n") == []


def test_a_group_that_holds_itself_comes_to_an_end(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_stream(b"S /g Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    group.Resources = Dictionary(XObject=Dictionary({"/g": group}))
    assert 1 < len(seen(pdf, b"/g Do", XObject=Dictionary({"/g": group}))) < 20
