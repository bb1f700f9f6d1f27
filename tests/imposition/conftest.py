"""What the tests of imposition share: small PDFs that say their page numbers, and where a text lies on a page."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2
import pytest

MM = 72 / 25.4

MakePdf = Callable[..., bytes]
Words = dict[str, tuple[float, float]]


Change = Callable[[pikepdf.Pdf], None]


def make_pdf(
    pages: int = 4, width: float = 148, height: float = 210, *, bleed: float = 0.0, turned: int = 0, unit: float = 1.0, art: str = "", change: Change | None = None
) -> bytes:
    """A PDF whose page 3 says "P3" in its middle. Lengths in millimetres; with bleed, the trimmed page lies in a larger one."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
    scale = MM / unit
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=((width + 2 * bleed) * scale, (height + 2 * bleed) * scale)).obj
        if bleed:
            page.TrimBox = [bleed * scale, bleed * scale, (width + bleed) * scale, (height + bleed) * scale]
            page.BleedBox = page.MediaBox
        if turned:
            page.Rotate = turned
        if unit != 1.0:
            page.UserUnit = unit
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        x, y = (width / 2 + bleed) * scale, (height / 2 + bleed) * scale
        page.Contents = pdf.make_stream(f"{art} BT /F {4 * scale:.4f} Tf {x:.4f} {y:.4f} Td (P{number}) Tj ET".encode())
    pdf.docinfo["/Title"] = "Probeheft"
    pdf.Root.Lang = pikepdf.String("de")
    if change:
        change(pdf)
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True)
    return made.getvalue()


def words(data: bytes) -> list[Words]:
    """For each side, every word that is seen there with the left lower corner of its first glyph, in millimetres."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        whole = text.get_text_range()
        places: Words = {}
        position = 0
        for word in whole.split():
            position = whole.index(word, position)
            places[word] = (text.get_charbox(position, loose=True)[0] / MM, text.get_charbox(position)[1] / MM)  # from its origin, on its baseline
            position += len(word)
        found.append(places)
    return found


def preferences(data: bytes) -> dict[str, Any]:
    """What the file tells viewer and printer."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {key: str(value) if isinstance(value, pikepdf.Name) else value for key, value in pdf.Root.ViewerPreferences.items()}


@pytest.fixture
def pdf() -> MakePdf:
    """See `make_pdf`."""
    return make_pdf
