"""The files for a print shop: looked at as a preflight looks, and printed as plates."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageMath

from handbook.channels import marks
from handbook.channels.press import Pressed, finish, inked
from handbook.errors import ContentError
from tests.channels.press_room import DAY, PLATES, asking, noise, packed, paint, pressed, shop

Plates = Callable[..., dict[str, Image.Image]]

BRAND = "#0b5fff"
EVERYTHING = f"""
<title>Probe</title><style>@page{{size:148mm 210mm}}img{{width:22mm}}</style>
<h1 style="color:{BRAND}">Marke</h1><p>Text auf einer Farbe. <a href="https://example.org">Verweis</a></p>
<p style="color:#545454;border-bottom:0.5pt solid #888">Grauer Text</p>
<div style="height:8mm;background:linear-gradient(to right,{BRAND},#ffd400 40%,#e8743b)">Verlauf</div>
<div style="height:8mm;background:radial-gradient(#1c1c1c,white)"></div>
<div style="height:8mm;background:linear-gradient(to right,rgba(255,0,0,1),rgba(0,0,255,.2))"></div>
<div style="height:8mm;background:url(tile.svg) repeat"></div>
<div style="opacity:.5;background:#008800">halb durchsichtig</div>
<svg width="200" height="60"><defs><linearGradient id="g"><stop offset="0" stop-color="{BRAND}"/><stop offset="1" stop-color="#fff" stop-opacity=".4"/></linearGradient>
<mask id="m"><rect width="200" height="60" fill="#808080"/><circle r="20" fill="#ff0000"/></mask></defs>
<rect width="90" height="60" fill="url(#g)"/><circle cx="150" cy="30" r="25"/><rect x="100" width="60" height="60" fill="#0a0" mask="url(#m)"/></svg>
<img src=alpha.png><img src=photo.jpg><img src=grey.jpg><img src=inks.jpg><img src=palette.png>
"""
TILE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3" fill="#a0f"/></svg>'
PICTURES = {
    "alpha.png": packed(noise("RGBA", 300), "PNG"),
    "photo.jpg": packed(noise("RGB", 300), "JPEG"),
    "grey.jpg": packed(noise("L", 300), "JPEG"),
    "inks.jpg": packed(noise("CMYK", 300), "JPEG"),
    "palette.png": packed(noise("RGB", 300).quantize(16), "PNG"),
    "tile.svg": TILE,
}


@pytest.fixture(scope="module")
def painted() -> bytes:
    """One page with everything that a page can hold."""
    return paint(EVERYTHING, PICTURES)


@pytest.fixture(scope="module")
def body(painted: bytes) -> bytes:
    """The same page for the press."""
    (file,) = pressed(painted).files
    return file.data


def pages(count: int, style: str = "") -> bytes:
    """So many short pages."""
    return paint(f"<style>{style}</style><title>Probe</title>" + "".join(f"<p style='break-after:page'>Seite {number}</p>" for number in range(1, count)) + "<p>Ende</p>")


def total(printed: dict[str, Image.Image]) -> float:
    """The most ink on any spot; 3.0 is 300 %."""
    cyan, magenta, yellow, black = (printed[name] for name in PLATES)
    most = ImageMath.lambda_eval(lambda given: given["c"] + given["m"] + given["y"] + given["k"], c=cyan, m=magenta, y=yellow, k=black).getextrema()[1]
    return float(most) / 255


def spaces(data: bytes) -> Iterator[tuple[str, str]]:
    """Every colour space that any object of a PDF names or sets, with what names it; soft masks of pictures are no colour."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        masks = {each.SMask.objgen for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/SMask" in each}
        soft = {each.G.objgen for each in _dictionaries(pdf) if each.get("/Type") == "/Mask" and "/G" in each}
        within_soft = {inner.objgen for number in soft for inner in pdf.get_object(number).Resources.get("/Shading", {}).values()}
        for each in pdf.objects:
            if not isinstance(each, (pikepdf.Stream, pikepdf.Dictionary)):
                continue
            kind = "soft mask" if each.objgen in masks | soft | within_soft else str(each.get("/Subtype", each.get("/Type", "")))
            space = each.get("/ColorSpace")
            if space is not None and not isinstance(space, pikepdf.Dictionary):
                yield kind, str(space) if isinstance(space, pikepdf.Name) else f"{space[0]} {space[1]}"
            if "/Group" in each and "/CS" in each.Group:
                yield kind, str(each.Group.CS)
            if isinstance(each, pikepdf.Stream) and (each.get("/Subtype") == "/Form" or "/PatternType" in each):
                yield from ((kind, str(operator)) for _, operator in pikepdf.parse_content_stream(each, "g G rg RG k K cs CS sc SC sh"))
        for page in pdf.pages:
            yield from (("page", str(operator)) for _, operator in pikepdf.parse_content_stream(page, "g G rg RG cs CS sc SC k K"))


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    for each in pdf.objects:
        if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            for state in each.get("/ExtGState", {}).values() if "/ExtGState" in each else ():
                if isinstance(state.get("/SMask"), pikepdf.Dictionary):
                    yield state.SMask
            for state in each.get("/Resources", {}).get("/ExtGState", {}).values():
                if isinstance(state.get("/SMask"), pikepdf.Dictionary):
                    yield state.SMask


def test_every_colour_of_the_file_is_ink(body: bytes) -> None:
    found = set(spaces(body))
    assert {"k", "K"} <= {name for _, name in found}
    allowed = {"/DeviceCMYK", "/Indexed /DeviceCMYK", "k", "K", "sh"}
    assert {(kind, name) for kind, name in found if name not in allowed} <= {("soft mask", "/DeviceGray"), ("soft mask", "g"), ("page", "cs"), ("/Form", "cs")}
    with pikepdf.open(io.BytesIO(body)) as pdf:  # `cs` chooses patterns, nothing else
        for content in [*pdf.pages, *(each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form")]:
            assert {str(operands[0]) for operands, operator in pikepdf.parse_content_stream(content, "cs CS")} <= {"/Pattern"}


def test_the_painted_page_had_all_the_colours_that_must_go(painted: bytes) -> None:
    found = {name for _, name in spaces(painted)}
    assert {"/DeviceRGB", "/DeviceGray", "/DeviceCMYK", "rg", "RG", "sh"} <= found


def test_no_bytes_of_a_finished_file_name_screen_colours(body: bytes) -> None:
    with pikepdf.open(io.BytesIO(body)) as pdf:
        everything = b"".join(each.unparse() if not isinstance(each, pikepdf.Stream) else each.stream_dict.unparse() for each in pdf.objects if hasattr(each, "unparse"))
    for name in (b"/DeviceRGB", b"/CalRGB", b"/CalGray", b"/Lab", b"/ICCBased"):
        assert name not in everything


def test_text_in_the_colour_of_the_body_is_on_the_black_plate_alone(plates: Plates) -> None:
    printed = plates(pressed(paint("<p>Nur Schwarz, ganz.</p><p style='color:#545454'>Grau.</p><hr style='border:1pt solid black'>")).files[0].data, dpi=200)
    assert [printed[name].getextrema() for name in PLATES[:3]] == [(0, 0)] * 3
    assert printed["Black"].getextrema() == (0, 255)


def test_a_brand_colour_is_printed_with_the_inks_that_the_brand_prescribes(plates: Plates) -> None:
    page = paint(f"<div style='position:absolute;inset:0;background:{BRAND}'></div>")
    printed = plates(pressed(page, brand_inks={BRAND: (100, 60, 0, 5)}).files[0].data)
    middle = [round(printed[name].getpixel((200, 300)) / 2.55) for name in PLATES]
    assert middle == [100, 60, 0, 5]


def test_a_gradient_begins_in_the_inks_of_the_flat_colour_beside_it(plates: Plates) -> None:
    page = paint(f"<style>@page{{margin:0}}</style><div style='height:60mm;background:linear-gradient({BRAND},{BRAND} 1%,#ffd400)'></div>")
    printed = plates(pressed(page, brand_inks={BRAND: (100, 60, 0, 5)}).files[0].data)
    inside = [tuple(round(printed[name].getpixel((200, row)) / 2.55) for name in PLATES) for row in (13, 245)]
    assert inside[0] == pytest.approx((100, 60, 0, 5), abs=1)
    assert inside[1][0] < 6
    assert inside[1][2] > 85


def test_no_spot_has_more_ink_than_the_shop_allows(painted: bytes, plates: Plates) -> None:
    for limit in (300, 240):
        printed = plates(pressed(painted, asking(ink_limit=limit)).files[0].data, dpi=150)
        assert 2.0 < total(printed) <= limit / 100 + 0.012  # the press rounds each plate to 1/255


def test_all_that_was_painted_is_printed_in_much_the_same_lightness(painted: bytes, body: bytes) -> None:
    import pypdfium2

    screen, press = (pypdfium2.PdfDocument(data)[0].render(scale=0.5).to_pil().convert("L") for data in (painted, body))
    apart = ImageChops.difference(screen, press)
    assert screen.getextrema()[0] < 60
    assert sum(apart.histogram()[90:]) < 0.002 * screen.width * screen.height  # pdfium shows inks without their profile


def test_a_picture_keeps_its_transparency(body: bytes) -> None:
    with pikepdf.open(io.BytesIO(body)) as pdf:
        images = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image" and "/SMask" in each]
        assert [(str(each.ColorSpace), str(each.SMask.ColorSpace)) for each in images] == [("/DeviceCMYK", "/DeviceGray")]
        assert pikepdf.PdfImage(images[0].SMask).as_pil_image().size == (300, 300)


def test_the_boxes_say_trim_and_bleed_exactly() -> None:
    for bleed in (3, 2, 0):
        with pikepdf.open(io.BytesIO(pressed(pages(4), asking(bleed_mm=bleed)).files[0].data)) as pdf:
            for page in pdf.pages:
                boxes = [[round(float(value) / marks.MM, 2) for value in page.obj[name]] for name in ("/MediaBox", "/BleedBox", "/TrimBox")]
                assert boxes == [[-bleed, -bleed, 105 + bleed, 148 + bleed]] * 2 + [[0, 0, 105, 148]]


def test_artwork_reaches_the_bleed_on_all_four_sides(plates: Plates) -> None:
    page = paint("<style>@page{background:#e8743b}</style><p>Rundum Farbe</p>")
    printed = plates(pressed(page).files[0].data)["Magenta"]
    width, height = printed.size
    assert (width, height) == (round(111 / 25.4 * 100), round(154 / 25.4 * 100))
    assert all(printed.getpixel(spot) > 100 for spot in ((0, height // 2), (width - 1, height // 2), (width // 2, 0), (width // 2, height - 1)))


def test_a_shop_gets_marks_only_if_it_asks_for_them(plates: Plates) -> None:
    plain, marked = (pressed(pages(4), asking(marks=wanted)).files[0].data for wanted in (False, True))
    assert all(b"Registration" in page for page in drawn(marked))
    assert not any(b"Registration" in page for page in drawn(plain))
    printed = plates(marked, dpi=300)
    dot = 300 / 72
    slug, bleed = marks.SLUG * dot, 3 * marks.MM * dot
    width, height = printed["Cyan"].size
    outside = printed["Cyan"].copy()
    outside.paste(0, (round(slug), round(slug), round(width - slug), round(height - slug)))
    assert outside.getbbox()
    for name in PLATES:  # the same on every plate, none within the bleed
        inner = printed[name].crop((round(slug), round(slug), round(width - slug), round(height - slug)))
        assert ImageChops.difference(outside, _only_outside(printed[name], slug)).getbbox() is None
        if name != "Black":
            assert inner.getbbox() is None
    corner = printed["Yellow"].crop((0, 0, round(slug), height))
    cut = round(slug + bleed)
    assert any(corner.getpixel((round(slug / 2), row)) for row in range(cut - 2, cut + 3))  # in the prolongation of the upper edge


def _only_outside(plate: Image.Image, slug: float) -> Image.Image:
    made = plate.copy()
    made.paste(0, (round(slug), round(slug), round(plate.size[0] - slug), round(plate.size[1] - slug)))
    return made


def drawn(data: bytes) -> list[bytes]:
    """What each page draws."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        return [page.obj.Contents.read_bytes() for page in pdf.pages]


def test_a_cover_apart_holds_the_outer_four_pages_in_order() -> None:
    painted = pages(8)
    whole = drawn(pressed(painted).files[0].data)
    apart = pressed(painted, asking(cover_apart=True)).files
    assert len(set(whole)) == 8
    assert {file.part: drawn(file.data) for file in apart} == {"body": whole[2:6], "cover": [*whole[:2], *whole[6:]]}
    assert [file.pages for file in apart] == [4, 4]


def test_a_wrong_number_of_pages_is_named_before_anything_is_made() -> None:
    for count, terms, said in (
        (6, {}, "6 pages"),
        (8, {"page_multiple": 16}, "8 pages"),
        (8, {"cover_apart": True, "page_multiple": 8}, "8 pages, 4 of them inside the cover"),
        (4, {"cover_apart": True}, "4 pages, 0 of them inside the cover"),
    ):
        with pytest.raises(ContentError, match=re.escape(f"Probe: comes out at {said}.")) as caught:
            pressed(pages(count), asking(**terms))
        assert [finding.code for finding in caught.value.findings] == ["S03"]


def test_a_single_sheet_has_neither_a_multiple_nor_a_cover() -> None:
    (file,) = pressed(pages(2), asking(page_multiple=16, cover_apart=True)).files
    assert (file.part, file.pages) == ("body", 2)


def test_pages_without_enough_bleed_are_refused() -> None:
    with pytest.raises(ContentError, match="less than 3 mm of bleed"):
        pressed(paint("<p>knapp</p>", bleed_mm=2))


def test_a_colour_that_nobody_can_turn_into_ink_is_named_with_its_page() -> None:
    with pytest.raises(ContentError, match=r'Probe, page 1: the colour space "lab-d50" can\'t be turned into printing inks'):
        pressed(paint("<p style='color:lab(50% 40 20)'>Lab</p>"))


def test_it_says_that_it_is_pdf_x_4_and_for_which_press(body: bytes) -> None:
    assert body.startswith(b"%PDF-1.6")
    assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in body
    with pikepdf.open(io.BytesIO(body)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        said = {key: str(intent[key]) for key in ("/S", "/OutputConditionIdentifier", "/RegistryName", "/Info")}
        assert said == {
            "/S": "/GTS_PDFX",
            "/OutputConditionIdentifier": "FOGRA39",
            "/RegistryName": "http://www.color.org",
            "/Info": "Offset on coated paper, FOGRA39 (ISO 12647-2:2004)",
        }
        assert intent.DestOutputProfile.read_bytes() == shop().profile.data
        assert int(intent.DestOutputProfile.N) == 4
        assert {key: str(value) for key, value in pdf.docinfo.items() if key != "/Producer"} == {
            "/Title": "Probe",
            "/CreationDate": "D:20261124000000Z",
            "/ModDate": "D:20261124000000Z",
            "/Trapped": "/False",
            "/GTS_PDFXVersion": "PDF/X-4",
        }
        assert pdf.open_metadata()["dc:title"] == "Probe"
        assert "/ID" in pdf.trailer


def test_nothing_is_left_that_a_press_cannot_use(painted: bytes, body: bytes) -> None:
    with pikepdf.open(io.BytesIO(painted)) as pdf:
        assert "/Annots" in pdf.pages[0].obj
    with pikepdf.open(io.BytesIO(body)) as pdf:
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents", "/ViewerPreferences"}
        assert all(set(page.obj.keys()) <= {"/Type", "/Parent", "/MediaBox", "/TrimBox", "/BleedBox", "/Resources", "/Contents", "/Group"} for page in pdf.pages)
        assert pdf.check_pdf_syntax() == []
        assert not pdf.is_encrypted
        filters = {str(each.get("/Filter")) for each in pdf.objects if isinstance(each, pikepdf.Stream)}
        assert filters <= {"/FlateDecode", "/DCTDecode", "None"}


def test_the_same_pages_give_the_same_bytes(painted: bytes, body: bytes) -> None:
    assert pressed(painted).files[0].data == body
    other = finish(painted, shop(), title="Probe", day=DAY + dt.timedelta(1))
    assert other.files[0].data != body


def test_a_booklet_bound_on_the_right_says_so() -> None:
    directions = []
    for binding in ("left", "right"):
        with pikepdf.open(io.BytesIO(pressed(pages(4), binding=binding).files[0].data)) as pdf:
            directions.append(str(pdf.Root.ViewerPreferences.Direction))
    assert directions == ["/L2R", "/R2L"]


def test_brand_inks_beyond_the_limit_are_lowered_and_named(plates: Plates) -> None:
    page = paint(f"<div style='position:absolute;inset:0;background:{BRAND}'></div>")
    made: Pressed = pressed(page, brand_inks={BRAND: (100, 100, 80, 60)})
    assert [str(finding) for finding in made.findings] == [
        "Probe: the inks of #0b5fff come to 340 %, Offset, coated paper takes 300 %; they were lowered. Ask the shop for other values of this colour."
    ]
    middle = [round(plates(made.files[0].data)[name].getpixel((200, 300)) / 2.55) for name in PLATES]
    assert middle == [86, 86, 68, 60] or middle == [86, 86, 69, 60]


def test_a_font_that_is_not_in_the_file_is_named(painted: bytes) -> None:
    with pikepdf.open(io.BytesIO(painted)) as pdf:
        pdf.pages[0].obj.Resources.Font.Fremd = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(ContentError, match='the typeface "Helvetica" isn\'t in the file'):
        pressed(out.getvalue())


def test_uncoated_paper_gets_other_inks_than_coated(painted: bytes) -> None:
    made = [pressed(painted, shop(name)).files[0].data for name in ("offset-coated", "offset-uncoated")]
    intents, contents = [], []
    for data in made:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            intents.append(str(pdf.Root.OutputIntents[0].OutputConditionIdentifier))
            contents.append(pdf.pages[0].obj.Contents.read_bytes())
    assert intents == ["FOGRA39", "FOGRA29"]
    assert contents[0] != contents[1]


def test_a_condition_of_the_shop_s_own_names_no_registry(painted: bytes) -> None:
    own = replace(shop(), terms=shop().terms.model_copy(update={"condition": "Custom"}))
    with pikepdf.open(io.BytesIO(pressed(painted, own).files[0].data)) as pdf:
        assert "/RegistryName" not in pdf.Root.OutputIntents[0]


def test_a_tagged_book_is_inked_as_an_untagged_one_and_keeps_its_tags() -> None:
    page = "<title>Probe</title><style>@page{background:#e8743b}</style><h1>Titel</h1><p style='color:#0b5fff'>Text</p>"
    tagged = paint(page, tags=True)
    data, _ = inked(tagged, shop(), title="Probe", day=DAY, brand_inks={BRAND: (100, 60, 0, 5)})
    plain = pressed(paint(page), brand_inks={BRAND: (100, 60, 0, 5)}).files[0].data
    assert [list(spaces(each)) for each in (data,)] == [list(spaces(plain))]
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(io.BytesIO(plain)) as other:
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.pages[0].obj.BleedBox == other.pages[0].obj.BleedBox
        assert dict(pdf.docinfo.items()).keys() == dict(other.docinfo.items()).keys()
        assert re.findall(rb"[\d. ]+ k\b", pdf.pages[0].obj.Contents.read_bytes()) == re.findall(rb"[\d. ]+ k\b", other.pages[0].obj.Contents.read_bytes())


def test_a_tagged_book_is_counted_without_the_pages_behind_it() -> None:
    painted = pages(5)
    inked(painted, shop(), title="Probe", day=DAY, pages=4)
    inked(painted, shop(), title="Probe", day=DAY)
    with pytest.raises(ContentError, match="comes out at 5 pages"):
        inked(painted, shop(), title="Probe", day=DAY, pages=5)
