"""Small editions for the tests of rules about content: a text in, what the rules say out."""

from __future__ import annotations

from pathlib import Path

import spanned_toml

from handbook import assets, print_shops
from handbook.edition.load import LoadedEdition
from handbook.edition.model import Edition
from handbook.edition.spans import SourceMap
from handbook.findings import Finding
from handbook.galley import contact_code
from handbook.preflight.content import Content, check

PLAIN: dict[str, dict[str, str]] = {
    "": {"name": '"acme"'},
    "brand": {"name": '"Acme Energie"'},
    "imprint": {"publisher": '"Acme Energie GmbH"', "address": '"Hauptstraße 5, 10117 Berlin"', "date": "2027-02-01"},
}
"""The smallest edition that no rule says anything about, as TOML writes its values."""


def text(**tables: dict[str, str]) -> str:
    """The smallest edition with some tables filled in; `top` is what stands above them."""
    given = {"" if name == "top" else name: fields for name, fields in tables.items()}
    merged = {name: PLAIN.get(name, {}) | given.get(name, {}) for name in dict.fromkeys([*PLAIN, *given])}
    return "\n".join(line for name, fields in merged.items() for line in ([f"[{name}]"] if name else []) + [f"{key} = {value}" for key, value in fields.items()])


def content(written: str, folder: Path = Path("nowhere")) -> Content:
    """An edition as the rules see it, with its logo, its print shop and its code."""
    tree = spanned_toml.loads(written)
    edition = Edition.model_validate(tree.unspan())
    loaded = LoadedEdition(edition, folder, SourceMap("edition.toml", written, tree))
    logo = assets.admit(edition.brand.logo, folder, loaded.place("brand", "logo"), kind="picture") if edition.brand.logo else None
    shop = print_shops.load(edition.print_shop, folder, loaded.place("print_shop")) if "press" in edition.channels else None
    return Content(loaded, None, logo, (), shop, contact_code.code(edition))


def found(**tables: dict[str, str]) -> list[Finding]:
    """What the rules say of the smallest edition with these tables."""
    return check(content(text(**tables)))


def said(**tables: dict[str, str]) -> list[str]:
    """The same as code and sentence."""
    return [f"{finding.code} {finding.message}" for finding in found(**tables)]
