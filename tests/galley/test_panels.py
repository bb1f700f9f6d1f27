"""Panels: what of a page is one recipient's, and what is everybody's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from handbook.galley.copies import ANYBODY
from handbook.galley.model import Section
from handbook.galley.panels import MARK, NOTHING, Place, has_panel, page_style, panels, shell
from tests.galley.test_copies import LINKED, OWN, draft

PLACE = Place(left=10, top=20, width=300, height=40, area_height=500, margins=(1, 2, 3, 4), room=100, grows="down")


def section(inner: str = "niemand", *, before: str = "", after: str = "<p>Ende</p>", kind: str = "down", pages: int = 1) -> Section:
    html = f'<html lang="de"><head><title>x</title></head><body><main class="chapter" id="last"><div class="content">{before}<p>Text<br></p>'
    return Section("last", "x", f'{html}<div class="contact" data-panel="{kind}"><p>{inner}</p></div><!--panel--></div>{after}</main></body></html>', pages)


def test_cover_and_last_page_are_the_same_for_all_outside_their_panels() -> None:
    general, somebody = draft().book(), draft().book(ANYBODY)
    assert [has_panel(general.sections[at], somebody.sections[at]) for at in (0, -1)] == [True, True]


@pytest.mark.parametrize(
    "somebodys",
    [
        section("jemand", before="<p>für Ada</p>"),
        section("jemand", after="<p>für Ada</p>"),
        section("jemand", kind="up"),
        replace(section(), html=section().html.replace(' data-panel="down"', "")),
    ],
)
def test_what_differs_outside_the_panel_needs_its_whole_page(somebodys: Section) -> None:
    assert not has_panel(section(), somebodys)
    assert has_panel(section(), section("jemand"))


def test_a_section_of_two_pages_or_two_panels_has_no_panel() -> None:
    assert not has_panel(section(pages=2), section("jemand", pages=2))
    twice = section(after=section().html.partition("<body>")[2])
    assert not has_panel(twice, twice)


def test_a_shell_says_nothing_in_its_panel_and_keeps_its_height() -> None:
    empty = shell(section("geheim"), PLACE).html
    assert "geheim" not in empty
    assert "data-panel" not in empty
    assert f'alt="{MARK}"' in empty
    assert f'src="/{NOTHING.name}"' in empty
    assert "height:40.000000px" in empty
    assert "<p>Text<br></p>" in empty
    assert "<p>Ende</p>" in empty


def test_panels_stand_in_the_elements_that_style_sheets_look_for() -> None:
    made = panels([section("eins"), section("zwei")])
    assert re.findall(r"<(?:main|div|p)[^>]*>[^<]*", made.partition("<body>")[2]) == [
        '<main class="chapter around-panel" id="last">',
        '<div class="content around-panel">',
        '<div class="contact" data-panel="down">',
        "<p>eins",
        '<main class="chapter around-panel" id="last">',
        '<div class="content around-panel">',
        '<div class="contact" data-panel="down">',
        "<p>zwei",
    ]
    assert made.startswith('<html lang="de">')
    assert made.count("<main") == made.count("</main>") == 2


def test_a_panel_stands_where_it_stood_in_the_book() -> None:
    assert "margin:1.000000px 2.000000px 3.000000px 4.000000px" in page_style(PLACE)
    assert "left:10.000000px!important;width:300.000000px!important" in page_style(PLACE)
    assert "top:20.000000px" in page_style(PLACE)
    assert "bottom:440.000000px" in page_style(replace(PLACE, grows="up"))


def test_the_panel_of_a_real_copy_says_all_that_is_its_own() -> None:
    for recipient in (OWN.model_copy(), LINKED):
        made = draft().book(recipient)
        told = panels([made.sections[0]]) + panels([made.sections[-1]])
        for text in filter(None, (recipient.name, recipient.greeting, recipient.contact, recipient.qr)):
            assert text in told
