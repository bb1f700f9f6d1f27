"""Finished PDF -> imposed PDF: its pages, unchanged, in the slots of an office printer's sheets.

In: the bytes of any PDF and an `Order`. Out: `Imposed`, or ContentError. Each page becomes one form that all its places
share, with its own fonts and pictures; tags, links, bookmarks and form fields stay behind, so the result is for paper
only. What the viewer must tell the printer (both sides, which edge, no scaling) stands in the file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.errors import ContentError
from handbook.findings import Finding, Place, Severity
from handbook.imposition import ink, marks
from handbook.imposition.scheme import GRIDS, Side, arrange, lacking
from handbook.imposition.sheet import PAPERS, POINTS, Box, Matrix, Sheet, creep, placement, sheet, shown
from handbook.imposition.source import Source, check_whole, opened, reading
from handbook.wording import nsay, say

if TYPE_CHECKING:
    import pikepdf

UNPRINTABLE_MM = 4.2
"""What office printers leave white along each edge."""
THICKNESS_MM = 0.1
"""Paper of 80 g/m²."""
_REGISTRATION = "All"


@dataclass(frozen=True, slots=True)
class Order:
    """How a PDF is to be imposed."""

    scheme: str = "booklet"
    """One of `scheme.GRIDS`."""
    right_to_left: bool | None = None
    """Whether it is bound at the right; None for what the file itself says, else at the left."""
    paper: str = "A4"
    thickness_mm: float = THICKNESS_MM
    margin_mm: float = UNPRINTABLE_MM
    fit: bool = False
    """Scale the pages so that they fill what the printer prints."""
    marks: bool = True
    blank: bool = False
    """Fill up with blank pages at the end where the scheme needs more."""
    copies: int = 1
    look: bool = True
    """Whether to look what lies in the strip that isn't printed; whoever made the pages may know, and it takes ten times as long as imposing."""


@dataclass(frozen=True)
class Imposed:
    """Sheets to print."""

    data: bytes
    sheets: int
    findings: tuple[Finding, ...]
    """What a person should know before printing."""


def impose(data: bytes, order: Order, name: str = "PDF") -> Imposed:
    """Impose. `name` is what messages call the file."""
    source = opened(data, name)
    bed = _bed(source, order)
    count = len(source.pages)
    missing = lacking(order.scheme, count)
    if missing and not order.blank:
        raise ContentError(_uneven(order.scheme, count, missing, name))
    right_to_left = _reads_right_to_left(source) if order.right_to_left is None else order.right_to_left
    sheets = arrange(order.scheme, count + missing, bed.grid, right_to_left=right_to_left)
    one_sided = not any(page and page <= count for each in sheets for page in each.back)
    forme = _Forme(source, bed, order)
    for number, sides in enumerate(sheets, 1):
        for side in (sides.front,) if one_sided else (sides.front, sides.back):
            forme.add(side, number)
    with reading(name):
        made = forme.saved(one_sided)
        check_whole(source.pdf, name)
    return Imposed(made, len(sheets), tuple(_lost(forme)))


def _bed(source: Source, order: Order) -> Sheet:
    """The sheet that takes the source's pages. ContentError if they are too large for it."""
    first = source.pages[0]
    size = (first.width_mm, first.height_mm)
    bed = sheet(*size, GRIDS[order.scheme], order.paper, order.margin_mm, fit=order.fit)
    if bed:
        return bed
    roomy = next((paper for paper in PAPERS if sheet(*size, GRIDS[order.scheme], paper, order.margin_mm)), "")
    hint = say("`--paper %(paper)s` has room for them, `--fit` makes them smaller.", paper=roomy) if roomy else say("`--fit` makes them smaller.")
    known = {"size": f"{size[0]:.4g} × {size[1]:.4g}", "scheme": order.scheme, "paper": order.paper}
    sentence = say("pages of %(size)s mm are too large for the scheme %(scheme)s on %(paper)s.", **known)
    raise ContentError(Finding("I03", sentence, Place(source.name), hint))


def _uneven(scheme: str, count: int, missing: int, name: str) -> Finding:
    # For translators: put into: has …; in a booklet four hang together, so 2 are missing
    pages = nsay("%(count)s page", "%(count)s pages", count)
    if scheme == "cards":
        sentence = say("has %(pages)s; a card has two sides, so 1 page is missing.", pages=pages)
        return Finding("I04", sentence, Place(name), say("`--blank` leaves the last card's back white."))
    sentence = nsay(
        "has %(pages)s; in a booklet four hang together, so %(count)s is missing.",
        "has %(pages)s; in a booklet four hang together, so %(count)s are missing.",
        missing,
        pages=pages,
    )
    return Finding("I04", sentence, Place(name), say("Add pages, or let `--blank` fill up with %(count)s blank at the end.", count=missing))


def _reads_right_to_left(source: Source) -> bool:
    preferences = source.pdf.Root.get("/ViewerPreferences")
    return preferences is not None and preferences.get("/Direction") == "/R2L"  # ISO 32000-1, table 150


class _Forme:
    """The PDF that is being filled side by side: as printers lock pages into a frame."""

    def __init__(self, source: Source, bed: Sheet, order: Order) -> None:
        import pikepdf

        self.source, self.bed, self.order = source, bed, order
        self.pdf = pikepdf.new()
        self.forms: dict[int, Any] = {}
        self.reaches: dict[int, Box | None] = {}
        self.lost: set[int] = set()
        """Pages with something in the strip that isn't printed."""
        bleed = max(page.bleed_mm for page in source.pages) * bed.scale
        ticks = marks.ticks(bed, bleed, folded=order.scheme == "booklet") if order.marks else ()
        self.ticks = marks.stream(ticks, _REGISTRATION) if ticks else b""

    def add(self, side: Side, sheet_number: int) -> None:
        """A side of a sheet."""
        import pikepdf

        bed = self.bed
        operators, forms = [], pikepdf.Dictionary()
        for slot, number in enumerate(side):
            if number and number <= len(self.source.pages):
                page = self.source.pages[number - 1]
                window = bed.window(slot, page.bleed_mm * bed.scale)
                matrix = placement(page.trim, page.turned, bed.slot(slot), bed.scale * page.unit, self.shift(slot, sheet_number))
                forms[f"/P{number}"] = self.form(number)
                operators.append(shown(window, matrix, (f"P{number}",)))
                if not _holds(bed.printable, self.shown(number, matrix, window)):
                    self.lost.add(number)
        made = self.pdf.add_blank_page(page_size=(bed.width * POINTS, bed.height * POINTS)).obj
        made.MediaBox, made.TrimBox = _array(bed.paper), _array(bed.trim.within(bed.paper))
        made.Resources = pikepdf.Dictionary(XObject=forms)
        if self.ticks:
            made.Resources.ColorSpace = pikepdf.Dictionary({f"/{_REGISTRATION}": self.registration()})
        made.Contents = self.pdf.make_stream("\n".join(operators).encode() + b"\n" + self.ticks)

    def shift(self, slot: int, sheet_number: int) -> float:
        """To the fold, in millimetres to the right."""
        if self.order.scheme != "booklet":
            return 0.0
        return creep(sheet_number, self.order.thickness_mm) * (1 if slot == 0 else -1)

    def form(self, number: int) -> Any:
        """A page as a form, made once."""
        if number not in self.forms:
            page = self.source.pages[number - 1]
            with reading(self.source.name, say("page %(number)s", number=number)):
                form = self.pdf.copy_foreign(page.page.as_form_xobject(handle_transformations=False))
            form.BBox = [page.bleed.left, page.bleed.bottom, page.bleed.right, page.bleed.top]
            self.forms[number] = form
        return self.forms[number]

    def shown(self, number: int, matrix: Matrix, window: Box) -> Box | None:
        """Where a page's content lies on the sheet, in millimetres."""
        if not self.order.look:
            return None
        if number not in self.reaches:
            with reading(self.source.name, say("page %(number)s", number=number)):
                self.reaches[number] = ink.reach(self.source.pages[number - 1].page)
        reach = self.reaches[number]
        if reach is None:
            return None
        return ink.around(ink.corners(reach), matrix).times(1 / POINTS).within(window)

    def registration(self) -> pikepdf.Array:
        """The colour that every plate prints; here: black. ISO 32000-1, 8.6.6.4"""
        import pikepdf

        tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
        return pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceGray, tint])

    def saved(self, one_sided: bool) -> bytes:
        """The file: the source's title and language, and what the printer has to know. ISO 32000-1, table 150"""
        import pikepdf

        root, old = self.pdf.Root, self.source.pdf.Root
        if self.forms and "/OCProperties" in old:  # layers that are switched off stay so
            root.OCProperties = self.pdf.copy_foreign(self.source.pdf.make_indirect(old.OCProperties))
        if "/Lang" in old:
            root.Lang = pikepdf.String(str(old.Lang))
        if title := _title(self.source.pdf):
            self.pdf.docinfo["/Title"] = title
        flip = "/DuplexFlipShortEdge" if self.bed.landscape else "/DuplexFlipLongEdge"
        root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"), Duplex=pikepdf.Name("/Simplex" if one_sided else flip), DisplayDocTitle=bool(title))
        if self.order.copies > 1:
            root.ViewerPreferences.NumCopies = self.order.copies
        made = io.BytesIO()
        self.pdf.save(made, min_version="1.7", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return made.getvalue()


def _title(pdf: pikepdf.Pdf) -> str:
    """What the file calls itself, in either of the two places."""
    if title := str(pdf.docinfo.get("/Title", "")).strip():
        return title
    try:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            return str(metadata.get("dc:title", "")).strip()
    except Exception:  # a title is no reason to print nothing, and the XML of strangers breaks in many ways
        return ""


def _array(box: Box) -> list[float]:
    return [round(each * POINTS, 4) for each in (box.left, box.bottom, box.right, box.top)]


_SPARE_MM = 0.05


def _holds(outer: Box, inner: Box | None) -> bool:
    """Whether a box lies in another; nothing, or what is turned inside out, always does."""
    if inner is None or inner.width <= 0 or inner.height <= 0:
        return True
    spare = outer.grown(*(_SPARE_MM,) * 4)
    return spare.left <= inner.left and spare.bottom <= inner.bottom and inner.right <= spare.right and inner.top <= spare.top


def _lost(forme: _Forme) -> Iterator[Finding]:
    """What the printer won't print."""
    if not forme.lost:
        return
    margin = f"{forme.order.margin_mm:g}"
    sentence = nsay(
        "page %(pages)s: something lies in the %(margin)s mm along the paper's edge that an office printer leaves white.",
        "pages %(pages)s: something lies in the %(margin)s mm along the paper's edge that an office printer leaves white.",
        len(forme.lost),
        pages=_named(sorted(forme.lost)),
        margin=margin,
    )
    hint = say("A picture to the edge loses %(margin)s mm there, text may be cut. `--fit` makes the pages a little smaller.", margin=margin)
    yield Finding("I05", sentence, Place(forme.source.name), hint, Severity.REVIEW)


def _named(pages: list[int]) -> str:
    """The numbers of pages: eight, and how many more."""
    shown = ", ".join(map(str, pages[:8]))
    # For translators: numbers of pages, such as: 1, 2, 3 and 4 more
    return say("%(pages)s and %(more)s more", pages=shown, more=len(pages) - 8) if len(pages) > 8 else shown
