"""Colours: one output intent, no picture in inks."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageCms

from handbook import paths
from tests.channels.conftest import made

PROFILE = paths.PACKAGE / "channels" / "srgb.icc"


def test_the_profile_is_the_srgb_of_littlecms_without_a_date() -> None:
    ours = PROFILE.read_bytes()
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert ours[128:] == made[128:]  # behind the header, ISO 15076-1 7.2
    assert ours[24:36] == bytes.fromhex("07cf000a0012000000000000")
    assert ImageCms.getOpenProfile(io.BytesIO(ours)).profile.version < 5  # ISO 19005-2 6.2.2


def test_a_file_says_once_what_its_colours_mean() -> None:
    with pikepdf.open(io.BytesIO(made("<p>x</p>"))) as document:
        (intent,) = document.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.N == 3
        assert intent.DestOutputProfile.read_bytes() == PROFILE.read_bytes()


def jpeg(mode: str, value: tuple[int, ...]) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (40, 40), value).save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.mark.parametrize(("inks", "expected"), [((0, 255, 255, 0), (255, 0, 0)), ((0, 0, 0, 0), (255, 255, 255)), ((0, 0, 0, 255), (0, 0, 0))])
def test_a_picture_in_inks_is_turned_into_light_and_looks_the_same(inks: tuple[int, ...], expected: tuple[int, ...]) -> None:
    data = made('<img src="/p.jpg" alt="x" style="width: 30mm">', "img { display: block }", p_jpg=jpeg("CMYK", inks))
    with pikepdf.open(io.BytesIO(data)) as document:
        spaces = [str(item.ColorSpace) for item in document.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"]
        assert spaces == ["/DeviceRGB"]
    with pypdfium2.PdfDocument(data) as shown:
        pixel = shown[0].render(scale=1).to_pil().getpixel((50, 60))
    assert all(abs(seen - wanted) <= 40 for seen, wanted in zip(pixel, expected, strict=True)), pixel
