"""Every file that the pages of a galley may ask for: style sheets, icons, codes, artwork and the edition's own, in memory."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from handbook import artwork, assets, paths, products, templates
from handbook.assets import Asset
from handbook.edition.brand import Palette, saving_ink
from handbook.edition.model import Edition
from handbook.edition.recipient import Recipient
from handbook.errors import ContentError, raise_for
from handbook.findings import Finding, Place, did_you_mean
from handbook.formats import Format
from handbook.galley import contact_code
from handbook.galley.model import STYLE_SHEET
from handbook.wording import mark, say

INK_SAVING = "css/ink-saving.css"
"""The style sheet that draws lines instead of fields; in every galley, heeded only in one that saves ink."""


def files(
    edition: Edition,
    palette: Palette,
    product: str,
    form: Format,
    own: Iterable[Asset],
    typeface: tuple[Asset, ...],
    translations: Any,
    *,
    direction: str = "ltr",
    ink_saving: bool = False,
    recipient: Recipient | None = None,
) -> dict[str, Asset]:
    """The files of one product by their names. `own` are the edition's pictures, `typeface` its fonts; saving ink changes colours and edges, no measure."""
    form = _fitted(form, typeface)
    palette = saving_ink(palette) if ink_saving else palette
    made = [*_style_sheets(palette, form, typeface, translations, direction, ink_saving), *_icons(palette), *own, *typeface]
    if contact := contact_code.code(edition, recipient):
        made.append(contact)
    if product == products.HANDBOOK:
        made += _drawings(edition.brand.name, palette, form, translations, direction, ink_saving)
    if product == products.PRINT_INSTRUCTIONS:
        made += _diagrams(palette, translations)
    return {asset.name: asset for asset in made}


def _fitted(form: Format, typeface: tuple[Asset, ...]) -> Format:
    """The format with the size of type at which an own typeface takes the room that the book's own takes."""
    if not typeface:
        return form
    ours = (paths.LAYOUTS / "fonts" / "IBMPlexSans-Regular.ttf").read_bytes()
    share = assets.width_of(ours) / assets.width_of(typeface[0].data)
    return replace(form, body_pt=round(form.body_pt * min(1.0, share), 2))


def _style_sheets(palette: Palette, form: Format, typeface: tuple[Asset, ...], translations: Any, direction: str, ink_saving: bool) -> Iterable[Asset]:
    """All style sheets; the one with the tokens is filled with palette, page and typeface."""
    for path in sorted((paths.LAYOUTS / "css").rglob("*.css")):
        name = path.relative_to(paths.LAYOUTS).as_posix()
        if name == "css/tokens.css":
            values = {"tokens": palette.as_tokens(), "form": form, "bottom_mm": round(form.bottom_mm, 3), "typeface": [asset.name for asset in typeface], "direction": direction}
            text = templates.fill(name, values, translations)
        else:
            text = path.read_text("utf-8")
        if name == STYLE_SHEET and ink_saving:
            text += f'@import "{INK_SAVING.removeprefix("css/")}";\n'
        yield Asset(name, "text/css", text.encode())


def _icons(palette: Palette) -> Iterable[Asset]:
    colours = palette.as_tokens()
    for use, name, token in _icon_uses(tuple(colours)):
        drawn = assets.icon(name, colours[token])
        yield Asset(f"icons/{use}.svg", drawn.mime, drawn.data)


def _drawings(brand: str, palette: Palette, form: Format, translations: Any, direction: str, ink_saving: bool) -> Iterable[Asset]:
    """Pictures made of the brand's colours and name, reaching over the trimmed edge by the bleed."""
    width = form.width_mm + 2 * form.bleed_mm
    sizes = {
        "cover": (width, form.height_mm * 0.62),
        "opener": (width, form.bleed_mm + form.top_mm + (form.opener_lines + 0.5) * form.line_mm),
        "chevron": (6, 20),
    }
    for name, (width_mm, height_mm) in sizes.items():
        shapes = artwork.meeting(brand, width_mm, height_mm)
        colours = palette.as_tokens()
        values = {"width": round(width_mm, 2), "height": round(height_mm, 2), "art": shapes, "colour": colours, "mirrored": direction == "rtl", "ink_saving": ink_saving}
        yield Asset(f"art/{name}.svg", "image/svg+xml", templates.fill(f"art/{name}.svg", values, translations).encode())


def _diagrams(palette: Palette, translations: Any) -> Iterable[Asset]:
    """How a sheet is turned, folded and stapled."""
    for name in ("flip", "fold", "staple"):
        drawn = templates.fill(f"art/print-{name}.svg", {"colour": palette.as_tokens()}, translations)
        yield Asset(f"art/print-{name}.svg", "image/svg+xml", drawn.encode())


def forget() -> None:
    """Read the list of icons again at the next call: it has changed."""
    _icon_uses.cache_clear()


_NO_ICON = mark('%(use)s: there is no icon "%(name)s".')
_NO_COLOUR = mark('%(use)s: there is no colour "%(name)s".')


@cache
def _icon_uses(tokens: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Use, icon and colour token of every picture in the text, from `layouts/icons.toml`. ContentError with all that is wrong in it."""
    file = "layouts/icons.toml"
    try:
        text = (paths.LAYOUTS / "icons.toml").read_text("utf-8")
        uses = tomllib.loads(text)["use"]
        entries = [(use, name, token) for use, (name, token) in uses.items()]
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        message = say("is missing.") if isinstance(error, OSError) else say("can't be read: %(reason)s.", reason=error)
        raise ContentError(Finding("T01", message, Place(file), say('Below [use] stands: tip = ["lightbulb", "primary-ink"].'))) from None
    icons = sorted(path.stem for path in (paths.LAYOUTS / "icons").glob("*.svg"))
    found = []
    for use, name, token in entries:
        line = next((number for number, each in enumerate(text.split("\n"), 1) if each.startswith(use)), 0)
        for sentence, word, known in ((_NO_ICON, name, icons), (_NO_COLOUR, token, tokens)):
            if word not in known:
                found.append(Finding("T01", say(sentence, use=use, name=word), Place(file, line), did_you_mean(str(word), known)))
    raise_for(found)
    return tuple(entries)
