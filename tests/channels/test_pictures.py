"""Pictures become inks, within the limit on every pixel."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageOps

from handbook.channels.colours import Inks, applied
from handbook.channels.content_streams import UnknownColourError
from handbook.channels.pictures import limited, most_ink, to_greys, to_inks
from tests.channels.press_room import noise, packed, shop

SPACES = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    """An empty file."""
    with pikepdf.new() as made:
        yield made


@pytest.fixture(scope="module")
def inks() -> Inks:
    """Those of the shop for coated paper."""
    return Inks(shop().profile.data, 3.0)


def image(pdf: pikepdf.Pdf, picture: Image.Image, kind: str = "PNG", **more: object) -> pikepdf.Stream:
    """A picture as the engine puts it into a file."""
    made = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height, ColorSpace=SPACES[picture.mode], BitsPerComponent=8, **more)
    made.Interpolate = True
    if kind == "JPEG":
        made.write(packed(picture, "JPEG"), filter=Name.DCTDecode)
        if picture.mode == "CMYK":
            made.Decode = Array([1, 0] * 4)
    else:
        made.write(zlib.compress(picture.tobytes()), filter=Name.FlateDecode)
    return made


def inked(made: pikepdf.Stream) -> Image.Image:
    """What a press reads from a finished picture: inks, whatever they are packed in."""
    if made.get("/Filter") == Name.DCTDecode:
        with Image.open(io.BytesIO(made.read_raw_bytes())) as opened:
            opened.load()
        return opened  # Pillow turns a JPEG of inks round, and so does /Decode
    size = (int(made.Width), int(made.Height))
    if isinstance(made.ColorSpace, Array):
        table = bytes(made.ColorSpace[3])
        levels = made.read_bytes()
        return Image.frombytes("CMYK", size, b"".join(table[4 * level : 4 * level + 4] for level in levels))
    return Image.frombytes("CMYK", size, made.read_bytes())


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_of_colours_becomes_one_of_inks_that_looks_alike(pdf: pikepdf.Pdf, inks: Inks, kind: str) -> None:
    picture = Image.merge("RGB", [Image.linear_gradient("L"), ImageOps.mirror(Image.linear_gradient("L").rotate(90)), Image.radial_gradient("L")])
    made = image(pdf, picture, kind)
    to_inks(made, inks)
    assert made.ColorSpace == Name.DeviceCMYK
    want = limited(applied(picture, inks.transform), inks.limit)
    assert max(high for _, high in ImageChops.difference(inked(made), want).getextrema()) <= (0 if kind == "PNG" else 60)
    assert str(made.Filter) == ("/FlateDecode" if kind == "PNG" else "/DCTDecode")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
@pytest.mark.parametrize("limit", [3.0, 2.2])
def test_no_pixel_has_more_ink_than_the_limit(pdf: pikepdf.Pdf, kind: str, mode: str, limit: float) -> None:
    made = image(pdf, noise(mode), kind)
    to_inks(made, Inks(shop().profile.data, limit))
    assert 1.9 < most_ink(inked(made)) <= limit


def test_lowering_ink_takes_colours_and_keeps_black() -> None:
    picture = Image.frombytes("CMYK", (3, 1), bytes([255, 255, 255, 255, 200, 100, 50, 0, 255, 128, 0, 200]))
    assert limited(picture, 3.0).tobytes() == bytes([170, 170, 170, 255, 200, 100, 50, 0, 255, 128, 0, 200])
    assert most_ink(picture) == 4.0


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_grey_picture_has_the_black_plate_alone_and_stays_small(pdf: pikepdf.Pdf, inks: Inks, kind: str) -> None:
    for picture in (noise("L"), Image.merge("RGB", [noise("L")] * 3)):
        made = image(pdf, picture, kind)
        to_inks(made, inks)
        assert [str(made.ColorSpace[0]), str(made.ColorSpace[1])] == ["/Indexed", "/DeviceCMYK"]
        assert len(made.read_bytes()) == picture.width * picture.height
        extrema = inked(made).getextrema()
        assert extrema[:3] == ((0, 0),) * 3
        assert extrema[3] == (0, 255)


def test_pixels_are_no_longer_smoothed_between(pdf: pikepdf.Pdf, inks: Inks) -> None:
    made = image(pdf, noise("RGB"))
    to_inks(made, inks)
    assert not made.get("/Interpolate", False)


def test_a_jpeg_of_inks_means_the_same_whichever_way_round_it_is_stored(pdf: pikepdf.Pdf, inks: Inks) -> None:
    picture = Image.new("CMYK", (16, 16), (200, 20, 40, 60))
    straight = image(pdf, ImageChops.invert(picture), "JPEG")
    del straight.Decode
    turned = image(pdf, picture, "JPEG")
    for made in (straight, turned):
        to_inks(made, inks)
        assert inked(made).getpixel((8, 8)) == pytest.approx((200, 20, 40, 60), abs=3)


def test_a_stencil_takes_the_colour_of_the_moment(pdf: pikepdf.Pdf, inks: Inks) -> None:
    made = pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ImageMask=True, BitsPerComponent=1)
    before = made.unparse()
    to_inks(made, inks)
    assert made.unparse() == before


def test_a_picture_within_a_soft_mask_becomes_grey(pdf: pikepdf.Pdf) -> None:
    made = image(pdf, noise("RGB"))
    to_greys(made)
    assert made.ColorSpace == Name.DeviceGray
    assert len(made.read_bytes()) == 120 * 120


def test_a_picture_that_the_engine_never_writes_is_refused(pdf: pikepdf.Pdf, inks: Inks) -> None:
    keyed = image(pdf, noise("RGB"), Mask=Array([0, 1, 0, 1, 0, 1]))
    matted = image(pdf, noise("RGB"), SMask=pdf.make_stream(b"", Matte=Array([0, 0, 0])))
    broken = image(pdf, noise("RGB"))
    broken.write(b"nothing", filter=Name.DCTDecode)
    calibrated = image(pdf, noise("RGB"))
    calibrated.ColorSpace = Array([Name.Lab, Dictionary(WhitePoint=[1, 1, 1])])
    for made in (keyed, matted, broken, calibrated):
        with pytest.raises(UnknownColourError):
            to_inks(made, inks)
