"""Section -> laid-out pages, once for as long as this process lives.

In: the sections of a galley, each with the folio it starts at. Out: the engine's documents. A section depends on nothing but its HTML,
the style sheets and fonts, the files that these name, and its folio: whoever asks for the same again, for another channel, edition or
build, gets the pages that are there. Only sections of which the engine had nothing to say are kept, so no complaint is lost.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from handbook import engine
from handbook.assets import Asset
from handbook.findings import Finding, Place
from handbook.galley import STYLE_SHEET, Galley, Section

VARIANT = "pdf/ua-1"  # ISO 14289-1
MOST_PAGES = 200
"""Laid-out pages that are kept, a megabyte each."""
MOST_LOOKS = 12
"""Sets of style sheets that are kept: each product has one."""

WantedBy = Callable[[str], Place | None]
"""Where the style sheets ask for a file."""


@dataclass
class _Look:
    """Style sheets and fonts, made ready for the engine, and the door to all files."""

    key: str
    fetcher: Any
    fonts: Any
    style: Any = None


_looks: OrderedDict[str, _Look] = OrderedDict()
_laid: OrderedDict[str, Any] = OrderedDict()
"""By the digest of everything that goes in, the one that was wanted last at the end."""


@dataclass
class Setting:
    """What the sections of one galley share while they are laid out."""

    galley: Galley
    wanted_by: WantedBy = lambda name: None
    weasyprint: Any = field(init=False)
    findings: list[Finding] = field(default_factory=list)
    pictures: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.weasyprint = engine.load()
        sheets = [asset for asset in self.galley.assets.values() if asset.mime == "text/css"]
        self._text = "\n".join(asset.data.decode() for asset in sheets)
        key = _digest("", [*sheets, *self._named(self._text)])
        self._look = _looks.get(key) or _Look(key, engine.fetcher({}), engine.font_configuration())
        self.fetcher.assets = self.galley.assets
        if self._look.style is None:
            with self.hearing(lambda: Place(f"layouts/{self.fetcher.style_sheet or STYLE_SHEET}")):
                text = self.galley.assets[STYLE_SHEET].data.decode()
                base = f"{engine.BASE_URL}{STYLE_SHEET}"
                self._look.style = self.weasyprint.CSS(string=text, base_url=base, url_fetcher=self.fetcher, font_config=self._look.fonts)
        if not self.findings:
            _looks[key] = self._look
            _looks.move_to_end(key)
            if len(_looks) > MOST_LOOKS:
                _looks.popitem(last=False)

    @property
    def fetcher(self) -> Any:
        """What serves the galley's files, and remembers whatever else was asked for."""
        return self._look.fetcher

    def hearing(self, place: Callable[[], Place]) -> AbstractContextManager[None]:
        """A block in which the engine's complaints become findings."""
        return engine.hearing(self.findings, self.fetcher, place, self.wanted_by)

    def lay_out(self, section: Section, folio: int, style: str = "", *, kept: bool = True) -> Any:
        """One section's document, beginning at this folio on the matching side; kept for whoever asks for it again."""
        side = "left" if (folio % 2 == 0) == (self.galley.direction == "ltr") else "right"
        start = f"@page:first{{counter-set:page {folio}}}html{{break-before:{side}}}{style}"
        key = _digest("\0".join((self._look.key, section.html, start)), self._named(section.html))
        if key in _laid:
            _laid.move_to_end(key)
            return _laid[key]
        before = len(self.findings)
        with self.hearing(lambda: section.place):
            sheet = self.weasyprint.CSS(string=start, font_config=self._look.fonts)
            source = self.weasyprint.HTML(string=section.html, base_url=engine.BASE_URL, url_fetcher=self.fetcher)
            document = source.render(stylesheets=[self._look.style, sheet], font_config=self._look.fonts, cache=self.pictures, pdf_variant=VARIANT)
        if kept and len(self.findings) == before:
            _keep(key, document)
        return document

    def _named(self, text: str) -> list[Asset]:
        """The files that a text may ask for: their names stand in it, whole or without the folder."""
        return [asset for asset in self.galley.assets.values() if asset.mime != "text/css" and asset.name.split("/")[-1] in text]


def _digest(text: str, files: Iterable[Asset]) -> str:
    named = "\0".join(sorted(f"{asset.name} {asset.digest}" for asset in files))
    return hashlib.sha256(f"{text}\0{named}".encode()).hexdigest()


def _keep(key: str, document: Any) -> None:
    _laid[key] = document
    while len(_laid) > 1 and sum(len(each.pages) for each in _laid.values()) > MOST_PAGES:
        _laid.popitem(last=False)


def forget() -> None:
    """Let all pages go."""
    _looks.clear()
    _laid.clear()
