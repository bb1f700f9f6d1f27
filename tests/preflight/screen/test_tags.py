"""Tags are read in reading order, with what they stand for, where they stand, and what they hold."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, String

from handbook.preflight.screen.objects import key
from handbook.preflight.screen.tags import Tree, is_tagged, tree
from handbook.preflight.subject import opened
from tests.preflight.screen.small_pdf import Small


def read(small: Small) -> Tree:
    """The tags of a file."""
    with opened(small.saved()) as subject:
        return tree(subject)


def test_tags_come_in_reading_order_with_page_and_level() -> None:
    small = Small(2)
    part = small.tag("Part")
    small.text("a", "H2", within=part, page=1)
    small.text("b")
    made = read(small)
    assert [(tag.role, tag.page, tag.level, tag.parent) for tag in made.tags] == [("Document", 1, 0, -1), ("H1", 1, 1, 0), ("Part", 2, 0, 0), ("H2", 2, 2, 2), ("P", 1, 0, 0)]
    assert not made.endless


def test_names_of_the_files_own_are_told_by_what_they_stand_for() -> None:
    small = Small()
    small.tags.RoleMap = Dictionary({"/Überschrift": Name.Titel, "/Titel": Name.H2, "/H3": Name.P})
    for role in ("Überschrift", "H3", "Unbekannt"):
        small.text("x", role)
    space = small.pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String("https://a.example"), RoleMapNS=Dictionary(Bild=Array([Name.Figure, Name.X]))))
    small.text("x", "Bild", NS=space)
    assert [tag.role for tag in read(small).tags[2:]] == ["H2", "H3", "Unbekannt", "Figure"]


def test_what_is_said_in_place_of_a_picture_holds_for_all_inside_it() -> None:
    small = Small()
    outer = small.tag("Figure", Alt=String("x"), A=Array([Dictionary(O=Name.Layout, BBox=Array([1, 2, 3, 4]))]))
    small.text("x", within=outer)
    small.tag("Figure", Alt=String(" "))
    _, _, figure, inner, mute = read(small).tags
    assert (figure.said, inner.said, mute.said) == (True, True, False)
    assert figure.box == (1, 2, 3, 4)


def test_marks_and_annotations_are_claimed_by_the_tag_that_holds_them() -> None:
    small = Small(2)
    link = small.lay("Link", (1, 2, 3, 4), "Link", page=1)
    form: Any = small.pdf.make_stream(b"")
    small.tag("P", Dictionary(Type=Name.MCR, Pg=small.pages[1], MCID=4), Dictionary(Type=Name.MCR, Pg=small.page, MCID=5, Stm=form))
    small.page.Resources = Dictionary(XObject=Dictionary(X=form))
    with opened(small.saved()) as subject:
        made = tree(subject)
        pages = [page.obj for page in subject.pdf.pages]
        assert made.marks == {(key(pages[0]), 0): 1, (key(pages[1]), 4): 3, (key(pages[0].Resources.XObject.X), 5): 3}
        assert made.objects == {key(pages[1].Annots[0]): 2}
    assert link is not None


def test_a_file_is_tagged_if_it_says_so_and_has_tags() -> None:
    small = Small()
    with opened(small.saved()) as subject:
        assert is_tagged(subject)
    small.root.MarkInfo.Marked = False
    with opened(small.saved()) as subject:
        assert not is_tagged(subject)
