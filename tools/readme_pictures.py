"""The contact sheets of the README, made anew from what the program builds.

    python tools/readme_pictures.py

Out: `docs/pictures/<edition>.png` for the editions below. Run it after every change of the look, and look at them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from contact_sheet import sheet

ROOT = Path(__file__).resolve().parent.parent
EDITIONS = ("house", "sonnengelb-strom")
SCALE = 0.55
COLOURS = 128
"""Palette size: small files, no visible loss at this scale."""


def main() -> None:
    """Build, draw, save."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(ROOT / "build_pdf.py"), "build", *EDITIONS, "--product", "handbook", "-q", "-o", folder], check=True, stdout=subprocess.DEVNULL)
        for name in EDITIONS:
            picture = sheet(Path(folder) / name / f"{name}-handbook-de.pdf", SCALE, columns=8, wanted=None)
            picture.quantize(COLOURS).save(ROOT / "docs" / "pictures" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
