"""One galley, laid out once, becomes the file of each channel; the same order gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from handbook import finishing, paths, pipeline, print_shops
from handbook.edition.load import load
from handbook.edition.model import Waiver
from handbook.errors import ContentError
from handbook.findings import Finding, Place, Severity
from handbook.finishing import Channel, Made, Wanted
from handbook.galley import Galley

DAY = dt.date(2026, 11, 24)
EVERY: tuple[Channel, ...] = ("screen", "office", "press")


@cache
def galleys(locale: str = "de") -> tuple[Galley, ...]:
    """The example's handbook and one of its sheets."""
    ready = pipeline.prepare(paths.EDITIONS / "fernweh-reisen" / "edition.toml", locales=[locale], wanted=["handbook", "interview"])
    return tuple(pipeline.compose(ready)[0])


def wanted(*channels: Channel, **given: object) -> Wanted:
    return Wanted(channels or EVERY, "ua-1", print_shops.load("offset-coated", Path("nowhere")), {"#4a2a7d": (80, 100, 10, 5)}, DAY, **given)  # type: ignore[arg-type]


@cache
def made() -> Made:
    """The example's handbook in every channel."""
    return finishing.make(galleys()[0], wanted())


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Hears every time that pages are laid out."""
    heard: list[str] = []

    def paginate(galley: Galley, *given: object) -> object:
        heard.append(galley.product)
        return original(galley)

    original = finishing.paginate
    monkeypatch.setattr(finishing, "paginate", paginate)
    return heard


def test_pages_are_laid_out_once_for_all_channels(counted: list[str]) -> None:
    files = finishing.make(galleys()[1], wanted()).files
    assert [file.channel for file in files] == list(EVERY)
    assert counted == ["interview"]


def test_each_channel_keeps_the_pages_of_the_book() -> None:
    assert {(file.channel, file.part, file.pages) for file in made().files} == {("screen", "", 28), ("office", "", 28), ("press", "", 28)}


def test_screens_get_tags_offices_sheets_and_shops_inks() -> None:
    screen, office, press = (pikepdf.open(io.BytesIO(file.data)) for file in made().files)
    assert "/StructTreeRoot" in screen.Root
    assert len(office.pages) == 14
    assert office.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    assert press.Root.OutputIntents[0].S == "/GTS_PDFX"
    assert [name for name, each in (("office", office), ("press", press)) if "/StructTreeRoot" in each.Root or "/AcroForm" in each.Root] == []


def test_the_brands_own_inks_are_on_the_plates() -> None:
    with pikepdf.open(io.BytesIO(made().files[2].data)) as press:
        drawn = b"".join(item.read_bytes() for item in press.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form")
        drawn += b"".join(page.Contents.read_bytes() for page in press.pages)
    assert b"0.8 1 0.1 0.05 k" in drawn


def test_what_an_office_printer_cuts_off_is_a_note_and_stops_nobody() -> None:
    assert {finding.severity for finding in made().findings} == {Severity.NOTE}


def test_the_same_order_gives_the_same_bytes() -> None:
    again = finishing.make(galleys()[1], wanted())
    assert [file.data for file in again.files] == [file.data for file in finishing.make(galleys()[1], wanted()).files]


def test_a_book_that_reads_from_the_right_is_bound_there() -> None:
    turned = replace(galleys()[1], direction="rtl")
    (office, press) = (pikepdf.open(io.BytesIO(file.data)) for file in finishing.make(turned, wanted("office", "press")).files)
    assert {str(each.Root.ViewerPreferences.Direction) for each in (office, press)} == {"/R2L"}


def test_a_shop_that_wants_other_pages_stops_the_job() -> None:
    shop = print_shops.load("offset-coated", Path("nowhere"))
    sewn = replace(shop, terms=shop.terms.model_copy(update={"page_multiple": 16}))
    with pytest.raises(ContentError) as caught:
        finishing.make(galleys()[0], replace(wanted("press"), shop=sewn))
    assert {finding.code for finding in caught.value.findings} == {"S03"}


def test_an_edition_orders_its_channels_and_an_instruction_page(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    text = (paths.EDITIONS / "house" / "edition.toml").read_text("utf-8").replace('name = "house"', 'name = "acme"').replace('logo = "logo.svg"\n', "")
    (folder / "edition.toml").write_text(text.replace("pages = 32", 'pages = 24\nchannels = ["press", "office"]\nprint_instructions = true\nprint_shop = "digital"'), "utf-8")
    ready = pipeline.prepare(folder / "edition.toml", wanted=["handbook"])
    handbook, instructions = pipeline.compose(ready)[0]
    assert load(folder / "edition.toml").edition.channels == ("press", "office")
    assert pipeline.wanted_of(ready, handbook).channels == ("press", "office")
    assert ready.shop is not None
    assert ready.shop.terms.name != print_shops.load("offset-coated", folder).terms.name
    assert (instructions.product, pipeline.wanted_of(ready, instructions).channels) == ("print-instructions", ("office",))
    assert ">6<" in instructions.sections[0].html  # sheets of a booklet of 24 pages


def test_a_print_shop_that_nobody_knows_is_named_at_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    text = (paths.EDITIONS / "house" / "edition.toml").read_text("utf-8").replace('name = "house"', 'name = "acme"').replace('logo = "logo.svg"\n', "")
    (folder / "edition.toml").write_text(text.replace("pages = 32", 'pages = 32\nchannels = ["press"]\nprint_shop = "ofset-coated"'), "utf-8")
    with pytest.raises(ContentError) as caught:
        pipeline.prepare(folder / "edition.toml", wanted=["interview"])
    assert "edition.toml:9:14: " in str(caught.value)
    assert 'Did you mean "offset-coated"?' in str(caught.value)


KNOWN = Finding("C04", "nobody has read this catalog.", Place("guide.po"), severity=Severity.REVIEW)


def words(data: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)).split())


def test_a_proof_comes_beside_the_files_and_tells_all_that_was_found(counted: list[str]) -> None:
    plain = finishing.make(galleys()[1], wanted("screen", "office"))
    made = finishing.make(galleys()[1], wanted("screen", "office", proof=True, known=(KNOWN,)))
    assert [file.channel for file in made.files] == ["screen", "office", "proof"]
    assert [file.data for file in made.files[:2]] == [file.data for file in plain.files]
    assert made.findings == plain.findings  # what was known before is told by whoever knew it
    said = words(made.files[2].data)
    assert all(" ".join(finding.message.split()) in said for finding in (KNOWN, *made.findings))
    assert counted == ["interview"] * 2


def test_a_fault_on_the_pages_is_in_the_proof_with_the_reason_if_it_is_waived() -> None:
    sheet = galleys("en")[1].sections[0]
    near = replace(sheet, html=sheet.html.replace("<h1", '<p style="position: absolute; left: -23mm">Too near.</p><h1', 1))
    order = replace(galleys("en")[1], sections=(near,))
    made = finishing.make(order, wanted("office", proof=True))
    assert [(finding.code, finding.severity) for finding in made.findings] == [("K02", Severity.ERROR)]
    assert '"Too near." stands only 1.0 mm' in words(made.files[1].data)
    let_pass = finishing.make(order, wanted("office", proof=True, waivers=(Waiver(code="K02", reason="Agreed with the printer."),)))
    assert "Waived: Agreed with the printer." in words(let_pass.files[1].data)


def test_a_channel_that_stops_leaves_the_proof_that_says_why() -> None:
    shop = print_shops.load("offset-coated", Path("nowhere"))
    sewn = replace(shop, terms=shop.terms.model_copy(update={"page_multiple": 16}))
    order = replace(wanted("screen", "press", proof=True), shop=sewn)
    (sheet,) = galleys("en")[1].sections
    three = tuple(replace(sheet, id=name, html=sheet.html.replace('id="interview"', f'id="{name}"')) for name in ("one", "two", "three"))
    made = finishing.make(replace(galleys("en")[1], sections=three, format=replace(galleys("en")[1].format, page_multiple=1)), order)
    assert [file.channel for file in made.files] == ["proof"]
    assert [finding.code for finding in made.stopped] == ["S03"]
    assert made.stopped[0].message in words(made.files[0].data)
