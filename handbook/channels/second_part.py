"""PDF/UA-2 and PDF/A-4: the same file by the rules of PDF 2.0.

In: a finished tree in an open PDF, its elements written. Out: the same with namespaces, and with every link, entry of the contents
and bookmark leading to an element instead of a spot on a page (ISO 14289-2 8.8).
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from handbook.channels.structure import Node

_OLD = frozenset(("Art", "BlockQuote", "TOC", "TOCI", "Note", "Reference"))
"""Types that PDF 2.0 knows only from PDF 1.7, ISO 32000-2 14.8.6."""


def apply(pdf: pikepdf.Pdf, document: Node) -> None:
    """Make the written tree one of PDF 2.0, in place."""
    root = pdf.Root.StructTreeRoot
    new, old = (pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String(f"http://iso.org/{name}/ssn"))) for name in ("pdf2", "pdf"))
    root.Namespaces = Array([new, old])
    for node in document.walk():
        node.object.NS = old if node.role in _OLD else new
    _lead_to_elements(pdf, document)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]  # ISO 19005-4 6.1.3
    for annotation in document.annotations():
        if annotation.object.Subtype == "/Widget":
            annotation.object.Contents = String(str(annotation.object.TU))


def number_lists(document: Node) -> None:
    """Say of every list with labels how they count, in place, before the tree is written: "None" is for lists without labels (ISO 14289-2 8.2.5.25)."""
    for node in document.walk():
        if node.role == "L" and node.attributes["List"]["ListNumbering"] == "None" and any(kid.role == "Lbl" for item in node.nodes for kid in item.nodes):
            node.attributes["List"]["ListNumbering"] = "Description" if node.origin and node.origin.base == "dl" else "Unordered"


def _lead_to_elements(pdf: pikepdf.Pdf, document: Node) -> None:
    """Turn every destination into one of structure."""
    places = {node.said("id"): node.object for node in document.walk() if node.said("id")}
    named: Any = pdf.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array())
    spots = {str(named[at]): named[at + 1] for at in range(0, len(named), 2)}
    for node in document.walk():
        if node.role == "TOCI":
            names = [str(annotation.object.get("/Dest", "")) for annotation in node.annotations()]
            node.object.Ref = Array([places.get(name, document.object) for name in names])  # ISO 14289-2 8.2.5.9
    for annotation in document.annotations():
        link = annotation.object
        if "/Dest" in link:
            name = str(link.Dest)
            link.A = _action(places.get(name, document.object), spots[name])
            del link["/Dest"]
    headings = iter([node.object for node in document.walk() if node.role in ("H1", "H2", "H3", "H4", "H5", "H6")])
    for item in _bookmarks(pdf.Root.get("/Outlines")):
        item.A = _action(next(headings, document.object), item.Dest)
        del item["/Dest"]
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        del pdf.Root.Names["/Dests"]


def _action(element: Any, spot: Any) -> Dictionary:
    """Going to an element; the spot on the page is for viewers that know no structure."""
    return Dictionary(S=Name.GoTo, D=spot, SD=Array([element, *list(spot)[1:]]))


def _bookmarks(first: Any) -> list[Any]:
    """All bookmarks in the order of the text."""
    found: list[Any] = []
    item = first.get("/First") if first is not None else None
    while item is not None:
        found += [item, *_bookmarks(item)]
        item = item.get("/Next")
    return found
