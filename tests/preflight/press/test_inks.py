"""Colours of any space, and the inks that they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from handbook.preflight.press.inks import Colour, of_shading, space
from handbook.preflight.unpacking import EndlessError


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.new() as made:
        yield made


def tint(*full: float) -> Dictionary:
    """From no ink to its substitute."""
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * len(full)), C1=Array(list(full)), N=1)


@pytest.mark.parametrize(
    ("named", "values", "inks", "white"),
    [
        ("DeviceGray", [0], (0, 0, 0, 1), False),
        ("DeviceGray", [1], (0, 0, 0, 0), True),
        ("G", [0.25], (0, 0, 0, 0.75), False),
        ("DeviceCMYK", [1, 0.5, 0, 0], (1, 0.5, 0, 0), False),
        ("CMYK", [0, 0, 0, 0], (0, 0, 0, 0), True),
        ("DeviceCMYK", [2, -1, 0, 0], (1, 0, 0, 0), False),  # what lies outside is taken to the nearest (ISO 32000-1, 8.6.4.4)
        ("DeviceRGB", [0, 0, 0], None, False),
        ("RGB", [1, 1, 1], None, True),
    ],
)
def test_a_device_s_colours_are_inks_or_nobody_knows(named: str, values: Sequence[float], inks: object, white: bool) -> None:
    colour = space(Name(f"/{named}")).colour(values)
    assert (colour.inks, colour.white) == (inks, white)


def test_inks_of_their_own_are_named_and_those_of_the_press_are_not() -> None:
    spot = space(Array([Name.Separation, Name("/HKS 13"), Name.DeviceCMYK, tint(0, 1, 0.9, 0)]))
    assert spot.colour([0.5]) == Colour("Separation", (0, 0.5, 0.45, 0), ("HKS 13",))
    assert spot.colour([0]).white
    assert spot.colour([0]).spots == ()
    black = space(Array([Name.Separation, Name.Black, Name.DeviceCMYK, tint(0, 0, 0, 1)]))
    assert black.colour([0.4]) == Colour("Separation", (0, 0, 0, 0.4))
    every = space(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint(1, 1, 1, 1)]))
    assert every.colour([1]).total == 4
    two = space(Array([Name.DeviceN, Array([Name.Cyan, Name.Black]), Name.DeviceCMYK, tint(0, 0, 0, 0)]))
    assert two.colour([0.2, 0.3]) == Colour("DeviceN", (0.2, 0, 0, 0.3))
    mixed = space(Array([Name.DeviceN, Array([Name.Cyan, Name.Gold]), Name.DeviceCMYK, tint(0, 0, 0, 0)]))
    assert mixed.colour([0.2, 0.3]) == Colour("DeviceN", None, ("Gold",))


def test_an_index_is_the_colour_that_it_leads_to(pdf: pikepdf.Pdf) -> None:
    table: Any
    for table in (String(b"\xff\x00\x00\x00\x00\x00\x00\xff".decode("latin-1")), pdf.make_stream(b"\xff\x00\x00\x00\x00\x00\x00\xff")):
        indexed = space(Array([Name.Indexed, Name.DeviceCMYK, 1, table]))
        assert indexed.colour([1]) == Colour("DeviceCMYK", (0, 0, 0, 1))


@pytest.mark.parametrize(("channels", "expected"), [(1, "ICC grey"), (3, "ICC RGB"), (4, "ICC inks")])
def test_a_profile_s_colours_are_told_by_their_number(pdf: pikepdf.Pdf, channels: int, expected: str) -> None:
    assert space(Array([Name.ICCBased, pdf.make_stream(b"", N=channels)])).name == expected


def test_a_page_may_say_what_its_device_colours_are(pdf: pikepdf.Pdf) -> None:
    resources = Dictionary(ColorSpace=Dictionary(DefaultRGB=Array([Name.ICCBased, pdf.make_stream(b"", N=3)]), Mine=Name.DeviceCMYK))
    assert space(Name.DeviceRGB, resources).name == "ICC RGB"
    assert space(Name.Mine, resources).name == "DeviceCMYK"
    with pytest.raises(KeyError):
        space(Name.Unknown, resources)


def test_spaces_that_lead_to_themselves_end() -> None:
    resources = Dictionary(ColorSpace=Dictionary())
    resources.ColorSpace.A = Name.B
    resources.ColorSpace.B = Name.A
    with pytest.raises(EndlessError):
        space(Name.A, resources)


def test_too_few_numbers_are_no_colour() -> None:
    with pytest.raises(ValueError, match="DeviceCMYK"):
        space(Name.DeviceCMYK).colour([1, 1])


def test_a_gradient_of_samples_is_known_by_its_heaviest_one(pdf: pikepdf.Pdf) -> None:
    samples = pdf.make_stream(bytes([0, 0, 0, 0, 255, 255, 255, 0, 255, 0, 0, 0]), FunctionType=0, Size=Array([3]), BitsPerSample=8, Range=Array([0, 1] * 4))
    assert of_shading(Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Function=samples)).inks == (1, 1, 1, 0)
    assert of_shading(Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Function=tint(1, 1, 1))) == Colour("DeviceRGB", None)
