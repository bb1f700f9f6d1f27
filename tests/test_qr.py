from __future__ import annotations

import re

import pypdfium2
import pytest
import zxingcpp

from handbook import engine, paths, qr
from handbook.assets import Asset
from handbook.svg import check_svg

SHORT = {"name": "Kim Beispiel", "organisation": "Acme", "email": "kim@example.org"}
LONGEST = {
    "name": ("Jörg-Günther Größenwahn-Überländer, " * 2)[:60],
    "organisation": ("Stadtwerke Müßstadt Gebäudereinigungsgesellschaft " * 2)[:60],
    "role": ("Leitung Persönlichkeitsförderung und Führungskräfte " * 2)[:60],
    "phone": "+49 30 1234567890123456789012",
    "email": f"{'k' * 60}@{'e' * 50}.org",
    "web": f"{'w' * 100}.example.org/jobs",
}
"""Every field as long as an edition may have it."""
AWKWARD = {"name": "Müller; Söhne, K\\G", "organisation": "A;B, C\\D: 100 %", "role": "Team “Service”; 1,2", "phone": "+49 (30) 12-34/5", "web": "example.org/a?b=1;c=2,3"}


SMALLEST_MM = min(int(width) for path in paths.LAYOUTS.glob("css/parts/*.css") for width in re.findall(r"\.code img \{ width: (\d+)mm", path.read_text("utf-8")))
"""Width at which the style sheets print the code, quiet zone and all."""


def seen(code: bytes, width_mm: float = SMALLEST_MM) -> str:
    """What a camera reads from the code as the engine draws it on paper, at 300 dots an inch."""
    weasyprint = engine.load()
    fetch = engine.fetcher({"code.svg": Asset("code.svg", "image/svg+xml", code)})
    page = f'<style>@page {{ size: 60mm; margin: 10mm }} img {{ width: {width_mm}mm; height: {width_mm}mm }}</style><img src="/code.svg">'
    with engine.listening(lambda: "") as complaints:
        data = weasyprint.HTML(string=page, url_fetcher=fetch, base_url=engine.BASE_URL).write_pdf()
    assert complaints == []
    with pypdfium2.PdfDocument(data) as document:
        picture = document[0].render(scale=300 / 72, grayscale=True).to_pil()
    (found,) = zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormat.QRCode)
    return str(found.text)


def fields(card: str) -> dict[str, str]:
    """The lines of a vCard by name, read as RFC 2426 says: a backslash before a sign means the sign itself."""
    lines = (line.split(":", 1) for line in card.strip().split("\r\n"))
    return {name: re.sub(r"\\(.)", r"\1", value) for name, value in lines}


@pytest.mark.parametrize("contact", [SHORT, LONGEST, AWKWARD], ids=["short", "longest", "awkward"])
def test_a_camera_reads_from_paper_exactly_the_card(contact: dict[str, str]) -> None:
    card = qr.vcard(**contact)
    assert seen(qr.svg(card)).replace("\r\n", "\n") == card.replace("\r\n", "\n")


def test_the_card_names_everything_that_the_edition_says() -> None:
    read = fields(qr.vcard(**AWKWARD))
    assert read == {
        "BEGIN": "VCARD",
        "VERSION": "3.0",
        "N": ";" + AWKWARD["name"],
        "FN": AWKWARD["name"],
        "ORG": AWKWARD["organisation"],
        "TITLE": AWKWARD["role"],
        "TEL": AWKWARD["phone"],
        "URL": "https://" + AWKWARD["web"],
        "END": "VCARD",
    }


def test_a_sign_that_parts_fields_is_never_left_bare() -> None:
    lines = dict(line.split(":", 1) for line in qr.vcard(**AWKWARD).strip().split("\r\n"))
    for name in ("FN", "ORG", "TITLE"):
        assert re.fullmatch(r"(?:[^\\;,]|\\.)*", lines[name]), lines[name]
    assert re.fullmatch(r";(?:[^\\;,]|\\.)*", lines["N"])


@pytest.mark.parametrize("text", ["ÄÄÄÄ", "Müller", "Łódź", "Ωμέγα", "شركة", "株式会社"])
def test_a_camera_never_guesses_at_letters(text: str) -> None:
    assert seen(qr.svg(text)) == text


def test_what_is_left_out_leaves_no_empty_line() -> None:
    assert set(fields(qr.vcard("Kim", organisation="Acme", phone="+49 30 1234567"))) == {"BEGIN", "VERSION", "N", "FN", "ORG", "TEL", "END"}


def test_the_code_keeps_its_quiet_zone_and_is_black_on_white() -> None:
    code = qr.svg("Acme").decode()
    width = int(re.search(r'viewBox="0 0 (\d+) \1"', code)[1])  # type: ignore[index]
    assert width == 21 + 2 * qr.QUIET_ZONE
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', code)) == {"#fff", "#000"}
    assert re.search(r'stroke="#000" d="M4 4\.5', code)


def test_the_code_is_only_shapes_and_the_same_bytes_every_time() -> None:
    assert check_svg(qr.svg(qr.vcard(**LONGEST))) == ""
    assert qr.svg(qr.vcard(**LONGEST)) == qr.svg(qr.vcard(**LONGEST))


def test_even_the_longest_card_has_modules_that_a_telephone_can_tell_apart() -> None:
    width = int(re.search(r'viewBox="0 0 (\d+) ', qr.svg(qr.vcard(**LONGEST)).decode())[1])  # type: ignore[index]
    assert SMALLEST_MM / width >= 0.25  # millimetres a module, three dots of an office printer
