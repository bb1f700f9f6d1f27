"""Finished files as a whole: both standards at once, the same bytes, and what viewers are told."""

from __future__ import annotations

import io
import re
from typing import Any

import page as validator
import pikepdf
import pytest

from handbook.channels import screen
from tests.channels.conftest import drawn, made, raw
from tests.channels.test_forms import CSS, LINE, LINES, SCALE, TICKS

TEXTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "paragraphs": ("<h1>Eins</h1><p>Ein <em>Satz</em> auf <span lang='en'>English</span>.</p>", "", {}),
    "lists": (
        "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul><ol><li>e</li></ol><dl><dt>f</dt><dd>g</dd></dl>",
        "* { margin: 0 } ul { list-style: none }",
        {},
    ),
    "a list with marks inside": ("<ul style='list-style-position: inside'><li>a</li><li><p>b</p></li></ul>", "", {}),
    "a table with wide heads": ("<table><tr><th colspan=2>A</th></tr><tr><td>b</td><td>c</td></tr></table>", "", {}),
    "a table on two pages": ("<table><thead><tr><th>K</th></tr></thead>" + "<tr><td>a</td></tr>" * 14 + "</table>", "", {"count": 3}),
    "links": ("<p><a href='#b'>Zu <b>b</b></a> <a href='https://a.example/'>hinaus</a></p><p id='b'>b</p>", "a { color: blue; text-decoration: underline }", {}),
    "a link that is a row of boxes": ("<p><a href='https://a.example/'><span>a</span> <span>b</span></a></p>", "a { display: flex }", {}),
    "pictures": ("<figure><img src='/x.svg' alt='Bild' style='width: 9mm'><figcaption>c</figcaption></figure>", "figure { background: url('/x.svg'); border: 1pt solid }", {}),
    "footnotes": ("<p>a<span class='note'>b</span> c</p>", ".note { float: footnote }", {}),
    "columns": ("<div style='columns: 2'><p>a</p><p>b</p></div>", "", {}),
    "forms": (TICKS + SCALE + LINE + LINES, CSS, {"count": 2}),
    "contents": ("<table role='doc-toc'><tr role='listitem'><td data-tag='Lbl'>1</td><td><a href='#a'>A</a></td><td>1</td></tr></table>", "", {}),
    "Arabic": ("<h1>عنوان</h1><p>جملة عربية مع <span lang='de' dir='ltr'>Deutsch 12</span> فيها.</p>", "", {"language": "ar", "direction": "rtl"}),
    "an Arabic form": ("<p>الاسم</p><div class='rule' data-field='line'></div>", CSS, {"language": "ar", "direction": "rtl"}),
}

KNOWN = {"PDFA2A-STREAM-LENGTH-001": "counts a carriage return that ends the data of an object stream as a part of the line end behind it"}
"""Rules that the checker at hand applies wrongly, with the reason; veraPDF is silent there."""


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_finished_file_keeps_both_standards(name: str, profile: str) -> None:
    body, css, about = TEXTS[name]
    report = validator.validate_pdf_bytes(made(body, css, **about), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures if failure.rule_id not in KNOWN] == []


def test_the_same_file_is_finished_to_the_same_bytes(field_font: bytes) -> None:
    data = raw(TICKS + LINE, CSS)
    assert screen.finish(data, field_font) == screen.finish(data, field_font)


def test_viewers_are_told_title_page_numbers_and_where_to_begin() -> None:
    with pikepdf.open(io.BytesIO(made("<h1>Eins</h1>"))) as document:
        root = document.Root
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.MarkInfo.Marked
        assert root.PageLabels.Nums[1].S == "/D"
        assert root.PageMode == "/UseOutlines"
        assert root.Lang == "de"


def test_a_picture_says_where_it_stands_in_points_of_the_page() -> None:
    with pikepdf.open(io.BytesIO(made("<img src='/x.svg' alt='x' style='width: 10mm; display: block'>"))) as document:
        (figure,) = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
        millimetres = [float(edge) * 25.4 / 72 for edge in figure.A.BBox]
        assert millimetres == pytest.approx([8, 60 - 18, 18, 52], abs=0.01)


def test_no_stream_ends_in_a_carriage_return() -> None:
    for width in range(30, 60, 3):
        with pikepdf.open(io.BytesIO(made("<p>Worte, die jedes Mal anders umbrechen und andere Ströme geben.</p>", f"p {{ width: {width}mm }}"))) as document:
            streams = [item for item in document.objects if isinstance(item, pikepdf.Stream) and item.get("/Type") not in ("/Metadata", "/ObjStm", "/XRef")]
            assert not [stream for stream in streams if stream.read_raw_bytes().endswith(b"\r")]


def test_the_description_can_be_read_by_programs_that_know_no_pdf() -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made("<p>x</p>")


def test_everything_that_is_drawn_is_text_of_the_tree_or_an_artifact() -> None:
    css = "p { border: 1pt solid; background: #eee; text-decoration: underline } @page { @top-left { content: 'Kopf' } background: url('/x.svg') }"
    with pikepdf.open(io.BytesIO(made("<p>Text <u>mit</u> Strich</p><ul><li>a</li></ul>", css))) as document:
        depth, inside, stray, nested = 0, [], 0, 0
        for operands, operator in pikepdf.parse_content_stream(document.pages[0]):
            match str(operator):
                case "BDC" | "BMC":
                    nested += str(operands[0]) == "/Artifact" and bool(inside) and inside[-1] != "/Artifact"
                    inside.append(str(operands[0]))
                case "EMC":
                    inside.pop()
                case "q":
                    depth += 1
                    assert depth <= 28  # ISO 19005-2 6.1.13
                case "Q":
                    depth -= 1
                case "TJ" | "Tj" | "f" | "f*" | "S" | "B" | "Do" | "sh":
                    stray += not inside
        assert (stray, nested) == (0, 0)


def test_heads_and_folios_are_artifacts_of_pagination() -> None:
    css = "@page { @top-left { content: 'Kopf' } }"
    with pikepdf.open(io.BytesIO(made("<p>x</p>", css))) as document:
        content = document.pages[0].Contents.read_bytes()
    assert re.findall(rb"/Pagination /Subtype /(\w+)", content) == [b"Header", b"Footer"]


def test_the_language_of_a_file_is_said_once() -> None:
    assert "lang=" not in drawn(made("<h1>Eins</h1><p>Zwei</p>"))
