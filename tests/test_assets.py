from __future__ import annotations

import hashlib
import io
import os
import pickle
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageFile

from handbook import assets, engine, paths
from handbook.assets import Asset, admit, check_bundled, check_font, check_picture
from handbook.errors import ContentError, EnvironmentProblem, ExitCode
from handbook.findings import Place

PLEX = paths.LAYOUTS / "fonts" / "IBMPlexSans-Regular.ttf"
WHERE = Place("edition.toml", 6, 8)


def picture(kind: str, size: tuple[int, int] = (24, 16), mode: str = "RGB", **options: object) -> bytes:
    """A small picture with something different in every pixel."""
    drawn = Image.new("RGB", size)
    drawn.putdata([((x * 9 + y * 5) % 256, x * 3 % 256, y * 15 % 256) for y in range(size[1]) for x in range(size[0])])
    out = io.BytesIO()
    drawn.convert(mode).save(out, kind, **options)
    return out.getvalue()


def blank_png(width: int, height: int) -> bytes:
    """A PNG of any size with one bit a pixel: small as a file, large once it is decoded."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    row = bytes(1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def verdicts(pictures: list[bytes], suffix: str) -> list[tuple[str, bytes]]:
    """What a process without the engine says to each picture, and the pixels that it saw if it said nothing."""
    code = """
import io, pickle, sys
from PIL import Image
from handbook.assets import decode
pictures, suffix = pickle.load(sys.stdin.buffer)
told = [decode(each, suffix) for each in pictures]
seen = [b"" if said else Image.open(io.BytesIO(each)).tobytes() for each, said in zip(pictures, told)]
pickle.dump(list(zip(told, seen)), sys.stdout.buffer)
assert "weasyprint" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], input=pickle.dumps((pictures, suffix)), capture_output=True, check=True, cwd=paths.ROOT)
    result: list[tuple[str, bytes]] = pickle.loads(done.stdout)
    return result


def put(folder: Path, name: str, data: bytes) -> str:
    """A file of the edition; returns its name."""
    (folder / name).write_bytes(data)
    return name


def refusal(name: str, folder: Path, kind: str = "picture") -> str:
    """Code and sentence with which a file is refused, at the place given."""
    with pytest.raises(ContentError) as error:
        admit(name, folder, WHERE, kind=kind, excerpt="    logo\n    ^^^^")
    (finding,) = error.value.findings
    assert (finding.place, finding.excerpt) == (WHERE, "    logo\n    ^^^^")
    return f"{finding.code} {finding.message} {finding.hint}".strip()


@pytest.fixture(params=["without the engine", "with the engine"])
def process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A picture is checked alike in both; the engine makes Pillow lenient for the whole process, so one without it is asked."""
    engine.load()
    assert ImageFile.LOAD_TRUNCATED_IMAGES
    if request.param == "without the engine":
        monkeypatch.delitem(sys.modules, "weasyprint")
        monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    return str(request.param)


PICTURES = {
    "rgb.png": picture("PNG"),
    "alpha.png": picture("PNG", mode="RGBA"),
    "grey.png": picture("PNG", mode="L"),
    "palette.PNG": picture("PNG", mode="P"),
    "bilevel.png": picture("PNG", mode="1"),
    "plain.jpg": picture("JPEG"),
    "progressive.jpeg": picture("JPEG", progressive=True),
    "cmyk.JPG": picture("JPEG", mode="CMYK"),
    "telephone.jpg": picture("MPO", save_all=True, append_images=[Image.new("RGB", (4, 4))]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_every_usual_kind_of_picture_is_admitted(tmp_path: Path, process: str, name: str) -> None:
    asset = admit(put(tmp_path, name, PICTURES[name]), tmp_path, WHERE, kind="picture")
    assert asset.data == PICTURES[name]
    assert asset.mime == ("image/png" if name.lower().endswith("png") else "image/jpeg")


@pytest.mark.parametrize("name", ["rgb.png", "plain.jpg"])
def test_half_a_picture_is_refused(tmp_path: Path, process: str, name: str) -> None:
    data = PICTURES[name]
    assert refusal(put(tmp_path, name, data[: len(data) // 2]), tmp_path).startswith(f'A03 "{name}" can\'t be used: it is damaged or no picture')


def test_the_engine_alone_would_take_half_a_picture() -> None:
    engine.load()
    whole = picture("JPEG", size=(200, 200))
    half = whole[: len(whole) // 2]
    assert assets.decode(half, ".jpg") == ""
    assert check_picture(half, ".jpg") != ""


def mutants(data: bytes, count: int) -> list[bytes]:
    """Damaged copies, always the same: half of them cut off, half with one bit turned."""
    chance = random.Random(20261123)
    cut = [data[: chance.randrange(len(data))] for _ in range(count // 2)]
    turned = []
    for _ in range(count // 2):
        place, bit = chance.randrange(len(data)), chance.randrange(8)
        turned.append(data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :])
    return cut + turned


@pytest.mark.parametrize("name", ["rgb.png", "alpha.png", "palette.PNG"])
def test_of_400_damaged_pngs_99_percent_are_refused_or_show_the_same_pixels(name: str) -> None:
    data = PICTURES[name]
    ((said, pixels),) = verdicts([data], ".png")
    assert said == ""
    unnoticed = [seen for said, seen in verdicts(mutants(data, 400), ".png") if not said and seen != pixels]
    assert len(unnoticed) <= 4


@pytest.mark.parametrize("name", ["plain.jpg", "progressive.jpeg", "cmyk.JPG"])
def test_a_jpeg_that_is_cut_off_anywhere_is_refused(name: str) -> None:
    data = PICTURES[name]
    assert [length for length, (said, _) in enumerate(verdicts([data[:length] for length in range(len(data))], ".jpg")) if not said] == []


def frame(data: bytes) -> Iterator[int]:
    """The offsets of a JPEG's bytes that say what follows: every marker and every length before the picture data."""
    place = 2
    yield from (0, 1)
    while data[place + 1] != 0xDA:
        yield from range(place, place + 4)
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    yield from (*range(place, place + 4), len(data) - 2, len(data) - 1)


@pytest.mark.parametrize("name", ["plain.jpg", "cmyk.JPG"])
def test_a_bit_turned_in_the_frame_of_a_jpeg_is_refused_or_shows_the_same_pixels(name: str) -> None:
    data = PICTURES[name]
    ((_, pixels),) = verdicts([data], ".jpg")
    turned = [data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :] for place in frame(data) for bit in range(8)]
    unnoticed = [seen for said, seen in verdicts(turned, ".jpg") if not said and seen != pixels]
    assert len(turned) > 200
    assert len(unnoticed) <= len(turned) / 100


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (13_000, 13_000, "it has far more than 25 million pixels"),
        (20_000, 20_000, "it has far more than 25 million pixels"),
        (5000, 5001, "5000 × 5001 pixels are more than 10000 a side or 25 million"),
        (10_001, 1, "10001 × 1 pixels are more than 10000 a side or 25 million"),
        (5000, 5000, ""),
        (10_000, 1, ""),
    ],
)
def test_a_small_file_with_too_many_pixels_is_refused_by_its_head(process: str, width: int, height: int, expected: str) -> None:
    data = blank_png(width, height)
    assert len(data) < 50_000
    assert check_picture(data, ".png") == expected


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    with open(tmp_path / "logo.png", "wb") as file:
        file.truncate(assets.LARGEST_FILE + 1)
    assert refusal("logo.png", tmp_path) == 'A04 "logo.png" is larger than 10 MB. Export it smaller.'


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("logo.gif", b"GIF89a", 'A03 "logo.gif" is no picture that can be used. Use a file ending in .svg, .png, .jpg, .jpeg.'),
        ("logo", b"", 'A03 "logo" is no picture that can be used. Use a file ending in .svg, .png, .jpg, .jpeg.'),
        ("logo.ttf", b"", 'A03 "logo.ttf" is no picture that can be used. Use a file ending in .svg, .png, .jpg, .jpeg.'),
        ("logo.jpg", picture("PNG"), "it is a PNG, not a JPEG; rename it"),
        ("logo.png", picture("JPEG"), "it is a JPEG, not a PNG; rename it"),
        ("logo.png", picture("GIF", mode="P"), "it is damaged or no picture"),
        ("logo.png", b"", "it is damaged or no picture"),
        ("logo.png", b"<svg/>", "it is damaged or no picture"),
        ("logo.svg", picture("PNG"), 'A05 "logo.svg" can\'t be used: it is no well-formed XML (line 1).'),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, process: str, name: str, data: bytes, expected: str) -> None:
    assert expected in refusal(put(tmp_path, name, data), tmp_path)


def outside(folder: Path) -> Path:
    """A good picture beside the edition's folder."""
    path = folder.parent / "outside.png"
    path.write_bytes(picture("PNG"))
    return path


LIES_OUTSIDE = "lies outside the edition's folder. Copy the file into the folder of the edition."


@pytest.mark.parametrize(
    ("make", "name", "expected"),
    [
        (outside, "../outside.png", f'A02 "../outside.png" {LIES_OUTSIDE}'),
        (outside, "sub/../../outside.png", 'A01 there is no file "sub/../../outside.png".'),
        (lambda folder: (folder / "link.png").symlink_to(outside(folder)), "link.png", f'A02 "link.png" {LIES_OUTSIDE}'),
        (lambda folder: (folder / "sub").symlink_to(outside(folder).parent), "sub/outside.png", f'A02 "sub/outside.png" {LIES_OUTSIDE}'),
        (lambda folder: (folder / "zero.png").symlink_to("/dev/zero"), "zero.png", f'A02 "zero.png" {LIES_OUTSIDE}'),
        (lambda folder: None, "/dev/zero", f'A02 "/dev/zero" {LIES_OUTSIDE}'),
        (lambda folder: os.mkfifo(folder / "pipe.png"), "pipe.png", 'A01 "pipe.png" is no file.'),
        (lambda folder: (folder / "folder.png").mkdir(), "folder.png", 'A01 "folder.png" is no file.'),
        (lambda folder: None, ".", 'A01 "." is no file.'),
        (lambda folder: (folder / "loop.png").symlink_to("loop.png"), "loop.png", 'A01 "loop.png"'),
        (lambda folder: put(folder, "logo.png", picture("PNG")), "lgoo.png", 'A01 there is no file "lgoo.png". Did you mean "logo.png"?'),
        (lambda folder: None, "logo.png", 'A01 there is no file "logo.png". Put it into '),
        (lambda folder: put(folder, "logo.png", picture("PNG")), "logo.png/logo.png", 'A01 "logo.png/logo.png" can\'t be read: Not a directory.'),
        (lambda folder: None, "n" * 300, f'A01 "{"n" * 80}" can\'t be read: File name too long.'),
        (lambda folder: None, "a\0b.png", "A01 \"a\0b.png\" can't be read: its name isn't possible."),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_only_a_file_within_the_folder_of_the_edition_is_read(tmp_path: Path, make: Callable[[Path], object], name: str, expected: str) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    make(folder)
    assert refusal(name, folder).startswith(expected)


def test_a_link_that_stays_within_the_folder_is_followed(tmp_path: Path) -> None:
    put(tmp_path, "logo-2026.png", picture("PNG"))
    (tmp_path / "logo.png").symlink_to("logo-2026.png")
    assert admit("logo.png", tmp_path, WHERE, kind="picture").data == picture("PNG")


def test_an_asset_is_known_by_its_digest_and_shows_nothing_of_this_machine(tmp_path: Path) -> None:
    asset = admit(put(tmp_path, "Mein Logo.png", picture("PNG")), tmp_path, WHERE, kind="picture")
    assert asset.digest == hashlib.sha256(picture("PNG")).hexdigest()
    assert asset.name == f"edition/{asset.digest[:16]}.png"


@pytest.mark.parametrize("file", sorted((paths.LAYOUTS / "fonts").glob("*.ttf")), ids=lambda file: str(file.stem))
def test_the_bundled_fonts_may_be_embedded_and_are_whole(file: Path) -> None:
    assert check_font(file.read_bytes()) == ""


def saved(*, licence_bit: int = 0, flavor: str | None = None) -> bytes:
    """The bundled font with this licence bit, in this container."""
    out = io.BytesIO()
    with TTFont(PLEX) as font:
        font["OS/2"].fsType, font.flavor = licence_bit, flavor
        font.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.ttf", PLEX.read_bytes()[:-5000], "it is damaged"),
        ("a.ttf", PLEX.read_bytes()[:100], "it is damaged"),
        ("a.ttf", b"", "it is damaged"),
        ("a.ttf", PLEX.read_bytes()[:90_000] + b"\x55" + PLEX.read_bytes()[90_001:], "it is damaged"),
        ("a.otf", picture("PNG"), "it is damaged or no font"),
        ("a.ttf", saved(flavor="woff"), "it is a WOFF file, not TrueType or OpenType"),
        ("a.ttf", saved(licence_bit=0x0002), "its licence bit forbids embedding in documents"),
        ("a.png", PLEX.read_bytes(), 'A03 "a.png" is no font that can be used. Use a file ending in .ttf, .otf.'),
    ],
    ids=["end missing", "head only", "empty", "one byte changed", "picture", "web font", "restricted", "wrong suffix"],
)
def test_a_font_that_cannot_be_embedded_is_refused(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    assert expected in refusal(put(tmp_path, name, data), tmp_path, kind="font")


def test_bundled_files_are_those_that_were_fetched() -> None:
    check_bundled()


@pytest.mark.parametrize(
    ("damage", "expected"),
    [(lambda path: path.unlink(), "a file of the program is missing."), (lambda path: path.write_bytes(path.read_bytes()[:-1]), "a file of the program was changed or cut off.")],
)
def test_a_bundled_font_that_is_missing_or_changed_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], object], expected: str) -> None:
    for name in ("digests.toml", *assets._digests()):
        copy = tmp_path / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes((paths.LAYOUTS / name).read_bytes())
    monkeypatch.setattr(paths, "LAYOUTS", tmp_path)
    check_bundled()
    damage(tmp_path / "fonts" / "IBMPlexSans-Bold.ttf")
    with pytest.raises(EnvironmentProblem) as error:
        check_bundled()
    assert error.value.exit_code is ExitCode.ENVIRONMENT
    assert [(finding.code, finding.place.file, finding.message) for finding in error.value.findings] == [("A06", "layouts/fonts/IBMPlexSans-Bold.ttf", expected)]


def test_an_icon_is_coloured_in_memory_only() -> None:
    on_disk = (paths.LAYOUTS / "icons" / "scale.svg").read_bytes()
    red = assets.icon("scale", "#ff0000")
    assert isinstance(red, Asset)
    assert b"currentColor" in on_disk
    assert red.data == on_disk.replace(b"currentColor", b"#ff0000")
    assert red.name != assets.icon("scale", "#00ff00").name
