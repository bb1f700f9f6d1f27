"""A picture of screen colours in a PDF in, the same picture of inks out.

In: an image of a PDF (ISO 32000-1, 8.9.5). Out: the image changed in place: greys as steps of black ink, colours as four inks
that keep to the limit on every pixel. Its mask of transparency stays. A JPEG becomes a JPEG of highest quality, unless its
rounding would break the limit; then, and for all others, nothing is lost in packing.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

from handbook.channels.colours import NEUTRAL, Inks, applied
from handbook.channels.content_streams import UnknownColourError
from handbook.wording import say

if TYPE_CHECKING:
    from PIL.Image import Image

QUALITY = 95
ROOM = 0.06
"""Ink below the limit that a picture keeps before it is packed as JPEG, whose rounding adds some."""
_LEVEL = 6


def to_inks(image: Any, inks: Inks) -> None:
    """Rewrite one image. UnknownColourError if it is of a kind that the engine never writes."""
    if image.get("/ImageMask", False):
        return  # painted in the colour of the moment
    picture = _decoded(image)
    if picture.mode == "L" or (picture.mode == "RGB" and _is_grey(picture)):
        _as_black(image, picture.convert("L"), inks)
    else:
        _as_inks(image, picture, inks)


def to_greys(image: Any) -> None:
    """Rewrite an image that is part of a soft mask."""
    import pikepdf

    if not image.get("/ImageMask", False):
        _put(image, _decoded(image).convert("L").tobytes(), pikepdf.Name.DeviceGray)


def _decoded(image: Any) -> Image:
    """The pixels, as grey, red-green-blue or inks."""
    import pikepdf
    from PIL import Image, ImageChops

    if isinstance(image.get("/Mask"), pikepdf.Array) or "/Matte" in image.get("/SMask", {}):
        raise UnknownColourError(say("a picture that is masked by one of its colours"))
    try:
        if image.get("/Filter") == pikepdf.Name.DCTDecode and image.get("/ColorSpace") == pikepdf.Name.DeviceCMYK:
            with Image.open(io.BytesIO(image.read_raw_bytes()), formats=("JPEG",)) as opened:
                opened.load()
            return opened if "/Decode" in image else ImageChops.invert(opened)  # Pillow turns every JPEG of inks round
        picture = pikepdf.PdfImage(image).as_pil_image(apply_mask=False)
    except (pikepdf.PdfError, pikepdf.models.image.UnsupportedImageTypeError, OSError, ValueError, NotImplementedError) as error:
        raise UnknownColourError(say("a picture that can't be decoded (%(error)s)", error=type(error).__name__)) from None
    if picture.mode in ("1", "P"):
        picture = picture.convert("RGB")
    if picture.mode not in ("L", "RGB", "CMYK"):
        raise UnknownColourError(say("a picture in %(mode)s", mode=picture.mode))
    return picture


def _is_grey(picture: Image) -> bool:
    """Whether no pixel has a colour."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    apart = [ImageChops.difference(*pair).histogram() for pair in ((red, green), (green, blue), (red, blue))]
    return not any(sum(counts[round(NEUTRAL * 255) + 1 :]) for counts in apart)


def _as_black(image: Any, picture: Image, inks: Inks) -> None:
    """A grey picture: each level names its tint of black, so that it has one plate and stays as small as it was."""
    import pikepdf

    tints = b"".join(bytes((0, 0, 0, round(inks.black(level) * 255))) for level in range(256))
    _put(image, picture.tobytes(), pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceCMYK, 255, pikepdf.String(tints)]))


def _as_inks(image: Any, picture: Image, inks: Inks) -> None:
    import pikepdf

    was_jpeg = image.get("/Filter") == pikepdf.Name.DCTDecode
    made = picture if picture.mode == "CMYK" else applied(picture, inks.transform)
    if was_jpeg and (packed := _jpeg(limited(made, inks.limit - ROOM), inks.limit)):
        _put(image, packed, pikepdf.Name.DeviceCMYK, jpeg=True)
    else:
        _put(image, limited(made, inks.limit).tobytes(), pikepdf.Name.DeviceCMYK)


def _jpeg(picture: Image, limit: float) -> bytes | None:
    """The picture as JPEG; nothing if a pixel of it has more ink than the limit."""
    from PIL import Image

    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, subsampling=0)
    with Image.open(io.BytesIO(out.getvalue()), formats=("JPEG",)) as again:
        return out.getvalue() if most_ink(again) <= limit else None


def most_ink(picture: Image) -> float:
    """The most ink that any pixel of a picture of inks has; 3.0 is 300 %."""
    from PIL import ImageMath

    cyan, magenta, yellow, black = picture.split()
    total = ImageMath.lambda_eval(lambda given: given["c"] + given["m"] + given["y"] + given["k"], c=cyan, m=magenta, y=yellow, k=black)
    return float(total.getextrema()[1]) / 255


def limited(picture: Image, limit: float) -> Image:
    """The picture with its three colours lowered where their sum with black is above the limit."""
    from PIL import Image, ImageMath

    if most_ink(picture) <= limit:
        return picture
    cyan, magenta, yellow, black = picture.split()
    most = int(limit * 255)

    def lowered(given: dict[str, Any]) -> Any:
        colours = given["c"] + given["m"] + given["y"]
        room = given["min"](most - given["k"], colours)
        return given["convert"](given["one"] * room / given["max"](colours, 1), "L")

    parts = [ImageMath.lambda_eval(lowered, one=one, c=cyan, m=magenta, y=yellow, k=black) for one in (cyan, magenta, yellow)]
    return Image.merge("CMYK", [*parts, black])


def _put(image: Any, data: bytes, space: Any, *, jpeg: bool = False) -> None:
    """New pixels for an image; what describes how the old ones were packed goes."""
    import pikepdf

    image.write(data if jpeg else zlib.compress(data, _LEVEL), filter=pikepdf.Name.DCTDecode if jpeg else pikepdf.Name.FlateDecode)
    image.ColorSpace = space
    image.BitsPerComponent = 8
    for key in ("/DecodeParms", "/Decode", "/Interpolate"):  # a press that smooths pixels overshoots the limit between them
        if key in image:
            del image[key]
    if jpeg:
        image.Decode = pikepdf.Array([1, 0] * 4)  # Pillow writes inks the other way round, as Adobe does
