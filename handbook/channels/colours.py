"""Screen colours in, printing inks out, for one output profile and one limit of ink.

In: sRGB, three numbers from 0 to 1, or a picture. Out: cyan, magenta, yellow and black, from 0 to 1, or a picture of them.
Neutral colours get black ink alone, so that text has one plate and no coloured fringes. Where inks come to more than the
paper bears, the three colours are lowered together and black stays: the tone keeps its hue and its depth.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

Screen = tuple[float, float, float]
"""Red, green, blue of sRGB."""
Ink = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black."""

FULL_BLACK = 0x1C
"""Grey of the body text; this and all that is darker becomes black ink without a screen."""
NEUTRAL = 2 / 255
"""Red, green and blue may differ by this and still be grey."""
STEPS = 16
"""Pieces that a gradient between two colours is cut into; between them it runs straight."""
_DIGITS = 3


@dataclass
class Inks:
    """The way from screen colours to the inks of one press. Each colour is converted once."""

    profile: bytes
    """Output profile, checked."""
    limit: float
    """Most ink on one spot; 3.0 is 300 %."""
    given: Mapping[Screen, Ink] = field(default_factory=dict)
    """Colours whose inks the brand prescribes."""
    _known: dict[Screen, Ink] = field(default_factory=dict)

    def of(self, colour: Screen) -> Ink:
        """The inks of one flat colour: the brand's own, black for greys, else by the profile."""
        key = _in_bytes(colour)
        if key not in self._known:
            self._known[key] = self._flat(key)
        return self._known[key]

    def between(self, start: Screen, end: Screen, shares: Sequence[float]) -> list[Ink]:
        """The inks along a gradient. It begins and ends in exactly the inks of its two flat colours."""
        mixed: list[Screen] = [tuple(a + share * (b - a) for a, b in zip(start, end, strict=True)) for share in shares]  # type: ignore[misc]
        if all(map(_is_neutral, mixed)):
            return [self.of(colour) for colour in mixed]
        first, last = self.of(start), self.of(end)
        by_profile = self._converted([start, end, *mixed])
        off_first = [want - have for want, have in zip(first, by_profile[0], strict=True)]
        off_last = [want - have for want, have in zip(last, by_profile[1], strict=True)]
        run = []
        for share, inks in zip(shares, by_profile[2:], strict=True):
            nudged = (value + (1 - share) * a + share * b for value, a, b in zip(inks, off_first, off_last, strict=True))
            run.append(self.limited(tuple(min(1.0, max(0.0, value)) for value in nudged)))  # type: ignore[arg-type]
        return run

    def limited(self, inks: Ink) -> Ink:
        """The same inks, lowered to the limit if they are above it."""
        *colours, black = inks
        total = sum(colours)
        share = min(1.0, (self.limit - black) / total) if total else 1.0
        cut = math.floor if share < 1 else round
        cyan, magenta, yellow = (cut(value * share * 10**_DIGITS) / 10**_DIGITS for value in colours)
        return cyan, magenta, yellow, round(black, _DIGITS)

    def black(self, level: int) -> float:
        """How much black ink prints a grey of this level, 0 black to 255 white, between paper and full black as light as on the screen."""
        return self._ramp[level]

    @cached_property
    def _ramp(self) -> list[float]:
        from PIL import Image

        steps = Image.frombytes("CMYK", (256, 1), bytes(value for black in range(256) for value in (0, 0, 0, black)))
        printed = [value / 255 for value in applied(steps, self._look).getchannel(0).tobytes()]
        darkest, ramp = _lightness(FULL_BLACK), []
        black = 255
        for level in range(256):
            depth = min(1.0, (1 - _lightness(level)) / (1 - darkest))
            wanted = 1 - depth * (1 - printed[255])
            while black > 0 and printed[black] < wanted:
                black -= 1
            ramp.append(_within(wanted, black, printed))
        return ramp

    def _flat(self, colour: Screen) -> Ink:
        if colour in self.given:
            return self.limited(self.given[colour])
        if _is_neutral(colour):
            return 0.0, 0.0, 0.0, round(self.black(round(sum(colour) / 3 * 255)), _DIGITS)
        return self.limited(self._converted([colour])[0])

    def _converted(self, colours: Sequence[Screen]) -> list[Ink]:
        """By the profile alone, all in one call."""
        from PIL import Image

        row = Image.frombytes("RGB", (len(colours), 1), bytes(min(255, max(0, round(value * 255))) for colour in colours for value in colour))
        made = applied(row, self.transform).tobytes()
        return [tuple(value / 255 for value in made[start : start + 4]) for start in range(0, len(made), 4)]  # type: ignore[misc]

    @cached_property
    def transform(self) -> Any:
        """The colour engine's way from sRGB to this press: relative colorimetric, black point matched (ISO 12640 practice for pictures)."""
        from PIL import ImageCms

        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
        return ImageCms.buildTransform(ImageCms.createProfile("sRGB"), self._opened, "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC, flags)

    @cached_property
    def _look(self) -> Any:
        from PIL import ImageCms

        return ImageCms.buildTransform(self._opened, ImageCms.createProfile("LAB"), "CMYK", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC)

    @cached_property
    def _opened(self) -> Any:
        from PIL import ImageCms

        return ImageCms.ImageCmsProfile(io.BytesIO(self.profile))


def luminosity(colour: Screen) -> float:
    """How light a colour counts in a soft mask."""
    red, green, blue = colour
    return 0.3 * red + 0.59 * green + 0.11 * blue  # ISO 32000-1, 11.5.3 and 8.6.5.4


def applied(picture: Image, transform: Any) -> Image:
    """A picture after a transform of the colour engine."""
    from PIL import ImageCms

    made = ImageCms.applyTransform(picture, transform)
    assert made is not None
    return made


def _in_bytes(colour: Screen) -> Screen:
    red, green, blue = (min(255, max(0, round(value * 255))) / 255 for value in colour)
    return red, green, blue


def _is_neutral(colour: Screen) -> bool:
    return max(colour) - min(colour) <= NEUTRAL + 1e-9


def _lightness(level: int) -> float:
    """CIE lightness of an sRGB grey, 0 to 1."""
    value = level / 255
    linear = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # IEC 61966-2-1
    return 1.16 * linear ** (1 / 3) - 0.16 if linear > 216 / 24389 else linear * 24389 / 2700  # CIE 15


def _within(wanted: float, black: int, printed: Sequence[float]) -> float:
    """The black between two steps of the ramp that comes out as light as wanted."""
    if black == 255 or printed[black] <= printed[black + 1]:
        return black / 255
    return (black + (printed[black] - wanted) / (printed[black] - printed[black + 1])) / 255
