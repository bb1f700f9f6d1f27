"""Links lead somewhere or it is said where not; bookmarks, fields and actions are all found."""

from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, String

from handbook.preflight.screen.sheets import annotated
from handbook.preflight.screen.targets import actions, dead_end, fetches, fields, names, outline
from handbook.preflight.subject import opened
from tests.preflight.screen.small_pdf import Small


def end(**entries: Any) -> str | None:
    """What is wrong with the end of a link; there is one named place, "da", and one page."""
    small = Small()
    small.root.Names = Dictionary(Dests=Dictionary(Names=Array([String("da"), Array([small.page, Name.Fit])])))
    small.lay("Link", (1, 2, 3, 4), **entries)
    with opened(small.saved()) as subject:
        (link,) = annotated(subject)
        return dead_end(subject, link.object)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({}, "nowhere"),
        ({"A": Dictionary()}, "nowhere"),
        ({"Dest": String("da")}, None),
        ({"Dest": String("weg")}, 'to "weg", a name that is nowhere in the file'),
        ({"Dest": Array([0, Name.Fit])}, None),
        ({"Dest": Array([1, Name.Fit])}, "to a page that isn't there"),
        ({"Dest": Array([])}, "to a page that isn't there"),
        ({"A": Dictionary(S=Name.GoTo)}, "to a page that isn't there"),
        ({"A": Dictionary(S=Name.GoTo, D=String("da"))}, None),
        ({"A": Dictionary(S=Name.URI, URI=String("https://a.example"))}, None),
        ({"A": Dictionary(S=Name.URI, URI=String(" "))}, 'to "", which is no address'),
        ({"A": Dictionary(S=Name.URI, URI=String("#da"))}, 'to "#da", which is no address'),
        ({"A": Dictionary(S=Name.URI, URI=String("FILE:///c"))}, "to a file on the computer where this one was made"),
        ({"A": Dictionary(S=Name.GoToR, F=String("b.pdf"))}, None),
    ],
)
def test_a_link_leads_somewhere_or_it_is_said_where_not(entries: dict[str, Any], said: str | None) -> None:
    assert end(**entries) == said


def test_names_are_gathered_from_the_tree_and_from_the_older_list() -> None:
    small = Small()
    place = Array([small.page, Name.Fit])
    leaves = [small.pdf.make_indirect(Dictionary(Names=Array([String(name), place]))) for name in ("a", "b")]
    small.root.Names = Dictionary(Dests=Dictionary(Kids=Array(leaves)))
    small.root.Dests = Dictionary(c=place)
    with opened(small.saved()) as subject:
        assert sorted(names(subject).places) == ["a", "b", "c"]


def test_bookmarks_come_in_order_with_their_children() -> None:
    small = Small()
    first = small.bookmark("1")
    inner, second = (small.pdf.make_indirect(Dictionary(Title=String(title))) for title in ("1.1", "2"))
    first.First, first.Next = inner, second
    with opened(small.saved()) as subject:
        assert [mark.title for mark in outline(subject).bookmarks] == ["1", "1.1", "2"]


def test_everything_that_a_file_does_is_found_where_it_is_clicked() -> None:
    small = Small(2)
    script = Dictionary(S=Name.JavaScript, JS=String("x"))
    small.root.AA = Dictionary(WC=script)
    small.pages[1].AA = Dictionary(O=Dictionary(S=Name.Launch))
    small.lay("Link", (1, 2, 3, 4), page=1, A=Dictionary(S=Name.URI, URI=String("x"), Next=Array([script])))
    small.lay("RichMedia", (1, 2, 3, 4))
    field = small.pdf.make_indirect(Dictionary(T=String("x"), AA=Dictionary(K=Dictionary(S=Name.ImportData))))
    small.root.AcroForm = Dictionary(Fields=Array([field]), XFA=String("<xml/>"))
    with opened(small.saved()) as subject:
        found = sorted((each.page, each.kind) for each in actions(subject))
        assert found == [(0, "ImportData"), (0, "JavaScript"), (0, "JavaScript"), (1, "RichMedia"), (2, "JavaScript"), (2, "Launch"), (2, "URI")]
        assert len(fields(subject).objects) == 1
        assert not fetches(subject)
