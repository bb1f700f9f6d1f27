"""The whole road on one screen: one call per arrow.

    edition.toml ─load─▶ Edition ─assemble─▶ Manuscript ─compose─▶ Galley ─paginate─▶ Document ─write─▶ PDF ─finish─▶ Files ─record─▶ Manifest

`prepare` and `compose` go as far as the galleys, in this process and without the engine; `make` goes on to the PDF, in a worker. So a
picture is checked before the engine is there, and whatever the engine does can be stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from handbook import assets, print_shops, products
from handbook.assets import Asset
from handbook.edition.load import LoadedEdition, load
from handbook.edition.model import Edition
from handbook.errors import HandbookError, UsageError, raise_for
from handbook.findings import Finding, errors
from handbook.finishing import Made, Wanted, make
from handbook.galley import contact_code
from handbook.manuscript.assemble import Manuscript, assemble
from handbook.preflight import content, waivers
from handbook.preflight.content import Content
from handbook.print_shops import PrintShop
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.galley import Galley

__all__ = ["STEPS", "Made", "Ready", "brand_inks", "compose", "make", "prepare", "wanted_of"]

STEPS = ("load", "assemble", "compose", "paginate", "write", "finish", "record")
"""The verbs of the road, in order: in the README, in the package's docstring and in the progress lines alike."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Ready:
    """An edition with everything read and checked, nothing laid out."""

    loaded: LoadedEdition
    logo: Asset | None
    typeface: tuple[Asset, ...]
    manuscripts: tuple[Manuscript, ...]
    shop: PrintShop | None
    """The print shop, if the edition goes to one."""
    findings: tuple[Finding, ...]
    """What is wrong or worth a look, those that the edition waives as notes. An error among them lets nothing be printed."""
    complete: bool = True
    """Whether all that the edition orders is to be made, so that a waiver of nothing is one too many."""


def prepare(path: Path, locales: Sequence[str] = (), form: str | None = None, wanted: Sequence[str] = (), channels: Sequence[str] = ()) -> Ready:
    """load and assemble, with other locales, format, products or channels if some are given.

    Raises once with the findings of all independent parts if one of them can't be made.
    """
    loaded = load(path)
    complete = not (form or locales or wanted or channels)
    if not complete:
        loaded = changed(loaded, form, locales, wanted, channels)
    assets.check_bundled()
    found: list[Finding] = []
    fatal: list[Finding] = []
    logo, typeface = _files(loaded, fatal)
    shop = _shop(loaded, fatal)
    manuscripts = []
    for code in dict.fromkeys(loaded.edition.locales):
        try:
            manuscript, more = assemble(loaded, code)
            manuscripts.append(manuscript)
            found += more
        except HandbookError as error:
            fatal += error.findings
    found += content.check(Content(loaded, None, logo, typeface, shop, contact_code.code(loaded.edition)))
    found = waivers.waived(found, loaded.edition.waivers)
    if fatal:
        raise_for([*errors([*fatal, *found]), *waivers.helpless(loaded, (("", finding) for finding in fatal))])
    return Ready(loaded, logo, typeface, tuple(manuscripts), shop, tuple(found), complete)


def changed(loaded: LoadedEdition, form: str | None, locales: Sequence[str], wanted: Sequence[str] = (), channels: Sequence[str] = ()) -> LoadedEdition:
    """The edition with what the command line says instead. UsageError if there is no such format, locale, product or channel."""
    given = {"format": form, "locales": tuple(locales), "products": tuple(wanted), "channels": tuple(channels)}
    said = {name: value for name, value in given.items() if value}
    try:
        edition = Edition.model_validate(loaded.edition.model_dump() | said)
    except ValidationError as error:
        names = ", ".join(f'{detail["loc"][0]} "{detail["input"]}"' for detail in error.errors() if isinstance(detail["input"], str))
        raise UsageError(Finding("E04", say("this doesn't exist: %(names)s.", names=names), hint=say("`build_pdf.py list` names what there is."))) from None
    return replace(loaded, edition=edition)


def _files(loaded: LoadedEdition, found: list[Finding]) -> tuple[Asset | None, tuple[Asset, ...]]:
    """The edition's own files, checked."""
    brand = loaded.edition.brand
    wanted: list[tuple[tuple[str, ...], str | None, str]] = [(("brand", "logo"), brand.logo, "picture")]
    if brand.typeface:
        wanted += [(("brand", "typeface", "regular"), brand.typeface.regular, "font"), (("brand", "typeface", "bold"), brand.typeface.bold, "font")]
    admitted: list[Asset | None] = []
    for where, relative, kind in wanted:
        try:
            excerpt = loaded.source.excerpt(where)
            admitted.append(assets.admit(relative, loaded.folder, loaded.place(*where), kind=kind, excerpt=excerpt) if relative else None)
        except HandbookError as error:
            found += error.findings
            admitted.append(None)
    return admitted[0], tuple(asset for asset in admitted[1:] if asset)


def _shop(loaded: LoadedEdition, found: list[Finding]) -> PrintShop | None:
    """The edition's print shop, checked, if it goes to one."""
    if "press" not in loaded.edition.channels:
        return None
    try:
        return print_shops.load(loaded.edition.print_shop, loaded.folder, loaded.place("print_shop"), loaded.source.excerpt(("print_shop",)))
    except HandbookError as error:
        found += error.findings
        return None


def brand_inks(edition: Edition) -> dict[str, tuple[float, float, float, float]]:
    """The inks that a brand prescribes for its colours."""
    brand = edition.brand
    return {colour.lower(): inks for colour, inks in ((brand.primary, brand.primary_inks), (brand.accent, brand.accent_inks)) if inks}


def wanted_of(ready: Ready, galley: Galley) -> Wanted:
    """What is to become of a galley's pages."""
    edition = ready.loaded.edition
    if galley.product == products.PRINT_INSTRUCTIONS:
        return Wanted(("office",), waivers=edition.waivers)
    codes = (contact_code.card(edition),) if any(contact_code.NAME in section.html for section in galley.sections) else ()
    return Wanted(tuple(dict.fromkeys(edition.channels)), edition.standard, ready.shop, brand_inks(edition), edition.imprint.date, codes, edition.waivers)


def compose(ready: Ready) -> tuple[list[Galley], list[Finding]]:
    """One galley for each product and locale of the edition, and notes about colours that text couldn't use."""
    from handbook.edition.brand import palette
    from handbook.galley.compose import compose as compose_galley
    from handbook.galley.compose import compose_instructions
    from handbook.galley.model import planned_pages
    from handbook.preflight.contrast import text_reads_on_its_field

    edition = ready.loaded.edition
    colours, notes = palette(ready.loaded)
    raise_for(errors(text_reads_on_its_field(Content(ready.loaded, colours))))
    chosen = [product for product in products.PRODUCTS if product in edition.products]
    galleys = []
    for manuscript in ready.manuscripts:
        made = [compose_galley(manuscript, edition, colours, product, ready.logo, ready.typeface) for product in chosen]
        galleys += made
        if edition.print_instructions and "office" in edition.channels and products.HANDBOOK in chosen and edition.format == "A5":
            pages = planned_pages(made[chosen.index(products.HANDBOOK)])
            galleys.append(compose_instructions(manuscript, edition, colours, ready.logo, ready.typeface, pages=pages))
    return galleys, notes
