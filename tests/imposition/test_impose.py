"""Imposed sheets, read back from the finished file: every page lies in its slot, and the printer is told what to do."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from handbook.errors import ContentError
from handbook.findings import Severity
from handbook.imposition.impose import Order, impose
from tests.imposition.conftest import MM, MakePdf, preferences, words


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def drawn(data: bytes, columns: int, width: float, rows: int = 1, height: float = 210) -> str:
    """The sides of a file as pages that are seen in their slots."""
    lines = []
    for places in words(data):
        slots = ["·"] * columns * rows
        for word, (x, y) in places.items():
            slots[int((height - y) // (height / rows)) * columns + int(x // (width / columns))] = word.removeprefix("P")
        lines.append(" ".join(slots))
    return "\n".join(lines)


@pytest.mark.parametrize(("right_to_left", "sides"), [(False, "8 1\n2 7\n6 3\n4 5"), (True, "1 8\n7 2\n3 6\n5 4")])
def test_the_text_of_each_page_is_seen_in_its_slot(pdf: MakePdf, right_to_left: bool, sides: str) -> None:
    made = impose(pdf(8), Order(right_to_left=right_to_left))
    assert made.sheets == 2
    assert drawn(made.data, 2, 297) == sides


def test_a_file_that_reads_from_the_right_is_bound_at_the_right(pdf: MakePdf) -> None:
    def arabic(file: pikepdf.Pdf) -> None:
        file.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)

    assert drawn(impose(pdf(4, change=arabic), Order()).data, 2, 297) == "1 4\n3 2"
    assert drawn(impose(pdf(4, change=arabic), Order(right_to_left=False)).data, 2, 297) == "4 1\n2 3"


def test_pages_lie_to_a_hundredth_of_a_millimetre_and_inner_ones_move_to_the_fold(pdf: MakePdf) -> None:
    sides = words(impose(pdf(32), Order(thickness_mm=0.2)).data)
    for sheet in range(8):
        front = sides[2 * sheet]
        (left, _), (right, _) = front[f"P{32 - 2 * sheet}"], front[f"P{1 + 2 * sheet}"]
        assert left == pytest.approx(0.5 + 74 + 0.2 * sheet, abs=0.01)
        assert right == pytest.approx(148.5 + 74 - 0.2 * sheet, abs=0.01)


def test_no_page_is_seen_beyond_the_fold(pdf: MakePdf) -> None:
    """A page all black, moved to the fold by creep, beside a white one."""

    def blacken(file: pikepdf.Pdf) -> None:
        file.pages[5].obj.Contents = file.make_stream(b"0 g 0 0 420 596 re f")

    data = pdf(8, change=blacken)
    page = pypdfium2.PdfDocument(impose(data, Order(thickness_mm=1.0)).data)[2]  # sheet 2: 6 left, 3 right
    row = page.render(scale=254 / 72).to_pil().convert("L").crop((0, 300, 2970, 301)).tobytes()
    black = [x / 10 for x, value in enumerate(row) if value < 128]
    assert black[0] == pytest.approx(1.5, abs=0.15)
    assert 148 < black[-1] <= 148.5


@pytest.mark.parametrize(("scheme", "width", "height", "sides"), [
    ("2up", 148, 210, "1 2\n3 4"),
    ("stack", 148, 210, "1 3\n4 2"),
])  # fmt: skip
def test_other_schemes_come_out_as_drawn(pdf: MakePdf, scheme: str, width: float, height: float, sides: str) -> None:
    assert drawn(impose(pdf(4, width, height), Order(scheme)).data, 2, 297) == sides


def test_eight_cards_share_one_copy_of_their_page(pdf: MakePdf) -> None:
    made = opened(impose(pdf(2, 85, 55), Order("cards")).data)
    assert [list(page.Resources.XObject.keys()) for page in made.pages] == [["/P1"], ["/P2"]]
    assert made.pages[0].Contents.read_bytes().count(b"/P1 Do") == 8
    assert sum(1 for each in made.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form") == 2


def test_fonts_are_shared_between_the_pages(pdf: MakePdf) -> None:
    made = opened(impose(pdf(32), Order()).data)
    fonts = [each for each in made.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
    assert len(fonts) == 1


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_pages_stand_as_viewers_show_them(pdf: MakePdf, turned: int) -> None:
    width, height = (148, 210) if turned % 180 == 0 else (210, 148)
    source = pdf(4, width, height, turned=turned, art="0 g 0 0 72 36 re f")
    made = impose(source, Order())
    left_half = pypdfium2.PdfDocument(made.data)[1].render(scale=1).to_pil().convert("L").crop((1, 0, 421, 595))
    alone = pypdfium2.PdfDocument(source)[1].render(scale=1).to_pil().convert("L")
    dark = [picture.point(lambda value: 255 * (value < 128)).getbbox() for picture in (left_half, alone)]
    assert dark[0] == pytest.approx(dark[1], abs=2)


def test_units_larger_than_a_point_are_heeded(pdf: MakePdf) -> None:
    (front, _) = words(impose(pdf(4, unit=2.0), Order()).data)
    assert front["P4"] == pytest.approx((0.5 + 74, 105), abs=0.02)


def test_the_trimmed_page_fills_the_slot_and_its_bleed_shows_outside_only(pdf: MakePdf) -> None:
    source = pdf(4, 105, 148, bleed=3, art="0 g -9 -9 999 999 re f 1 g")
    made = impose(source, Order(marks=False))
    picture = pypdfium2.PdfDocument(made.data)[0].render(scale=254 / 72).to_pil().convert("L")
    left, top, right, bottom = (each / 10 for each in picture.point(lambda value: 255 * (value < 128)).getbbox())
    assert (left, top, right, bottom) == pytest.approx((43.5 - 3, 31 - 3, 253.5 + 3, 179 + 3), abs=0.15)
    front = words(made.data)[0]
    assert front["P4"] == pytest.approx((43.5 + 52.5, 31 + 74), abs=0.02)


def test_ticks_stand_around_small_pages_unless_they_are_not_wanted(pdf: MakePdf) -> None:
    with_ticks, without = (opened(impose(pdf(4, 105, 148), Order(marks=wanted)).data) for wanted in (True, False))
    assert with_ticks.pages[0].Contents.read_bytes().count(b" l S") == 10
    assert with_ticks.pages[0].Resources.ColorSpace.All[1] == "/All"
    assert b" l S" not in without.pages[0].Contents.read_bytes()
    assert "/ColorSpace" not in without.pages[0].Resources


def test_the_printer_is_told_both_sides_no_scaling_and_the_number_of_copies(pdf: MakePdf) -> None:
    assert preferences(impose(pdf(8), Order(copies=3)).data) == {"/Duplex": "/DuplexFlipShortEdge", "/PrintScaling": "/None", "/NumCopies": 3, "/DisplayDocTitle": True}
    assert preferences(impose(pdf(9, 105, 148), Order("4up")).data)["/Duplex"] == "/DuplexFlipLongEdge"
    assert "/NumCopies" not in preferences(impose(pdf(8), Order()).data)


def test_a_card_without_a_back_is_printed_on_one_side(pdf: MakePdf) -> None:
    made = impose(pdf(1, 85, 55), Order("cards"))
    assert preferences(made.data)["/Duplex"] == "/Simplex"
    assert len(opened(made.data).pages) == 1


def test_title_and_language_are_kept_and_boxes_set(pdf: MakePdf) -> None:
    made = opened(impose(pdf(4, 105, 148), Order()).data)
    assert str(made.docinfo["/Title"]) == "Probeheft"
    assert str(made.Root.Lang) == "de"
    page = made.pages[0]
    assert [float(each) / MM for each in page.mediabox] == pytest.approx([0, 0, 297, 210], abs=0.01)
    assert [float(each) / MM for each in page.trimbox] == pytest.approx([43.5, 31, 253.5, 179], abs=0.01)


def test_a_title_that_only_the_metadata_hold_is_kept(pdf: MakePdf) -> None:
    def moved(file: pikepdf.Pdf) -> None:
        with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = "Aus den Metadaten"
        del file.docinfo["/Title"]

    made = opened(impose(pdf(4, change=moved), Order()).data)
    assert str(made.docinfo["/Title"]) == "Aus den Metadaten"


def test_tags_links_forms_and_scripts_stay_behind(pdf: MakePdf) -> None:
    def laden(file: pikepdf.Pdf) -> None:
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[10, 10, 90, 90], A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org"))
        file.pages[0].obj.Annots = [file.make_indirect(link)]
        file.pages[0].obj.StructParents = 0
        file.Root.StructTreeRoot = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        file.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        file.Root.AcroForm = pikepdf.Dictionary(Fields=[])
        file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")

    made = opened(impose(pdf(4, change=laden), Order()).data)
    assert set(made.Root.keys()) == {"/Type", "/Pages", "/Lang", "/ViewerPreferences"}
    assert all("/Annots" not in page and "/StructParents" not in page for page in made.pages)


def test_a_filled_in_field_is_printed(pdf: MakePdf) -> None:
    def fill(file: pikepdf.Pdf) -> None:
        font = file.pages[0].Resources.Font
        look = file.make_stream(b"BT /F 12 Tf 2 2 Td (gefuellt) Tj ET")
        look.Type, look.Subtype, look.BBox, look.Resources = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 100, 20], pikepdf.Dictionary(Font=font)
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="a", V="gefuellt", F=4, Rect=[72, 72, 172, 92], AP=pikepdf.Dictionary(N=look)
        )
        file.pages[0].obj.Annots = [file.make_indirect(field)]
        file.Root.AcroForm = pikepdf.Dictionary(Fields=[file.pages[0].obj.Annots[0]])

    front = words(impose(pdf(4, change=fill), Order()).data)[0]
    assert front["gefuellt"][0] == pytest.approx(148.5 + 74 / MM, abs=0.5)


def test_layers_that_are_switched_off_stay_off(pdf: MakePdf) -> None:
    def hide(file: pikepdf.Pdf) -> None:
        layer = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Entwurf"))
        file.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))
        page = file.pages[0].obj
        page.Resources.Properties = pikepdf.Dictionary(L=layer)
        page.Contents = file.make_stream(b"/OC /L BDC 0 g 100 100 200 200 re f EMC")

    made = impose(pdf(4, change=hide), Order())
    right_half = pypdfium2.PdfDocument(made.data)[0].render(scale=1).to_pil().convert("L").crop((421, 0, 842, 595))
    assert right_half.getextrema() == (255, 255)


@pytest.mark.parametrize("order", [Order(), Order(fit=True), Order("4up", fit=True), Order("cards", fit=True), Order("stack", paper="A3")], ids=str)
def test_what_comes_out_is_clean_and_always_the_same(pdf: MakePdf, order: Order) -> None:
    source = pdf(8)
    first, second = impose(source, order), impose(source, order)
    assert first.data == second.data
    assert opened(first.data).check_pdf_syntax() == []


def test_thirty_one_pages_make_no_booklet_unless_a_blank_one_may_be_added(pdf: MakePdf) -> None:
    with pytest.raises(ContentError) as caught:
        impose(pdf(31), Order(), "probe.pdf")
    assert str(caught.value) == "probe.pdf: has 31 pages; in a booklet four hang together, so 1 is missing. Add pages, or let `--blank` fill up with 1 blank at the end."
    filled = impose(pdf(31), Order(blank=True))
    assert drawn(filled.data, 2, 297).splitlines()[0] == "· 1"


def test_an_odd_number_of_card_pages_is_refused(pdf: MakePdf) -> None:
    with pytest.raises(ContentError, match=r"has 3 pages; a card has two sides, so 1 page is missing"):
        impose(pdf(3, 85, 55), Order("cards"))
    assert impose(pdf(3, 85, 55), Order("cards", blank=True)).sheets == 2


def test_pages_too_large_are_refused_and_never_scaled_silently(pdf: MakePdf) -> None:
    with pytest.raises(ContentError) as caught:
        impose(pdf(4, 210, 297), Order())
    assert "pages of 210 × 297 mm are too large for the scheme booklet on A4. `--paper A3` has room for them, `--fit` makes them smaller." in str(caught.value)
    assert drawn(impose(pdf(4, 210, 297), Order(fit=True)).data, 2, 297) == "4 1\n2 3"
    with pytest.raises(ContentError, match=r"on A3\. `--fit` makes them smaller\."):
        impose(pdf(4, 300, 430), Order(paper="A3"))


def test_what_lies_at_the_edge_is_named_with_its_pages_for_review(pdf: MakePdf) -> None:
    def bars(file: pikepdf.Pdf) -> None:
        for number, bar in {1: "30 30 388 9", 2: "30 30 80 80", 3: "30 3 80 80", 4: "-9 100 20 20"}.items():
            file.pages[number - 1].obj.Contents = file.make_stream(f"0 g {bar} re f".encode())

    made = impose(pdf(4, change=bars), Order(), "probe.pdf")  # sheet 1: 4 and 1 on the front, 2 and 3 on the back
    (finding,) = made.findings
    assert (finding.code, finding.severity) == ("I05", Severity.REVIEW)
    assert str(finding).startswith("probe.pdf: pages 1, 3, 4: something lies in the 4.2 mm along the paper's edge")
    assert "A picture to the edge loses 4.2 mm there" in finding.hint
    assert impose(pdf(4, change=bars), Order(margin_mm=0)).findings == ()
    assert impose(pdf(4, change=bars), Order(fit=True)).findings == ()


def test_pages_with_margins_of_their_own_lose_nothing(pdf: MakePdf) -> None:
    assert impose(pdf(8), Order()).findings == ()
