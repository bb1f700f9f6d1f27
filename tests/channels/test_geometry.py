"""Pixels and points."""

from __future__ import annotations

import pikepdf
import pytest

from handbook.channels.geometry import placed, rectangle


def test_a_box_is_told_in_points_from_the_foot_of_the_trimmed_page() -> None:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(300, 300))
        document.pages[0].obj.TrimBox = pikepdf.Array([0, 0, 200, 150])
        assert placed(document, 0, (4, 8, 20, 40)) == (3, 120, 15, 144)


def test_an_annotation_that_stands_upside_down_is_told_upright() -> None:
    annotation = pikepdf.Dictionary(Rect=pikepdf.Array([10, 40, 30, 20]))
    assert rectangle(annotation) == pytest.approx((10, 20, 30, 40))
