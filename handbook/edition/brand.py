"""A brand's two colours in, the palette of the whole book out.

The brand's colours themselves are never changed. Where one of them is too light or too dark to carry text, a tone of the
same hue is derived that reaches WCAG 2.2 AA, and a finding says so. Tints are mixtures with paper, not transparency.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from coloraide import Color

from handbook.edition.load import LoadedEdition
from handbook.findings import Finding, Severity
from handbook.wording import say

AA_TEXT = 4.5  # WCAG 2.2, success criterion 1.4.3
PAPER = "#ffffff"
INK = "#1c1c1c"
"""Body text: neutral, so that print can put it on the black plate alone."""
SHOWS = 1.06
"""Least contrast of a field with the paper around it: told by its edge, never by its colour alone."""
_MARGIN = 0.05
"""Contrast above the limit that a derived tone must keep, against rounding to eight bits."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of the book, as #rrggbb. Names say the use, not the look."""

    primary: str
    on_primary: str
    """Text on a field of the primary colour."""
    primary_ink: str
    """The primary colour as text, on paper and on every tint and wash."""
    primary_tint: str
    """Field behind callouts."""
    primary_wash: str
    """Field behind chapter openers and the cover."""
    primary_line: str
    """Hairlines and borders tinted by the brand."""
    accent: str
    on_accent: str
    accent_ink: str
    accent_tint: str
    meeting: str
    """Where the two voices of the artwork overlap."""
    ink: str = INK
    ink_soft: str = "#545454"
    """Small print: still AA on the wash of black."""
    paper: str = PAPER

    def as_tokens(self) -> dict[str, str]:
        """Token name -> colour, as the style sheet calls them."""
        return {name.replace("_", "-"): value for name, value in asdict(self).items()}


def palette(loaded: LoadedEdition) -> tuple[Palette, list[Finding]]:
    """The palette of an edition, and a note for each brand colour that text could not use as it is."""
    brand = loaded.edition.brand
    primary, accent = Color(brand.primary), Color(brand.accent)
    wash, tint, accent_tint = _field(primary, 0.16), _field(primary, 0.07), _field(accent, 0.12)
    primary_ink, accent_ink = _as_text(primary, wash, accent_tint), _as_text(accent, accent_tint)
    made = Palette(
        primary=_hex(primary),
        on_primary=_on(primary),
        primary_ink=_hex(primary_ink),
        primary_tint=_hex(tint),
        primary_wash=_hex(wash),
        primary_line=_hex(_mix(primary, 0.45)),
        accent=_hex(accent),
        on_accent=_on(accent),
        accent_ink=_hex(accent_ink),
        accent_tint=_hex(accent_tint),
        meeting=_hex(_meeting(primary, accent)),
    )
    return made, list(_notes(loaded, made))


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, from 1 to 21."""  # WCAG 2.2, contrast ratio
    return Color(first).contrast(second)


def saving_ink(colours: Palette) -> Palette:
    """The palette for an office printer that is to save ink: black on paper, fields empty. The logo keeps its colours."""
    black, paper = "#000000", colours.paper
    fields = ("primary_tint", "primary_wash", "accent_tint", "paper")
    return Palette(**{name: paper if name in fields else black for name in asdict(colours)})


def _notes(loaded: LoadedEdition, made: Palette) -> Iterator[Finding]:
    grounds = {"primary": (made.primary_wash, made.accent_tint), "accent": (made.accent_tint,)}
    for field, colour, ink in (("primary", made.primary, made.primary_ink), ("accent", made.accent, made.accent_ink)):
        if colour != ink:
            ratio = min(Color(colour).contrast(ground) for ground in grounds[field])
            yield Finding(
                "B01",
                say(
                    "brand.%(field)s: %(colour)s on its tints has a contrast of %(ratio)s : 1; text in this colour is set in %(ink)s.",
                    field=field,
                    colour=colour,
                    ratio=f"{ratio:.1f}",
                    ink=ink,
                ),
                loaded.place("brand", field),
                say("Fields and artwork keep your colour."),
                Severity.NOTE,
            )


def _field(colour: Color, share: float) -> Color:
    """A tint to set text on: at least so much of the colour, and more of a light one, so that the field still shows on paper."""
    while _mix(colour, share).contrast(PAPER) < SHOWS and share < 1:
        share += 0.05
    return _mix(colour, min(share, 1.0))


def _mix(colour: Color, share: float) -> Color:
    """So much of the colour, the rest paper."""
    return Color(PAPER).mix(colour, share, space="oklab").convert("srgb").clip()


def _meeting(primary: Color, accent: Color) -> Color:
    """The two colours over each other: halfway between them, and darker than both."""
    both = primary.mix(accent, 0.5, space="oklab").convert("oklch")
    both["lightness"] = both["lightness"] * 0.72
    return both.convert("srgb").fit()


def _as_text(colour: Color, *grounds: Color) -> Color:
    """The colour, darkened in lightness only until it reads on all the grounds."""
    tone = colour.convert("oklch")
    while min(tone.convert("srgb").fit().contrast(ground) for ground in grounds) < AA_TEXT + _MARGIN and tone["lightness"] > 0:
        tone["lightness"] = max(0.0, tone["lightness"] - 0.01)
    return tone.convert("srgb").fit() if tone["lightness"] != colour.convert("oklch")["lightness"] else colour


def _on(colour: Color) -> str:
    """Paper, ink or black: the first that reads on the colour. Black or white always does (21 : 1 has no middle below 4.5)."""
    return next((tone for tone in (PAPER, INK, "#000000") if Color(tone).contrast(colour) >= AA_TEXT), "#000000")


def _hex(colour: Color) -> str:
    return str(colour.convert("srgb").to_string(hex=True))
