"""Forms: what is a field, what it is called, and that what is filled in can be seen."""

from __future__ import annotations

import ctypes
import io
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.channels.conftest import Draw, made, shape

CSS = """.box { display: inline-block; width: 4mm; height: 4mm; border: 1pt solid } .rule { height: 8mm; border-bottom: 0.5pt solid }
li { list-style: none; padding-left: 8mm } li::before { content: ""; display: inline-block; width: 4mm; height: 4mm; margin-left: -8mm; border: 1pt solid }"""
TICKS = '<ul><li data-field="tick"><strong>Pass</strong> eingepackt</li><li data-field="tick">Stift dabei</li></ul>'
CELL = '<td><span class="box"></span></td>'
SCALE = f'<table data-cells="choice"><tr><td></td><th scope="col">nie</th><th scope="col">oft</th></tr><tr><th scope="row">Ich höre zu.</th>{CELL * 2}</tr></table>'
LINE = '<p>Name:</p><div class="rule" data-field="line"></div>'
LINES = '<p>Notizen</p><div class="rule" data-field="line"></div><div class="rule" data-field="line"></div>'


def widgets(document: pikepdf.Pdf) -> list[Any]:
    return [annotation for page in document.pages for annotation in page.obj.get("/Annots", []) if annotation.Subtype == "/Widget"]


def opened(body: str, **about: Any) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made(body, CSS, **about)))


def test_a_box_before_an_item_is_a_tick_called_by_the_item(draw: Draw) -> None:
    assert draw(TICKS, CSS) == shape("""
        L ListNumbering=None
          LI
            LBody [Form Role=cb -> 'Pass'] 'Pass eingepackt'
          LI
            LBody [Form Role=cb -> 'Stift dabei'] 'Stift dabei'
    """)


def test_a_row_of_boxes_is_one_choice_and_each_box_says_question_and_answer(draw: Draw) -> None:
    drawn = draw(SCALE, CSS)
    assert "TD [Form Role=rb -> 'Ich höre zu: nie']" in drawn
    assert "TD [Form Role=rb -> 'Ich höre zu: oft']" in drawn
    with opened(SCALE) as document:
        (group,) = document.Root.AcroForm.Fields
        assert str(group.TU) == "Ich höre zu."
        assert [sorted(kid.AP.N.keys()) for kid in group.Kids] == [["/1", "/Off"], ["/2", "/Off"]]
        assert group.V == "/Off"
        assert int(group.Ff) & 1 << 15


def test_rules_that_follow_each_other_are_one_field_of_several_lines() -> None:
    with opened(LINES) as document:
        (field,) = widgets(document)
        assert str(field.TU) == "Notizen"
        assert int(field.Ff) & 1 << 12
        assert float(field.Rect[3]) - float(field.Rect[1]) == pytest.approx(2 * 8 * 72 / 25.4, abs=1.5)


def test_a_single_rule_is_a_field_that_stands_on_it() -> None:
    with opened(LINE) as document:
        (field,) = widgets(document)
        assert str(field.TU) == "Name"
        assert "/Ff" not in field
        assert float(field.Rect[3]) - float(field.Rect[1]) == pytest.approx(15)


def test_an_empty_cell_is_a_field_called_by_row_and_column(draw: Draw) -> None:
    table = '<div data-cells="lines"><table><tr><th scope="col">Ziel</th><th scope="col">Bis</th></tr><tr><th scope="row">Deutsch</th><td></td></tr></table></div>'
    assert "TD [Form Role=tv -> 'Deutsch: Bis']" in draw(table)


def test_every_field_has_a_name_a_flag_to_print_and_a_picture_of_each_state() -> None:
    with opened(TICKS + SCALE + LINE + LINES, count=2) as document:
        names = [str(field.T) for field in document.Root.AcroForm.Fields]
        assert names == ["tick-1", "tick-2", "choice-1", "text-1", "text-2"]
        for widget in widgets(document):
            assert str(widget.TU).strip()
            assert widget.F == 4
            if widget.FT == "/Btn":
                assert set(widget.AP.N.keys()) == {"/Off", *(key for key in widget.AP.N.keys() if key != "/Off")}  # noqa: SIM118
                assert widget.AS == "/Off"
            else:
                assert widget.AP.N.read_bytes() == b"/Tx BMC\nEMC\n"
                assert str(widget.DA).startswith("/Field ")
        assert "/NeedAppearances" not in document.Root.AcroForm


def test_a_file_without_places_to_fill_in_has_no_form() -> None:
    with opened("<p>x</p>") as document:
        assert "/AcroForm" not in document.Root


def test_fields_for_typing_have_a_font_and_boxes_alone_need_none() -> None:
    with opened(LINE) as document:
        assert document.Root.AcroForm.DR.Font.Field.BaseFont == "/Handbook-Field"
    with opened(TICKS) as document:
        assert "/DR" not in document.Root.AcroForm


def test_an_arabic_form_is_typed_from_the_right_in_arabic_letters() -> None:
    with opened('<p>الاسم</p><div class="rule" data-field="line"></div>', language="ar", direction="rtl") as document:
        (field,) = widgets(document)
        assert field.Q == 2
        assert document.Root.AcroForm.DR.Font.Field.BaseFont == "/Handbook-Field-Arabic"


def ink(data: bytes, page: int = 0) -> int:
    """How many dark pixels a page has."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        return sum(value < 128 for value in document[page].render(scale=1).to_pil().convert("L").tobytes())


def filled(data: bytes, text: str = "") -> bytes:
    """The file after somebody clicked into every field, and typed into the first for text."""
    with pypdfium2.PdfDocument(data) as document, pikepdf.open(io.BytesIO(data)) as plan:
        document.init_forms()
        form, page = document.formenv.raw, document[0]  # type: ignore[union-attr]
        for widget in widgets(plan):
            left, bottom, right, top = map(float, widget.Rect)
            at = (form, page.raw, 0, (left + right) / 2, (bottom + top) / 2)
            pdfium.FORM_OnMouseMove(*at)
            pdfium.FORM_OnLButtonDown(*at)
            pdfium.FORM_OnLButtonUp(*at)
            if widget.FT == "/Tx":
                letters = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
                pdfium.FORM_ReplaceSelection(form, page.raw, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)))
        pdfium.FORM_ForceToKillFocus(form)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


@pytest.mark.parametrize(("body", "text"), [(TICKS, ""), (SCALE, ""), (LINE, "Grüße aus Łódź"), (LINES, "Eins zwei drei vier fünf sechs")])
def test_what_is_filled_in_can_be_seen(body: str, text: str) -> None:
    empty = made(body, CSS)
    done = filled(empty, text)
    assert ink(done) > ink(empty) + 10
    with pikepdf.open(io.BytesIO(done)) as document:
        said = [str(field.get("/V", "")) for field in document.Root.AcroForm.Fields]
        assert all(said)
        assert not set(said) & {"/Off", ""}


def test_a_box_can_be_emptied_again() -> None:
    empty = made(TICKS, CSS)
    assert ink(filled(filled(empty))) == ink(empty)


def test_an_empty_form_looks_as_the_style_sheet_draws_it() -> None:
    with_form = made(TICKS + LINES, CSS)
    without = made((TICKS + LINES).replace(' data-field="tick"', "").replace(' data-field="line"', ""), CSS)
    assert ink(with_form) == ink(without)


@pytest.mark.parametrize(("code", "letter"), [(0x42F, "Я"), (0x141, "Ł"), (0x20AC, "€")])
def test_a_value_set_with_the_font_of_the_form_can_be_seen(code: int, letter: str) -> None:
    """As a program fills a form in: value and picture, with the letters of the embedded font."""
    data = made(LINE, CSS)
    with pikepdf.open(io.BytesIO(data)) as document:
        (field,) = widgets(document)
        font = document.Root.AcroForm.DR.Font.Field
        maps = dict(line.split() for line in font.ToUnicode.read_bytes().decode().split("\n") if line.startswith("<") and "ffff" not in line)
        glyph = next(glyph for glyph, letter in maps.items() if letter == f"<{code:04x}>")
        picture = field.AP.N
        picture.write(f"/Tx BMC BT /Field 12 Tf 2 4 Td {glyph} Tj ET EMC".encode())
        picture.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(Field=font))
        field.V = pikepdf.String(letter)
        out = io.BytesIO()
        document.save(out)
    assert ink(out.getvalue()) > ink(data) + 5
