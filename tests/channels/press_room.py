"""What the tests of the press share: pages painted with bleed as the engine paints them, print shops, and a press that prints plates."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from handbook import engine, print_shops
from handbook.assets import MIME_TYPES, Asset
from handbook.channels.press import Pressed, finish
from handbook.print_shops import PrintShop

DAY = dt.date(2026, 11, 24)
PLATES = ("Cyan", "Magenta", "Yellow", "Black")

Paint = Callable[..., bytes]


def noise(mode: str, size: int = 120) -> Image.Image:
    """A picture that holds every colour: the worst case for ink and for packing."""
    channels = [Image.effect_noise((size, size), 90 + 20 * number) for number in range(len(mode))]
    return Image.merge(mode, channels) if len(mode) > 1 else channels[0]


def packed(picture: Image.Image, kind: str) -> bytes:
    """A picture as the bytes of a file."""
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def paint(html: str, pictures: Mapping[str, bytes] | None = None, *, bleed_mm: float = 3, tags: bool = False) -> bytes:
    """Pages as the engine paints them for a press: A6, with bleed, without tags if they aren't wanted."""
    weasyprint = engine.load()
    served = {name: Asset(name, MIME_TYPES[Path(name).suffix], data) for name, data in (pictures or {}).items()}
    style = f"@page{{size:105mm 148mm;margin:10mm;bleed:{bleed_mm}mm}}body{{font:9pt 'IBM Plex Sans';color:#1c1c1c;margin:0}}"
    fonts, fetcher = engine.font_configuration(), engine.fetcher(served)
    sheet = weasyprint.CSS(string=style, font_config=fonts)
    document = weasyprint.HTML(string=html, base_url=engine.BASE_URL, url_fetcher=fetcher).render(stylesheets=[sheet], font_config=fonts)
    data: bytes = document.write_pdf(pdf_tags=tags)
    return data


@cache
def shop(name: str = "offset-coated") -> PrintShop:
    """A print shop that comes with the program."""
    return print_shops.load(name, Path("nowhere"))


def asking(**terms: object) -> PrintShop:
    """The shop for coated paper with other terms."""
    return replace(shop(), terms=shop().terms.model_copy(update=terms))


def pressed(data: bytes, wanted: PrintShop | None = None, **given: object) -> Pressed:
    """The files for a shop."""
    return finish(data, wanted or shop(), title="Probe", day=DAY, **given)  # type: ignore[arg-type]


@pytest.fixture
def plates(tmp_path: Path) -> Callable[..., dict[str, Image.Image]]:
    """A press: one page of a PDF as its plates, 255 where there is full ink. Skipped where there is no Ghostscript."""
    if not shutil.which("gs"):
        pytest.skip("no Ghostscript at hand (Debian: apt-get install ghostscript)")

    def printed(data: bytes, page: int = 1, dpi: int = 100) -> dict[str, Image.Image]:
        file = tmp_path / "printed.pdf"
        file.write_bytes(data)
        options = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{dpi}", f"-dFirstPage={page}", f"-dLastPage={page}"]
        subprocess.run(["gs", *options, "-o", str(tmp_path / "plate-%d.tif"), str(file)], check=True, capture_output=True)
        made = {path.stem.split("(")[1].rstrip(")"): path for path in tmp_path.glob("plate-1(*).tif")}
        assert set(PLATES) <= made.keys()
        return {name: Image.open(path).convert("L").point(lambda value: 255 - value) for name, path in made.items()}

    return printed
