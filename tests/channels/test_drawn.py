"""What copies draw is written once, whichever of them are in the file."""

from __future__ import annotations

import io

import pikepdf

from tests.channels.small_book import words
from tests.channels.test_bound import WHOM, bound, pictures, pressed


def test_one_copy_of_many_can_be_bound_alone_and_so_can_its_own_pages() -> None:
    everything = words(pressed(*WHOM))
    assert words(pressed(*WHOM, only=1)) == everything[3:6]
    assert words(pressed(*WHOM, only=1, own=True)) == [everything[3], everything[5]]


def test_what_two_copies_draw_alike_is_there_once_wherever_they_stand() -> None:
    one, two, three = (bound(*whom)[0] for whom in ([("Ada",)], [("Ada",), ("Ada",)], [("Ada",), ("Eva", "Ada")]))
    assert _drawings(two) == _drawings(one)
    assert len(_drawings(three)) == len(_drawings(one)) + 2  # cover and last page of the other


def test_nothing_of_a_copy_that_cant_be_there_is_used_by_the_next() -> None:
    data, _ = bound(("Łukasz",), ("Ada",))
    assert pictures(data) == pictures(bound(("Ada",))[0])


def _drawings(data: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return sorted({page.obj.Contents.objgen for page in pdf.pages})
