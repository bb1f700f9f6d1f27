"""Rule N11: a logo made of pixels has enough of them for the cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handbook import assets
from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.preflight.content import Content

HEIGHT_MM, WIDTH_MM = 13, 80
"""The room that a logo has on the cover, as css/parts/cover.css says; it fills one of the two."""
LEAST_DPI = 200
"""Pixels per inch. Below it, a reader of a printed page sees the steps; print shops ask for 300."""


@rule("N11", "content", Severity.REVIEW)
def logo_has_enough_pixels(content: Content) -> Iterator[Finding]:
    """The logo has too few pixels for its size on the cover.

    Why: a logo saved from a web page looks sharp on the screen and like stairs on paper, and it is the first thing that people see.
    Mend: ask whoever keeps your brand for the logo as SVG, which is sharp at any size; else for a PNG of 500 pixels height.
    """
    logo = content.logo
    if logo is None or logo.mime == "image/svg+xml":
        return
    width, height = assets.pixels(logo.data)
    height_mm = min(HEIGHT_MM, WIDTH_MM * height / width)
    dpi = height / height_mm * 25.4
    if dpi < LEAST_DPI:
        values = {"width": width, "height": height, "dpi": f"{dpi:.0f}", "least": LEAST_DPI}
        message = say("brand.logo: %(width)s × %(height)s pixels are %(dpi)s an inch on the cover; it needs %(least)s.", **values)
        yield content.finding("N11", message, ("brand", "logo"), say("Use the logo as SVG, or a larger one."))
