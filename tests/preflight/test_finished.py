"""Any finished PDF is looked at: our own are good, others are named for what they are, and none makes the look crash or hang."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterator
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from handbook import paths, pipeline
from handbook.channels import press
from handbook.findings import Finding, Place, Severity
from handbook.pages import Document, paginate
from handbook.pdf import write
from handbook.preflight import finished
from handbook.preflight import rule as rules
from handbook.preflight.finished import check
from handbook.preflight.subject import Subject
from handbook.print_shops import available
from tests.channels.press_room import DAY, asking, paint, pressed, shop
from tests.channels.test_press import EVERYTHING, PICTURES, pages
from tests.preflight.cases.U07.bad import pdf as claiming
from tests.preflight.press.good_file import drawing, good, saved, spoiled

NOTED = {"S06"}
"""Small coloured text is told of our own pages too, as a note."""


def codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found}


@cache
def laid_out() -> Document:
    """A checklist, on the real road."""
    ready = pipeline.prepare(paths.EDITIONS / "fernweh-reisen" / "edition.toml", locales=["de"], wanted=["interview"])
    return paginate(pipeline.compose(ready)[0][0])


@pytest.mark.parametrize("name", available())
def test_our_own_files_are_good_for_every_shop(name: str) -> None:
    wanted = shop(name)
    painted = write(laid_out(), "Probe", bleed_mm=wanted.terms.bleed_mm, tags=False)
    for file in press.finish(painted, wanted, title="Probe", day=DAY).files:
        assert codes(check(file.data, "probe.pdf", wanted)) <= NOTED


@pytest.mark.parametrize("name", available())
def test_a_page_with_everything_that_a_page_can_hold_is_good_once_it_is_in_inks(name: str) -> None:
    (file,) = pressed(paint(EVERYTHING, PICTURES), shop(name)).files
    assert codes(check(file.data, "probe.pdf", shop(name))) <= NOTED


def test_a_rule_that_is_left_out_is_not_asked() -> None:
    data = claiming()
    assert codes(check(data)) == {"U07"}
    assert codes(check(data, without=("U07",))) == set()


@pytest.mark.parametrize(("terms", "files"), [({"marks": True}, 1), ({"cover_apart": True}, 2), ({"bleed_mm": 2}, 1), ({"bleed_mm": 0}, 1)])
def test_what_a_shop_may_ask_for_is_good_when_it_is_there(terms: dict[str, object], files: int) -> None:
    wanted = asking(**terms)
    made = pressed(pages(8, "@page{background:#e8743b}"), wanted).files
    assert [codes(check(file.data, "probe.pdf", wanted)) for file in made] == [set()] * files


def test_a_pdf_that_is_no_file_yet_is_called_by_its_part() -> None:
    red = spoiled(drawing(b"1 0 0 rg 60 290 40 10 re f"), force_version="1.6")
    assert [finding.place for finding in check(red, shop=shop(), part="Probe")] == [Place(part="Probe", page=2, x_mm=21.2, y_mm=42.2)]
    assert [finding.place for finding in check(b"", shop=shop(), part="Probe")] == [Place(part="Probe")]


@pytest.mark.sweep
@pytest.mark.parametrize("edition", ["house", "fernweh-reisen", "sonnengelb-strom"])
def test_every_product_of_the_examples_is_good_for_every_shop(edition: str) -> None:
    ready = pipeline.prepare(paths.EDITIONS / edition / "edition.toml", locales=["de"])
    for galley in pipeline.compose(ready)[0]:
        document = paginate(galley)
        for name in available():
            painted = write(document, galley.title, bleed_mm=shop(name).terms.bleed_mm, tags=False)
            for file in press.finish(painted, shop(name), title=galley.title, day=DAY).files:
                assert codes(check(file.data, "probe.pdf", shop(name))) <= NOTED, (galley.product, name)


def test_a_photo_saved_as_pdf_is_named_for_all_that_it_is() -> None:
    out = io.BytesIO()
    Image.effect_noise((200, 300), 90).convert("RGB").save(out, "PDF", resolution=72)
    found = check(out.getvalue(), "photo.pdf", shop())
    assert [(finding.code, str(finding.severity)) for finding in found] == [
        ("X03", "error"),
        ("X04", "review"),
        ("S05", "error"),
        ("X08", "error"),
        ("X10", "error"),
        ("X12", "error"),
    ]
    assert {finding.place.file for finding in found} == {"photo.pdf"}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no pdf at all", b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj"])
def test_what_is_no_pdf_is_said_once(data: bytes) -> None:
    for wanted in (shop(), None):
        (finding,) = check(data, "probe.pdf", wanted)
        assert (finding.code, finding.place, finding.severity) == ("X01", Place("probe.pdf"), Severity.ERROR)


def test_a_page_that_is_damaged_is_named_and_the_others_are_looked_at() -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        drawing(b"/none Do", (2, 3))(pdf)
        drawing(b"1 0 0 rg 60 290 40 10 re f", (4,))(pdf)

    found = check(spoiled(spoil, force_version="1.6"), "probe.pdf", shop())
    assert [(finding.code, finding.place.page) for finding in found] == [("X01", 2), ("X12", 4)]
    assert found[0].message == "pages 2–3 can't be looked at wholly: something on them is damaged, or goes on without end."


def test_a_rule_that_stumbles_says_so_and_the_others_go_on() -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OutputIntents = 7
        drawing(b"1 0 0 rg 60 290 40 10 re f")(pdf)

    found = check(spoiled(spoil, force_version="1.6"), "probe.pdf", shop())
    assert [str(finding) for finding in found if finding.code == "X01"] == ["probe.pdf: a part of the file is damaged, so that nothing can be said of X03. Make the PDF again."]
    assert "X12" in codes(found)


def test_a_file_for_screens_meets_the_rules_of_screens_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(subject: Subject) -> Iterator[Finding]:
        yield Finding("U99", "asked.", subject.place())

    monkeypatch.setitem(rules.CODES, "U99", "something for this test")
    monkeypatch.setattr(finished, "rules", lambda family: [rules.Rule("U99", family, Severity.ERROR, asked)] if family == "screen" else [])
    assert [str(finding) for finding in check(good(), "a.pdf")] == ["a.pdf: asked."]
    assert check(good(), "a.pdf", shop()) == []


def test_a_file_whose_pages_lead_nowhere_is_told_once() -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.MediaBox = pdf.pages[1].obj.Contents
        pdf.pages[1].obj.Parent = pdf.pages[1].obj
        pdf.pages[2].obj.TrimBox = Array([0, 0, Name.A, 7])

    found = check(spoiled(spoil, force_version="1.6"), "probe.pdf", shop())
    assert sum(finding.code == "X01" for finding in found) <= 2
    assert found


def bend(data: bytes, seed: int) -> bytes:
    """A file that met with an accident."""
    chance = random.Random(seed)
    bent = bytearray(data)
    match seed % 4:
        case 0:
            del bent[chance.randrange(len(bent)) :]
        case 1:
            for _ in range(20):
                bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
        case 2:
            start = chance.randrange(len(bent))
            bent[start : start + 40] = chance.randbytes(40)
        case 3:  # numbers and names that lead elsewhere
            for _ in range(5):
                start = bent.find(b" 0 R", chance.randrange(len(bent)))
                if start > 0:
                    bent[start - 1] = ord("0") + chance.randrange(10)
    return bytes(bent)


@cache
def small() -> bytes:
    """A file without its large profile, so that what is bent are its objects; nothing in it is packed."""
    with pikepdf.open(io.BytesIO(good())) as pdf:
        del pdf.Root.OutputIntents
        pdf.pages[1].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))])
        return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)


@pytest.mark.parametrize("part", range(4))
def test_no_accident_makes_the_look_crash_or_hang(part: int) -> None:
    start = time.process_time()
    for seed in range(part, 80, 4):
        assert all(isinstance(finding, Finding) for finding in check(bend(small(), seed), "bent.pdf", shop()))
    assert time.process_time() - start < 20
