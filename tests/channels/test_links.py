"""Links: one for each line, each saying in words where it leads."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.channels.conftest import Draw, made


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ('<a href="#b">Das Ziel</a>', "Das Ziel"),
        ('<a href="#b">→ Kapitel 5</a>', "Kapitel 5: Das Ziel"),
        ('<a href="#b">3</a>', "Das Ziel"),
        ('<a href="https://a.example/">Zur Seite</a>', "Zur Seite"),
        ('<a href="https://a.example/" aria-label="Zum Atlas">hier</a>', "Zum Atlas"),
        ('<a href="https://a.example/"><img src="/x.svg" alt="Ein Bild" style="width: 3mm"></a>', "Ein Bild"),
        ('<a href="mailto:a@b.example">a@\u200bb.example</a>', "a@b.example"),
    ],
)
def test_a_link_says_in_words_where_it_leads(link: str, said: str, draw: Draw) -> None:
    assert f"[Link -> {said!r}" in draw(f'<p>{link}</p><section id="b"><h2>Das Ziel</h2></section>')


def test_a_link_to_an_entry_of_a_list_says_the_entry_without_its_number(draw: Draw) -> None:
    target = '<div role="list"><p role="listitem" id="s"><span data-tag="Lbl">1</span>Amt: Zahlen</p></div>'
    assert "[Link -> 'Amt: Zahlen' '1']" in draw(f'<p><a href="#s">1</a></p>{target}')


def test_boxes_inside_a_link_have_no_annotations_of_their_own() -> None:
    body = '<p><a href="https://a.example/">Ein <b>fettes</b> <i>Wort <img src="/x.svg" alt="x" style="width: 1mm"></i></a></p>'
    with pikepdf.open(io.BytesIO(made(body))) as document:
        assert len(document.pages[0].obj.Annots) == 1


def test_a_link_over_two_lines_has_an_annotation_for_each() -> None:
    body = '<p>Worte und <a href="https://a.example/">ein Verweis, der länger ist als eine Zeile</a>.</p>'
    with pikepdf.open(io.BytesIO(made(body, "p { width: 50mm }"))) as document:
        links = list(document.pages[0].obj.Annots)
        assert len(links) == 2
        assert len({float(link.Rect[1]) for link in links}) == 2


def test_an_annotation_stands_upright_and_is_printed() -> None:
    with pikepdf.open(io.BytesIO(made('<p><a href="https://a.example/">x</a></p>'))) as document:
        (link,) = document.pages[0].obj.Annots
        left, bottom, right, top = map(float, link.Rect)
        assert left < right
        assert bottom < top
        assert link.F == 4
