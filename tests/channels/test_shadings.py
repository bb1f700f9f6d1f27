"""Gradients run in inks, or in greys where they mask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from handbook.channels.colours import STEPS, Ink, Screen
from handbook.channels.content_streams import UnknownColourError
from handbook.channels.shadings import to_greys, to_inks


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    """An empty file."""
    with pikepdf.new() as made:
        yield made


def between(start: Screen, end: Screen, shares: Sequence[float]) -> list[Ink]:
    """Inks that show the way."""
    return [(*(a + share * (b - a) for a, b in zip(start, end, strict=True)), share) for share in shares]  # type: ignore[misc]


def piece(start: Sequence[float], end: Sequence[float], exponent: float = 1) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=list(start), C1=list(end), N=exponent)


def shading(*pieces: Dictionary, space: str = "/DeviceRGB", kind: int = 2) -> Dictionary:
    whole = Dictionary(FunctionType=3, Domain=[0, 1], Encode=[0, 1] * len(pieces), Bounds=[0.5] * (len(pieces) - 1), Functions=Array(pieces))
    return Dictionary(ShadingType=kind, ColorSpace=Name(space), Domain=[0, 1], Coords=[0, 0, 9, 0], Function=whole)


def samples(function: pikepdf.Object) -> list[tuple[float, ...]]:
    """A sampled function's values, read as the standard says."""
    data = function.read_bytes()
    values = [int.from_bytes(data[at : at + 2], "big") / 65535 for at in range(0, len(data), 2)]
    return [tuple(values[at : at + 4]) for at in range(0, len(values), 4)]


@pytest.mark.parametrize("kind", [2, 3])
def test_each_piece_between_two_colours_becomes_samples_of_inks(pdf: pikepdf.Pdf, kind: int) -> None:
    made = shading(piece((1, 0, 0), (0, 1, 0)), piece((0, 1, 0), (0, 0, 1)), kind=kind)
    to_inks(pdf, made, between)
    assert made.ColorSpace == Name.DeviceCMYK
    assert [int(inner.FunctionType) for inner in made.Function.Functions] == [0, 0]
    first = samples(made.Function.Functions[0])
    assert len(first) == STEPS + 1
    assert first[0] == pytest.approx((1, 0, 0, 0), abs=1e-4)
    assert first[STEPS // 2] == pytest.approx((0.5, 0.5, 0, 0.5), abs=1e-4)
    assert first[-1] == pytest.approx((0, 1, 0, 1), abs=1e-4)


def test_a_gradient_that_hurries_keeps_its_pace(pdf: pikepdf.Pdf) -> None:
    made = shading(piece((0, 0, 0), (1, 1, 1), exponent=2))
    to_inks(pdf, made, between)
    assert samples(made.Function.Functions[0])[STEPS // 2][3] == pytest.approx(0.25, abs=1e-4)


def test_a_gradient_of_greys_becomes_inks_too(pdf: pikepdf.Pdf) -> None:
    made = shading(piece((0,), (1,)), space="/DeviceGray")
    to_inks(pdf, made, between)
    assert samples(made.Function.Functions[0])[-1] == pytest.approx((1, 1, 1, 1), abs=1e-4)


def test_in_a_soft_mask_colours_become_their_luminosity() -> None:
    made = shading(piece((1, 0, 0), (1, 1, 1)))
    to_greys(made)
    assert made.ColorSpace == Name.DeviceGray
    assert [[float(value) for value in made.Function.Functions[0][key]] for key in ("/C0", "/C1")] == [[0.3], [1.0]]


def test_a_mask_of_greys_stays_as_it_is() -> None:
    made = shading(piece((0.2,), (1,)), space="/DeviceGray")
    before = made.unparse()
    to_greys(made)
    assert made.unparse() == before


@pytest.mark.parametrize(
    "made",
    [
        shading(piece((1, 0, 0), (0, 1, 0)), kind=1),
        shading(piece((1, 0, 0), (0, 1, 0)), space="/CalRGB"),
        shading(piece((1, 0), (0, 1))),
        shading(Dictionary(FunctionType=4, Domain=[0, 1])),
    ],
    ids=["by a function", "calibrated", "two numbers", "a program"],
)
def test_a_gradient_that_the_engine_never_writes_is_refused(pdf: pikepdf.Pdf, made: Dictionary) -> None:
    with pytest.raises(UnknownColourError):
        to_inks(pdf, made, between)
