"""Files that other programs made are looked at as well: what is wrong is told, what isn't is left alone, and nothing crashes."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import segno
from PIL import Image

from handbook import engine, paths
from handbook.preflight.finished import check
from tests.preflight.our_files import checklist

HTML = """<html lang="de"><title>Ein Titel</title><style>body { font-family: "IBM Plex Sans" }</style><h1>Eins</h1><h3>Drei</h3>
<p><a href="https://a.example">Link</a></p><table><tr><td>a<td>b<tr><td>c<td>d</table>"""
POSTSCRIPT = b"""%!PS
/Helvetica findfont 24 scalefont setfont 72 700 moveto (Karriere im Kundenservice) show
/Symbol findfont 24 scalefont setfont 72 600 moveto (abc) show 72 500 moveto 200 500 lineto stroke showpage
/Times-Roman findfont 12 scalefont setfont 72 700 moveto (Zweite Seite) show showpage"""
BARE = ["U01", "U02", "U03"]
"""What a program leaves out that makes pages for paper."""


def codes(data: bytes) -> list[str]:
    """What is found in a file."""
    return sorted({finding.code for finding in check(data)})


def ghostscript(given: bytes, *options: str) -> bytes:
    if not shutil.which("gs"):
        pytest.skip("no Ghostscript at hand (Debian: apt-get install ghostscript)")
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", "-sOutputFile=-", *options, "-"]
    return subprocess.run(command, input=given, capture_output=True, check=True, timeout=60).stdout


def chromium(folder: Path) -> bytes:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not program:
        pytest.skip("no Chromium at hand (Debian: apt-get install chromium)")
    (folder / "a.html").write_text(HTML, "utf-8")
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}", f"--print-to-pdf={folder / 'a.pdf'}", f"file://{folder / 'a.html'}"]
    subprocess.run(command, capture_output=True, check=True, timeout=60)
    return (folder / "a.pdf").read_bytes()


def painted(**options: object) -> bytes:
    """What the engine makes of the text by itself."""
    weasyprint = engine.load()
    fonts = engine.font_configuration()
    document = weasyprint.HTML(string=HTML, base_url=engine.BASE_URL, url_fetcher=engine.fetcher({})).render(font_config=fonts)
    data: bytes = document.write_pdf(**options)
    return data


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 300), "red").save(out, "pdf", save_all=True, append_images=[Image.new("L", (20, 30))])
    return out.getvalue()


def code() -> bytes:
    out = io.BytesIO()
    segno.make("https://a.example").save(out, kind="pdf")
    return out.getvalue()


MADE: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "a picture, from Pillow": (picture, BARE),
    "a code, from segno": (code, BARE),
    "text, from the engine without tags": (lambda: painted(pdf_tags=False), ["U01", "U02"]),
    "text, from the engine with tags": (lambda: painted(pdf_tags=True), ["U08", "U13"]),
    "text, from the engine with a claim": (lambda: painted(pdf_variant="pdf/ua-1"), ["U07", "U08", "U13"]),
    "text, from Ghostscript": (lambda: ghostscript(POSTSCRIPT), BARE),
    "text, from Ghostscript with whole typefaces": (lambda: ghostscript(POSTSCRIPT, "-dPDFSETTINGS=/prepress"), BARE),
    "text, from Ghostscript and locked": (lambda: ghostscript(POSTSCRIPT, "-sOwnerPassword=x", "-dEncryptionR=3", "-dKeyLength=128", "-dPermissions=-3904"), [*BARE, "U15"]),
}


@pytest.mark.parametrize("name", MADE)
def test_what_another_program_left_out_is_told_and_nothing_else(name: str) -> None:
    make, expected = MADE[name]
    assert codes(make()) == expected


def test_our_file_loses_its_tags_on_the_way_through_ghostscript() -> None:
    assert codes(ghostscript(checklist()[0])) == BARE


def test_a_print_of_chromium_gives_no_false_alarm(tmp_path: Path) -> None:
    assert not {"U05", "U07", "U10", "U15", "U16", "U17", "X01"} & set(codes(chromium(tmp_path)))


def test_a_page_of_fpdf2_lacks_tags_and_the_show_of_its_title() -> None:
    made = pytest.importorskip("fpdf").FPDF()
    made.set_title("Ein Titel")
    made.set_lang("de")
    made.add_page()
    made.add_font("Plex", fname=str(paths.LAYOUTS / "fonts" / "IBMPlexSans-Bold.ttf"))
    for family in ("helvetica", "Plex"):
        made.set_font(family, size=12)
        made.cell(text="Größe", link=made.add_link(page=1))
    assert codes(bytes(made.output())) == ["U01", "U02"]


def test_a_page_of_reportlab_lacks_nearly_all_that_is_needed_on_screens() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    made = canvas.Canvas(out)
    made.drawString(50, 700, "Hallo")
    made.bookmarkPage("da")
    made.linkRect("", "da", (50, 50, 90, 90))
    made.acroForm.textfield(name="t", x=50, y=500)
    made.save()
    assert codes(out.getvalue()) == [*BARE, "U09"]
