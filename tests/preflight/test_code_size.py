"""Codes as the layouts set them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handbook import qr
from handbook.assets import Asset
from handbook.preflight.code_size import Drawing, drawing, placed_mm
from handbook.preflight.content import check
from tests.preflight import editions

CONTACT = {"name": '"Kim Winter"', "phone": '"+49 30 5557890"'}


def said(svg: bytes, **tables: dict[str, str]) -> list[str]:
    content = editions.content(editions.text(contact=CONTACT, **tables))
    return [finding.message for finding in check(replace(content, code=Asset("code.svg", "image/svg+xml", svg)))]


CARD = qr.svg("Acme " * 12)


def recoloured(dark: str, light: str) -> bytes:
    return CARD.replace(b'"#000"', b'"dark"').replace(b'"#fff"', f'"{light}"'.encode()).replace(b'"dark"', f'"{dark}"'.encode())


def test_a_drawing_is_read_as_it_is_drawn() -> None:
    assert drawing(qr.svg("Acme")) == Drawing(21 + 8, 4, "#000", "#fff")
    assert drawing(qr.svg("Acme")).modules == 21


def test_the_smallest_place_of_the_ordered_products_counts() -> None:
    assert placed_mm(("handbook",)) == 28
    assert placed_mm(("interview", "handbook")) == placed_mm(("interview",)) == 26


def test_a_code_without_its_margin_is_named() -> None:
    tight = CARD.replace(b"M4 4.5", b"M2 4.5")
    assert said(tight) == ["the contact code has a margin of 2 squares; it needs 4."]


@pytest.mark.parametrize(
    ("dark", "light", "message"),
    [
        ("#fff", "#000", "the contact code is light on dark; many telephones read only dark on light."),
        ("#999", "#fff", "the contact code has a contrast of 2.8 : 1; it needs 4 : 1."),
    ],
)
def test_a_code_that_is_pale_or_inverted_is_named(dark: str, light: str, message: str) -> None:
    assert said(recoloured(dark, light)) == [message]


def test_a_code_in_a_dark_brand_colour_is_in_order() -> None:
    assert said(recoloured("#17527a", "#fff")) == []


def test_a_code_of_few_squares_may_still_be_small() -> None:
    assert said(qr.svg("Acme")) == ["the contact code is 19 mm wide; it should have at least 20 mm."]


def test_a_code_of_many_squares_is_too_fine_to_be_read() -> None:
    assert said(qr.svg("a" * 300)) == ["the squares of the contact code are 0.38 mm wide; below 0.4 mm many telephones can't read them."]
