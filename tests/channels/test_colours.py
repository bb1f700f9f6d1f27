"""Screen colours become inks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PIL import Image

from handbook.channels.colours import FULL_BLACK, Inks, applied, luminosity
from handbook.edition import brand
from tests.channels.press_room import shop


@pytest.fixture
def inks() -> Inks:
    """Those of the shop for coated paper."""
    return Inks(shop().profile.data, 3.0)


def grey(level: int) -> tuple[float, float, float]:
    return (level / 255,) * 3


def test_the_ink_of_the_body_text_is_black_without_a_screen(inks: Inks) -> None:
    assert int(brand.INK.removeprefix("#"), 16) == FULL_BLACK * 0x010101
    assert inks.of(grey(FULL_BLACK)) == (0, 0, 0, 1)
    assert inks.of((0, 0, 0)) == (0, 0, 0, 1)


def test_every_grey_is_black_ink_alone_and_lighter_greys_take_less(inks: Inks) -> None:
    tints = [inks.of(grey(level)) for level in range(FULL_BLACK, 256)]
    assert {tint[:3] for tint in tints} == {(0, 0, 0)}
    blacks = [tint[3] for tint in tints]
    assert blacks == sorted(blacks, reverse=True)
    assert blacks[0] == 1
    assert blacks[-1] == 0
    assert max(a - b for a, b in pairwise(blacks)) < 0.02


def test_small_print_in_soft_ink_stays_dark_enough_to_read(inks: Inks) -> None:
    black = inks.of(grey(0x54))[3]
    assert 0.7 < black < 0.85  # its share of the way from white to body ink; 0.67 would be lighter than on the screen


def test_a_hint_of_colour_is_still_grey_and_more_is_not(inks: Inks) -> None:
    assert inks.of((100 / 255, 101 / 255, 102 / 255))[:3] == (0, 0, 0)
    assert sum(inks.of((100 / 255, 101 / 255, 104 / 255))[:3]) > 0.5


def test_the_inks_that_a_brand_prescribes_are_taken_as_they_are() -> None:
    blue = (0x0B / 255, 0x5F / 255, 1.0)
    inks = Inks(shop().profile.data, 3.0, {blue: (1.0, 0.6, 0.0, 0.05)})
    assert inks.of((0.043137, 0.372549, 1.0)) == (1.0, 0.6, 0.0, 0.05)  # as a content stream writes it
    assert inks.of((0x0C / 255, 0x5F / 255, 1.0)) != (1.0, 0.6, 0.0, 0.05)


@pytest.mark.parametrize("limit", [3.0, 2.4, 2.0])
def test_no_colour_has_more_ink_than_the_limit_and_black_stays(limit: float) -> None:
    free, bound = Inks(shop().profile.data, 4.0), Inks(shop().profile.data, limit)
    for colour in ((0.1, 0.0, 0.05), (0.0, 0.1, 0.2), (0.2, 0.05, 0.3), (0.5, 0.1, 0.1)):
        want, made = free.of(colour), bound.of(colour)
        assert sum(made) <= limit + 1e-9
        assert made[3] == want[3]
        if sum(want) > limit:
            shares = [have / had for have, had in zip(made[:3], want[:3], strict=True) if had > 0.1]
            assert max(shares) - min(shares) < 0.01


def test_a_gradient_starts_and_ends_in_the_flat_inks_and_takes_the_profile_s_way() -> None:
    blue, yellow = (0x0B / 255, 0x5F / 255, 1.0), (1.0, 0.83, 0.0)
    inks = Inks(shop().profile.data, 3.0, {blue: (1.0, 0.6, 0.0, 0.05)})
    run = inks.between(blue, yellow, [step / 8 for step in range(9)])
    assert run[0] == pytest.approx((1.0, 0.6, 0.0, 0.05), abs=0.001)
    assert run[-1] == pytest.approx(inks.of(yellow), abs=0.001)
    middle = [(a + b) / 2 for a, b in zip(run[0], run[-1], strict=True)]
    assert max(abs(a - b) for a, b in zip(run[4], middle, strict=True)) > 0.05  # halfway between the ends would be another colour


def test_a_gradient_between_greys_is_black_ink_alone(inks: Inks) -> None:
    run = inks.between(grey(255), grey(0), [0, 0.25, 0.5, 0.75, 1])
    assert {tint[:3] for tint in run} == {(0, 0, 0)}
    assert run[0][3] == 0
    assert run[-1][3] == 1


def test_the_inks_look_like_the_colour_they_stand_for(inks: Inks) -> None:
    from PIL import ImageCms

    seen = ImageCms.buildTransform(inks._opened, ImageCms.createProfile("sRGB"), "CMYK", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC)
    for colour in ((0xE8, 0x74, 0x3B), (0xFD, 0xEC, 0xE5), (0x17, 0x52, 0x7A), (0x4A, 0x6D, 0x6F), (0xFF, 0xF8, 0xD6)):
        patch = Image.new("CMYK", (1, 1), tuple(round(value * 255) for value in inks.of(tuple(value / 255 for value in colour))))  # type: ignore[arg-type]
        assert applied(patch, seen).getpixel((0, 0)) == pytest.approx(colour, abs=14)


def test_luminosity_of_a_mask_is_that_of_the_standard() -> None:
    assert [luminosity(colour) for colour in ((1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1))] == pytest.approx([1, 0.3, 0.59, 0.11])
