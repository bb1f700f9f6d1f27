"""An output profile's bytes in, what is wrong with them out; or its name.

In: the bytes of an ICC file. Out: the rest of a sentence, or nothing when a press can be served with it. The header is read
here, because the colour engine takes an RGB profile without a word and prints the wrong colours with it.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

from handbook.wording import say

HEADER = 128  # ICC.1:2010, 7.2
"""Bytes before the tag table."""
MOST_TAGS = 200
_NEEDED = ("A2B0", "B2A0")
"""A press profile's tables: how inks look, and which inks make a colour."""


def check_profile(data: bytes) -> str:
    """What is wrong with an output profile, or nothing."""
    if len(data) < HEADER + 4 or data[36:40] != b"acsp":
        return say("it is no ICC profile")
    if int.from_bytes(data[:4], "big") != len(data):
        return say("it is cut off, or something was added to it")
    space, kind = data[16:20].decode("latin-1").strip(), data[12:16].decode("latin-1")
    if space != "CMYK":
        return say("it describes %(space)s colours, not the four printing inks (CMYK)", space=space)
    if kind != "prtr":
        return say('it describes no press: its class is "%(kind)s", not "prtr"', kind=kind)
    tags = _tags(data)
    if tags is None:
        return say("it is damaged: its list of tables leads outside the file")
    if lacking := [name for name in _NEEDED if name not in tags]:
        return say("it lacks the table %(table)s", table=lacking[0])
    return _refused(data)


def description(data: bytes) -> str:
    """What a profile calls itself, such as "FOGRA39L Coated"."""
    from PIL import ImageCms

    return str(ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(data)))).strip()


def look(data: bytes, inks: Sequence[float]) -> str:
    """The colour on a screen, as #rrggbb, that looks like inks in percent on the paper of a checked profile."""
    from PIL import Image, ImageCms

    press = ImageCms.ImageCmsProfile(io.BytesIO(data))
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    there = ImageCms.buildTransform(press, ImageCms.createProfile("sRGB"), "CMYK", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC, flags)
    made = ImageCms.applyTransform(Image.frombytes("CMYK", (1, 1), bytes(round(share * 2.55) for share in inks)), there)
    assert made is not None
    return f"#{made.tobytes().hex()}"


def _tags(data: bytes) -> set[str] | None:
    """The names of a profile's tables; nothing if one of them isn't inside the file."""
    (count,) = struct.unpack_from(">I", data, HEADER)
    if count > MOST_TAGS or HEADER + 4 + 12 * count > len(data):
        return None
    names = set()
    for number in range(count):
        name, start, length = struct.unpack_from(">4sII", data, HEADER + 4 + 12 * number)
        if start + length > len(data):
            return None
        names.add(name.decode("latin-1"))
    return names


def _refused(data: bytes) -> str:
    """What the colour engine says of a profile: both of its directions are tried on one colour."""
    from PIL import Image, ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        there = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC)
        back = ImageCms.buildTransform(profile, ImageCms.createProfile("LAB"), "CMYK", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC)
        made = ImageCms.applyTransform(Image.frombytes("RGB", (2, 1), bytes((255, 255, 255, 0, 0, 0))), there)
        seen = ImageCms.applyTransform(Image.frombytes("CMYK", (2, 1), bytes((0, 0, 0, 0, 0, 0, 0, 255))), back)
        assert made is not None
        assert seen is not None
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        return say("the colour engine can't read it (%(error)s)", error=type(error).__name__)
    inks, looks = made.tobytes(), seen.tobytes()
    if sum(inks[:4]) > 8 or sum(inks[4:]) < 255 or looks[0] < 200 or looks[3] > 128:
        return say("it prints white with ink or black without: its tables are damaged")
    return ""
