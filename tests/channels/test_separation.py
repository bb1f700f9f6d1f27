"""The walk through a file meets all that its pages paint with."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from handbook.catalogs import spoken
from handbook.channels.colours import Inks
from handbook.channels.separation import separate
from handbook.wording import in_language
from tests.channels.press_room import shop


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    """One empty page."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(100, 100))
        yield made


def put(pdf: pikepdf.Pdf, contents: bytes = b"", **resources: Dictionary) -> list[tuple[int, str]]:
    """Fill the page, separate it, and say what was refused."""
    pdf.pages[0].obj.Contents = pdf.make_stream(contents)
    pdf.pages[0].obj.Resources = Dictionary(**resources)
    return list(separate(pdf, Inks(shop().profile.data, 3.0)))


def form(pdf: pikepdf.Pdf, contents: bytes, space: Name = Name.DeviceRGB, **resources: Dictionary) -> pikepdf.Stream:
    """A transparency group as the engine writes it."""
    group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=space)
    return pdf.make_stream(contents, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Group=group, Resources=Dictionary(**resources))


RED = b"1 0 0 rg"


def test_a_page_begins_in_black_ink_because_its_first_colour_is_no_ink(pdf: pikepdf.Pdf) -> None:
    assert put(pdf, b"0 0 9 9 re f") == []
    assert pdf.pages[0].obj.Contents.read_bytes() == b"0 0 0 1 k 0 0 0 1 K\n0 0 9 9 re f"


def test_groups_within_groups_are_reached_and_mix_in_ink(pdf: pikepdf.Pdf) -> None:
    inner = form(pdf, RED)
    outer = form(pdf, b"/in Do", XObject=Dictionary({"/in": inner}))
    assert put(pdf, b"/out Do", XObject=Dictionary({"/out": outer})) == []
    assert inner.read_bytes().endswith(b" k")
    assert [each.Group.CS for each in (inner, outer)] == [Name.DeviceCMYK] * 2


def test_a_soft_mask_is_grey_throughout(pdf: pikepdf.Pdf) -> None:
    inner = form(pdf, b"0 1 0 rg 1 G")
    mask = form(pdf, b"1 0 0 rg /in Do", XObject=Dictionary({"/in": inner}))
    state = Dictionary(Type=Name.ExtGState, SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=mask))
    assert put(pdf, b"/s gs", ExtGState=Dictionary({"/s": state})) == []
    assert mask.read_bytes() == b"0.3 g /in Do"
    assert inner.read_bytes() == b"0.59 g 1 G"
    assert [each.Group.CS for each in (inner, mask)] == [Name.DeviceGray] * 2


def test_patterns_and_their_gradients_are_reached(pdf: pikepdf.Pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
    gradient = pdf.make_indirect(Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 0], Function=function))
    tiles = pdf.make_stream(RED, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9], XStep=9, YStep=9, Resources=Dictionary(Shading=Dictionary({"/g": gradient})))
    run = pdf.make_indirect(Dictionary(PatternType=2, Shading=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 0], Function=Dictionary(function))))
    assert put(pdf, b"", Pattern=Dictionary({"/t": tiles, "/r": run})) == []
    assert tiles.read_bytes().endswith(b" k")
    assert gradient.ColorSpace == run.Shading.ColorSpace == Name.DeviceCMYK


def test_letters_that_are_drawings_are_reached(pdf: pikepdf.Pdf) -> None:
    glyph = pdf.make_stream(b"9 0 d0 " + RED)
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary({"/a": glyph}), Resources=Dictionary()))
    assert put(pdf, b"", Font=Dictionary({"/f": font})) == []
    assert glyph.read_bytes().startswith(b"9 0 d0 0")
    assert glyph.read_bytes().endswith(b" k")


def test_what_two_pages_share_is_converted_once(pdf: pikepdf.Pdf) -> None:
    shared = form(pdf, b"0.5 g")
    pdf.add_blank_page(page_size=(100, 100))
    pdf.pages[1].obj.Resources = Dictionary(XObject=Dictionary({"/x": shared}))
    assert put(pdf, b"/x Do", XObject=Dictionary({"/x": shared})) == []
    assert shared.read_bytes().count(b"k") == 1


def test_what_cannot_be_ink_is_named_with_its_page(pdf: pikepdf.Pdf) -> None:
    hollow = pdf.make_stream(b"", PatternType=1, PaintType=2)
    pdf.add_blank_page(page_size=(100, 100))
    refused = put(pdf, b"/CS0 cs", Pattern=Dictionary({"/p": hollow}), ColorSpace=Dictionary({"/CS0": Array([Name.CalRGB, Dictionary()])}))
    assert refused == [(1, 'the colour space "CS0"'), (1, "a pattern without colours of its own")]
    assert [in_language(what, spoken(("de",))) for _, what in refused] == ["der Farbraum „CS0“", "ein Muster ohne eigene Farben"]
