"""An open PDF of screen colours in, the same PDF of printing inks out.

In: a PDF as the engine writes it. Out: the PDF changed in place. The way leads from each page through its resources to all
that it paints: pages, groups, patterns, gradients, pictures, glyphs. What is part of a soft mask is no ink but a measure of
transparency, so it becomes grey. Everything that no page leads to is thrown away when the file is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handbook.channels import pictures, shadings
from handbook.channels.colours import Inks, luminosity
from handbook.channels.content_streams import Colour, UnknownColourError, recoloured
from handbook.wording import say

if TYPE_CHECKING:
    import pikepdf

_BLACK = b"0 0 0 1 k 0 0 0 1 K\n"
"""What pages and patterns begin with: a device's first colour is grey, not ink (ISO 32000-1, table 52)."""


def separate(pdf: pikepdf.Pdf, inks: Inks) -> Iterator[tuple[int, str]]:
    """Turn all colours into inks. Yields the number of the page, from 1, and what on it can't be turned."""
    work = _Separation(pdf, inks)
    for position, page in enumerate(pdf.pages, 1):
        work.refused.clear()
        page.contents_coalesce()
        contents = page.obj.get("/Contents")
        if contents is not None:
            work.stream(contents, work.ink, _BLACK)
        work.resources(page.obj.get("/Resources"), mask=False)
        yield from ((position, what) for what in dict.fromkeys(work.refused))


@dataclass
class _Separation:
    """The walk through one PDF; each object is met once."""

    pdf: pikepdf.Pdf
    inks: Inks
    refused: list[str] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def ink(self, colour: Colour) -> Colour:
        """What is painted."""
        if len(colour) == 4:
            return self.inks.limited(colour)
        return self.inks.of((colour * 3)[:3])  # type: ignore[arg-type]

    def grey(self, colour: Colour) -> Colour:
        """What masks."""
        if len(colour) == 4:
            raise UnknownColourError(say("inks in a soft mask"))
        return colour if len(colour) == 1 else (luminosity(colour),)  # type: ignore[arg-type]

    def new(self, thing: Any) -> bool:
        """Whether this object wasn't met yet; objects without a number of their own are part of one that has."""
        if not thing.is_indirect:
            return True
        if thing.objgen in self.seen:
            return False
        self.seen.add(thing.objgen)
        return True

    def stream(self, content: Any, convert: Callable[[Colour], Colour], first: bytes = b"") -> None:
        """Rewrite a content stream."""
        if self.new(content):
            try:
                content.write(first + recoloured(content.read_bytes(), convert))
            except UnknownColourError as error:
                self.refused.append(error.what)

    def resources(self, resources: Any, *, mask: bool) -> None:
        """All that a content stream may paint with."""
        if resources is None or not self.new(resources):
            return
        if "/ColorSpace" in resources:
            del resources["/ColorSpace"]  # every colour is of a device now, so no stream names one
        for each in resources.get("/XObject", {}).values():
            (self.group if each.get("/Subtype") == "/Form" else self.picture)(each, mask=mask)
        for each in resources.get("/Pattern", {}).values():
            self.pattern(each, mask=mask)
        for each in resources.get("/Shading", {}).values():
            self.shading(each, mask=mask)
        for each in resources.get("/ExtGState", {}).values():
            if isinstance(soft := each.get("/SMask"), type(each)) and "/G" in soft:
                self.group(soft.G, mask=True)
        for each in resources.get("/Font", {}).values():
            if each.get("/Subtype") == "/Type3":
                self.glyphs(each, mask=mask)

    def group(self, form: Any, *, mask: bool) -> None:
        """A form: a piece of page that is drawn as one."""
        import pikepdf

        if "/Group" in form and "/CS" in form.Group:
            form.Group.CS = pikepdf.Name.DeviceGray if mask else pikepdf.Name.DeviceCMYK
        self.stream(form, self.grey if mask else self.ink)
        self.resources(form.get("/Resources"), mask=mask)

    def pattern(self, pattern: Any, *, mask: bool) -> None:
        """Tiles, or a gradient used as a colour."""
        if "/Shading" in pattern:
            self.shading(pattern.Shading, mask=mask)
            return
        if int(pattern.get("/PaintType", 1)) != 1:
            self.refused.append(say("a pattern without colours of its own"))
            return
        self.stream(pattern, self.grey if mask else self.ink, b"0 g 0 G\n" if mask else _BLACK)
        self.resources(pattern.get("/Resources"), mask=mask)

    def shading(self, shading: Any, *, mask: bool) -> None:
        """A gradient."""
        if self.new(shading):
            self._or_refused(lambda: shadings.to_greys(shading) if mask else shadings.to_inks(self.pdf, shading, self.inks.between))

    def picture(self, image: Any, *, mask: bool) -> None:
        """Pixels; their own soft mask is grey already, and has to be (ISO 32000-1, table 145)."""
        if self.new(image):
            self._or_refused(lambda: pictures.to_greys(image) if mask else pictures.to_inks(image, self.inks))

    def glyphs(self, font: Any, *, mask: bool) -> None:
        """A typeface whose letters are small drawings."""
        for glyph in font.get("/CharProcs", {}).values():
            self.stream(glyph, self.grey if mask else self.ink)
        self.resources(font.get("/Resources"), mask=mask)

    def _or_refused(self, convert: Callable[[], None]) -> None:
        try:
            convert()
        except UnknownColourError as error:
            self.refused.append(error.what)
