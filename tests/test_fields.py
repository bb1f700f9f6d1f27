"""Places to fill in: found by their marks, called by the text beside them."""

from __future__ import annotations

from itertools import count
from xml.etree import ElementTree

import pytest

from handbook.fields import find, flow_of, text_of


def called(html: str) -> list[tuple[str, str, str]]:
    """Kind, name and option of every place."""
    found = find(ElementTree.fromstring(f"<html>{html}</html>"), count(1))
    return [(field.kind, field.name, field.option) for field in found.values()]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<li data-field="tick"><strong>Pass</strong> dabei</li>', [("tick", "Pass", "")]),
        ('<li data-field="tick">Alles <em>dabei</em></li>', [("tick", "Alles dabei", "")]),
        ('<p>Name:</p><i data-field="line"/>', [("line", "Name", "")]),
        ('<p>Bis <i data-field="line"/></p>', [("line", "Bis", "")]),
        ('<h2>Plan</h2><div><i data-field="line"/><i data-field="line"/></div>', [("lines", "Plan", "")] * 2),
        ('<p>A</p><i data-field="line"/><p>B</p><i data-field="line"/>', [("line", "A", ""), ("line", "B", "")]),
        ('<td><p>A</p><i data-field="line"/></td><td><p>B</p><i data-field="line"/></td>', [("line", "A", ""), ("line", "B", "")]),
        ('<p>A\u00ad\u200b<span aria-hidden="true">→</span>b</p><i data-field="line"/>', [("line", "Ab", "")]),
        (
            '<table data-cells="choice"><tr><td/><th scope="col">ja</th><th scope="col">nein</th></tr><tr><th scope="row">Q</th><td><b/></td><td><b/></td></tr></table>',
            [("choice", "Q", "ja"), ("choice", "Q", "nein")],
        ),
        (
            '<div data-cells="lines"><table><tr><th>Ziel</th><th>Bis</th></tr><tr><th>Z</th><td/></tr><tr><th>Y</th><td>schon da</td></tr></table></div>',
            [("lines", "Z: Bis", "")],
        ),
    ],
)
def test_a_place_is_called_by_the_text_that_it_belongs_to(html: str, expected: list[tuple[str, str, str]]) -> None:
    assert called(html) == expected


def test_boxes_of_a_row_belong_together_and_those_of_other_rows_do_not() -> None:
    row = "<tr><th>Q</th><td><b/></td><td><b/></td></tr>"
    found = find(ElementTree.fromstring(f'<table data-cells="choice">{row}{row}</table>'), count(1))
    groups = [field.group for field in found.values()]
    assert groups[0] == groups[1] != groups[2] == groups[3]


def test_text_is_told_without_hidden_parts_and_labels() -> None:
    element = ElementTree.fromstring('<p><i data-tag="Lbl">1</i>Ein<br/>Satz <img alt="Bild"/><b aria-hidden="true">!</b></p>')
    assert text_of(element) == "1Ein Satz Bild"
    assert text_of(element, labels=False) == "Ein Satz Bild"
    assert flow_of(element) == "1Ein Satz Bild"
