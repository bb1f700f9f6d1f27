"""An edition whose handbook is small, so that tests of copies are quick, and its recipients."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from handbook import paths, print_shops
from handbook.edition.recipient import Recipient
from handbook.findings import Place
from handbook.finishing import Wanted
from handbook.galley.copies import Addressee
from handbook.pipeline import Ready, prepare
from handbook.runs.copies import Book, bind, draft_of

PAGES = 8


def write(folder: Path, more: str = "") -> Path:
    """The edition's file, in a folder of its name."""
    example = paths.EDITIONS / "sonnengelb-strom"
    text = (example / "edition.toml").read_text("utf-8")
    for old, new in (('name = "sonnengelb-strom"', 'name = "small"'), ("pages = 32", f"pages = 24\n{more}"), ("2027-03", "2026-12")):
        assert old in text
        text = text.replace(old, new)
    target = folder / "small"
    target.mkdir(parents=True)
    (target / "edition.toml").write_text(f'{text}\n[chapters]\ninclude = ["role"]\n', "utf-8")
    shutil.copy(example / "logo.svg", target)
    return target / "edition.toml"


@cache
def ready() -> Ready:
    """The edition with everything read."""
    folder = Path(mkdtemp(prefix="small-"))
    try:
        return prepare(write(folder), (), None, ["handbook"])
    finally:
        shutil.rmtree(folder)


@cache
def book() -> Book:
    """Its book, cut."""
    return bind(draft_of(ready(), "de"), Wanted())


@cache
def pressed(name: str = "offset-coated") -> Book:
    """Its book in the inks of a print shop, cut for one file of many copies."""
    wanted = Wanted(("press",), shop=print_shops.load(name, Path("nowhere")), brand_inks={ACCENT: (90, 20, 40, 30)})
    return bind(draft_of(ready(), "de"), wanted, paper=True)


@cache
def for_office() -> Book:
    """Its book for sheets of an office printer, cut for one file of many copies."""
    return bind(draft_of(ready(), "de"), Wanted(("office",)), paper=True)


ACCENT = "#006d6f"
TOO_MUCH = {
    "name": "x",
    "contact": "WWWWWWWWW " * 5 + "WWWWWWWW",
    "role": "WWWWWWW " * 7,
    "phone": "+49 30 23125 100",
    "email": f"{'w' * 20}.{'w' * 20}@{'w' * 40}.example.org",
    "web": f"www.example.org/{'wwwwwwwww-' * 6}",
    "qr": f"www.example.org/{'wwwwwwwww-' * 6}",
}
"""Somebody whose contact needs more room than a panel has."""
FAR_TOO_MUCH = TOO_MUCH | {"qr": f"www.example.org/{'wwwwwwwww-' * 10}"}
"""Somebody whose contact needs more room than a page has."""


def addressee(number: int, **fields: str) -> Addressee:
    """A recipient in a row of a list."""
    return Addressee(number, Recipient.model_validate(fields or {"name": f"Klasse {number}", "school": "Musterschule Nord"}), Place("list.csv", number + 1))
