"""Laid-out pages in, all that stands on them as plain values out: one walk through the engine's boxes, transforms included.

In: a `Document`. Out: a `Sheet` for each page. The engine keeps a box of an absolutely placed element in a stand-in, measures in
CSS pixels before any transform, and gives text the height of its typeface; here all of it becomes what is seen, in millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from handbook.copyfit.placed import Area, Block, Frame, Ground, Line, Note, Picture, Sheet, Words
from handbook.copyfit.strays import strays
from handbook.galley import Section
from handbook.pages import Document

MM = 25.4 / 96
"""Millimetres of a CSS pixel."""
PT = 0.75
"""Points of a CSS pixel."""
CAPITALS, DESCENDERS = 0.70, 0.21
"""How far ink reaches above and below the baseline, as a share of the size of type: IBM Plex Sans, and near enough for others."""
_ON_THE_BASELINE = frozenset("ABCDEFGHIKLMNOPRSTUVWXYZÄÖÜabcdefhiklmnorstuvwxzäöü0123456789 .:!?%+–-")
"""Letters without descenders; of all others some are taken to have them."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNBOUNDED = 1e6
"""Pixels from which a greatest height is none."""


_walked: WeakKeyDictionary[Any, Sheet] = WeakKeyDictionary()
"""What stands on pages, for as long as they live: a page that several documents share is walked once, before it was cut to any bleed."""


def walk(document: Document) -> list[Sheet]:
    """Everything on every page."""
    from weasyprint.formatting_structure import boxes

    made = []
    for number, (page, section) in enumerate(zip(document.pages, document.sections, strict=True), 1):
        if page not in _walked:
            _walked[page] = _Walk(boxes).sheet(number, page, section)
        made.append(replace(_walked[page], number=number, section=section))
    return made


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is known of a box by what it lies in."""

    matrix: Any = None
    frames: tuple[Frame, ...] = ()
    placed: int = 0
    """How many of the frames an absolutely placed box can't leave: those around the nearest positioned one."""
    around: Area | None = None
    """The positioned box that absolutely placed ones are placed in."""
    block: Block | None = None
    heading: bool = False
    furniture: bool = False
    note: bool = False
    lifted: bool = False
    said: str = ""


class _Walk:
    def __init__(self, boxes: Any) -> None:
        self.boxes = boxes
        self.order = 0

    def sheet(self, number: int, page: Any, section: Section) -> Sheet:
        box = page._page_box
        bleed = min(page.bleed.values()) * MM
        trim = Area(0, 0, page.width * MM, page.height * MM)
        type_area = _area(None, box.content_box_x(), box.content_box_y(), box.width, box.height)
        self.page = Sheet(number, section, trim, type_area, bleed)
        for background in (box.background, box.canvas_background):
            if background and background.layers:
                self.page.furnished |= self.layers(box, background, _Setting())
        for child in box.children:
            self.box(child, _Setting(furniture=isinstance(child, self.boxes.MarginBox), note=isinstance(child, self.boxes.FootnoteAreaBox)))
        self.page.strays = strays(self.page)
        return self.page

    def box(self, box: Any, setting: _Setting) -> None:
        box = getattr(box, "_box", box)  # an absolutely placed box stands in a placeholder
        boxes = self.boxes
        self.order += 1
        if isinstance(box, boxes.LineBox):
            self.line(box, setting)
            return
        if not isinstance(box, (boxes.ParentBox, boxes.ReplacedBox)):
            return
        setting = self.inside(box, setting)
        order, lines = self.order, len(self.page.lines)
        if isinstance(box, boxes.ReplacedBox):
            self.picture(box, setting)
        else:
            for child in box.all_children():
                self.box(child, setting)
        self.coloured(box, setting, order, empty=len(self.page.lines) == lines)

    def inside(self, box: Any, setting: _Setting) -> _Setting:
        """What a box adds to the setting of what it holds."""
        boxes, style, element = self.boxes, box.style, box.element
        matrix = setting.matrix
        if box.transformation_matrix:
            matrix = box.transformation_matrix @ matrix if matrix else box.transformation_matrix
        frames, placed, around, lifted = setting.frames, setting.placed, setting.around, setting.lifted
        if style["position"] in ("absolute", "fixed"):
            frames = tuple(each for number, each in enumerate(frames) if number < placed or each.kind == "clip")
            if around:
                frames = (*frames, Frame("box", around))
        if style["position"] != "static":
            lifted = style["z_index"] == "auto" or style["z_index"] >= 0
        frames = (*frames, *self.frames(box, matrix))
        if style["position"] != "static" or box.transformation_matrix:
            placed = len(frames)
            around = _area(matrix, box.padding_box_x(), box.padding_box_y(), box.padding_width(), box.padding_height())
        tag = box.element_tag or ""
        edition = element.get("data-edition", "") if element is not None else ""
        if isinstance(box, boxes.MarginBox) and ("string()", ("brand", "first")) in style["content"]:  # layouts/css/page.css
            edition = "brand.name"
        made = replace(
            setting,
            matrix=matrix,
            frames=frames,
            placed=placed,
            around=around,
            lifted=lifted,
            heading=setting.heading or tag in _HEADINGS or tag == "thead",
            note=setting.note or isinstance(box, boxes.FootnoteAreaBox),
            said=edition or setting.said,
        )
        if isinstance(box, (boxes.BlockContainerBox, boxes.MarginBox, boxes.FlexContainerBox, boxes.GridContainerBox)):
            measure = _area(matrix, box.content_box_x(), box.content_box_y(), box.width, box.height)
            block = Block((id(element), tag), measure, frames, made.heading, made.furniture, made.note, made.lifted, made.said)
            made = replace(made, block=block)
        return made

    def frames(self, box: Any, matrix: Any) -> Iterator[Frame]:
        """What of a box holds together what is in it."""
        boxes, style = self.boxes, box.style
        if isinstance(box, (boxes.InlineBox, boxes.PageBox)):
            return
        outside = (box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
        if isinstance(box, boxes.MarginBox):
            yield Frame("box", _area(matrix, *outside))
        elif isinstance(box, boxes.TableCellBox):
            yield Frame("box", _area(matrix, *outside), ("left", "right"))
        elif isinstance(box, boxes.ParentBox) and not isinstance(box, (boxes.TableBox, boxes.TableRowBox, boxes.TableRowGroupBox)) and _is_limited(style):
            yield Frame("box", _area(matrix, *outside), ("top", "bottom"))
        if style["overflow"] != "visible" and not box.is_for_root_element:
            yield Frame("clip", _area(matrix, box.padding_box_x(), box.padding_box_y(), box.padding_width(), box.padding_height()))
        if style["clip"] and style["position"] in ("absolute", "fixed"):
            x, y, width, height = outside
            top, right, bottom, left = (otherwise if value == "auto" else value for value, otherwise in zip(style["clip"], (0, width, height, 0), strict=True))
            yield Frame("clip", _area(matrix, x + left, y + top, right - left, bottom - top))

    def line(self, box: Any, setting: _Setting) -> None:
        """A line's own words; boxes that stand in it have lines of their own."""
        words: list[Words] = []
        self.inline(box, setting, words)
        if words and setting.block:
            self.page.lines.append(Line(tuple(words), setting.block, max(0.0, -box.text_indent * MM)))

    def inline(self, box: Any, setting: _Setting, words: list[Words]) -> None:
        boxes = self.boxes
        for child in box.children:
            child = getattr(child, "_box", child)
            if isinstance(child, boxes.TextBox):
                self.order += 1
                if not child.text.strip():
                    words[-1:] = [replace(each, text=each.text + " ") for each in words[-1:]]
                elif child.style["visibility"] == "visible":
                    words.append(_words(child, setting.matrix, self.order))
            elif isinstance(child, boxes.InlineBox):
                order = self.order
                self.footnote(child, setting)
                self.inline(child, setting, words)
                self.coloured(child, setting, order, empty=False)
            else:
                self.footnote(child, setting)
                self.box(child, setting)

    def footnote(self, box: Any, setting: _Setting) -> None:
        """Either end of a footnote."""
        tag = box.element_tag or ""
        if tag.endswith(("::footnote-call", "::footnote-marker")):
            area = _area(setting.matrix, box.position_x, box.position_y, box.margin_width(), box.margin_height())
            said = " ".join("".join(box.element.itertext()).split())
            (self.page.calls if tag.endswith("call") else self.page.notes).append(Note(id(box.element), said, area))

    def picture(self, box: Any, setting: _Setting) -> None:
        """A picture in the text."""
        from weasyprint.layout.replaced import replacedbox_layout

        if box.style["visibility"] != "visible" or not box.width or not box.height:
            return
        width, height, _, _ = replacedbox_layout(box)
        area = _area(setting.matrix, box.content_box_x(), box.content_box_y(), box.width, box.height)
        ratio = box.replacement.get_intrinsic_size(box.style["image_resolution"], box.style["font_size"])[2]
        stretched = width / height / ratio - 1 if ratio and width and height else 0.0
        name = box.element.get("alt", "") if box.element is not None else ""
        self.page.pictures.append(Picture(name, area, *_file(box.replacement, width, height, setting.matrix), stretched, setting.block))

    def coloured(self, box: Any, setting: _Setting, order: int, *, empty: bool) -> None:
        """A box that is seen itself: its colour, its pictures, its lines."""
        background = getattr(box, "background", None)
        shown = bool(background and background.color.alpha)
        if background and background.layers:
            shown |= self.layers(box, background, setting)
        for picture in (getattr(box, "border_image", None), getattr(box, "mask_border_image", None)):
            if hasattr(picture, "image_data"):
                where = _area(setting.matrix, box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
                self.page.pictures.append(Picture("", where, *_file(picture, box.border_width(), box.border_height(), setting.matrix)))
        ruled = not isinstance(box, self.boxes.ReplacedBox) and any(getattr(box, f"border_{side}_width", 0) for side in ("top", "right", "bottom", "left"))
        if (shown or ruled) and box.style["visibility"] == "visible" and not setting.furniture:
            area = _area(setting.matrix, box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
            opaque = bool(background and background.color.alpha == 1)
            self.page.grounds.append(Ground(area, order, self.order, opaque, setting.lifted, empty))

    def layers(self, box: Any, background: Any, setting: _Setting) -> bool:
        """The pictures behind a box; whether there are any."""
        shown = False
        for layer in background.layers:
            if layer.image is None:
                continue
            shown = True
            width, height = layer.size
            if hasattr(layer.image, "get_intrinsic_size") and not hasattr(layer.image, "colors"):  # no gradient
                left, top = layer.positioning_area[0] + layer.position[0], layer.positioning_area[1] + layer.position[1]
                area = _area(setting.matrix, left, top, width, height)
                if "no-repeat" not in layer.repeat or not isinstance(box, self.boxes.PageBox):
                    area = _area(setting.matrix, *layer.painting_area)
                self.page.pictures.append(Picture("", area, *_file(layer.image, width, height, setting.matrix)))
        return shown


def _is_limited(style: Any) -> bool:
    """Whether a box is no higher than it was told."""
    greatest = style["max_height"]
    return style["height"] != "auto" or (getattr(greatest, "value", greatest) or 0) < _UNBOUNDED


def _words(box: Any, matrix: Any, order: int) -> Words:
    size = box.style["font_size"]
    baseline = box.position_y + box.baseline
    descent = 0.0 if _ON_THE_BASELINE.issuperset(box.text) else DESCENDERS
    area = _area(matrix, box.position_x, baseline - CAPITALS * size, box.width, (CAPITALS + descent) * size)
    scale = abs(matrix.determinant) ** 0.5 if matrix else 1.0
    return Words(box.text.replace("\u00ad", ""), area, size * PT * scale, order)


def _file(image: Any, width: float, height: float, matrix: Any) -> tuple[str, tuple[int, int] | None, tuple[float, float]]:
    """Of a picture: its key, its pixels and how large it is printed."""
    scale = abs(matrix.determinant) ** 0.5 if matrix else 1.0
    pixels = (image.width, image.height) if hasattr(image, "image_data") else None
    return str(getattr(image, "id", "")), pixels, (width * MM * scale, height * MM * scale)


def _area(matrix: Any, x: float, y: float, width: float, height: float) -> Area:
    """What a rectangle of the engine covers on the page."""
    if not matrix:
        return Area(x * MM, y * MM, (x + width) * MM, (y + height) * MM)
    corners = [matrix.transform_point(*corner) for corner in ((x, y), (x + width, y), (x, y + height), (x + width, y + height))]
    return Area(min(c[0] for c in corners) * MM, min(c[1] for c in corners) * MM, max(c[0] for c in corners) * MM, max(c[1] for c in corners) * MM)
