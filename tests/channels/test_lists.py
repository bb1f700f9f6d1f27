"""Lists and contents, drawn as trees."""

from __future__ import annotations

from tests.channels.conftest import Draw, shape


def test_a_list_has_items_of_label_and_body_and_says_how_it_counts(draw: Draw) -> None:
    assert draw("<ul><li>eins</li></ul><ol><li>zwei</li><li>drei</li></ol>") == shape("""
        L ListNumbering=Disc
          LI
            Lbl '•'
            LBody 'eins'
        L ListNumbering=Decimal
          LI
            Lbl '1.'
            LBody 'zwei'
          LI
            Lbl '2.'
            LBody 'drei'
    """)


def test_a_mark_that_the_style_sheet_draws_is_a_label(draw: Draw) -> None:
    assert draw("<ul><li>eins</li></ul>", 'ul { list-style: none } li::before { content: "–" }') == shape("""
        L ListNumbering=Disc
          LI
            Lbl '–'
            LBody 'eins'
    """)


def test_a_list_without_marks_has_no_labels(draw: Draw) -> None:
    assert draw("<ul><li>eins</li></ul>", "ul { list-style: none }") == shape("""
        L ListNumbering=None
          LI
            LBody 'eins'
    """)


def test_a_list_inside_an_item_belongs_to_that_item(draw: Draw) -> None:
    assert draw("<ul><li>eins<ul><li>innen</li></ul></li><li>zwei</li></ul>", "ul { list-style: none }") == shape("""
        L ListNumbering=None
          LI
            LBody
              P 'eins'
              L ListNumbering=None
                LI
                  LBody 'innen'
          LI
            LBody 'zwei'
    """)


def test_items_with_paragraphs_keep_them_in_their_body(draw: Draw) -> None:
    assert draw("<ul><li><p>eins</p><p>zwei</p></li></ul>", "ul { list-style: none }") == shape("""
        L ListNumbering=None
          LI
            LBody
              P 'eins'
              P 'zwei'
    """)


def test_a_list_cut_by_pages_is_one_list(draw: Draw) -> None:
    drawn = draw('<ul><li>eins</li><li class="next">zwei</li></ul>', "ul { list-style: none }", count=2)
    assert drawn.count("L ListNumbering") == 1
    assert drawn.count("  LI") == 2


def test_an_item_cut_by_pages_is_one_item(draw: Draw) -> None:
    drawn = draw(f'<ul style="margin-top: 30mm"><li style="orphans: 1; widows: 1">{"Worte und mehr. " * 8}</li></ul>', "ul { list-style: none }", count=2)
    assert drawn == shape(f"""
        L ListNumbering=None
          LI
            LBody '{("Worte und mehr. " * 8).strip()}'
    """)


def test_a_term_is_the_label_of_its_meaning(draw: Draw) -> None:
    assert draw("<dl><dt>Wort</dt><dd>Sinn</dd><dt>Ding</dt><dd>Eins</dd><dd>Zwei</dd></dl>") == shape("""
        L ListNumbering=None
          LI
            Lbl 'Wort'
            LBody 'Sinn'
          LI
            Lbl 'Ding'
            LBody
              P 'Eins'
              P 'Zwei'
    """)


def test_a_table_that_is_a_list_is_read_as_one(draw: Draw) -> None:
    cells = "".join(f'<td role="listitem"><span data-tag="Lbl" style="display: block">{number}</span>{text}</td>' for number, text in ((1, "Hören"), (2, "Lösen")))
    assert draw(f'<table role="list"><tr>{cells}</tr></table>') == shape("""
        L ListNumbering=Decimal
          LI
            Lbl '1'
            LBody 'Hören'
          LI
            Lbl '2'
            LBody 'Lösen'
    """)


def test_the_contents_are_entries_with_number_link_and_page(draw: Draw) -> None:
    row = '<tr role="listitem"><td data-tag="Lbl">1</td><td><a href="#a">Das Erste</a></td><td>B</td><td>7</td></tr>'
    assert draw(f'<table role="doc-toc">{row}</table>') == shape("""
        TOC
          TOCI [Reference [Link -> 'Das Erste' 'Das Erste']]
            Lbl '1'
            P 'B 7'
    """)
