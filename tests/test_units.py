"""Lengths at the border between paper, PDF and CSS."""

from __future__ import annotations

import pytest

from handbook import units


def test_an_inch_is_72_points_and_96_pixels() -> None:
    assert units.mm_to_points(25.4) == pytest.approx(72)
    assert units.pixels_to_mm(96) == pytest.approx(25.4)
