"""What is on the pages in, what is too coarse or too fine for this print shop out.

In: a PDF whose colours are inks, and a shop's terms. Out: findings. Pictures far below the wanted resolution are errors: the
shop would send the file back. Fine lines and small coloured type are printed all the same, only not as sharp: notes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from handbook.channels.marks import MM
from handbook.channels.survey import Seen, survey
from handbook.findings import Finding, Place, Severity
from handbook.print_shops import Terms
from handbook.wording import nsay, say

if TYPE_CHECKING:
    import pikepdf

_ROUNDING = 0.01
"""Points, and share of a resolution, that sizes may be off by rounding."""


def beyond(pdf: pikepdf.Pdf, terms: Terms, title: str) -> Iterator[Finding]:
    """Everything that lies beyond the shop's terms: each picture by itself, lines and type of all pages together."""
    fine: dict[str, dict[int, float]] = {"line": defaultdict(lambda: 99.0), "text": defaultdict(lambda: 99.0)}
    for number, page in enumerate(pdf.pages, 1):
        seen = set(survey(page))
        place = Place(part=say("%(title)s, page %(number)s", title=title, number=number))
        yield from _coarse(seen, terms, place)
        if _near_edge(seen, [float(value) for value in page.trimbox], terms.safe_mm * MM):
            message = say("text begins less than %(safe)s mm from the edge where the page is cut.", safe=f"{terms.safe_mm:g}")
            yield Finding("S08", message, place, say("The cut may be off by a millimetre."), Severity.REVIEW)
        for each in seen:
            if _too_fine(each, terms):
                fine[each.kind][number] = min(fine[each.kind][number], each.size)
    for kind, pages in fine.items():
        if pages:
            yield _fine(kind, pages, terms, title)


def _coarse(seen: Iterable[Seen], terms: Terms, place: Place) -> Iterator[Finding]:
    for each in sorted((each for each in seen if each.kind == "picture"), key=lambda picture: (picture.size, picture.pixels)):
        if each.size < terms.wanted_dpi * (1 - _ROUNDING):
            known = {"width": each.pixels[0], "height": each.pixels[1], "dpi": f"{each.size:.0f}", "shop": terms.name, "wanted": terms.wanted_dpi}
            severity = Severity.ERROR if each.size < terms.least_dpi * (1 - _ROUNDING) else Severity.REVIEW
            message = say("a picture of %(width)s × %(height)s pixels is printed at %(dpi)s dpi; %(shop)s wants %(wanted)s.", **known)
            if severity is Severity.ERROR:
                message = say(
                    "a picture of %(width)s × %(height)s pixels is printed at %(dpi)s dpi; %(shop)s wants %(wanted)s and takes no fewer than %(least)s.",
                    **known,
                    least=terms.least_dpi,
                )
            yield Finding("S05", message, place, say("Use a larger picture, or a drawing (SVG)."), severity)


def _near_edge(seen: Iterable[Seen], trim: list[float], safe: float) -> bool:
    left, bottom, right, top = trim
    inner = (left + safe - _ROUNDING, bottom + safe - _ROUNDING, right - safe + _ROUNDING, top - safe + _ROUNDING)
    return any(each.kind == "text" and not (inner[0] <= each.x <= inner[2] and inner[1] <= each.y <= inner[3]) for each in seen)


def _too_fine(each: Seen, terms: Terms) -> bool:
    if each.kind == "line":
        return each.size < terms.least_line_pt - _ROUNDING
    return each.kind == "text" and each.inks > 1 and each.size < terms.least_coloured_text_pt - _ROUNDING


def _fine(kind: str, pages: dict[int, float], terms: Terms, title: str) -> Finding:
    known = {"pages": _ranges(sorted(pages)), "shop": terms.name}
    smallest = min(pages.values())
    if kind == "line":
        message = nsay(
            "lines of %(size)s pt are thinner than the %(least)s pt that %(shop)s holds, on page %(pages)s.",
            "lines of %(size)s pt are thinner than the %(least)s pt that %(shop)s holds, on pages %(pages)s.",
            len(pages),
            size=f"{smallest:.2f}",
            least=f"{terms.least_line_pt:g}",
            **known,
        )
    else:
        message = nsay(
            "text of %(size)s pt is set in several inks, on page %(pages)s; below %(least)s pt %(shop)s prints only black sharply.",
            "text of %(size)s pt is set in several inks, on pages %(pages)s; below %(least)s pt %(shop)s prints only black sharply.",
            len(pages),
            size=f"{smallest:.1f}",
            least=f"{terms.least_coloured_text_pt:g}",
            **known,
        )
    return Finding("S06", message, Place(part=title), severity=Severity.NOTE)


def _ranges(numbers: list[int]) -> str:
    """ "3", "2–5, 8"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
