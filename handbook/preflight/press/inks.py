"""A colour as a PDF sets it in, the printing inks that it stands for out.

In: a colour space, by name or as an object of any PDF, and numbers in it. Out: a `Colour`: the space it is really in, its inks where
they are known without a profile, and the inks of its own (spot colours) that it names. Colours of screens stand for no inks: only
a profile knows them, so their inks are None, which is not the same as no ink at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from handbook.preflight.unpacking import EndlessError, unpacked

Ink = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black, from 0 to 1."""

SCREEN = "DeviceRGB"
INKS = "DeviceCMYK"
GREY = "DeviceGray"
PATTERN = "Pattern"
MEASURED = ("CalGray", "CalRGB", "Lab", "ICC grey", "ICC RGB", "ICC Lab")
"""Colours that a profile or a formula ties to what the eye sees; a shop can turn them into inks, with a result that nobody has looked at."""
_COUNTS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "Lab": 3, "DeviceCMYK": 4}
_BY_CHANNELS = {1: "ICC grey", 3: "ICC RGB", 4: "ICC inks"}
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}  # ISO 32000-1, table 93
_DEFAULTS = {"DeviceGray": "/DefaultGray", "DeviceRGB": "/DefaultRGB", "DeviceCMYK": "/DefaultCMYK"}  # ISO 32000-1, 8.6.5.6
_PLATES = {"Cyan": (1, 0, 0, 0), "Magenta": (0, 1, 0, 0), "Yellow": (0, 0, 1, 0), "Black": (0, 0, 0, 1), "All": (1, 1, 1, 1), "None": (0, 0, 0, 0)}
_MOST_SAMPLES = 8_000_000
"""Bytes of a function's samples."""
_MOST_LOOKUP = 256 * 32
"""Bytes of an index: so many colours of so many inks (ISO 32000-1, 8.6.6.3 and annex C)."""
_DEEPEST = 4
"""Spaces within spaces; the standard allows a pattern of an index into an ink of its own with a substitute."""


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour."""

    space: str = GREY
    """What it is really in: the base of an index, the substitute of nothing."""
    inks: Ink | None = (0, 0, 0, 1)
    """What it is printed with; None where only a profile knows."""
    spots: tuple[str, ...] = ()
    """Inks of its own."""
    white: bool = False
    """Whether it leaves the paper as it is."""

    @property
    def plates(self) -> int:
        """Printing plates that have something of it; 0 where nobody knows."""
        return sum(share > 0 for share in self.inks or ()) if not self.spots else len(self.spots)

    @property
    def total(self) -> float:
        """The sum of its inks; 3.0 is 300 %."""
        return sum(self.inks or ())


@dataclass(frozen=True)
class Space:
    """A colour space."""

    name: str
    count: int
    """Numbers of a colour in it."""
    base: Space | None = None
    """What an index leads into, or what stands in for inks of its own."""
    plates: tuple[str, ...] = ()
    """The inks that are named."""
    lookup: bytes = field(default=b"", repr=False)
    tint: Any = field(default=None, repr=False, compare=False)
    """The function from an ink of its own to its substitute."""

    def first(self) -> Colour:
        """The colour that holds before any is set (ISO 32000-1, table 74)."""
        full = bool(self.plates)
        return self.colour((0.0, 0.0, 0.0, 1.0) if self.count == 4 and not full else (float(full),) * self.count)

    def colour(self, values: Sequence[float]) -> Colour:
        """The colour of these numbers. ValueError if they are too few."""
        if len(values) < self.count:
            raise ValueError(self.name)
        if self.name == "Indexed" and self.base:
            start = int(values[0]) * self.base.count
            return self.base.colour(_stretched(self.base.name, self.lookup[start : start + self.base.count]))
        if self.plates:
            return self._of_plates(values)
        match self.count:
            case 4:
                inks = _ink(values)
                return Colour(self.name, inks, white=not any(inks))
            case 1:
                return Colour(self.name, (0, 0, 0, 1 - _share(values[0])), white=values[0] >= 1)
        white = values[0] >= 100 if self.name.endswith("Lab") else min(values) >= 1
        return Colour(self.name, None, white=white)

    def _of_plates(self, values: Sequence[float]) -> Colour:
        """Inks that are named: those of the press as they are, others by what stands in for them."""
        spots = tuple(name for name, share in zip(self.plates, values, strict=False) if name not in _PLATES and share > 0)
        white = not any(share > 0 for name, share in zip(self.plates, values, strict=False) if name != "None")
        if any(name not in _PLATES for name in self.plates):
            stands_in = _evaluated(self.tint, values[0]) if self.base and len(self.plates) == 1 else None
            inks = self.base.colour(stands_in).inks if self.base and stands_in and not white else (0.0, 0.0, 0.0, 0.0) if white else None
            return Colour(self.name, inks, spots, white)
        mixed = [0.0] * 4
        for name, share in zip(self.plates, values, strict=False):
            mixed = [have + _share(share) * part for have, part in zip(mixed, _PLATES[name], strict=True)]
        return Colour(self.name, _ink(mixed), white=white)


def space(named: Any, resources: Any = None, depth: int = 0) -> Space:
    """The colour space of a name or an array. ValueError if there is none such."""
    import pikepdf

    if depth > _DEEPEST:
        raise EndlessError
    if isinstance(named, pikepdf.Name):
        name = str(named)[1:]
        name = _SHORT.get(name, name)
        known = resources.get("/ColorSpace", {}) if resources is not None else {}
        if name in _DEFAULTS and _DEFAULTS[name] in known:
            return space(known[_DEFAULTS[name]], None, depth + 1)
        if name in _COUNTS:
            return Space(name, _COUNTS[name])
        if name == PATTERN:
            return Space(PATTERN, 0)
        return space(known[f"/{name}"], resources, depth + 1)
    kind = _SHORT.get(str(named[0])[1:], str(named[0])[1:])
    match kind:
        case "ICCBased":
            count = int(named[1].get("/N"))
            return Space("ICC Lab" if count == 3 and named[1].get("/Alternate") == "/Lab" else _BY_CHANNELS[count], count)
        case "Indexed":
            table = named[3]
            return Space(kind, 1, space(named[1], resources, depth + 1), lookup=unpacked(table, _MOST_LOOKUP) if isinstance(table, pikepdf.Stream) else bytes(table))
        case "Separation":
            return Space(kind, 1, space(named[2], resources, depth + 1), (str(named[1])[1:],), tint=named[3])
        case "DeviceN":
            plates = tuple(str(name)[1:] for name in named[1])
            return Space(kind, len(plates), space(named[2], resources, depth + 1), plates, tint=named[3])
        case "Pattern":
            return Space(PATTERN, 0, space(named[1], resources, depth + 1) if len(named) > 1 else None)
    return Space(kind, _COUNTS[kind])


def of_shading(shading: Any, resources: Any = None) -> Colour:
    """The colour of a gradient with the most ink, as far as its functions say; of most of them, that is one of its ends."""
    within = space(shading["/ColorSpace"], resources)
    ends: list[Colour] = []
    functions = shading.get("/Function")
    if functions is not None and within.count > 1:
        ends = [within.colour(values) for values in _ends(functions, 0) if len(values) >= within.count]
    return max((end for end in ends if end.inks), key=lambda end: end.total, default=Colour(within.name, None))


def _ends(function: Any, depth: int) -> list[list[float]]:
    """What a function yields at the ends of each of its pieces."""
    import pikepdf

    if depth > _DEEPEST or isinstance(function, pikepdf.Array):
        return []
    match int(function.get("/FunctionType", -1)):
        case 2:
            return [[float(value) for value in function.get(key, ())] for key in ("/C0", "/C1")]
        case 3:
            return [each for inner in function.get("/Functions", ()) for each in _ends(inner, depth + 1)]
        case 0 if isinstance(function, pikepdf.Stream) and int(function.get("/BitsPerSample", 0)) in (8, 16) and len(function.get("/Size", ())) == 1:
            return _samples(function)
    return []


def _samples(function: Any) -> list[list[float]]:
    """All samples of a function of one number."""
    step = int(function.BitsPerSample) // 8
    count, data = len(function.Range) // 2, unpacked(function, _MOST_SAMPLES)
    numbers = [int.from_bytes(data[start : start + step], "big") / (256**step - 1) for start in range(0, min(len(data), 4096 * count * step), step)]
    return [numbers[start : start + count] for start in range(0, len(numbers) - count + 1, count)]


def _evaluated(function: Any, value: float) -> list[float] | None:
    """What an exponential function makes of a number (ISO 32000-1, 7.10.3); nothing for other functions, which are little programs."""
    if function is None or int(function.get("/FunctionType", -1)) != 2:
        return None
    start = [float(each) for each in function.get("/C0", (0,))]
    end = [float(each) for each in function.get("/C1", (1,))]
    share = _share(value) ** float(function.get("/N", 1))
    return [low + share * (high - low) for low, high in zip(start, end, strict=True)]


def _stretched(name: str, entry: bytes) -> list[float]:
    """A table's bytes as numbers of the space that they lead into."""
    values = [byte / 255 for byte in entry]
    return [values[0] * 100, *(value * 255 - 128 for value in values[1:])] if name.endswith("Lab") and values else values


def _ink(values: Sequence[float]) -> Ink:
    cyan, magenta, yellow, black = map(_share, values[:4])
    return cyan, magenta, yellow, black


def _share(value: float) -> float:
    return min(1.0, max(0.0, float(value)))
