"""An edition with every field as long as it may be, with words to break at or without any."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from handbook import paths, pipeline
from handbook.edition.load import LoadedEdition, load
from handbook.edition.model import Edition
from handbook.galley import Galley

WORDS = "Stadtwerke Musterstadt Sonnengelb Energieversorgung und Wärmenetze Beteiligungsgesellschaft mit beschränkter Haftung & Co. Kommanditgesellschaft"
ONE_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorstandsvorsitzendenstellvertretungsbüro"
SHORT_CONTACT = {"name": "Kim Beispiel", "phone": "+49 30 2312510"}
SHORT_IMPRINT = {"publisher": "Musterwerke GmbH", "address": "Musterweg 2, 12345 Musterstadt", "date": dt.date(2026, 11, 20)}


def of_length(letters: int, *, words: bool) -> str:
    """A name of so many letters."""
    return ((WORDS if words else ONE_WORD)[:letters]).rstrip()


def fields(*, words: bool) -> dict[str, Any]:
    """The greatest length of every field that is printed."""

    def text(letters: int) -> str:
        return of_length(letters, words=words)

    return {
        "title": text(60),
        "fair": {"name": text(70), "place": text(70), "stand": text(30), "starts": dt.date(2027, 3, 28), "ends": dt.date(2027, 4, 2)},
        "contact": {
            "name": text(60),
            "role": text(60),
            "phone": "+49 (30) 23125 100 - 200 / 300",
            "email": "karriere-ausbildung-und-kundenservice@personalgewinnung.stadtwerke-musterstadt-sonnengelb.example.org",
            "web": "karriere.stadtwerke-musterstadt-sonnengelb.example.org/stellenangebote/ausbildung-und-einstieg/kundenservice-im-dialog",
        },
        "pay": {"hours": 38.5, "lowest": 9650, "highest": 10050, "source": text(90), "as_of": dt.date(2026, 10, 15)},
        "imprint": {"publisher": text(90), "address": text(120), "responsible": text(90), "printer": text(120), "credits": text(120), "date": dt.date(2026, 11, 20)},
    }


def galleys(code: str, product: str, folder: Path | None = None, **said: Any) -> Galley:
    """A product of the house edition with other fields; logo and typeface come from a folder."""
    house = load(paths.EDITIONS / "house" / "edition.toml")
    brand = house.edition.brand.model_dump() | said.pop("brand", {})
    values = house.edition.model_dump() | {"locales": (code,), "untranslated": "source", "products": (product,), "brand": brand} | said
    changed: LoadedEdition = replace(house, edition=Edition.model_validate(values), folder=folder or house.folder)
    original, pipeline.load = pipeline.load, lambda path: changed
    try:
        (galley,) = pipeline.compose(pipeline.prepare(Path("house")))[0]
    finally:
        pipeline.load = original
    return galley
