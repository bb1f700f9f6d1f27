"""Files of our own that several tests look at, each made once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from handbook import finishing, print_shops
from handbook.finishing import Wanted
from tests.layout import galley


@cache
def on_screen(edition: str, locale: str, product: str, standard: Literal["ua-1", "ua-2"] = "ua-1") -> bytes:
    """A product as readers get it."""
    return finishing.make(galley(edition, locale, product), Wanted(("screen",), standard)).data


@cache
def checklist() -> tuple[bytes, ...]:
    """A checklist as readers get it, and as a print shop does."""
    wanted = Wanted(("screen", "press"), shop=print_shops.load("offset-coated", Path("nowhere")))
    return tuple(file.data for file in finishing.make(galley("house", "de", "interview"), wanted).files)
