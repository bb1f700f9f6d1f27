"""The whole road on one screen: one call per arrow.

    edition.toml ─load─▶ Edition ─assemble─▶ Manuscript ─compose─▶ Galley ─paginate─▶ Document ─write─▶ PDF ─record─▶ Manifest

`prepare` and `compose` go as far as the galleys, in this process and without the engine; `make` goes on to the PDF, in a worker. So a
picture is checked before the engine is there, and whatever the engine does can be stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from handbook import assets, products
from handbook.assets import Asset
from handbook.edition.load import LoadedEdition, load
from handbook.edition.model import Edition
from handbook.errors import HandbookError, UsageError, raise_for
from handbook.findings import Finding, errors
from handbook.manuscript.assemble import Manuscript, assemble
from handbook.pdf import Made, make
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.galley import Galley

__all__ = ["STEPS", "Made", "Ready", "compose", "make", "prepare"]

STEPS = ("load", "assemble", "compose", "paginate", "write", "record")
"""The verbs of the road, in order: in the README, in the package's docstring and in the progress lines alike."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Ready:
    """An edition with everything read and checked, nothing laid out."""

    loaded: LoadedEdition
    logo: Asset | None
    typeface: tuple[Asset, ...]
    manuscripts: tuple[Manuscript, ...]
    findings: tuple[Finding, ...]


def prepare(path: Path, locales: Sequence[str] = (), form: str | None = None, wanted: Sequence[str] = ()) -> Ready:
    """load and assemble, with other locales, format or products if some are given. Raises once with the findings of all independent parts."""
    loaded = load(path)
    if form is not None or locales or wanted:
        loaded = changed(loaded, form, locales, wanted)
    assets.check_bundled()
    found: list[Finding] = []
    logo, typeface = _files(loaded, found)
    manuscripts = []
    for code in dict.fromkeys(loaded.edition.locales):
        try:
            manuscript, more = assemble(loaded, code)
            manuscripts.append(manuscript)
            found += more
        except HandbookError as error:
            found += error.findings
    raise_for(errors(found))
    return Ready(loaded, logo, typeface, tuple(manuscripts), tuple(found))


def changed(loaded: LoadedEdition, form: str | None, locales: Sequence[str], wanted: Sequence[str] = ()) -> LoadedEdition:
    """The edition with what the command line says instead. UsageError if there is no such format, locale or product."""
    said = {name: value for name, value in (("format", form), ("locales", tuple(locales)), ("products", tuple(wanted))) if value}
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


def compose(ready: Ready) -> tuple[list[Galley], list[Finding]]:
    """One galley for each product and locale of the edition, and notes about colours that text couldn't use."""
    from handbook.edition.brand import palette
    from handbook.galley.compose import compose as compose_galley

    colours, notes = palette(ready.loaded)
    chosen = [product for product in products.PRODUCTS if product in ready.loaded.edition.products]
    galleys = [compose_galley(manuscript, ready.loaded, colours, product, ready.logo, ready.typeface) for manuscript in ready.manuscripts for product in chosen]
    return galleys, notes
