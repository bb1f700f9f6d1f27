"""Rules N01 and N14: every text of the book reads on every field that it stands on, on a screen and in a brand's own inks.

The palette keeps this for any two brand colours; N01 proves it for the edition at hand, where its palette is made anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.edition.brand import Palette
    from handbook.preflight.content import Content

PAIRS = (
    *((text, field) for field in ("paper", "primary_tint", "primary_wash", "accent_tint") for text in ("ink", "ink_soft", "primary_ink")),
    *(("accent_ink", field) for field in ("paper", "accent_tint")),
    ("on_primary", "primary"),
    ("on_accent", "accent"),
)
"""Every text and every field it stands on, by their names in the palette. Each pair is set small somewhere, so the milder limit for large type never holds."""
ON_EMPTY_FIELDS = tuple((text, field) for text, field in PAIRS if not text.startswith("on_"))
"""The pairs of a book that saves ink: nothing stands on a full field then, see css/ink-saving.css."""


@rule("N01", "content")
def text_reads_on_its_field(content: Content) -> Iterator[Finding]:
    """A text is too pale on the field it stands on.

    Why: one in twelve men sees colours weakly, and halls are lit badly; below a contrast of 4.5 : 1 (WCAG 2.2, AA) people give up.
    Mend: the program derives readable tones from your two colours, so this tells of a palette or a style sheet that was changed. Undo it, or
    tell whoever changed it.
    """
    if content.palette is None:
        return
    from handbook.edition.brand import AA_TEXT, saving_ink

    saving = content.edition.ink == "saving"
    for text, field, ratio in pale(saving_ink(content.palette), ON_EMPTY_FIELDS) if saving else pale(content.palette):
        values = {"text": text, "field": field, "ratio": f"{ratio:.1f}", "least": AA_TEXT}
        message = say("text in %(text)s on a field in %(field)s has a contrast of %(ratio)s : 1; below %(least)s : 1 many people can't read it.", **values)
        yield content.finding("N01", message, ("brand", "primary"), severity=Severity.ERROR)


@rule("N14", "content", Severity.REVIEW)
def inks_carry_text_as_well(content: Content) -> Iterator[Finding]:
    """A text is too pale in the inks that the brand prescribes.

    Why: readable tones are chosen for the colour on the screen. Inks that print it paler, or a slip in their four numbers, make white text
    on a field vanish in print, and no screen shows it.
    Mend: compare `primary_inks` and `accent_inks` with your print manual, or leave them out and let the program convert the colours.
    """
    brand, shop = content.edition.brand, content.shop
    own = {name: inks for name, inks in (("primary", brand.primary_inks), ("accent", brand.accent_inks)) if inks}
    if not own or shop is None or content.edition.ink == "saving":
        return
    from handbook import icc
    from handbook.edition.brand import AA_TEXT, palette

    colours = content.palette or palette(content.loaded)[0]
    for name, inks in own.items():
        worst = min(pale(printed(colours, name, icc.look(shop.profile.data, inks))), key=lambda pair: pair[2], default=None)
        if worst:
            text, field, ratio = worst
            values = {"name": name, "text": text, "field": field, "ratio": f"{ratio:.1f}", "least": AA_TEXT}
            message = say("brand.%(name)s_inks: in print, text like %(text)s on a field like %(field)s has a contrast of %(ratio)s : 1; it needs %(least)s : 1.", **values)
            yield content.finding("N14", message, ("brand", f"{name}_inks"), say("Compare the inks with your print manual, or leave them out."))


def pale(palette: Palette, pairs: tuple[tuple[str, str], ...] = PAIRS) -> Iterator[tuple[str, str, float]]:
    """Every text with a field it can't be read on, and their contrast; the same two colours only once."""
    from handbook.edition.brand import AA_TEXT, contrast

    colours = asdict(palette)
    for text, field in dict.fromkeys((colours[text], colours[field]) for text, field in pairs):
        if (ratio := contrast(text, field)) < AA_TEXT:
            yield text, field, ratio


def printed(palette: Palette, name: str, look: str) -> Palette:
    """The palette as a press shows it: whatever has the brand's colour has the look of its inks."""
    own = getattr(palette, name)
    return replace(palette, **{field: look for field, colour in asdict(palette).items() if colour == own})
