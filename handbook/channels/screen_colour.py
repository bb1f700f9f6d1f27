"""What the numbers of a colour mean: sRGB, said once for the whole file, and no picture in another space.

In: an open PDF. Out: the same with an output intent, and CMYK pictures of an edition turned into RGB (ISO 19005-2 6.2.4.3 allows
device colours only in the space of the output intent).
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

_PROFILE = Path(__file__).with_name("srgb.icc")
"""Made by littleCMS: `ImageCms.createProfile("sRGB")`, with a fixed date. As a file, so that no version of a library changes our bytes."""


@cache
def _profile() -> bytes:
    return _PROFILE.read_bytes()


def declare(pdf: pikepdf.Pdf) -> None:
    """Give the file its output intent, in place."""
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/Subtype") == "/Image":
            _settle(pdf, item)
    stream = Stream(pdf, _profile(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        RegistryName=String("http://www.color.org"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_indirect(stream),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _settle(pdf: pikepdf.Pdf, picture: Stream) -> None:
    """Take from a picture what an archive doesn't allow: smoothing between pixels, and inks."""
    if "/Interpolate" in picture:
        del picture["/Interpolate"]  # ISO 19005-2 6.2.8.1
    if picture.get("/ColorSpace") != Name.DeviceCMYK:
        return
    from PIL import Image

    with Image.open(io.BytesIO(picture.read_raw_bytes())) as opened:  # only a JPEG comes in CMYK; Pillow knows inks that Adobe wrote inverted
        made = opened.convert("RGB")
    out = io.BytesIO()
    made.save(out, format="JPEG", quality=92)
    picture.write(out.getvalue(), filter=Name.DCTDecode)
    picture.ColorSpace = Name.DeviceRGB
    if "/Decode" in picture:
        del picture["/Decode"]
