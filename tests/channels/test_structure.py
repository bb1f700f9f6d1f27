"""The tree in the file: every piece and annotation finds its element, and every element its parent."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf

from handbook import paths
from handbook.channels import structure
from handbook.channels.reading import ROLES
from handbook.channels.structure import Annotation, Mark, Node
from tests.channels.conftest import made, raw

BODY = '<h1>Eins</h1><p>Zwei <a href="#b">drei</a></p><p class="next" id="b">Vier</p><ul><li data-field="tick">Fünf</li></ul>'
TICKS = 'li::before { content: ""; display: inline-block; width: 3mm; height: 3mm }'
LONG = f'<p style="margin-top: 30mm; orphans: 1; widows: 1">{"Worte und noch mehr Worte. " * 5}</p>'


def claims(element: Any, page: Any = None) -> list[tuple[Any, int, Any]]:
    """Every piece of marked content that the tree names: its page, its number, and the element."""
    page = element.get("/Pg", page)
    found = []
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            found.append((page, kid, element))
        elif kid.get("/Type") == "/MCR":
            found.append((kid.Pg, int(kid.MCID), element))
        elif kid.get("/Type") != "/OBJR":
            assert kid.P.objgen == element.objgen
            found += claims(kid, page)
    return found


def test_the_parent_tree_names_the_element_of_every_piece() -> None:
    with pikepdf.open(io.BytesIO(made(BODY, TICKS, count=2))) as document:
        root = document.Root.StructTreeRoot
        numbers = pikepdf.NumberTree(root.ParentTree)
        named = claims(root.K[0])
        assert len(named) == 6
        for page, number, element in named:
            assert numbers[int(page.StructParents)][number].objgen == element.objgen
        entries = [entry for page in document.pages for entry in numbers[int(page.obj.StructParents)] if entry is not None]
        assert len(entries) == len(named)


def test_the_parent_tree_names_the_element_of_every_annotation() -> None:
    with pikepdf.open(io.BytesIO(made(BODY, TICKS, count=2))) as document:
        numbers = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
        annotations = [annotation for page in document.pages for annotation in page.obj.get("/Annots", [])]
        assert [str(annotation.Subtype) for annotation in annotations] == ["/Link", "/Widget"]
        for annotation in annotations:
            element = numbers[int(annotation.StructParent)]
            assert annotation.objgen in [kid.Obj.objgen for kid in element.K if not isinstance(kid, int) and kid.get("/Type") == "/OBJR"]


def test_a_paragraph_on_two_pages_is_one_element_with_pieces_of_both() -> None:
    with pikepdf.open(io.BytesIO(made(LONG, count=2))) as document:
        (part,) = document.Root.StructTreeRoot.K[0].K
        (paragraph,) = part.K
        pages = {kid.Pg.objgen if not isinstance(kid, int) else paragraph.Pg.objgen for kid in paragraph.K}
        assert len(pages) == 2


def test_what_was_read_is_written_again() -> None:
    with pikepdf.open(io.BytesIO(raw(BODY, count=2))) as document:
        read = structure.read(document)
        structure.write(document, read)
        again = structure.read(document)
        assert [node.role for node in again.walk()] == [node.role for node in read.walk()]
        assert list(again.marks()) == list(read.marks())


def test_an_annotation_without_an_element_leaves_its_page() -> None:
    with pikepdf.open(io.BytesIO(raw(BODY, count=2))) as document:
        tree = structure.read(document)
        assert list(tree.annotations())
        for node in tree.walk():
            node.kids = [kid for kid in node.kids if not isinstance(kid, Annotation)]
        structure.write(document, tree)
        assert "/Annots" not in document.pages[0].obj


def test_the_names_of_elements_stand_in_order() -> None:
    with pikepdf.open(io.BytesIO(raw("<p>x</p>"))) as document:
        tree = Node("Document", kids=[Node("Note", id=name, kids=[Mark(0, 0)]) for name in ("b", "a", "c")])
        structure.write(document, tree)
        assert [str(each) for each in document.Root.StructTreeRoot.IDTree.Names][::2] == ["a", "b", "c"]


STANDARD = {
    *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "NonStruct", "P", "H1", "H2", "H3", "H4", "H5", "H6"),
    *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Note", "Reference", "Link", "Figure", "Form"),
}
"""Structure types of ISO 32000-1 14.8.4 that we use: none needs a role map."""


def test_every_type_of_element_is_a_standard_one() -> None:
    said = {found for path in paths.LAYOUTS.rglob("*.html") for found in re.findall(r'data-tag="(\w+)"', path.read_text("utf-8"))}
    assert said <= STANDARD
    assert set(ROLES.values()) <= STANDARD
    roles = {found for path in paths.LAYOUTS.rglob("*.html") for found in re.findall(r'role="([\w-]+)"', path.read_text("utf-8"))}
    assert roles <= ROLES.keys()


def test_no_private_key_is_left_in_a_finished_file() -> None:
    with pikepdf.open(io.BytesIO(made(BODY, TICKS, count=2))) as document:
        keys = {str(key) for item in document.objects if isinstance(item, pikepdf.Dictionary) for key in item.keys()}  # noqa: SIM118
        assert "/Origin" not in keys
        elements = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"]
        known = {"/Type", "/S", "/P", "/K", "/Pg", "/A", "/Alt", "/E", "/Lang", "/ID", "/ActualText"}
        assert {str(key) for element in elements for key in element.keys()} <= known  # noqa: SIM118
