"""Places to write become form fields: boxes to tick, scales to choose on, lines to type on.

In: an open PDF and its tree, in which each place is a `Form` node or a cell with a field. Out: the same with a widget behind each,
in reading order, each with a name. Borders and rules stay what the style sheet drew: a widget shows nothing but what is filled in,
and brings the picture of each of its states, so that no viewer has to make one (ISO 19005-2 6.4.1 forbids NeedAppearances).
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from handbook.channels.field_font import embed
from handbook.channels.geometry import Box, placed
from handbook.channels.origin import Field
from handbook.channels.structure import Annotation, Node

PRINTED = 4
"""Annotation flag 3, ISO 32000-1 table 165."""
_RADIO, _MULTILINE = 1 << 15, 1 << 12
"""Field flags 16 and 13, ISO 32000-1 tables 226 and 228."""
_LINE = 1.5
"""Height of a field on one line, in sizes of its text: it stands on the rule, whatever room is above."""
_INSET = 1.0
"""Points between a cell's border and the field in it."""
_ROLES = {"tick": "cb", "choice": "rb", "line": "tv", "lines": "tv"}
"""Kind of place -> role of a field on paper, ISO 32000-1 table 348."""
_STROKES = {
    "tick": ((0.18, 0.52), (0.42, 0.26), (0.84, 0.8)),
    "choice": ((0.2, 0.2), (0.8, 0.8), (0.5, 0.5), (0.2, 0.8), (0.8, 0.2)),
}
"""What a pen leaves in a box of the size 1: a tick, a cross."""


def place(pdf: pikepdf.Pdf, document: Node, font: bytes) -> None:
    """Put a widget behind every place to fill in. `font` is the typeface of what is typed."""
    places = list(_places(pdf, document))
    if places:
        _Form(pdf, font).fill(places)


def _places(pdf: pikepdf.Pdf, node: Node) -> list[tuple[Node, Field, int, Box]]:
    """Every place in reading order, with its page and where on it; rules that belong together are one."""
    found: list[tuple[Node, Field, int, Box]] = []
    kept: list[Any] = []
    for kid in node.kids:
        if not isinstance(kid, Node):
            kept.append(kid)
            continue
        origin = kid.origin
        if origin and origin.field and origin.box:
            field, box = origin.field, placed(pdf, kid.page, origin.box)
            if kid.role != "Form":  # a cell
                inner = Node("Form", page=kid.page, origin=origin)
                kid.kids.append(inner)
                kept.append(kid)
                left, bottom, right, top = box
                found.append((inner, field, kid.page, (left + _INSET, bottom + _INSET, right - _INSET, top - _INSET)))
                continue
            if found and found[-1][1].group == field.group and field.kind == "lines" and found[-1][2] == kid.page:
                before, _, page, (left, _, right, top) = found[-1]
                found[-1] = before, field, page, (min(left, box[0]), box[1], max(right, box[2]), top)
                continue
            found.append((kid, field, kid.page, box))
        else:
            found += _places(pdf, kid)
        kept.append(kid)
    node.kids = kept
    return found


class _Form:
    """The form of one file."""

    def __init__(self, pdf: pikepdf.Pdf, font: bytes) -> None:
        self.pdf = pdf
        self.font = font
        self.fields: list[Any] = []
        self.counts: dict[str, int] = {}
        self.pictures: dict[tuple[str, float, float], Any] = {}
        self.choices: dict[int, Any] = {}

    def fill(self, places: list[tuple[Node, Field, int, Box]]) -> None:
        for node, field, page, box in places:
            made = {"tick": self.tick, "choice": self.choice}.get(field.kind, self.writing)
            widget = made(node, field, self.widget(page, field, box), box)
            node.kids = [Annotation(page, widget)]
            node.attributes["PrintField"] = {"Role": _ROLES[field.kind], "Desc": widget.TU}
        pdf = self.pdf
        form = Dictionary(Fields=Array(self.fields))
        if self.font and any(field.kind.startswith("line") for _, field, _, _ in places):
            form.DR = Dictionary(Font=Dictionary(Field=embed(pdf, self.font)))
            form.DA = String("/Field 10 Tf 0 g")
        pdf.Root.AcroForm = pdf.make_indirect(form)

    def widget(self, page: int, field: Field, box: Box) -> Any:
        """What all kinds have in common."""
        left, bottom, right, top = box
        if field.kind == "line":
            top = bottom + round(field.size * _LINE, 3)
        rectangle = Array([round(edge, 3) for edge in (left, bottom, right, top)])
        return self.pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=rectangle, F=PRINTED, P=self.pdf.pages[page].obj, TU=String(field.name)))

    def name(self, kind: str) -> Any:
        """What the field is called in the file: `tick-3`."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return String(f"{kind}-{self.counts[kind]}")

    def tick(self, node: Node, field: Field, widget: Any, box: Box) -> Any:
        widget.FT, widget.T, widget.V = Name.Btn, self.name("tick"), Name.Off
        self.show(widget, "On", field.kind, box)
        self.fields.append(widget)
        return widget

    def choice(self, node: Node, field: Field, widget: Any, box: Box) -> Any:
        group = self.choices.get(field.group)
        if group is None:
            group = self.pdf.make_indirect(Dictionary(FT=Name.Btn, Ff=_RADIO, T=self.name("choice"), TU=String(field.name), V=Name.Off, Kids=Array()))
            self.choices[field.group] = group
            self.fields.append(group)
        group.Kids.append(widget)
        widget.FT, widget.Parent = Name.Btn, group
        widget.TU = String(": ".join(filter(None, (field.name.rstrip("."), field.option))))
        self.show(widget, str(len(group.Kids)), field.kind, box)
        return widget

    def writing(self, node: Node, field: Field, widget: Any, box: Box) -> Any:
        widget.FT, widget.T, widget.DA = Name.Tx, self.name("text"), String(f"/Field {round(field.size)} Tf 0 g")
        if field.kind == "lines":
            widget.Ff = _MULTILINE
        if node.origin and node.origin.rtl:
            widget.Q = 2  # from the right
        left, bottom, right, top = (float(edge) for edge in widget.Rect)
        widget.AP = Dictionary(N=self.picture(b"/Tx BMC\nEMC\n", right - left, top - bottom))
        self.fields.append(widget)
        return widget

    def show(self, widget: Any, on: str, kind: str, box: Box) -> None:
        """The pictures of a box that is on and off."""
        left, bottom, right, top = box
        width, height = right - left, top - bottom
        points = [(round(x * width, 2), round(y * height, 2)) for x, y in _STROKES[kind]]
        lines = "\n".join(f"{x} {y} {'l' if number else 'm'}" for number, (x, y) in enumerate(points))
        pen = f"q 0 G {round(min(width, height) * 0.12, 2)} w 1 J 1 j\n{lines}\nS Q\n"
        widget.AP = Dictionary(N=Dictionary({f"/{on}": self.picture(pen.encode(), width, height), "/Off": self.picture(b"", width, height)}))
        widget.AS = Name.Off

    def picture(self, content: bytes, width: float, height: float) -> Any:
        """A picture that all places of its size share."""
        key = content.decode(), round(width, 2), round(height, 2)
        if key not in self.pictures:
            stream = Stream(self.pdf, content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, key[1], key[2]]), Resources=Dictionary())
            self.pictures[key] = self.pdf.make_indirect(stream)
        return self.pictures[key]
