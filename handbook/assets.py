"""The only door for files that go into a page: each is read once, checked strictly, and known by its digest.

In: a path of the edition or of the project. Out: an `Asset`, bytes that the engine gets from memory under `asset:`.
The engine itself never opens a file. Pictures are decoded in a process that hasn't loaded the engine, because loading it
makes Pillow accept damaged files. A PNG carries checksums, so any damage shows; a JPEG has none, so what is cut off shows,
but not a flipped bit that still decodes.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import stat
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handbook import paths
from handbook.errors import ContentError, EnvironmentProblem
from handbook.findings import Finding, Place, did_you_mean
from handbook.icc import check_profile
from handbook.svg import check_svg
from handbook.wording import mark, say

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes of a picture or font."""
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 10_000
"""Pixels."""

MIME_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".css": "text/css",
    ".icc": "application/vnd.iccprofile",
    ".icm": "application/vnd.iccprofile",
    ".toml": "application/toml",
}
_FONTS = (".ttf", ".otf")
_PROFILES = (".icc", ".icm")
_KINDS = {"picture": (".svg", ".png", ".jpg", ".jpeg"), "font": _FONTS, "profile": _PROFILES, "print_shop": (".toml",)}
_NONE_THAT_CAN_BE_USED = {
    "picture": mark('"%(file)s" is no picture that can be used.'),
    "font": mark('"%(file)s" is no font that can be used.'),
    "profile": mark('"%(file)s" is no colour profile that can be used.'),
    "print_shop": mark('"%(file)s" is no print shop\'s file that can be used.'),
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A checked file in memory."""

    name: str
    """What it is called under `asset:`; never a path of this machine."""
    mime: str
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


def admit(relative: str, folder: Path, place: Place, *, kind: str, excerpt: str = "") -> Asset:
    """Read and check one file that an edition names. `kind` is "picture", "font", "profile" or "print_shop". ContentError says what is wrong."""

    def refuse(code: str, message: str, hint: str = "") -> ContentError:
        return ContentError(Finding(code, message, place, hint, excerpt=excerpt))

    data = _read_within(relative, folder, refuse)
    suffix = Path(relative).suffix.lower()
    allowed = _KINDS[kind]
    if suffix not in allowed:
        raise refuse("A03", say(_NONE_THAT_CAN_BE_USED[kind], file=relative), say("Use a file ending in %(endings)s.", endings=", ".join(allowed)))
    problem = _problem(data, suffix)
    if problem:
        code, reason, hint = problem
        raise refuse(code, say('"%(file)s" can\'t be used: %(reason)s.', file=relative, reason=reason), hint)
    name = f"edition/{hashlib.sha256(data).hexdigest()[:16]}{suffix}"
    return Asset(name, MIME_TYPES[suffix], data)


def _problem(data: bytes, suffix: str) -> tuple[str, str, str] | None:
    """What is wrong with a file's bytes: code, reason, hint."""
    if suffix == ".svg":
        wrong = check_svg(data)
        return ("A05", wrong, say("Save it as plain SVG, with text turned into paths.")) if wrong else None
    if suffix == ".toml":
        return None  # whoever wants it reads it
    wrong = check_font(data) if suffix in _FONTS else check_profile(data) if suffix in _PROFILES else check_picture(data, suffix)
    return ("A03", wrong, say("Export the file again from where it was made.")) if wrong else None


def _read_within(relative: str, folder: Path, refuse: object) -> bytes:
    """The bytes of a regular file inside the folder; symbolic links may not lead out of it."""
    assert callable(refuse)
    path = folder / relative
    try:
        resolved = path.resolve(strict=True)
        if not resolved.is_relative_to(folder.resolve()):
            raise refuse("A02", say('"%(file)s" lies outside the edition\'s folder.', file=relative), say("Copy the file into the folder of the edition."))
        handle = os.open(resolved, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise refuse("A01", say('there is no file "%(file)s".', file=relative), _near(path, folder)) from None
    except RuntimeError:  # pathlib's word for links that lead to each other, before Python 3.13
        raise refuse("A01", say('"%(file)s" is a link that leads to itself.', file=relative)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or say("its name isn't possible")
        raise refuse("A01", say('"%(file)s" can\'t be read: %(reason)s.', file=relative[:80], reason=reason)) from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise refuse("A01", say('"%(file)s" is no file.', file=relative))
        if status.st_size > LARGEST_FILE:
            raise refuse("A04", say('"%(file)s" is larger than %(size)s MB.', file=relative, size=LARGEST_FILE // 2**20), say("Export it smaller."))
        with open(handle, "rb", closefd=False) as file:
            return file.read(LARGEST_FILE + 1)
    finally:
        os.close(handle)


def _near(path: Path, folder: Path) -> str:
    names = [each.name for each in path.parent.iterdir() if each.is_file()] if path.parent.is_dir() else []
    return did_you_mean(path.name, names, say("Put it into %(folder)s.", folder=paths.shown(folder)))


def check_picture(data: bytes, suffix: str) -> str:
    """What is wrong with a PNG or JPEG, or nothing. Decoded completely, in a process that hasn't loaded the engine."""
    if "weasyprint" in sys.modules:
        run = subprocess.run([sys.executable, "-m", "handbook.assets", suffix], input=data, capture_output=True, check=False, cwd=paths.PACKAGE.parent)
        told: str = pickle.loads(run.stdout) if run.returncode == 0 else say("it can't be decoded")
        return told
    return decode(data, suffix)


def decode(data: bytes, suffix: str) -> str:
    """What is wrong with a picture's bytes; only for a process without the engine."""
    from PIL import Image

    expected = "PNG" if suffix == ".png" else "JPEG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                if (picture.format or "").replace("MPO", "JPEG") != expected:  # a telephone's JPEG holds a second, smaller one
                    return say("it is a %(found)s, not a %(expected)s; rename it", found=picture.format, expected=expected)
                width, height = picture.size
                if width > LONGEST_SIDE or height > LONGEST_SIDE or width * height > MOST_PIXELS:
                    most = {"side": LONGEST_SIDE, "millions": MOST_PIXELS // 10**6}
                    return say("%(width)s × %(height)s pixels are more than %(side)s a side or %(millions)s million", width=width, height=height, **most)
                picture.verify()
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return say("it has far more than %(millions)s million pixels", millions=MOST_PIXELS // 10**6)
    except Exception as error:  # Pillow raises a dozen different types for damaged files
        return say("it is damaged or no picture (%(error)s)", error=type(error).__name__)
    return ""


def check_font(data: bytes) -> str:
    """What is wrong with a font file, or nothing."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(io.BytesIO(data), lazy=False, checkChecksums=2) as font:
            if font.flavor:
                return say("it is a %(kind)s file, not TrueType or OpenType", kind=font.flavor.upper())
            for table in font.reader.keys():  # noqa: SIM118 (it is no mapping)
                font.reader[table]  # read, and compared with its checksum
            if font["OS/2"].fsType & 0x0002:  # OpenType OS/2: restricted licence embedding
                return say("its licence bit forbids embedding in documents")
            if not font.getBestCmap():
                return say("it holds no characters")
    except (TTLibError, KeyError, AssertionError, ValueError, IndexError, OSError) as error:
        return say("it is damaged or no font (%(error)s)", error=type(error).__name__)
    except Exception as error:  # damaged tables raise what they like
        return say("it is damaged (%(error)s)", error=type(error).__name__)
    return ""


def pixels(data: bytes) -> tuple[int, int]:
    """Width and height of a checked PNG or JPEG."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
        return picture.size


def characters(data: bytes) -> frozenset[str]:
    """Every character that a checked font has."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


_SAMPLE = "Wer gut zuhört, findet heraus, was fehlt, und sorgt dafür, dass es weitergeht."


def width_of(data: bytes) -> float:
    """How wide a font runs: the mean advance of a German sentence's letters, in em."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True) as font:
        glyphs, metrics = font.getBestCmap(), font["hmtx"]
        advances = [metrics[glyphs[ord(letter)]][0] for letter in _SAMPLE if ord(letter) in glyphs]
        return float(sum(advances) / len(advances) / font["head"].unitsPerEm)


_GET_BACK = say("Get it back with `git checkout layouts` or install again.")
_MISSING = say("a file of the program is missing.")
_CHANGED = say("a file of the program was changed or cut off.")


@cache
def _digests() -> dict[str, str]:
    try:
        noted: dict[str, str] = tomllib.loads((paths.LAYOUTS / "digests.toml").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise EnvironmentProblem(Finding("A06", _MISSING if isinstance(error, OSError) else _CHANGED, Place("layouts/digests.toml"), _GET_BACK)) from None
    return noted


def check_bundled() -> None:
    """EnvironmentProblem if a font, icon or profile that comes with the program is missing or changed."""
    found = list(_changed())
    if found:
        raise EnvironmentProblem(*found)


def _changed() -> Iterator[Finding]:
    for name, digest in _digests().items():
        place = Place(f"layouts/{name}")
        try:
            data = (paths.LAYOUTS / name).read_bytes()
        except OSError:
            yield Finding("A06", _MISSING, place, _GET_BACK)
            continue
        if hashlib.sha256(data).hexdigest() != digest:
            yield Finding("A06", _CHANGED, place, _GET_BACK)
    for path in sorted(path for pattern in ("fonts/*.ttf", "icons/*.svg", "profiles/*.icc") for path in paths.LAYOUTS.glob(pattern)):
        if (name := path.relative_to(paths.LAYOUTS).as_posix()) not in _digests():
            hint = say("Note it with tools/fetch_third_party.py, or take it away.")
            yield Finding("A06", say("isn't among the noted files of the program."), Place(f"layouts/{name}"), hint)


def icon(name: str, colour: str) -> Asset:
    """A bundled icon in one colour. Third-party files stay as they are on disk; the colour is set in memory."""
    data = (paths.LAYOUTS / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    return Asset(f"icons/{name}-{colour.lstrip('#')}.svg", MIME_TYPES[".svg"], data.encode())


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(decode(sys.stdin.buffer.read(), sys.argv[1])))
