"""A gradient of screen colours in, the same gradient of inks or of greys out.

In: a shading dictionary as the engine writes it: axial or radial, its function one piece or several stitched together
(ISO 32000-1, 7.10 and 8.7.4.5). Out: the dictionary changed in place. Ink doesn't run straight from one colour to the other,
so each piece is sampled; to convert its two ends only would print another middle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from handbook.channels.colours import STEPS, Ink, Screen, luminosity
from handbook.channels.content_streams import UnknownColourError
from handbook.wording import say

if TYPE_CHECKING:
    import pikepdf

Between = Callable[[Screen, Screen, Sequence[float]], list[Ink]]

_COMPONENTS = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
AXIAL, RADIAL = 2, 3  # ISO 32000-1, table 78
SAMPLED, EXPONENTIAL, STITCHING = 0, 2, 3  # ISO 32000-1, 7.10.1


def to_inks(pdf: pikepdf.Pdf, shading: Any, between: Between) -> None:
    """Rewrite a shading so that it runs in inks. UnknownColourError if it is of a kind that the engine never writes."""
    import pikepdf

    components = _checked(shading)
    if components < 4:
        shading.Function = _converted(shading.Function, lambda piece: _sampled(pdf, piece, components, between))
    shading.ColorSpace = pikepdf.Name.DeviceCMYK
    if "/Background" in shading:
        del shading["/Background"]  # it counts for patterns only, and the engine paints none of them


def to_greys(shading: Any) -> None:
    """Rewrite a shading in a soft mask so that it runs in greys."""
    import pikepdf

    components = _checked(shading)
    if components == 4:
        raise UnknownColourError(say("a gradient of inks in a soft mask"))
    if components == 3:
        shading.Function = _converted(shading.Function, _grey)
        shading.ColorSpace = pikepdf.Name.DeviceGray


def _checked(shading: Any) -> int:
    """How many numbers a colour of the shading has."""
    space = str(shading.get("/ColorSpace"))
    if int(shading.ShadingType) not in (AXIAL, RADIAL) or space not in _COMPONENTS:
        raise UnknownColourError(say("a gradient of type %(type)s in %(space)s", type=shading.ShadingType, space=space.strip("/")[:40]))
    return _COMPONENTS[space]


def _converted(function: Any, piece: Callable[[Any], Any]) -> Any:
    """The function with each of its exponential pieces replaced."""
    import pikepdf

    kind = int(function.FunctionType) if isinstance(function, (pikepdf.Dictionary, pikepdf.Stream)) else -1
    if kind == STITCHING:
        function.Functions = pikepdf.Array([_converted(inner, piece) for inner in function.Functions])
        return function
    if kind != EXPONENTIAL:
        raise UnknownColourError(say("a gradient with a function of an unknown kind"))
    return piece(function)


def _ends(piece: Any, components: int) -> tuple[list[float], list[float]]:
    start = [float(value) for value in piece.get("/C0", [0.0])]
    end = [float(value) for value in piece.get("/C1", [1.0])]
    if len(start) != components or len(end) != components:
        raise UnknownColourError(say("a gradient whose colours don't fit its colour space"))
    return start, end


def _sampled(pdf: pikepdf.Pdf, piece: Any, components: int, between: Between) -> Any:
    """A piece as samples of inks, 16 bits each: eight would show as steps."""
    import pikepdf

    start, end = ([*values, *values, *values][:3] if components == 1 else values for values in _ends(piece, components))
    exponent = float(piece.get("/N", 1))
    shares = [(step / STEPS) ** exponent for step in range(STEPS + 1)]
    inks = between(tuple(start), tuple(end), shares)  # type: ignore[arg-type]
    data = b"".join(round(value * 65535).to_bytes(2, "big") for ink in inks for value in ink)
    return pdf.make_stream(
        data,
        FunctionType=SAMPLED,
        Domain=pikepdf.Array([0, 1]),
        Range=pikepdf.Array([0, 1] * 4),
        Size=pikepdf.Array([STEPS + 1]),
        BitsPerSample=16,
    )


def _grey(piece: Any) -> Any:
    import pikepdf

    start, end = _ends(piece, 3)
    piece.C0 = pikepdf.Array([luminosity(tuple(start))])  # type: ignore[arg-type]
    piece.C1 = pikepdf.Array([luminosity(tuple(end))])  # type: ignore[arg-type]
    return piece
