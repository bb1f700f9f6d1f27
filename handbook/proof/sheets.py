"""Laid-out pages + findings -> the proof PDF: every page with room around it, numbers at the findings, and their list at the end.

In: a document, its galley, and all that was found. Out: bytes. The pages are painted with their bleed and put, unchanged, under sheets of
our own that the engine lays out like everything else: lines, numbers, the word across the page, then the list. Links and fields
stay behind: a proof is for looking at, and nobody shall take it for the finished file.
"""

from __future__ import annotations

import gettext
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook import catalogs, localization, paths, templates
from handbook.assets import Asset
from handbook.copyfit.strays import SAFE_MM
from handbook.findings import Finding, Place
from handbook.formats import Format
from handbook.galley import STYLE_SHEET, Galley, Section
from handbook.pages import Document, flow
from handbook.pdf import write
from handbook.proof.entries import Count, Entry, counts, entries, printable
from handbook.proof.marks import ROOM_MM, Mark, marks
from handbook.wording import in_language, languages, nsay, say

if TYPE_CHECKING:
    import pikepdf

__all__ = ["SAFE_MM", "Proof", "proof"]

POINTS = 72 / 25.4
"""Points of a millimetre."""


@dataclass(frozen=True)
class Proof:
    """A proof in memory."""

    data: bytes
    pages: int
    """With those of the list."""


def proof(document: Document, galley: Galley, found: Iterable[Finding], safe_mm: float = SAFE_MM) -> Proof:
    """The proof of these pages. `safe_mm` is how far text must stay from the cut."""
    translations = catalogs.spoken(languages({"LANG": galley.locale}))
    listed = entries(found, len(document.pages), translations)
    sheets = flow(_galley(galley, _values(galley, listed, len(document.pages), safe_mm, translations)))
    title = f"{in_language(_PROOF, translations)}: {galley.title}"
    painted = write(document, galley.title, bleed_mm=galley.format.bleed_mm, tags=False)
    data = _together(write(sheets, title, tags=False), painted, galley)
    return Proof(data, len(sheets.pages))


# For translators: what printers call the copy that a customer checks and signs; in German: Korrekturabzug
_PROOF = say("Proof")
# For translators: the same, printed large across every page
_ACROSS = say("PROOF")
_LETTER = 0.68
"""Width of a capital letter in bold type, as a share of its size."""


def _values(galley: Galley, listed: Sequence[Entry], pages: int, safe_mm: float, translations: gettext.NullTranslations) -> dict[str, Any]:
    """What the layout sets."""
    form = galley.format
    by_page: dict[int, list[Entry]] = {}
    for entry in listed:
        by_page.setdefault(entry.place.page, []).append(entry)

    def marked(number: int) -> list[Mark]:
        return marks(by_page.get(number, ()), form.width_mm, form.height_mm, from_right=galley.direction == "rtl")

    size = f"{form.width_mm:g} × {form.height_mm:g} mm"
    words = {
        "proof": _PROOF,
        "across": _ACROSS,
        "cut": say("cut edge"),
        "safe": say("safe area, %(mm)s mm inside it", mm=f"{safe_mm:g}"),
        "bleed": say("%(mm)s mm of colour beyond it", mm=f"{form.bleed_mm:g}"),
        "findings": say("Findings"),
        "none": say("No findings: nothing was found that speaks against printing."),
        "how": say("The numbers stand at the left of each page; a line leads to what is meant. A number above a page means all of it."),
        "approval": say("Approval"),
        # For translators: a box to tick on the proof
        "approved": say("Approved for printing"),
        # For translators: a box to tick on the proof
        "changes": say("Approved with the changes marked by hand"),
        # For translators: a box to tick on the proof
        "again": say("Not approved, a new proof please"),
        "day": say("Place and date"),
        "name": say("Name"),
        "signature": say("Signature"),
        "count": nsay("%(count)s page in all", "%(count)s pages in all", pages),
    }
    tally: list[Count] = counts(listed, translations)
    return {
        "locale": localization.language_tag(galley.locale),
        "direction": galley.direction,
        "title": printable(galley.title),
        "facts": " · ".join([localization.own_name(galley.locale), f"{form.name}, {size}"]),
        "room": ROOM_MM,
        "form": form,
        "size": size,
        "safe": safe_mm,
        "across_mm": _across_mm(in_language(_ACROSS, translations), form),
        "say": {name: printable(in_language(sentence, translations)) for name, sentence in words.items()},
        "pages": [{"label": Place(page=number).told(translations), "marks": marked(number)} for number in range(1, pages + 1)],
        "entries": listed,
        "marked": any(1 <= entry.place.page <= pages for entry in listed),
        "counts": tally,
    }


def _across_mm(word: str, form: Format) -> float:
    """The size of type at which the word runs from corner to corner."""
    diagonal = math.hypot(form.width_mm, form.height_mm)
    return round(min(0.85 * diagonal / (_LETTER * len(word)), 0.3 * form.width_mm), 1)


def _galley(galley: Galley, values: dict[str, Any]) -> Galley:
    """The proof's own sheets as a galley: one section, one style sheet, our typeface whatever the brand's is."""
    nothing = gettext.NullTranslations()  # every sentence comes with the values, in the language of the program's catalog
    html, style = (templates.fill(f"proof.{kind}", values, nothing) for kind in ("html", "css"))
    section = Section("proof", values["title"], html, len(values["pages"]), place=Place(paths.shown(paths.LAYOUTS / "proof.html")))
    assets = {STYLE_SHEET: Asset(STYLE_SHEET, "text/css", style.encode())}
    return Galley("proof", galley.locale, galley.title, galley.format, (section,), (), assets, galley.direction)


def _together(sheets: bytes, painted: bytes, galley: Galley) -> bytes:
    """The book's pages under their sheets, in one file."""
    import pikepdf

    with pikepdf.open(io.BytesIO(sheets)) as pdf, pikepdf.open(io.BytesIO(painted)) as book:
        for number, page in enumerate(book.pages):
            _lay_under(pdf, pdf.pages[number], page, galley)
        direction = "/R2L" if galley.direction == "rtl" else "/L2R"
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True, Direction=pikepdf.Name(direction))  # ISO 32000-1, table 150
        made = io.BytesIO()
        pdf.save(made, min_version="1.7", deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _lay_under(pdf: pikepdf.Pdf, sheet: pikepdf.Page, page: pikepdf.Page, galley: Galley) -> None:
    """A page of the book, with its bleed, where the sheet leaves room for it."""
    import pikepdf

    form = pdf.copy_foreign(page.as_form_xobject(handle_transformations=False))
    left, bottom, right, top = (float(value) for value in page.mediabox)
    form.BBox = [left, bottom, right, top]  # else it is cut at the trim
    room = (ROOM_MM - galley.format.bleed_mm) * POINTS
    resources: Any = sheet.resources  # the engine gives all sheets the same, so each gets a copy
    forms = {**dict(resources.get("/XObject", {})), "/Book": form}
    sheet.obj.Resources = pikepdf.Dictionary({**dict(resources), "/XObject": pikepdf.Dictionary(forms)})
    sheet.contents_add(f"q 1 0 0 1 {room - left:.4f} {room - bottom:.4f} cm /Book Do Q\n".encode(), prepend=True)
