"""Colour operators are rewritten, all else stays byte for byte."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.channels.content_streams import Colour, UnknownColourError, number, recoloured


def inks(colour: Colour) -> Colour:
    """Inks that show what came in."""
    return colour if len(colour) == 4 else (*(colour * 3)[:3], 0.5)


def greys(colour: Colour) -> Colour:
    return (sum(colour) / len(colour),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"1 0 .25 rg", b"1 0 0.25 0.5 k"),
        (b"1 0 .25 RG\n", b"1 0 0.25 0.5 K\n"),
        (b"0.5 g", b"0.5 0.5 0.5 0.5 k"),
        (b"0.5 G", b"0.5 0.5 0.5 0.5 K"),
        (b"0 1 0 .2 k", b"0 1 0 0.2 k"),
        (b"/DeviceRGB cs 1 0 0 sc", b"0 0 0 0.5 k 1 0 0 0.5 k"),
        (b"/DeviceGray CS\r\n 1 SCN", b"0 0 0 0.5 K\r\n 1 1 1 0.5 K"),
        (b"/Pattern cs /p0 scn f", b"/Pattern cs /p0 scn f"),
        (b"q 1 0 0 rg 0 0 5 5 re f Q", b"q 1 0 0 0.5 k 0 0 5 5 re f Q"),
        (b"5 5 l 1 0 0 rg", b"5 5 l 1 0 0 0.5 k"),
        (b"[<00>1 0 0]TJ 1 0 0 rg", b"[<00>1 0 0]TJ 1 0 0 0.5 k"),
        (b"(1 0 0 rg) Tj", b"(1 0 0 rg) Tj"),
        (b"(a (1 0 0 rg) \\) 1 0 0 rg) Tj 1 0 0 rg", b"(a (1 0 0 rg) \\) 1 0 0 rg) Tj 1 0 0 0.5 k"),
        (b"% 1 0 0 rg\n1 0 0 rg", b"% 1 0 0 rg\n1 0 0 0.5 k"),
        (b"/rg gs /g Do", b"/rg gs /g Do"),
        (b"/s0 gs 12 w 1 0 0 RG", b"/s0 gs 12 w 1 0 0 0.5 K"),
        (b"", b""),
    ],
)
def test_only_what_sets_a_colour_is_rewritten(before: bytes, after: bytes) -> None:
    assert recoloured(before, inks) == after


def test_in_a_soft_mask_colours_become_greys() -> None:
    assert recoloured(b"1 0 .5 rg 0 G /DeviceRGB cs", greys) == b"0.5 g 0 G 0 g"


@pytest.mark.parametrize(
    ("stream", "said"),
    [
        (b"q BI /W 1 /H 1 ID x EI Q", "inside a content stream"),
        (b"/lab-d50 cs 50 20 20 scn", '"lab-d50"'),
        (b"/CS0 CS", '"CS0"'),
        (b"1 0 rg", '"rg" without its numbers'),
        (b"rg", '"rg" without its numbers'),
    ],
)
def test_what_could_hide_a_screen_colour_is_refused(stream: bytes, said: str) -> None:
    with pytest.raises(UnknownColourError, match=said):
        recoloured(stream, inks)


@pytest.mark.parametrize(("value", "written"), [(0, b"0"), (1, b"1"), (0.5, b"0.5"), (0.12345, b"0.1235"), (-2.5, b"-2.5"), (100, b"100")])
def test_a_number_is_written_without_a_tail(value: float, written: bytes) -> None:
    assert number(value) == written


pieces = st.sampled_from([b"1 0 0 rg", b"0.2 G", b"(x) Tj", b"(1 g) Tj", b"q", b"Q", b"1 2 m", b"[<0a>3 (0 g)]TJ", b"/a1 gs", b"0 0 1 0 k", b"BT", b"/P <</E (0 g)>> BDC"])


@given(st.lists(pieces))
def test_no_order_of_operators_leaves_a_screen_colour(parts: list[bytes]) -> None:
    with pikepdf.new() as pdf:
        made = recoloured(b"\n".join(parts), inks)
        before, after = (pikepdf.parse_content_stream(pdf.make_stream(stream)) for stream in (b"\n".join(parts), made))
    assert len(before) == len(after)
    assert not {str(instruction.operator) for instruction in after} & {"g", "G", "rg", "RG"}
    coloured = {"g", "G", "rg", "RG", "k", "K"}
    for old, new in zip(before, after, strict=True):
        if str(old.operator) not in coloured:
            assert pikepdf.unparse_content_stream([old]) == pikepdf.unparse_content_stream([new])
