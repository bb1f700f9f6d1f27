"""Tables, drawn as trees: heads with their scope, cells with their heads where a scope can't say it."""

from __future__ import annotations

from tests.channels.conftest import Draw, shape


def test_heads_say_whether_they_head_a_row_or_a_column(draw: Draw) -> None:
    assert draw("<table><tr><th>K</th><th>A</th></tr><tr><th>Z</th><td>a</td></tr></table>") == shape("""
        Table
          TBody
            TR
              TH Scope=Column 'K'
              TH Scope=Column 'A'
            TR
              TH Scope=Row 'Z'
              TD 'a'
    """)


def test_a_table_cut_by_pages_is_one_and_its_repeated_head_is_read_once(draw: Draw) -> None:
    rows = "".join(f"<tr><td>a{number}</td></tr>" for number in range(14))
    drawn = draw(f"<table><thead><tr><th>Kopf</th></tr></thead><tbody>{rows}</tbody></table>", count=3)
    assert drawn.count("Table") == drawn.count("THead") == drawn.count("TBody") == drawn.count("Kopf") == 1
    assert [line.strip() for line in drawn.split("\n") if "TD" in line] == [f"TD 'a{number}'" for number in range(14)]


def test_a_row_cut_by_pages_is_one_row(draw: Draw) -> None:
    cell = "Worte und noch mehr. " * 4
    drawn = draw(f'<table style="margin-top: 30mm"><tr><td>{cell}</td><td>{cell}</td></tr></table>', "td { width: 30mm; orphans: 1; widows: 1; vertical-align: top }", count=2)
    assert drawn == shape(f"""
        Table
          TBody
            TR
              TD '{(cell).strip()}'
              TD '{(cell).strip()}'
    """)


def test_a_wide_cell_says_how_many_columns_it_covers(draw: Draw) -> None:
    assert "TD ColSpan=2 'ab'" in draw("<table><tr><th>A</th><th>B</th></tr><tr><td colspan=2>ab</td></tr></table>")


def test_a_head_of_a_group_of_rows_is_named_by_each_cell(draw: Draw) -> None:
    head = '<thead><tr><td></td><th scope="col">ja</th></tr></thead>'
    groups = "".join(f'<tbody><tr><th scope="rowgroup" colspan="2">{group}</th></tr><tr><th scope="row">{row}</th><td>x</td></tr></tbody>' for group, row in ("Gr", "Hs"))
    assert draw(f"<table>{head}{groups}</table>") == shape("""
        Table
          THead
            TR
              TD
              TH id='head-1' Scope=Column 'ja'
          TBody
            TR
              TH id='head-2' ColSpan=2 Scope=Row 'G'
            TR
              TH id='head-3' Headers=head-2 Scope=Row 'r'
              TD Headers=head-2+head-3+head-1 'x'
          TBody
            TR
              TH id='head-4' ColSpan=2 Scope=Row 'H'
            TR
              TH id='head-5' Headers=head-4 Scope=Row 's'
              TD Headers=head-4+head-5+head-1 'x'
    """)
