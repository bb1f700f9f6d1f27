"""Bad input: every damaged, locked or absurd file gets a sentence and never a traceback."""

from __future__ import annotations

import io
import random

import pikepdf
import pytest

from handbook.errors import ContentError
from handbook.imposition.impose import Order, impose
from handbook.imposition.source import opened
from tests.imposition.conftest import MakePdf


def refused(data: bytes) -> str:
    with pytest.raises(ContentError) as caught:
        opened(data, "probe.pdf")
    return str(caught.value)


def test_what_is_no_pdf_is_called_so() -> None:
    assert refused(b"") == "probe.pdf: is empty. Name a finished PDF file."
    assert refused(b"PK\x03\x04 a Word file") == "probe.pdf: is no PDF. Name a finished PDF file."


def test_a_file_cut_off_is_damaged_and_not_repaired(pdf: MakePdf) -> None:
    data = pdf(8)
    for end in (20, len(data) // 2, len(data) - 40):
        assert "is damaged or cut off" in refused(data[:end]), end


@pytest.mark.parametrize(("user", "owner"), [("geheim", "geheim"), ("", "nur Eigentümer")])
def test_a_locked_file_is_refused_with_or_without_a_password_to_read_it(pdf: MakePdf, user: str, owner: str) -> None:
    locked = io.BytesIO()
    pikepdf.open(io.BytesIO(pdf(4))).save(locked, encryption=pikepdf.Encryption(user=user, owner=owner))
    assert refused(locked.getvalue()) == "probe.pdf: is protected by a password or against changes. Save it without protection."


def test_a_file_without_pages_is_refused() -> None:
    bare = io.BytesIO()
    pikepdf.new().save(bare)
    assert refused(bare.getvalue()) == "probe.pdf: has no pages. Name a finished PDF file."


def test_pages_of_several_sizes_are_refused_with_both_sizes(pdf: MakePdf) -> None:
    def widen(file: pikepdf.Pdf) -> None:
        file.pages[2].obj.MediaBox = [0, 0, 500, 596]

    assert refused(pdf(4, change=widen)).startswith("probe.pdf: page 3 is 176.39 × 210.26 mm large, page 1 is 148 × 210 mm.")


def test_pages_that_were_rounded_differently_count_as_one_size(pdf: MakePdf) -> None:
    def round_up(file: pikepdf.Pdf) -> None:
        file.pages[2].obj.MediaBox = [0, 0, 420, 595]

    assert len(opened(pdf(4, change=round_up), "").pages) == 4


@pytest.mark.parametrize(
    "box",
    [[0, 0, 0, 0], [0, 0, 1e9, 1e9], [5, 5, 5, 900], [0, 0, 20, 20]],
    ids=str,
)  # fmt: skip
def test_absurd_page_sizes_are_refused(pdf: MakePdf, box: list[float]) -> None:
    def absurd(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.MediaBox = box

    assert "A page has sides from 15 to 1500 mm" in refused(pdf(1, change=absurd))


@pytest.mark.parametrize("box", ["(text)", "[1 2 3]", "[/A /B /C /D]", "null"])
def test_boxes_that_are_no_boxes_are_refused(pdf: MakePdf, box: str) -> None:
    def garble(file: pikepdf.Pdf) -> None:
        file.pages[1].obj.TrimBox = pikepdf.Object.parse(box.encode()) if box != "null" else pikepdf.Array([None, None, None, None])

    assert "probe.pdf (page 2): is damaged or cut off." in refused(pdf(4, change=garble))


def test_a_page_that_the_pdf_library_would_drop_is_missed(pdf: MakePdf) -> None:
    """It can't read the number, takes the page for nothing, and goes on with the others."""

    def overflow(file: pikepdf.Pdf) -> None:
        file.pages[1].obj.MediaBox = [0, 0, 1e30, 5]

    assert "is damaged or cut off" in refused(pdf(4, change=overflow))


def test_a_page_turned_by_half_a_corner_is_refused(pdf: MakePdf) -> None:
    assert "page 1 is turned by 45°" in refused(pdf(4, turned=45))


def test_corners_may_come_in_any_order(pdf: MakePdf) -> None:
    def swap(file: pikepdf.Pdf) -> None:
        for page in file.pages:
            page.obj.MediaBox = [420, 595, 0, 0]

    page = opened(pdf(4, change=swap), "").pages[0]
    assert (page.trim.left, page.trim.top) == (0, 595)


def test_without_a_bleed_box_nothing_beyond_the_trim_counts_as_bleed(pdf: MakePdf) -> None:
    """Marks of a print file stand there."""

    def no_bleed(file: pikepdf.Pdf) -> None:
        for page in file.pages:
            del page.obj["/BleedBox"]

    assert opened(pdf(4, bleed=3), "").pages[0].bleed_mm == pytest.approx(3, abs=0.001)
    assert opened(pdf(4, bleed=3, change=no_bleed), "").pages[0].bleed_mm == 0


def test_a_bleed_box_smaller_than_the_trim_cuts_nothing_off(pdf: MakePdf) -> None:
    def shrink(file: pikepdf.Pdf) -> None:
        for page in file.pages:
            page.obj.BleedBox = [100, 100, 200, 200]

    page = opened(pdf(4, change=shrink), "").pages[0]
    assert page.bleed == page.trim


def test_damage_anywhere_is_either_refused_or_harmless(pdf: MakePdf) -> None:
    """Two hundred files, cut off or with bits turned over; whatever comes out can be opened again."""
    chance = random.Random(20270312)
    whole = pdf(8)
    refused_with: list[str] = []
    for number in range(200):
        damaged = bytearray(whole)
        if number % 4 == 0:
            del damaged[chance.randrange(1, len(damaged)) :]
        else:
            for _ in range(chance.choice((1, 1, 2, 8, 64))):
                damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        try:
            made = impose(bytes(damaged), Order(), "probe.pdf")
        except ContentError as error:
            refused_with += [finding.code for finding in error.findings]
        else:
            with pikepdf.open(io.BytesIO(made.data)) as reopened:
                assert len(reopened.pages) == 4, number
    assert set(refused_with) <= {"I01", "I02", "I03", "I04"}
    assert 50 < len(refused_with) < 200
