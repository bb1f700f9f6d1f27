"""Copies of one book: right, alike, and each on its own."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import page as pdfcheck
import pikepdf
import pytest

from handbook import finishing
from handbook.edition.model import Waiver
from handbook.findings import Finding, errors
from handbook.finishing import Wanted
from handbook.preflight import codes
from handbook.preflight import finished as finished_rules
from handbook.runs.copies import Finished, bind, copies, tried, whole
from handbook.runs.merge import BATCH
from tests.channels.conftest import drawn
from tests.channels.small_book import everything, holds, words
from tests.runs.small_edition import FAR_TOO_MUCH, PAGES, TOO_MUCH, addressee, book

OWN = addressee(1, name="Klasse 9a", contact="Alex Muster", email="alex.muster@example.org", greeting="Bis bald!")
LINKED = addressee(2, school="Beispielgymnasium Süd", qr="www.example.org/sued")
NAMED = addressee(3, name="Ayşe Çelik, Łódź", school="Szkoła Żółć")


@pytest.fixture(scope="module")
def made() -> list[Finished]:
    return list(copies(book(), [OWN, LINKED, NAMED]))


def test_every_recipient_gets_a_copy_without_the_book_being_laid_out_again(made: list[Finished]) -> None:
    assert [(each.number, each.pages, each.whole, errors(each.findings)) for each in made] == [(number, PAGES, False, []) for number in (1, 2, 3)]


@pytest.mark.parametrize("standard", ["ua1", "2a"])
def test_copies_keep_both_standards(made: list[Finished], standard: str) -> None:
    for each in made:
        assert [failure.message for failure in pdfcheck.validate_pdf_bytes(each.data, profile=standard).failures] == []


def test_a_copy_is_the_book_that_is_built_for_its_recipient_alone(made: list[Finished]) -> None:
    for each, recipient in zip(made, (OWN, LINKED), strict=False):
        alone = finishing.make(book().draft.book(recipient.recipient)).data
        assert [sorted(page.split()) for page in words(each.data)] == [sorted(page.split()) for page in words(alone)]  # a panel is drawn behind its page
        assert drawn(each.data) == drawn(alone)


def test_a_copy_speaks_to_its_recipient_on_cover_and_last_page_only(made: list[Finished]) -> None:
    pages = words(made[0].data)
    assert "Für Klasse 9a" in pages[0]
    assert "Bis bald!" in pages[0]
    assert "alex.muster@example.org" in pages[-1]
    assert not any("Klasse 9a" in page or "Alex Muster" in page for page in pages[1:-1])


def test_a_copy_holds_nothing_of_other_recipients(made: list[Finished]) -> None:
    told = ["Klasse 9a", "Alex Muster", "alex.muster@example.org", "Bis bald!", "Beispielgymnasium Süd", "www.example.org/sued", "Ayşe Çelik", "Szkoła Żółć"]
    assert [holds(each.data, told) for each in made] == [told[:4], told[4:6], told[6:]]


def test_the_code_of_a_copy_says_what_its_row_says(made: list[Finished]) -> None:
    assert codes.check(made[1].data, ("https://www.example.org/sued",)) == []
    assert codes.check(made[0].data, ("https://www.example.org/sued",)) != []


def test_a_copy_has_the_same_bytes_in_every_batch(made: list[Finished]) -> None:
    assert [each.data for each in copies(book(), [NAMED, OWN])] == [made[2].data, made[0].data]


def test_letters_that_the_book_lacks_lead_to_a_book_of_its_own_and_a_note() -> None:
    (greek,) = copies(book(), [addressee(4, name="Τάξη 9α")])
    assert greek.whole
    assert [(each.code, each.severity, each.place.line) for each in greek.findings if each.code == "R05"] == [("R05", "note", 5)]
    assert "Τάξη" in words(greek.data)[0]


def test_a_row_whose_words_dont_fit_fails_alone() -> None:
    long = addressee(5, name="W" * 60, greeting="W" * 90, contact="W" * 60, role="W" * 60, email=f"{'w' * 60}@{'w' * 40}.example.org", web=f"www.example.org/{'w' * 90}")
    good, bad = copies(book(), [OWN, long])
    assert good.data
    assert bad.data == b""
    assert {(each.code, each.place.file, each.place.line, each.place.page) for each in errors(bad.findings)} == {("K01", "list.csv", 6, PAGES)}


def test_a_copy_is_the_same_beside_a_row_whose_words_dont_fit(made: list[Finished]) -> None:
    first, long, last = copies(book(), [OWN, addressee(7, **TOO_MUCH), LINKED])
    assert (first.data, last.data) == (made[0].data, made[1].data)
    assert "wwwww" in words(long.data)[-1]


def test_a_row_of_too_many_pages_fails_alone_whatever_is_waived() -> None:
    waiver = Waiver(code="P01", reason="somebody looked at it")
    whole_pages = bind(book().draft, Wanted(waivers=(waiver,)), with_panels=False)
    first, bad, last = copies(whole_pages, [OWN, addressee(7, **FAR_TOO_MUCH), LINKED])
    assert (bool(first.data), bad.data, bool(last.data)) == (True, b"", True)
    assert "P01" in {each.code for each in errors(bad.findings)}
    assert "www.example.org/sued" in " ".join(words(last.data))


def test_a_copy_is_tried_before_any_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tried(book()) == []
    asked: list[bytes] = []
    monkeypatch.setattr(finished_rules, "check", lambda data, **_: [Finding("U10", "is unreadable.")] if not asked.append(data) else [])
    assert [each.code for each in tried(book())] == ["U10"]
    assert "Klasse 10b" in words(asked[0])[0]


def test_a_row_that_no_typeface_can_print_fails_alone() -> None:
    emoji = addressee(6, name="Klasse 🎓")
    good, bad, other = copies(book(), [OWN, emoji, LINKED])
    assert bool(good.data)
    assert bool(other.data)
    assert bad.data == b""
    assert {(each.code, each.place.file, each.place.line) for each in errors(bad.findings)} == {("L03", "list.csv", 7)}


def test_a_book_that_cant_be_cut_is_laid_out_for_each() -> None:
    (one,) = copies(replace(book(), trunk=None, apart="its pages don't share their typefaces"), [OWN])
    assert one.whole
    assert "its pages don't share their typefaces" in str(one.findings[-1])
    assert whole(book(), OWN, "so").pages == PAGES


def test_a_copy_calls_itself_by_its_recipient(made: list[Finished]) -> None:
    with pikepdf.open(io.BytesIO(made[1].data)) as pdf:
        assert str(pdf.docinfo.Title) == "Kundenservice: Ihr Weg hinein – Beispielgymnasium Süd"


@pytest.mark.sweep
def test_every_twentieth_of_two_thousand_copies_is_right_in_every_way() -> None:
    whom = [addressee(number, name=f"Klasse {number:04}x", school=f"Musterschule {number:04}y", qr=f"www.example.org/{number:04}z") for number in range(1, 2001)]
    for at in range(0, len(whom), BATCH):
        for finished in copies(book(), whom[at : at + BATCH]):
            assert not finished.whole
            if finished.number % 20 == 0:
                right_in_every_way(finished, f"{finished.number:04}")


def right_in_every_way(finished: Finished, own: str) -> None:
    """Keeps both standards, has its code, speaks to its recipient, and holds nobody else's data in any of its bytes."""
    assert all(pdfcheck.validate_pdf_bytes(finished.data, profile=standard).is_compliant for standard in ("ua1", "2a"))
    assert codes.check(finished.data, (f"https://www.example.org/{own}z",)) == []
    pages = words(finished.data)
    assert f"Klasse {own}x, Musterschule {own}y" in pages[0]
    unpacked = everything(finished.data)
    told = unpacked + unpacked[::2] + unpacked[1::2] + " ".join(pages).encode()  # strings in UTF-16 as well
    assert set(re.findall(rb"Klasse (\d{4})x|Musterschule (\d{4})y|org/(\d{4})z", told)) == {(own.encode(), b"", b""), (b"", own.encode(), b""), (b"", b"", own.encode())}
