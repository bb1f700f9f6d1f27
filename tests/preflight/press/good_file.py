"""A file that a print shop takes, made without the engine: four A6 pages with bleed. Tests spoil it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name

from handbook.channels import pdfx
from tests.channels.press_room import shop

MM = 72 / 25.4
PAGES = 4
GLYPH = b"500 0 0 0 500 700 d1 0 0 500 700 re f"
ART = b"0 0 0 1 k 0 0 0 1 K\nBT /f 9 Tf 40 200 Td (aa) Tj ET\n40 100 m 200 100 l S\n-9 -9 100 60 re f\n"
"""Text, a line, and a field that goes over the lower left corner into the bleed."""

Spoil = Callable[[pikepdf.Pdf], None]


@cache
def good() -> bytes:
    """The file as it should be."""
    with pikepdf.new() as pdf:
        letters = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 700]), FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), FirstChar=97, LastChar=97)
        letters.Widths = Array([500])
        letters.Encoding = Dictionary(Differences=Array([97, Name.a]))
        letters.CharProcs = Dictionary(a=pdf.make_stream(GLYPH))
        font = pdf.make_indirect(letters)
        for _ in range(PAGES):
            page = pdf.add_blank_page().obj
            page.TrimBox = Array([0, 0, 105 * MM, 148 * MM])
            page.MediaBox = page.BleedBox = Array([-3 * MM, -3 * MM, 108 * MM, 151 * MM])
            page.Resources = Dictionary(Font=Dictionary(f=font))
            page.Contents = pdf.make_stream(ART)
        pdfx.identify(pdf, shop(), title="Probe", day=dt.date(2026, 11, 24), binding="left", part="body")
        return saved(pdf, force_version="1.6")


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **{"static_id": True} | options)  # type: ignore[arg-type]
    return out.getvalue()


def spoiled(spoil: Spoil, **options: object) -> bytes:
    """The file with something wrong in it."""
    with pikepdf.open(io.BytesIO(good())) as pdf:
        spoil(pdf)
        return saved(pdf, **options)


def drawing(contents: bytes, on: tuple[int, ...] = (2,), **resources: Dictionary) -> Spoil:
    """Something more on some pages."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        for number in on:
            page = pdf.pages[number - 1].obj
            page.Contents = pdf.make_stream(ART + contents)
            for kind, named in resources.items():
                page.Resources[f"/{kind}"] = named

    return spoil
