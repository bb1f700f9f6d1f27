"""All copies in one file: every page is its recipient's, the print shop finds nothing to send back, and what is shared is there once."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import pytest

from handbook.channels import office
from handbook.edition.model import Waiver
from handbook.errors import ContentError
from handbook.findings import Finding, Severity
from handbook.finishing import Wanted
from handbook.formats import A4
from handbook.galley.copies import Addressee
from handbook.preflight import codes, finished
from handbook.runs import one_file
from handbook.runs.copies import Book, Finished, bind, copies, on_paper
from handbook.runs.one_file import in_one_file, sheaves
from tests.channels.press_room import asking, shop
from tests.channels.small_book import words
from tests.channels.test_bound import pictures
from tests.runs.inline import Inline
from tests.runs.small_edition import FAR_TOO_MUCH, PAGES, addressee, book, for_office, pressed

WHOM = (
    addressee(1, name="Klasse 9a", contact="Alex Muster", phone="+49 30 23125 101", qr="www.example.org/nord"),
    addressee(2, school="Beispielgymnasium Süd", contact="Ayşe Beispiel", phone="+49 30 23125 102"),
    addressee(3, name="Zoë Żak", qr="www.example.org/drei"),
)
TOLD = ("Klasse 9a", "Alex Muster", "example.org/nord", "Beispielgymnasium Süd", "Ayşe Beispiel", "Zoë Żak", "example.org/drei")


def bound(whom: Sequence[Addressee], cut: Book, folder: Path, *, batch: int = 50, strict: bool = False) -> tuple[bytes, list[Finished], list[Finding]]:
    """The file of these recipients, and what was said of them."""
    path = folder / "copies.pdf"
    batches = (whom[start : start + batch] for start in range(0, len(whom), batch))
    made, told = in_one_file(Inline(), cut, batches, path, strict=strict)  # type: ignore[arg-type]
    return path.read_bytes(), made, told


@cache
def for_press(name: str = "offset-coated", count: int = 0) -> bytes:
    """The file for a print shop: of three recipients, or of so many."""
    with TemporaryDirectory() as folder:
        whom = [addressee(number, name=f"Klasse {number}", school="Nord") for number in range(1, count + 1)] or WHOM
        return bound(whom, pressed(name), Path(folder), batch=2 if not count else 50)[0]


def of_copy(data: bytes, number: int) -> bytes:
    """The pages of one copy, from 0."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.new() as made:
        made.pages.extend(pdf.pages[number * PAGES : (number + 1) * PAGES])
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def test_each_copy_speaks_to_its_recipient_and_to_nobody_else() -> None:
    pages = words(for_press())
    assert len(pages) == len(WHOM) * PAGES
    own = [
        [at % PAGES for at, page in enumerate(pages) if text in page and at // PAGES == number] for number, text in ((0, "Klasse 9a"), (1, "Beispielgymnasium Süd"), (2, "Zoë Żak"))
    ]
    assert own == [[0], [0], [0]]
    assert [[text for text in TOLD if any(text in page for page in pages[at * PAGES : (at + 1) * PAGES])] for at in range(3)] == [list(TOLD[:3]), list(TOLD[3:5]), list(TOLD[5:])]
    assert "Alex Muster" in pages[PAGES - 1]


def test_a_camera_reads_from_each_copy_what_its_row_says() -> None:
    for number, text in ((0, "https://www.example.org/nord"), (2, "https://www.example.org/drei")):
        assert codes.check(of_copy(for_press(), number), (text,)) == []
        assert codes.check(of_copy(for_press(), 1), (text,)) != []


@pytest.mark.parametrize("name", ["offset-coated", "offset-uncoated"])
def test_a_print_shop_finds_nothing_to_send_back(name: str) -> None:
    found = finished.check(for_press(name), shop=shop(name))
    assert [str(each) for each in found if each.severity is not Severity.NOTE] == []
    assert finished.check(for_press(name), shop=shop("digital")) != found  # it is looked at


def test_the_brands_colour_has_the_same_inks_on_shared_pages_and_on_those_of_every_copy() -> None:
    brand = b"0.9 0.2 0.4 0.3 k"
    with pikepdf.open(io.BytesIO(for_press())) as pdf:
        shells, panels = zip(*([part.read_bytes() for part in pdf.pages[at * PAGES].obj.Contents] for at in range(3)), strict=True)
        assert all(brand in each for each in (shells[0], *panels))
        assert len(set(panels)) == 3
        assert len({page.obj.Contents[0].objgen for page in (pdf.pages[0], pdf.pages[PAGES], pdf.pages[2 * PAGES])}) == 1


def test_pages_have_the_bleed_of_the_shop() -> None:
    with pikepdf.open(io.BytesIO(for_press())) as pdf:
        boxes = {tuple(round(float(edge), 1) for name in ("/MediaBox", "/BleedBox", "/TrimBox") for edge in page.obj[name]) for page in pdf.pages}
    bleed = (-8.5, -8.5, 428.0, 603.8)
    assert boxes == {(*bleed, *bleed, 0, 0, 419.5, 595.3)}


def test_marks_stand_once_on_every_page_of_a_shop_that_wants_them(tmp_path: Path) -> None:
    wanted = replace(pressed().wanted, shop=asking(marks=True))
    data, _, told = bound(WHOM, one_file_book(wanted), tmp_path)
    assert [each for each in told if each.severity is not Severity.NOTE] == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            assert page.obj.Contents.read_bytes().count(b"/Registration CS") == 1
            assert float(page.obj.MediaBox[0]) < float(page.obj.BleedBox[0])


def one_file_book(wanted: Any) -> Book:
    from handbook.runs.copies import bind

    return bind(pressed().draft, wanted, paper=True)


def test_what_copies_share_is_in_the_file_once() -> None:
    def streams(data: bytes) -> list[str]:
        """Profile, typefaces, pictures and all that pages draw."""
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Type") not in ("/ObjStm", "/XRef", "/Metadata")]
            return [f"{each.get('/N')} {hashlib.sha256(each.read_raw_bytes()).hexdigest()}" for each in found]

    few, many = for_press(count=2), for_press(count=20)
    assert len(streams(many)) - len(streams(few)) == 18  # the cover's panel of each; the contact is that of the edition
    assert [each[0] for each in streams(many)].count("4") == 1
    assert len(streams(many)) - len(set(streams(many))) == len(streams(few)) - len(set(streams(few)))
    assert len(many) < 1.4 * len(few)


def test_a_shop_that_wants_the_cover_apart_is_told_that_it_isnt(tmp_path: Path) -> None:
    cut = one_file_book(replace(pressed().wanted, shop=asking(cover_apart=True)))
    assert [(each.code, each.severity) for each in cut.findings if each.code == "R06"] == [("R06", "note")]
    data, _, _ = bound(WHOM, cut, tmp_path)
    assert len(words(data)) == 3 * PAGES


def test_pages_that_a_shop_cant_bind_are_named_before_anything_is_made() -> None:
    with pytest.raises(ContentError, match="comes out at 8 pages"):
        one_file_book(replace(pressed().wanted, shop=asking(page_multiple=16)))


def test_a_bad_row_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    rows = [addressee(1, name="Klasse 9a"), addressee(2, name="Klasse 🎓"), addressee(3, name="Τάξη"), addressee(4, name="Klasse 9d")]
    data, made, _ = bound(rows, pressed(), tmp_path)
    assert [(each.number, each.pages) for each in made] == [(1, PAGES), (2, 0), (3, 0), (4, PAGES)]
    assert [{(finding.code, finding.place.line) for finding in each.findings} for each in made] == [set(), {("L03", 3)}, {("R05", 4)}, set()]
    assert [name for page in words(data)[::PAGES] for name in ("9a", "9d") if name in page] == ["9a", "9d"]
    assert "--one-file" not in str(made[2].findings[0])  # a press has no other way


def test_a_row_that_is_too_long_to_be_bound_is_named(tmp_path: Path) -> None:
    long = addressee(2, name="W" * 60, greeting="W" * 90, contact="W" * 60, role="W" * 60, email=f"{'w' * 60}@{'w' * 40}.example.org", web=f"www.example.org/{'w' * 90}")
    data, made, _ = bound([addressee(1, name="Klasse 9a"), long], for_office(), tmp_path)
    assert [each.pages for each in made] == [PAGES, 0]
    assert {finding.place.line for finding in made[1].findings} == {3}
    assert len(words(data)) == PAGES // 2


def test_sheets_for_the_office_are_those_of_each_copy_one_after_the_other(tmp_path: Path) -> None:
    data, made, _ = bound(WHOM, for_office(), tmp_path, batch=2)
    assert [each.pages for each in made] == [PAGES] * 3
    assert pictures(data) == [side for each in copies(book(), WHOM) for side in pictures(office.finish(each.data, right_to_left=False, look=False).data)]
    assert len(data) < 1.2 * len(bound(WHOM[:1], for_office(), tmp_path)[0])  # each has a code of its own


def test_a_handbook_whose_pages_are_as_large_as_the_paper_stays_single_pages_for_the_office() -> None:
    large = replace(for_office().general, format=A4)
    assert (on_paper(large, Wanted(("office",))), on_paper(for_office().general, Wanted(("office",)))) == ("pages", "forms")
    assert on_paper(for_office().general, Wanted()) == "pages"


@pytest.mark.parametrize("cut", [book, for_office, pressed])
def test_a_code_that_says_something_else_fails_its_row_alone(monkeypatch: pytest.MonkeyPatch, cut: Any) -> None:
    monkeypatch.setattr(one_file, "code_of", lambda book, each: f"https://www.example.org/{'other' if each.number == 21 else each.number}")
    made = list(sheaves(cut(), [addressee(number, name=f"Klasse {number}", qr=f"www.example.org/{number}") for number in (1, 2, 20, 21, 22)]))
    assert [each.number for sheaf in made for each in sheaf.copies] == [1, 2, 20, 22]
    (failed,) = (each for sheaf in made for each in sheaf.failed)
    assert {(finding.code, finding.place.line) for finding in failed.findings} == {("N10", 22)}


def test_errors_of_the_first_copy_leave_no_file_not_even_an_older_one(tmp_path: Path) -> None:
    strict = replace(pressed(), wanted=replace(pressed().wanted, shop=asking(ink_limit=200)))
    (tmp_path / "copies.pdf").write_bytes(b"older")
    with pytest.raises(ContentError, match="ink") as caught:
        bound(WHOM[1:], strict, tmp_path)
    assert {each.code for each in caught.value.findings} == {"X15"}
    assert not (tmp_path / "copies.pdf").exists()


def test_the_same_list_makes_the_same_file_and_another_list_another_one(tmp_path: Path) -> None:
    again = bound(WHOM, pressed(), tmp_path, batch=2)[0]
    other = bound(WHOM[:2], pressed(), tmp_path)[0]
    assert again == for_press()
    names = []
    for data in (again, other):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            names.append((bytes(pdf.trailer.ID[0]), pdf.Root.Metadata.read_bytes()))
    assert names[0][0] != names[1][0]
    assert names[0][1] != names[1][1]


@pytest.mark.parametrize("with_panels", [True, False])
def test_only_the_row_whose_words_dont_fit_is_left_out_whatever_is_waived(tmp_path: Path, with_panels: bool) -> None:
    waivers = tuple(Waiver(code=code, reason="somebody looked at it") for code in ("P01", "K01"))
    cut = bind(book().draft, Wanted(waivers=waivers), with_panels=with_panels, paper=True)
    whom = [addressee(1), addressee(2, **FAR_TOO_MUCH), addressee(3), addressee(4)]
    data, made, _ = bound(whom, cut, tmp_path)
    assert [each.number for each in made if not each.pages] == [2]
    pages = words(data)
    assert [f"Klasse {number}" in pages[at * PAGES] for at, number in enumerate((1, 3, 4))] == [True] * 3
    assert "wwwww" not in " ".join(pages)
