from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook import formats
from handbook.artwork import Circle, lens, meeting

ANY_NAME = st.text(min_size=1, max_size=60)
FIELDS = [(form.width_mm + 2 * form.bleed_mm, form.height_mm * 0.62) for form in formats.FORMATS.values()]
"""The fields of the cover, as the galley asks for them."""

always = settings(derandomize=True, deadline=None, database=None)


def distance(first: Circle, second: Circle) -> float:
    return math.hypot(second.x - first.x, second.y - first.y)


@always
@given(name=ANY_NAME, field=st.sampled_from(FIELDS))
def test_the_two_voices_always_meet_and_neither_swallows_the_other(name: str, field: tuple[float, float]) -> None:
    art = meeting(name, *field)
    apart = distance(art.first, art.second)
    assert abs(art.first.radius - art.second.radius) < apart < art.first.radius + art.second.radius


@always
@given(name=ANY_NAME, field=st.sampled_from(FIELDS))
def test_the_corners_of_the_lens_lie_on_both_circles(name: str, field: tuple[float, float]) -> None:
    art = meeting(name, *field)
    x1, y1, radius1, _, x2, y2, radius2, _, x3, y3 = map(float, re.fullmatch(r"M(\S+) (\S+)A(\S+) (\S+) 0 0 1 (\S+) (\S+)A(\S+) (\S+) 0 0 1 (\S+) (\S+)Z", art.lens).groups())  # type: ignore[union-attr]
    assert (x1, y1) == (x3, y3)
    assert (radius1, radius2) == pytest.approx((art.first.radius, art.second.radius), abs=0.01)
    for x, y in ((x1, y1), (x2, y2)):
        assert math.hypot(x - art.first.x, y - art.first.y) == pytest.approx(art.first.radius, abs=0.02)
        assert math.hypot(x - art.second.x, y - art.second.y) == pytest.approx(art.second.radius, abs=0.02)


@always
@given(name=ANY_NAME, field=st.sampled_from(FIELDS))
def test_the_picture_hardly_reaches_into_the_field_of_the_title_above_it(name: str, field: tuple[float, float]) -> None:
    art = meeting(name, *field)
    assert min(art.first.y - art.first.radius, art.second.y - art.second.radius) >= -0.0301 * field[1]


@always
@given(name=ANY_NAME, field=st.sampled_from(FIELDS))
def test_rings_stay_within_their_voice(name: str, field: tuple[float, float]) -> None:
    art = meeting(name, *field)
    assert 2 <= len(art.second_rings) < len(art.first_rings) <= 5
    assert list(art.first_rings) == sorted({ring for ring in art.first_rings if 0 < ring < art.first.radius})
    assert list(art.second_rings) == sorted({ring for ring in art.second_rings if 0 < ring < art.second.radius})


def test_a_brand_always_gets_the_same_picture_and_another_brand_another() -> None:
    assert meeting("Acme", 154, 130) == meeting("Acme", 154, 130)
    assert meeting("Acme", 154, 130) != meeting("Acme GmbH", 154, 130)


def test_the_lens_of_two_equal_circles_stands_upright_between_them() -> None:
    assert lens(Circle(0, 0, 5), Circle(6, 0, 5)) == "M3.00 -4.00A5.00 5.00 0 0 1 3.00 4.00A5.00 5.00 0 0 1 3.00 -4.00Z"
