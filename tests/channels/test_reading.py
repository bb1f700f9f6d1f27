"""What is read aloud, drawn as a tree: one element for each HTML element, no scaffolding, nothing silent, nothing twice."""

from __future__ import annotations

from tests.channels.conftest import Draw, shape


def test_lines_and_inline_marks_are_one_paragraph(draw: Draw) -> None:
    assert draw("<p>Ein <strong>fetter</strong> Satz, der so lang ist, dass er auf zwei Zeilen steht.</p>") == shape("""
        P 'Ein fetter Satz, der so lang ist, dass er auf zwei Zeilen steht.'
    """)


def test_a_paragraph_cut_by_pages_is_read_once(draw: Draw) -> None:
    body = f'<p style="margin-top: 30mm; orphans: 1; widows: 1">{"Worte und noch mehr Worte. " * 5}</p>'
    assert draw(body, count=2) == f"P '{('Worte und noch mehr Worte. ' * 5).strip()}'"


def test_a_paragraph_cut_by_columns_is_read_once(draw: Draw) -> None:
    body = f'<div style="columns: 2; orphans: 1; widows: 1"><p>{"Worte und noch mehr. " * 4}</p><p>Ende</p></div>'
    assert draw(body) == f"P '{('Worte und noch mehr. ' * 4).strip()}'\nP 'Ende'"


def test_headings_keep_their_levels_and_hold_no_paragraphs(draw: Draw) -> None:
    assert draw('<h1>Eins <span style="display: block">und zwei</span></h1><h2>Drei</h2>') == shape("""
        H1 'Eins und zwei'
        H2 'Drei'
    """)


def test_a_foreign_language_is_said_where_it_stands_and_only_there(draw: Draw) -> None:
    assert draw('<p>In <span lang="en">New York</span> und <em lang="de">hier</em>.</p><p lang="fr">Oui</p>') == shape("""
        P 'In ' [Span lang='en' 'New York'] ' und hier.'
        P lang='fr' 'Oui'
    """)


def test_an_abbreviation_says_its_words(draw: Draw) -> None:
    assert draw('<p>Im <abbr title="Kundendatenbank">CRM</abbr></p>') == "P 'Im ' [Span for='Kundendatenbank' 'CRM']"


def test_a_hyphen_of_the_line_break_is_soft_and_one_of_the_word_is_hard(draw: Draw) -> None:
    drawn = draw("<p>Eine E-Mail an die Donaudampfschifffahrtsgesellschaftskapitänin</p>", "p { hyphens: auto; width: 40mm }")
    assert "E-Mail" in drawn
    assert drawn.count(r"\xad") >= 1
    assert drawn.replace(r"\xad", "") == "P 'Eine E-Mail an die Donaudampfschifffahrtsgesellschaftskapitänin'"


def test_a_line_broken_inside_an_address_gets_no_space(draw: Draw) -> None:
    assert draw("<p>Unter beispiel.example/\u200bein/\u200blanger/\u200bweg</p>", "p { width: 36mm }").replace(r"\u200b", "") == "P 'Unter beispiel.example/ein/langer/weg'"


def test_a_forced_line_break_separates_words(draw: Draw) -> None:
    assert draw("<p>Eins<br>Zwei</p>") == "P 'Eins Zwei'"


def test_a_space_between_links_is_a_space(draw: Draw) -> None:
    assert draw('<p><a href="https://a.example/">A</a> <a href="https://b.example/">B</a></p>') == "P [Link -> 'A' 'A'] [Link -> 'B' 'B']"


def test_layout_tables_are_read_as_text_in_their_order(draw: Draw) -> None:
    body = '<table role="presentation"><tr><td>Eins</td><td><p>Zwei</p><p>Drei</p></td><td></td></tr></table>'
    assert draw(body) == "P 'Eins'\nP 'Zwei'\nP 'Drei'"


def test_blocks_inside_a_line_are_read_as_paragraphs(draw: Draw) -> None:
    assert draw('<div><span style="display: block">Kopf</span>Text</div>') == "P 'Kopf'\nP 'Text'"


def test_what_is_hidden_is_not_read(draw: Draw) -> None:
    assert draw('<p aria-hidden="true">→</p><p><span aria-hidden="true">→ </span>Weiter</p>') == "P 'Weiter'"


def test_empty_boxes_rules_and_running_heads_are_not_read(draw: Draw) -> None:
    css = ".running { string-set: head attr(data-x) } @page { @top-left { content: string(head) } } .rule { height: 5mm; border-bottom: 1pt solid; background: #eee }"
    assert draw('<div class="running" data-x="Kopf"></div><div class="rule"></div><p>\u00a0</p><p>Text</p>', css) == "P 'Text'"


def test_a_picture_says_its_alternative_text_and_holds_its_caption(draw: Draw) -> None:
    assert draw('<figure><img src="/x.svg" alt="Ein Dreieck" style="width: 3mm"><figcaption>Bild 1</figcaption></figure>') == shape("""
        Figure alt='Ein Dreieck' '…'
          Caption 'Bild 1'
    """)


def test_a_drawing_made_of_boxes_says_its_label(draw: Draw) -> None:
    assert draw('<div role="img" aria-label="Eine Treppe"><p>a</p><p>b</p></div>') == shape("""
        Figure alt='Eine Treppe'
          P 'a'
          P 'b'
    """)


def test_what_is_positioned_is_read_where_it_stands_in_the_text(draw: Draw) -> None:
    body = '<div style="position: relative"><p style="position: absolute; top: 20mm">Eins</p><p style="position: absolute; top: 0">Zwei</p></div><p>Drei</p>'
    assert draw(body) == "P 'Eins'\nP 'Zwei'\nP 'Drei'"
