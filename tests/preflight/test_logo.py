"""Logos made of pixels, at their size on the cover."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from handbook import paths
from handbook.assets import Asset
from handbook.preflight import logo
from handbook.preflight.content import check
from tests.preflight import editions


def said(width: int, height: int) -> list[str]:
    out = io.BytesIO()
    Image.new("L", (width, height)).save(out, "PNG")
    content = editions.content(editions.text())
    return [finding.message for finding in check(replace(content, logo=Asset("edition/logo.png", "image/png", out.getvalue())))]


def test_the_room_of_a_logo_is_that_of_the_style_sheet() -> None:
    found = re.search(r"\.cover \.logo img \{ height: (\d+)mm; max-width: (\d+)mm", (paths.LAYOUTS / "css/parts/cover.css").read_text("utf-8"))
    assert found
    assert (int(found[1]), int(found[2])) == (logo.HEIGHT_MM, logo.WIDTH_MM)


@pytest.mark.parametrize(("width", "height"), [(200, 103), (640, 60), (60, 200)])
def test_a_logo_with_enough_pixels_is_in_order(width: int, height: int) -> None:
    assert said(width, height) == []


def test_a_wide_logo_is_measured_by_its_width() -> None:
    assert said(600, 60) == ["brand.logo: 600 × 60 pixels are 190 an inch on the cover; it needs 200."]


def test_a_low_logo_is_measured_by_its_height() -> None:
    assert said(100, 100) == ["brand.logo: 100 × 100 pixels are 195 an inch on the cover; it needs 200."]
