"""How far a page's content reaches."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from handbook.imposition.ink import reach
from handbook.imposition.sheet import Box


def seen(content: str) -> tuple[float, ...] | None:
    """The box around what a content stream draws; glyphs A and B are 600 and 1000 wide."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 400))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica, FirstChar=65, Widths=[600, 1000])
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.obj.Contents = pdf.make_stream(content.encode())
    box = reach(page)
    return box and (box.left, box.bottom, box.right, box.top)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", None),
        ("10 20 30 40 re f", (10, 20, 40, 60)),
        ("10 20 30 40 re n", None),
        ("1 g 10 20 30 40 re f", None),
        ("1 1 1 rg 10 20 30 40 re B", (9.5, 19.5, 40.5, 60.5)),
        ("0 0 0 0 k 10 20 30 40 re f", None),
        ("4 w 10 20 m 50 20 l S", (8, 18, 52, 22)),
        ("1 G 10 20 m 50 20 l S", None),
        ("10 10 m 20 90 80 90 90 10 c f", (10, 10, 90, 90)),
        ("q 2 0 0 2 100 0 cm 10 20 30 40 re f Q 0 0 1 1 re f", (0, 0, 180, 120)),
        ("q 50 50 10 10 re W n 0 0 400 400 re f Q", (50, 50, 60, 60)),
        ("q 50 50 10 10 re W n Q 5 5 1 1 re f", (5, 5, 6, 6)),
        ("q 50 50 10 10 re W n 100 100 9 9 re f Q", None),
        ("/Pattern cs /P scn 1 2 3 4 re f", (1, 2, 4, 6)),
        ("BT /F 10 Tf 100 200 Td (AB) Tj ET", (100, 198, 116, 208)),
        ("BT /F 10 Tf 1 0 0 1 100 200 Tm [(A) -1000 (A)] TJ ET", (100, 198, 122, 208)),
        ("BT /F 10 Tf 12 TL 100 200 Td (A) Tj (B) ' ET", (100, 186, 110, 208)),
        ("BT /F 10 Tf 100 200 Td (B) Tj (B) Tj 5 0 Td (B) Tj ET", (100, 198, 120, 208)),
        ("BT /F 10 Tf 12 TL 100 200 Td T* (A) Tj ET", (100, 186, 106, 196)),
        ("BT /Missing 10 Tf 0 0 Td (AB) Tj ET /Missing Do", (0, -2, 10, 8)),
    ],
)  # fmt: skip
def test_the_box_goes_around_all_that_is_not_white(content: str, expected: tuple[float, ...] | None) -> None:
    assert seen(content) == (expected and pytest.approx(expected))


def test_pictures_and_forms_count_where_they_are_drawn() -> None:
    pdf = pikepdf.new()
    picture = pikepdf.Stream(pdf, b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1)
    form = pikepdf.Stream(pdf, b"0 0 500 500 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 20, 30], Matrix=[1, 0, 0, 1, 5, 5])
    pdf.add_blank_page(page_size=(400, 400))
    made = pdf.pages[0]
    made.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture, F=form))
    made.obj.Contents = pdf.make_stream(b"q 50 0 0 60 100 200 cm /I Do Q")
    assert reach(made) == Box(100, 200, 150, 260)
    made.obj.Contents = pdf.make_stream(b"q 2 0 0 2 0 0 cm /F Do Q")
    assert reach(made) == Box(10, 10, 50, 70)


def test_a_form_that_contains_itself_ends() -> None:
    pdf = pikepdf.new()
    form = pdf.make_indirect(pikepdf.Stream(pdf, b"/F Do 0 0 5 5 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 20, 30]))
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.add_blank_page(page_size=(400, 400))
    made = pdf.pages[0]
    made.obj.Resources = form.Resources
    made.obj.Contents = pdf.make_stream(b"/F Do")
    assert reach(made) == Box(0, 0, 5, 5)


def test_the_ink_of_a_laid_out_page_fills_its_text_block(house_pdf: Path) -> None:
    """The real thing: A5 with margins of 17 and 16 mm, no picture on page 5."""
    with pikepdf.open(house_pdf) as pdf:
        box = reach(pdf.pages[4])
    assert box
    assert 16 < box.left * 25.4 / 72 < 18
    assert 130 < box.right * 25.4 / 72 < 133
