"""What a page paints, in sizes and at places on paper, through all matrices between a thing and the page."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from handbook.preflight.press import painted
from handbook.preflight.press.painted import look
from handbook.preflight.press.things import Page, Thing


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    """One empty page."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(400, 400))
        yield made


def page(pdf: pikepdf.Pdf, contents: bytes, **resources: Dictionary) -> Page:
    pdf.pages[0].obj.Contents = pdf.make_stream(contents)
    pdf.pages[0].obj.Resources = Dictionary(**resources)
    return look(pdf)[0]


def seen(pdf: pikepdf.Pdf, contents: bytes, **resources: Dictionary) -> list[Thing]:
    found = page(pdf, contents, **resources)
    assert found.whole
    return list(found.things)


def edges(thing: Thing) -> list[float]:
    return [round(edge, 2) for edge in (thing.box.left, thing.box.bottom, thing.box.right, thing.box.top)]


def photo(pdf: pikepdf.Pdf) -> Dictionary:
    return Dictionary({"/i": pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=300, Height=200, BitsPerComponent=8, ColorSpace=Name.DeviceCMYK)})


@pytest.mark.parametrize(
    ("contents", "dpi"),
    [
        (b"72 0 0 72 0 0 cm /i Do", 200),  # 300 × 200 pixels on one inch
        (b".75 0 0 .75 0 0 cm 96 0 0 -48 0 48 cm /i Do", 300),
        (b"q 9 0 0 9 0 0 cm Q 144 0 0 96 5 5 cm /i Do", 150),
        (b"0 72 -72 0 100 0 cm /i Do", 200),  # turned
    ],
)
def test_a_picture_s_resolution_is_that_of_its_printed_size(pdf: pikepdf.Pdf, contents: bytes, dpi: float) -> None:
    (found,) = seen(pdf, contents, XObject=photo(pdf))
    assert (found.kind, found.size, found.pixels, found.colour.space) == ("picture", pytest.approx(dpi), (300, 200), "DeviceCMYK")


def test_a_picture_in_the_content_stream_itself_is_seen_and_a_stencil_is_a_field(pdf: pikepdf.Pdf) -> None:
    found = seen(pdf, b"q 72 0 0 72 0 0 cm BI /W 2 /H 1 /BPC 8 /CS /RGB ID abcdef EI Q 1 0 0 0 k 9 0 0 9 0 0 cm BI /W 8 /H 1 /IM true ID a EI")
    assert [(each.kind, each.pixels, each.colour.space) for each in found] == [("picture", (2, 1), "DeviceRGB"), ("fill", (8, 1), "DeviceCMYK")]


def test_a_picture_is_found_in_groups_and_tiles(pdf: pikepdf.Pdf) -> None:
    within = {"BBox": Array([0, 0, 9, 9]), "Resources": Dictionary(XObject=photo(pdf))}
    group = pdf.make_stream(b"36 0 0 36 0 0 cm /i Do", Type=Name.XObject, Subtype=Name.Form, Matrix=Array([2, 0, 0, 2, 0, 0]), **within)
    tiles = pdf.make_stream(b"144 0 0 144 0 0 cm /i Do", PatternType=1, PaintType=1, Matrix=Array([0.5, 0, 0, 0.5, 0, 0]), **within)
    drawn = b"2 0 0 2 0 0 cm /g Do /Pattern cs /t scn 10 10 20 20 re f"
    found = [each for each in seen(pdf, drawn, XObject=Dictionary({"/g": group}), Pattern=Dictionary({"/t": tiles})) if each.kind == "picture"]
    assert [each.size for each in found] == [pytest.approx(100), pytest.approx(200)]  # tiles hang on the page, not on what is drawn before
    assert edges(found[1]) == [20, 20, 60, 60]  # and are seen where the field is


@pytest.mark.parametrize(
    ("contents", "widths"),
    [
        (b"0 0 m 9 9 l S", [1]),
        (b".75 0 0 .75 0 0 cm .5 w 0 0 m 9 9 l S", [0.375]),
        (b"q .1 w Q 0 0 m 9 9 l S", [1]),
        (b".2 w 0 0 5 5 re B* 0 0 5 5 re f", [0.2]),
        (b"/thin gs 0 0 m 9 9 l S", [0.15]),
        (b".5 0 0 .5 0 0 cm 10 10 200 .5 re f", [0.25]),  # a thin field is a line
    ],
)
def test_a_line_s_width_is_that_on_paper(pdf: pikepdf.Pdf, contents: bytes, widths: list[float]) -> None:
    found = seen(pdf, contents, ExtGState=Dictionary(thin=Dictionary(LW=0.15)))
    assert [each.size for each in found if each.kind == "line"] == [pytest.approx(width) for width in widths]


@pytest.mark.parametrize(
    ("ink", "plates"),
    [(b"0 0 0 1 k", 1), (b"0 0 0 .6 k", 1), (b"1 .5 0 0 k", 2), (b"0 0 0 0 k", 0), (b"/Pattern cs /x scn", 0), (b"", 1), (b".5 g", 1), (b"0 .5 0 rg", 0)],
)
def test_type_is_seen_with_its_size_its_plates_and_where_it_begins(pdf: pikepdf.Pdf, ink: bytes, plates: int) -> None:
    drawn = b"1 0 0 -1 0 400 cm .75 0 0 .75 0 0 cm " + ink + b" BT 1 0 0 -1 40 80 Tm /f 12 Tf [<00>] TJ ET"
    (found,) = seen(pdf, drawn, Pattern=Dictionary({"/x": Dictionary(PatternType=2)}))
    assert (found.kind, found.size, found.colour.plates, edges(found)[:2]) == ("text", pytest.approx(9), plates, [30, 340])


def test_lines_of_text_follow_each_other(pdf: pikepdf.Pdf) -> None:
    drawn = b"BT /f 10 Tf 12 TL 50 300 Td (a) Tj T* (b) Tj 5 -20 TD (c) Tj (d) ' 1 2 (e) \" 3 Tr (unseen) Tj 2 Tr (f) Tj ET"
    assert [edges(each)[:2] for each in seen(pdf, drawn)] == [[50, 300], [50, 288], [55, 268], [55, 248], [55, 228], [55, 228]]


def test_what_a_clip_cuts_off_is_not_seen(pdf: pikepdf.Pdf) -> None:
    found = seen(pdf, b"q 0 0 50 50 re W n 10 10 100 100 re f 200 200 20 20 re f Q 200 200 20 20 re f -50 390 100 100 re f")
    assert [edges(each) for each in found] == [[10, 10, 50, 50], [200, 200, 220, 220], [0, 390, 50, 400]]
    assert [each.straight for each in found] == [True, True, True]
    round_clip = seen(pdf, b"0 0 m 50 50 90 0 90 90 c W n 0 0 100 100 re f 1 0 0 1 0 0 cm")
    assert [each.straight for each in round_clip] == [False]


@pytest.mark.parametrize(
    ("state", "transparent", "overprint"),
    [
        (Dictionary(), False, False),
        (Dictionary(ca=0.5), True, False),
        (Dictionary(CA=0.5), False, False),  # of lines, not of fields
        (Dictionary(BM=Name.Normal), False, False),
        (Dictionary(BM=Array([Name.Multiply, Name.Normal])), True, False),
        (Dictionary(SMask=Name("/None")), False, False),
        (Dictionary(SMask=Dictionary(S=Name.Alpha)), True, False),
        (Dictionary(OP=True), False, True),
        (Dictionary(OP=True, op=False), False, False),
    ],
)
def test_transparency_and_overprint_hang_on_the_state(pdf: pikepdf.Pdf, state: Dictionary, transparent: bool, overprint: bool) -> None:
    first, after = seen(pdf, b"q /s gs 0 0 9 9 re f Q 0 0 9 9 re f", ExtGState=Dictionary(s=state))
    assert (first.transparent, first.overprint) == (transparent, overprint)
    assert (after.transparent, after.overprint) == (False, False)


def test_gradients_are_seen_with_the_most_ink_that_their_ends_have(pdf: pikepdf.Pdf) -> None:
    run = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([1, 0.5, 0, 0]), N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Function=Dictionary(FunctionType=3, Functions=Array([run])))
    drawn = b"q 10 10 50 50 re W n /s sh Q /Pattern cs /p scn 100 100 20 20 re f"
    found = seen(pdf, drawn, Shading=Dictionary(s=shading), Pattern=Dictionary(p=Dictionary(PatternType=2, Shading=shading)))
    assert [(each.kind, edges(each), each.colour.total) for each in found] == [("shading", [10, 10, 60, 60], 1.5), ("shading", [100, 100, 120, 120], 1.5)]


def test_strings_that_look_like_operators_are_no_lines(pdf: pikepdf.Pdf) -> None:
    assert seen(pdf, b"(0 0 m S) pop % S\n") == []


def test_a_group_that_holds_itself_comes_to_an_end(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_stream(b"0 0 m 5 5 l S /g Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    group.Resources = Dictionary(XObject=Dictionary({"/g": group}))
    assert 1 < len(seen(pdf, b"/g Do", XObject=Dictionary({"/g": group}))) < 20


@pytest.mark.parametrize("contents", [b"1 0 0 cm", b"/none Do", b"/none cs", b"1 1 k", b"(a) w", b"/none gs"])
def test_what_is_damaged_is_left_out_and_the_page_is_not_whole(pdf: pikepdf.Pdf, contents: bytes) -> None:
    found = page(pdf, b"0 0 m 9 9 l S " + contents + b" 0 0 m 9 9 l S")
    assert (len(found.things), found.whole) == (2, False)


@pytest.mark.parametrize(("contents", "packed"), [(b"no deflate", Name.FlateDecode), (b"5 w 9 0 0 9 0 0 cm /none Do", Array([]))], ids=["packed", "drawn"])
def test_a_damaged_group_or_tile_leaves_the_rest_of_the_page_as_it_is(pdf: pikepdf.Pdf, contents: bytes, packed: pikepdf.Object) -> None:
    within = {"BBox": Array([0, 0, 9, 9]), "Resources": Dictionary(), "Matrix": Array([3, 0, 0, 3, 0, 0]), "Filter": packed}
    group = pdf.make_stream(contents, Type=Name.XObject, Subtype=Name.Form, **within)
    tiles = pdf.make_stream(contents, PatternType=1, PaintType=1, **within)
    drawn = b"2 w /g Do /Pattern cs /t scn 10 10 50 50 re f 0 0 m 9 9 l S"
    found = page(pdf, drawn, XObject=Dictionary({"/g": group}), Pattern=Dictionary({"/t": tiles}))
    assert [(each.kind, each.size) for each in found.things] == [("fill", 0), ("line", 2)]
    assert not found.whole


def test_a_picture_that_shines_through_may_lie_in_a_group(pdf: pikepdf.Pdf) -> None:
    image = photo(pdf)
    image["/i"].SMask = pdf.make_stream(b"")
    group = pdf.make_stream(b"/i Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Group=Dictionary(S=Name.Transparency))
    group.Resources = Dictionary(XObject=image)
    alone, grouped = seen(pdf, b"/i Do /g Do", XObject=Dictionary({"/i": image["/i"], "/g": group}))
    assert alone.transparent
    assert grouped.transparent


def test_pages_without_end_come_to_one(pdf: pikepdf.Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    start = time.process_time()
    bomb = pdf.make_stream(zlib.compress(b"q " * 20_000_000, 1), Filter=Name.FlateDecode)
    pdf.pages[0].obj.Contents = bomb
    assert not look(pdf)[0].whole
    levels = {"/x": pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))}
    for _ in range(10):  # ten in each of ten in each of ten
        levels = {"/x": pdf.make_stream(b"/x Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Resources=Dictionary(XObject=Dictionary(levels)))}
    monkeypatch.setattr(painted, "MOST_OPERATORS", 20_000)
    assert not page(pdf, b"/x Do", XObject=Dictionary(levels)).whole
    assert time.process_time() - start < 10


@pytest.mark.parametrize("packed", [Array([Name.FlateDecode]), Array([Name.FlateDecode, Name.FlateDecode])], ids=["in a list", "twice"])
def test_a_page_that_unpacks_to_gigabytes_is_not_unpacked(pdf: pikepdf.Pdf, packed: Array) -> None:
    data = zlib.compress(b"q " * 20_000_000, 9)
    for _ in range(len(packed) - 1):
        data = zlib.compress(data, 9)
    pdf.pages[0].obj.Contents = pdf.make_stream(data, Filter=packed)
    start = time.process_time()
    assert not look(pdf)[0].whole
    assert time.process_time() - start < 3


def test_a_page_packed_in_letters_is_looked_at(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(b"302030206d2039203920" + b"6c2053>", Filter=Name.ASCIIHexDecode)
    assert [each.kind for each in look(pdf)[0].things] == ["line"]


def test_boxes_are_told_in_points_of_paper_whatever_the_file_counts_in(pdf: pikepdf.Pdf) -> None:
    holder = pdf.pages[0].obj
    holder.UserUnit = 2
    holder.TrimBox = Array([390, 390, 10, 10])  # from the other corner
    found = page(pdf, b"20 20 30 30 re f")
    assert [found.trim.left, found.trim.right, found.trim.top] == [20, 780, 780]
    assert found.bleed.left == pytest.approx(20 - 3 * 72 / 25.4)
    assert edges(found.things[0]) == [40, 40, 100, 100]
    assert found.spot(found.things[0].box) == (round(20 / 72 * 25.4, 1), round(680 / 72 * 25.4, 1))


def test_marks_outside_the_bleed_do_not_count(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.TrimBox = Array([50, 50, 350, 350])
    assert [edges(each) for each in seen(pdf, b".1 w 0 200 m 35 200 l S 60 60 9 9 re f 45 45 9 9 re f")] == [[60, 60, 69, 69], [45, 45, 54, 54]]
