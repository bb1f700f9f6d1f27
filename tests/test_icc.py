"""An output profile is looked at before anything is printed with it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from PIL import ImageCms

from handbook import paths
from handbook.icc import HEADER, check_profile, description

PROFILES = sorted((paths.LAYOUTS / "profiles").glob("*.icc"))
COATED = (paths.LAYOUTS / "profiles" / "FOGRA39L_coated.icc").read_bytes()


def with_bytes(start: int, data: bytes) -> bytes:
    return COATED[:start] + data + COATED[start + len(data) :]


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: str(path.stem))
def test_a_bundled_profile_is_good_and_says_what_it_is(path: Path) -> None:
    assert check_profile(path.read_bytes()) == ""
    assert description(path.read_bytes()).lower() == path.stem.replace("_", " ").lower()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is no ICC profile"),
        (b"%PDF-1.7 " * 100, "it is no ICC profile"),
        (COATED[:-1], "it is cut off"),
        (COATED + b"\0", "it is cut off, or something was added"),
        (with_bytes(16, b"RGB "), "it describes RGB colours, not the four printing inks"),
        (with_bytes(12, b"mntr"), 'it describes no press: its class is "mntr"'),
        (with_bytes(HEADER, struct.pack(">I", 10**6)), "its list of tables leads outside the file"),
        (with_bytes(HEADER + 8, struct.pack(">I", 10**6)), "its list of tables leads outside the file"),
        (COATED.replace(b"B2A0", b"B2X0", 1), "it lacks the table B2A0"),
        (with_bytes(54500, b"junk"), "the colour engine can't read it"),
        (with_bytes(54500 + 64, bytes(53000)), "its tables are damaged"),
    ],
    ids=["nothing", "pdf", "cut", "longer", "rgb", "monitor", "many tables", "table outside", "no way back", "unknown table", "empty table"],
)
def test_a_profile_that_no_press_can_be_served_with_is_refused(data: bytes, said: str) -> None:
    assert said in check_profile(data)


def test_a_screen_s_profile_is_refused() -> None:
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert "RGB colours" in check_profile(screen)
