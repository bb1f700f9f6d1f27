"""All pages of a PDF on one picture, spreads side by side: to look at what was made.

    python tools/contact_sheet.py dist/house/house-handbook-de.pdf sheet.png [--scale 0.5] [--columns 8] [--pages 4-7]

Out: a PNG. `--scale 1` shows a page at 72 dpi.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

GAP = 10
"""Pixels between spreads."""


def sheet(path: Path, scale: float, columns: int, wanted: range | None) -> Image.Image:
    """The pages as one picture; page 1 stands alone, as in a booklet, where all pages are shown. A book that reads from the right is laid out from there."""
    document = pypdfium2.PdfDocument(path)
    numbers = list(wanted) if wanted else list(range(1, len(document) + 1))
    pages = [document[number - 1].render(scale=scale).to_pil() for number in numbers]
    width, height = pages[0].size
    from_the_right = _reads_from_the_right(path)
    shift = 1 if wanted is None and len(pages) > 1 else 0
    rows = -(-(len(pages) + shift) // columns)
    made = Image.new("RGB", (columns * width + (columns // 2 + 1) * GAP, rows * (height + GAP) + GAP), "#8a8a8a")
    for position, page in enumerate(pages, shift):
        row, column = divmod(position, columns)
        column = columns - 1 - column if from_the_right else column
        made.paste(page, (column * width + (column // 2 + 1) * GAP, row * (height + GAP) + GAP))
    return made


def _reads_from_the_right(path: Path) -> bool:
    with pikepdf.open(path) as document:
        return str(document.Root.get("/ViewerPreferences", {}).get("/Direction", "")) == "/R2L"


def main() -> None:
    """Parse, draw, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("png", type=Path)
    parser.add_argument("--scale", type=float, default=0.5)
    parser.add_argument("--columns", type=int, default=8)
    parser.add_argument("--pages", help="such as 4-7")
    given = parser.parse_args()
    first, _, last = (given.pages or "").partition("-")
    wanted = range(int(first), int(last or first) + 1) if first else None
    sheet(given.pdf, given.scale, given.columns, wanted).save(given.png)


if __name__ == "__main__":
    main()
