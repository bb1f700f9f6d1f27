"""Each rule about files for a print shop catches its fault at its place, and says nothing of the same file without it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from PIL import Image

from handbook.preflight import finished
from handbook.print_shops import PrintShop
from tests.channels.press_room import asking, noise, packed, shop
from tests.preflight.press.good_file import MM, PAGES, Spoil, drawing, good, saved, spoiled

WIDE, HIGH = 105 * MM, 148 * MM


@dataclass(frozen=True)
class Case:
    """What is done to a good file, and all that is to be found then."""

    code: str
    named: str
    spoil: Spoil
    finds: tuple[str, ...] = ()
    """Nothing for what looks like a fault and is none."""


def each_page(change: Callable[[Dictionary], None], *numbers: int) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for number in numbers or range(1, PAGES + 1):
            change(pdf.pages[number - 1].obj)

    return spoil


def state(**said: object) -> Dictionary:
    return Dictionary(s=Dictionary(**said))  # type: ignore[arg-type]


def picture(mode: str, shade: tuple[int, ...] | int, size: int = 200) -> Spoil:
    """A plain picture of 17 mm with 300 dots an inch."""
    data = Image.new(mode, (size, size), shade).tobytes()
    spaces = {"RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK, "L": Name.DeviceGray}

    def spoil(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, Width=size, Height=size, BitsPerComponent=8, ColorSpace=spaces[mode])
        drawing(b"q 48 0 0 48 60 250 cm /i Do Q", XObject=Dictionary(i=image))(pdf)

    return spoil


def jpeg(decode: bool) -> Spoil:
    """A picture of all colours, some of them with nearly 400 % of ink; ink is told upside down unless it is decoded so."""
    data = packed(noise("CMYK", 200).point(lambda value: 20 if value > 128 else 0), "JPEG")  # Pillow writes 255 - value

    def spoil(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, Width=200, Height=200, BitsPerComponent=8, ColorSpace=Name.DeviceCMYK, Filter=Name.DCTDecode)
        if decode:
            image.Decode = Array([1, 0] * 4)
        drawing(b"q 48 0 0 48 60 250 cm /i Do Q", XObject=Dictionary(i=image))(pdf)

    return spoil


def tint(*full: float) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * len(full)), C1=Array(list(full)), N=1)


def spot(name: str) -> Dictionary:
    return Dictionary(own=Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, tint(0, 1, 0.9, 0)]))


def note(kind: str, left: float = 100.0) -> Callable[[Dictionary], None]:
    def change(page: Dictionary) -> None:
        page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([left, 300, left + 20, 320]))])

    return change


def font(program: bytes | None) -> Spoil:
    """A typeface with these bytes as its glyphs, or without any."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        said = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/ABCDEF+Fremd"), FontDescriptor=Dictionary(Type=Name.FontDescriptor))
        if program is not None:
            said.FontDescriptor.FontFile2 = pdf.make_stream(program)
        pdf.pages[1].obj.Resources.Font.g = pdf.make_indirect(said)

    return spoil


def licence(rights: int) -> bytes:
    """A typeface that has nothing but the table with what its licence allows."""
    return b"\0\1\0\0\0\1" + bytes(6) + b"OS/2" + bytes(4) + (28).to_bytes(4, "big") + (10).to_bytes(4, "big") + bytes(8) + rights.to_bytes(2, "big")


def metadata(before: str, after: str) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        text = pdf.Root.Metadata.read_bytes().decode()
        assert re.search(before, text)
        pdf.Root.Metadata.write(re.sub(before, after, text).encode())
        del pdf.docinfo["/GTS_PDFXVersion"]

    return spoil


def older(version: str, then: Spoil) -> Spoil:
    """A file of an older standard."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        metadata("<pdfxid:GTS_PDFXVersion>.*?</pdfxid:GTS_PDFXVersion>", "")(pdf)
        pdf.docinfo["/GTS_PDFXVersion"] = String(version)
        then(pdf)

    return spoil


def intent(**changes: object) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for key, value in changes.items():
            if value is None:
                del pdf.Root.OutputIntents[0][f"/{key}"]
            else:
                pdf.Root.OutputIntents[0][f"/{key}"] = value

    return spoil


def layers(off: bool) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("English")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer] if off else [])))

    return spoil


def root(**entries: object) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return spoil


def without_profile(pdf: pikepdf.Pdf) -> None:
    intent(DestOutputProfile=None, Info=String("Euroscale"), OutputConditionIdentifier=String("Custom"))(pdf)


def screen_profile(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.write(bytes(16) + b"RGB " + bytes(120))


def bookmarked(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem("Anfang", 0))
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


def longer(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])


def shorter(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[2:]


UPPER, PICTURE = (f"page 2, 21 mm from the left and {top} mm from the top" for top in (42, 43))
FIELD = b"%s 60 290 40 10 re f"
X4 = "Export it as PDF/X-4."
BOXES = "Export the PDF again with trim and bleed boxes."
LESS = "Use colours with less ink, or convert with the shop's profile."
NOTE = "page 2, 35 mm from the left and 35 mm from the top"
EDGE = "something ends at the edge where the page is cut, without 3 mm of bleed, on page 2. Draw it beyond the edge, or keep it off by a few millimetres."
SCREEN = "Export the PDF again in the inks of the shop's profile."

CASES = (
    Case("S03", "odd", longer, ("S03 error probe.pdf: has 5 pages; Offset, coated paper wants a multiple of 4. Add or leave out pages; a blank page counts too.",)),
    Case("S03", "leaf", shorter),
    Case("X03", "none", lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
         ("X03 error probe.pdf: doesn't say for which way of printing its colours are meant: it has no output intent. Export it as PDF/X-4 for FOGRA39.",)),
    Case("X03", "other", without_profile,
         ('X03 review probe.pdf: has colours that are meant for "Euroscale"; Offset, coated paper prints FOGRA39. Export it as PDF/X-4 for FOGRA39.',)),
    Case("X03", "named otherwise", intent(DestOutputProfile=None, OutputConditionIdentifier=String("Coated Fogra39L (ISO 12647-2:2004)"))),
    Case("X03", "screen", screen_profile,
         ("X03 error probe.pdf: is meant for a device that prints no inks: its output profile isn't one of cyan, magenta, yellow and black. Export it as PDF/X-4 for FOGRA39.",)),
    Case("X04", "none", metadata("<pdfxid:GTS_PDFXVersion>.*?</pdfxid:GTS_PDFXVersion>", ""), (f"X04 review probe.pdf: doesn't say that it is a PDF/X-4. {X4}",)),
    Case("X04", "older", older("PDF/X-1a:2003", lambda pdf: None), (f"X04 review probe.pdf: says that it is a PDF/X-1a:2003; the shop asks for PDF/X-4. {X4}",)),
    Case("X04", "dates", metadata("<xmp:MetadataDate>.*?</xmp:MetadataDate>", ""),
         (f"X04 error probe.pdf: says that it is a PDF/X-4, but it doesn't say in its metadata when it was made. {X4}",)),
    Case("X04", "title", metadata("<dc:title>.*?</dc:title>", ""), (f"X04 error probe.pdf: says that it is a PDF/X-4, but it has no title in its metadata. {X4}",)),
    Case("X04", "as an attribute", metadata("<pdfxid:GTS_PDFXVersion>.*?</pdfxid:GTS_PDFXVersion>", "<rdf:Description pdfxid:GTS_PDFXVersion='PDF/X-4'/>")),
    Case("X05", "links", each_page(note("Link"), 2, 3), (f"X05 error probe.pdf ({NOTE}): a link lies on pages 2–3. Export the PDF again without it.",)),
    Case("X05", "comment", each_page(note("Text"), 2),
         (f"X05 error probe.pdf ({NOTE}): a comment (Text) lies on page 2. Export the PDF again without it.",)),
    Case("X05", "printer's mark", each_page(note("PrinterMark"))),
    Case("X05", "outside", each_page(note("Text", 900.0))),
    Case("X06", "script", root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
         ("X06 error probe.pdf: holds a program that runs when it is opened. Export the PDF again without it.",)),
    Case("X06", "files", root(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))), ("X06 error probe.pdf: holds other files. Export the PDF again without it.",)),
    Case("X06", "bookmarks", bookmarked),
    Case("X07", "off", layers(True), ('X07 review probe.pdf: a layer isn\'t shown, but is in the file: "English". Take away what shan\'t be printed, and show what shall.',)),
    Case("X07", "on", layers(False)),
    Case("X08", "no trim", each_page(lambda page: page.__delitem__("/TrimBox"), 3, 4),
         ("X08 error probe.pdf (page 3): pages 3–4 don't say where they are cut: they have no trim box. " + BOXES,
          "X09 error probe.pdf (page 3): pages 3–4 have another size (111 × 154 mm) than the rest (105 × 148 mm). Bring all pages to one size.",
          f"X10 error probe.pdf (page 3, 0 mm from the left and 133 mm from the top): {EDGE}".replace("page 2.", "pages 3–4."))),
    Case("X08", "trim beyond bleed", each_page(lambda page: page.__setitem__("/BleedBox", Array([9, -9, WIDE, HIGH])), 4),
         ("X08 error probe.pdf (page 4): the boxes of page 4 don't lie in each other: trim in bleed, bleed in the whole page. " + BOXES,)),
    Case("X08", "art box", each_page(lambda page: (page.__setitem__("/ArtBox", page.TrimBox), page.__delitem__("/TrimBox"))[0])),
    Case("X09", "smaller", each_page(lambda page: page.__setitem__("/TrimBox", Array([0, 0, WIDE - 9, HIGH])), 2),
         ("X09 error probe.pdf (page 2): page 2 has another size (102 × 148 mm) than the rest (105 × 148 mm). Bring all pages to one size.",)),
    Case("X09", "rounded", each_page(lambda page: page.__setitem__("/TrimBox", Array([0, 0, WIDE - 0.5, HIGH])), 2)),
    Case("X10", "ends at the cut", drawing(b"0 .8 .8 0 k 0 300 150 80 re f"), (f"X10 error probe.pdf (page 2, 0 mm from the left and 14 mm from the top): {EDGE}",)),
    Case("X10", "ends in the bleed", drawing(b"0 .8 .8 0 k -4 300 150 80 re f"), (f"X10 error probe.pdf (page 2, -1 mm from the left and 14 mm from the top): {EDGE}",)),
    Case("X10", "clipped", drawing(f"q 0 0 {WIDE} {HIGH} re W n 0 .8 .8 0 k -9 200 900 80 re f Q".encode()),
         (f"X10 error probe.pdf (page 2, 0 mm from the left and 49 mm from the top): {EDGE}",)),
    Case("X10", "goes on under it", drawing(b"0 .8 .8 0 k -9 290 160 100 re f 0 0 0 .5 k 0 300 150 80 re f")),
    Case("X10", "white", drawing(b"0 0 0 0 k 0 300 150 80 re f")),
    Case("X10", "covered with white", drawing(b"0 .8 .8 0 k 0 300 150 80 re f 0 0 0 0 k -9 290 170 100 re f")),
    Case("X10", "kept off", drawing(b"0 .8 .8 0 k 3 300 150 80 re f")),
    Case("X10", "whole bleed", drawing(f"0 .8 .8 0 k {-3 * MM} {-3 * MM} {111 * MM} {154 * MM} re f".encode())),
    Case("X10", "a circle beyond the edge", drawing(b"0 .8 .8 0 k -4 300 m -4 330 40 330 40 300 c 40 270 -4 270 -4 300 c f")),
    Case("X11", "turned", each_page(lambda page: page.__setitem__("/Rotate", 90), 1, 3),
         ("X11 review probe.pdf (page 1): pages 1, 3 are only shown turned. Turn them for good when the PDF is exported.",)),
    Case("X11", "enlarged", each_page(lambda page: page.__setitem__("/UserUnit", 1.5)),
         ("X11 review probe.pdf (page 1): pages 1–4 are enlarged by a unit of their own. Export the pages at their size on paper.",)),
    Case("X11", "upright", each_page(lambda page: page.__setitem__("/Rotate", 360))),
    Case("X12", "screen", drawing(FIELD % b"1 0 0 rg", (2, 4)),
         (f"X12 error probe.pdf ({UPPER}): a field is in a colour of screens (DeviceRGB), not in printing inks, on pages 2, 4. {SCREEN}",)),
    Case("X12", "measured", drawing(b"/own cs 50 40 20 sc 60 290 40 10 re f", ColorSpace=Dictionary(own=Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))]))),
         (f"X12 review probe.pdf ({UPPER}): a field is in a colour of screens (Lab), not in printing inks, on page 2. {SCREEN}",)),
    Case("X12", "picture", picture("RGB", (9, 9, 9)),
         (f"X12 error probe.pdf ({PICTURE}): a picture is in a colour of screens (DeviceRGB), not in printing inks, on page 2. {SCREEN}",)),
    Case("X12", "grey", picture("L", 128)),
    Case("X13", "own ink", drawing(b"/own cs .5 scn 60 290 40 10 re f", (2, 3), ColorSpace=spot("HKS 13")),
         (f'X13 review probe.pdf ({UPPER}): the ink "HKS 13" is none of the usual four, on pages 2–3. Ask the shop whether it prints this ink, or convert it.',)),
    Case("X13", "black by name", drawing(b"/own cs .5 scn 60 290 40 10 re f", ColorSpace=spot("Black"))),
    Case("X14", "rich", drawing(b".6 .5 .5 1 k BT /f 9 Tf 60 300 Td (a) Tj ET"),
         ("X14 review probe.pdf (page 2, 21 mm from the left and 41 mm from the top): black text is mixed of several inks, on page 2. Set it in black ink alone.",)),
    Case("X14", "large", drawing(b".6 .5 .5 1 k BT /f 30 Tf 60 300 Td (a) Tj ET")),
    Case("X15", "field", drawing(FIELD % b"1 1 1 .5 k"),
         (f"X15 error probe.pdf ({UPPER}): a field has 350 % of ink, on page 2; Offset, coated paper takes 300 %. {LESS}",)),
    Case("X15", "every plate", drawing(b"/own cs 1 scn 60 290 40 10 re f", ColorSpace=spot("All")),
         (f"X15 error probe.pdf ({UPPER}): a field has 400 % of ink, on page 2; Offset, coated paper takes 300 %. {LESS}",)),
    Case("X15", "picture", picture("CMYK", (255, 255, 255, 100)),
         (f"X15 error probe.pdf ({PICTURE}): a picture has 339 % of ink, on page 2; Offset, coated paper takes 300 %. {LESS}",)),
    Case("X15", "enough", drawing(FIELD % b"1 1 1 0 k")),
    Case("X15", "picture at the limit", picture("CMYK", (255, 255, 255, 0))),
    Case("X15", "light picture", jpeg(decode=True)),
    Case("X16", "field", drawing(b"/s gs 0 0 0 0 k 60 290 40 10 re f", ExtGState=state(op=True, OPM=1)),
         (f"X16 error probe.pdf ({UPPER}): a field in white is set to overprint and won't be seen, on page 2. Switch off overprinting for white.",)),
    Case("X16", "black", drawing(b"/s gs 60 290 40 10 re f", ExtGState=state(op=True, OPM=1))),
    Case("X17", "see-through", older("PDF/X-3:2002", drawing(b"/s gs 60 290 40 10 re f", ExtGState=state(ca=0.5))),
         (f"X04 review probe.pdf: says that it is a PDF/X-3:2002; the shop asks for PDF/X-4. {X4}",
          f"X17 error probe.pdf ({UPPER}): says that it is a PDF/X-3:2002, but has transparency on page 2. Export it as PDF/X-4, or flatten the transparency.")),
    Case("X17", "group", older("PDF/X-1a:2003", each_page(lambda page: page.__setitem__("/Group", Dictionary(S=Name.Transparency)), 1)),
         (f"X04 review probe.pdf: says that it is a PDF/X-1a:2003; the shop asks for PDF/X-4. {X4}",
          "X17 error probe.pdf (page 1): says that it is a PDF/X-1a:2003, but has transparency on page 1. Export it as PDF/X-4, or flatten the transparency.")),
    Case("X17", "allowed", drawing(b"/s gs 60 290 40 10 re f", ExtGState=state(ca=0.5))),
    Case("X18", "missing", font(None), ('X18 error probe.pdf: the typeface "Fremd" isn\'t in the file. Export the PDF again with all typefaces embedded.',)),
    Case("X18", "there", font(b"glyphs")),
    Case("X19", "forbidden", font(licence(0x0002)),
         ('X19 review probe.pdf: the typeface "Fremd" says that its licence forbids to embed it. Look into its licence, or take another typeface.',)),
    Case("X19", "to be read", font(licence(0x0004))),
)  # fmt: skip
ELSEWHERE = {"S05", "S06", "S08"}
"""With cases in test_press_detail.py, on pages that the engine painted."""
MINE = {rule.code for rule in finished.rules("press")}


def found(data: bytes, wanted: PrintShop | None = None) -> tuple[str, ...]:
    """The findings as a user reads them, with code and severity."""
    return tuple(f"{finding.code} {finding.severity} {finding}" for finding in finished.check(data, "probe.pdf", wanted or shop()))


def test_the_file_that_tests_spoil_is_good() -> None:
    assert found(good()) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.named.replace(' ', '-')}")
def test_a_planted_fault_is_found_at_its_place_and_nothing_else(case: Case) -> None:
    assert found(spoiled(case.spoil, force_version="1.6")) == case.finds


def test_a_locked_file_that_opens_all_the_same_is_named() -> None:
    with pikepdf.open(io.BytesIO(good())) as pdf:
        locked = saved(pdf, static_id=False, encryption=pikepdf.Encryption(owner="secret", user=""))
    assert found(locked)[0] == "X02 error probe.pdf: is encrypted, though it opens without a password. Export the PDF again without protection."


def test_a_file_newer_than_its_standard_or_without_identifier_is_named() -> None:
    newer = spoiled(lambda pdf: None, force_version="1.7")
    assert found(newer) == ("X04 error probe.pdf: says that it is a PDF/X-4, but it says that it is PDF 1.7, which is newer than the standard knows. Export it as PDF/X-4.",)
    assert found(re.sub(rb"/ID \[.*?\]", b"", good())) == ("X04 error probe.pdf: says that it is a PDF/X-4, but it has no identifier. Export it as PDF/X-4.",)


def test_a_jpeg_of_inks_is_read_as_its_file_says() -> None:
    assert [line[:9] for line in found(spoiled(jpeg(decode=False), force_version="1.6"))] == ["X15 error"]


def test_the_shop_s_own_terms_decide() -> None:
    heavy = spoiled(drawing(FIELD % b"1 1 1 0 k"), force_version="1.6")
    assert [line[:3] for line in found(heavy, asking(ink_limit=280))] == ["X15"]
    edge = spoiled(drawing(b"0 .8 .8 0 k 0 300 150 80 re f"), force_version="1.6")
    assert found(edge, asking(bleed_mm=0)) == ()
    six = spoiled(lambda pdf: pdf.pages.extend([pdf.pages[0], pdf.pages[1]]), force_version="1.6")
    assert found(six, asking(page_multiple=2)) == ()
    assert [line[:3] for line in found(good(), asking(page_multiple=16))] == ["S03"]
    assert found(good(), asking(page_multiple=16, cover_apart=True)) == ()  # a cover of four pages


def test_every_rule_has_a_bad_and_a_good_case() -> None:
    assert {case.code for case in CASES if case.finds} | {"X02"} == MINE - ELSEWHERE
    assert {case.code for case in CASES if not case.finds} | {"X02"} == MINE - ELSEWHERE
    assert len(MINE) == 22
