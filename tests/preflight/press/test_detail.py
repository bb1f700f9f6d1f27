"""Rules S05, S06 and S08 on pages that the engine painted: what a shop finds too coarse, too fine, or too near to the edge."""

from __future__ import annotations

import pytest

from handbook.catalogs import spoken
from handbook.findings import Finding, Severity
from handbook.preflight import finished
from tests.channels.press_room import asking, noise, packed, paint, pressed


def said(html: str, **terms: object) -> list[Finding]:
    """What is found in the file that a press makes of these pages."""
    shop = asking(page_multiple=1, **terms)
    (file,) = pressed(paint(html, {"a.png": packed(noise("RGB", 100), "PNG")}), shop).files
    return finished.check(file.data, shop=shop, part="Probe")


@pytest.mark.parametrize(
    ("width", "severity", "words"),
    [
        ("20mm", "error", "a picture of 100 × 100 pixels is printed at 127 dpi; Offset, coated paper wants 300 and takes no fewer than 200."),
        ("10mm", "review", "a picture of 100 × 100 pixels is printed at 254 dpi; Offset, coated paper wants 300."),
        ("8mm", "", ""),
    ],
)
def test_a_picture_with_too_few_pixels_is_named_and_stopped_if_it_is_far_off(width: str, severity: str, words: str) -> None:
    found = said(f"<p>Bild</p><img src=a.png style='width:{width}'>")
    assert [(finding.code, str(finding.severity), finding.message, finding.place.part, finding.place.page) for finding in found] == (
        [("S05", severity, words, "Probe", 1)] if words else []
    )


def test_small_coloured_text_is_told_and_black_or_large_text_is_not() -> None:
    found = said("<p style='font-size:7pt;color:#0b5fff'>klein</p><p style='font-size:7pt;color:#666'>grau</p><p style='font-size:9pt;color:#0b5fff'>groß</p>")
    assert [str(finding) for finding in found] == [
        "Probe, page 1, 10 mm from the left and 14 mm from the top: text of 7.0 pt is set in several inks, on page 1; below 8 pt Offset, coated paper prints only black sharply."
    ]
    assert found[0].severity is Severity.NOTE


def test_thin_lines_are_told_with_their_pages() -> None:
    line = "<svg width=90 height=9><path d='M0 4H90' stroke='#1c1c1c' stroke-width='.2'/></svg>"
    rest = "".join(f"<p style='break-before:page'>{text}</p>" for text in (line, "keine", line))
    found = said(f"<p>Linie {line}</p>{rest}")
    assert [str(finding) for finding in found] == [
        "Probe, page 1, 18 mm from the left and 14 mm from the top: lines of 0.15 pt are thinner than the 0.25 pt that Offset, coated paper holds, on pages 1–2, 4."
    ]
    assert "auf den Seiten 1–2, 4." in found[0].told(spoken(("de",)))
    assert said(f"<p>Linie {line}</p>", least_line_pt=0.1) == []


def test_text_that_begins_near_the_edge_is_named_for_review() -> None:
    html = "<p style='position:absolute;left:-8mm;top:0'>zu weit außen</p>"
    (finding,) = said(html)
    assert (finding.code, finding.severity) == ("S08", Severity.REVIEW)
    assert str(finding).startswith("Probe, page 1, 2 mm from the left and 15 mm from the top: text begins less than 3 mm from the edge where the page is cut.")
    assert finding.told(spoken(("de",))).startswith("Probe, Seite 1, 2 mm von links und 15 mm von oben: Text beginnt weniger als 3 mm")
    assert said(html, safe_mm=1) == []
