"""Laid-out pages -> the PDF of each channel: tagged for screens, imposed for the office printer, in printing inks for a press; and their proof.

In: a galley, and what its channels need beyond the pages. Out: finished files in memory, with what a person should know. The
pages are laid out once and painted for each channel; a worker does all of this and needs nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from handbook.errors import ContentError
from handbook.findings import Finding, Place, Severity
from handbook.galley import Galley
from handbook.pages import Document, Progress, paginate
from handbook.pdf import write
from handbook.preflight.waivers import waived
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.channels.press import BrandInks
    from handbook.edition.model import Waiver
    from handbook.print_shops import PrintShop

Channel = Literal["screen", "office", "press"]
PROOF: Literal["proof"] = "proof"
"""The channel of what is only for looking through and signing."""
CLAIMS = "U07"
"""The rule that a file for screens keeps the standards it claims to keep."""


@dataclass(frozen=True)
class Wanted:
    """What is to become of the pages: the channels, and what they need."""

    channels: tuple[Channel, ...] = ("screen",)
    standard: Literal["ua-1", "ua-2"] = "ua-1"
    """What a file for screens keeps."""
    shop: PrintShop | None = None
    """Whose terms hold for the channel "press"."""
    brand_inks: BrandInks = field(default_factory=dict)
    day: dt.date = dt.date(2026, 1, 1)
    """The day that a file for a press says it was made: PDF/X asks for one, and the clock would make other bytes every day."""
    codes: tuple[str, ...] = ()
    """Texts that a camera must read from QR codes on the pages."""
    waivers: tuple[Waiver, ...] = ()
    """What the edition lets pass."""
    proof: bool = False
    """Whether the pages are also wanted with marks at all findings, to look through and sign."""
    known: tuple[Finding, ...] = ()
    """What was found of the whole edition before there were pages, for the proof."""
    claims: bool = True
    """Whether the standards that a file for screens claims to keep are checked by a program of their own, where that is installed (U07)."""


@dataclass(frozen=True)
class PdfFile:
    """One finished PDF in memory."""

    channel: Channel | Literal["proof"]
    part: str
    """"cover" for what a print shop gets apart; else empty."""
    data: bytes
    pages: int


@dataclass(frozen=True)
class Made:
    """All files of one galley."""

    files: tuple[PdfFile, ...]
    findings: tuple[Finding, ...] = ()
    """What a person may want to know, those that the edition waives as notes; an error forbids to print the files."""
    stopped: tuple[Finding, ...] = ()
    """Why there is nothing but a proof."""

    @property
    def data(self) -> bytes:
        """The first file."""
        return self.files[0].data

    @property
    def pages(self) -> int:
        """Its pages."""
        return self.files[0].pages


_EVERYTHING_ON_SCREEN = Wanted()


def make(galley: Galley, wanted: Wanted = _EVERYTHING_ON_SCREEN, progress: Progress = lambda step, done, total: None) -> Made:
    """paginate, write and finish: the half of the road that needs the engine."""
    from handbook import copyfit  # here, for whoever orders a job loads this module too

    document = paginate(galley, progress)
    found = [*document.findings, *copyfit.check(document)]
    files: list[PdfFile] = []
    stopped: tuple[Finding, ...] = ()
    progress("write", 0, 1)
    try:
        for number, channel in enumerate(wanted.channels):
            progress("finish", number, len(wanted.channels))
            for each in _CHANNELS[channel](document, galley, wanted):
                if isinstance(each, Finding):
                    found.append(each)
                else:
                    files.append(each)
            found += _codes([file for file in files if file.channel == channel], galley, wanted)
    except ContentError as error:
        if not wanted.proof:
            raise
        files, stopped = [], error.findings
    told = waived(found, wanted.waivers, galley.product)
    if wanted.proof:
        files.append(_proof(document, galley, wanted, [*wanted.known, *told, *stopped]))
    return Made(tuple(files), tuple(told), stopped)


def _proof(document: Document, galley: Galley, wanted: Wanted, found: list[Finding]) -> PdfFile:
    from handbook.proof import SAFE_MM, proof

    made = proof(document, galley, found, max(SAFE_MM, wanted.shop.terms.safe_mm if wanted.shop else 0.0))
    return PdfFile(PROOF, "", made.data, made.pages)


def _screen(document: Document, galley: Galley, wanted: Wanted) -> Iterator[PdfFile | Finding]:
    from handbook.channels import field_font, screen
    from handbook.preflight import finished

    data = screen.finish(write(document, galley.title), field_font.for_language(str(document.rendered.metadata.lang)), standard=wanted.standard)
    yield PdfFile("screen", "", data, len(document.pages))
    found = finished.check(data, part=galley.title, without=() if wanted.claims else (CLAIMS,))
    yield from (finding for finding in found if finding.severity is not Severity.NOTE)  # a note: nothing here can check a claim


def _office(document: Document, galley: Galley, _: Wanted) -> Iterator[PdfFile | Finding]:
    from handbook.channels import office

    imposed = office.finish(write(document, galley.title, tags=False), right_to_left=galley.direction == "rtl", name=galley.title, look=False)
    yield PdfFile("office", "", imposed.data, len(document.pages))
    if imposed.sheets < len(document.pages):  # a booklet: its text keeps off the edge (formats.py), its pictures don't
        message = say("colours that reach the edge of a page lose a strip of about 4 mm on an office printer; text loses nothing.")
        yield Finding("I05", message, Place(part=galley.title), severity=Severity.NOTE)


def _press(document: Document, galley: Galley, wanted: Wanted) -> Iterator[PdfFile | Finding]:
    from handbook.channels import press
    from handbook.preflight import finished

    assert wanted.shop is not None
    painted = write(document, galley.title, bleed_mm=wanted.shop.terms.bleed_mm, tags=False)
    binding: Literal["left", "right"] = "right" if galley.direction == "rtl" else "left"
    pressed = press.finish(painted, wanted.shop, title=galley.title, day=wanted.day, brand_inks=wanted.brand_inks, binding=binding)
    yield from pressed.findings
    for file in pressed.files:
        cover = file.part == "cover"
        yield PdfFile("press", "cover" if cover else "", file.data, file.pages)
        yield from finished.check(file.data, shop=wanted.shop, part=say("%(title)s, cover", title=galley.title) if cover else galley.title)


def _codes(files: list[PdfFile], galley: Galley, wanted: Wanted) -> list[Finding]:
    """What is wrong with the QR codes of one channel. They stand on the last page, which a print shop may get in a file of its own."""
    from handbook.preflight import codes

    return codes.check(next((file for file in files if file.part == "cover"), files[0]).data, wanted.codes, galley.title)


_CHANNELS = {"screen": _screen, "office": _office, "press": _press}
