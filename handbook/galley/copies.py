"""Which sections speak to a recipient, and those sections alone for many recipients at once.

In: manuscript, edition, recipients. Out: the names of the personal sections, found by comparing the book for somebody with the book
for nobody, so that a layout may use a recipient's field anywhere; and a galley that holds nothing but them, for each recipient in
turn, named `cover~17`. Its pages belong into a finished book of the same edition; a book of their own they are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handbook import catalogs, formats, localization, products
from handbook.assets import Asset
from handbook.edition.brand import Palette
from handbook.edition.model import Edition
from handbook.edition.recipient import Recipient, addressed
from handbook.findings import Place
from handbook.formats import Format
from handbook.galley import contact_code
from handbook.galley.compose import Desk, check_translated, compose, title_of
from handbook.galley.model import Galley, Section
from handbook.galley.panels import has_panel
from handbook.manuscript.assemble import Manuscript

ANYBODY = Recipient(
    name="Klasse 10b",
    school="Musterschule Nord",
    greeting="Viel Erfolg!",
    contact="Kim Beispiel",
    role="Ausbildung",
    phone="+49 30 23125 100",
    email="kim@example.org",
    web="www.example.org/kim",
    qr="www.example.org",
)
"""Somebody who has all fields, to find the sections that print them."""


LETTERS = " ".join(map(chr, sorted({*range(0x21, 0x7F), *range(0xA1, 0x17F)} - {0xAD, 0x149}))) + " –—‘’‚“”„…•€™ ff fi fl ffi ffl ft tt"
"""What recipients may be called without anybody having to set the whole book for them: the alphabets of Europe's west and middle."""


@dataclass(frozen=True)
class Draft:
    """All that the copies of one edition and language are composed of."""

    manuscript: Manuscript
    edition: Edition
    palette: Palette
    logo: Asset | None
    typeface: tuple[Asset, ...]

    def book(self, recipient: Recipient | None = None) -> Galley:
        """The whole handbook, for one recipient or for nobody."""
        made = compose(self.manuscript, self.edition, self.palette, products.HANDBOOK, self.logo, self.typeface, recipient)
        return replace(made, title=title_for(made.title, recipient)) if recipient else made


@dataclass(frozen=True)
class Addressee:
    """A recipient, and the row that says so."""

    number: int
    recipient: Recipient
    place: Place


def title_for(title: str, recipient: Recipient) -> str:
    """What a copy calls itself: the book's title and whom it is for."""
    return f"{title} – {', '.join(filter(None, (recipient.name, recipient.school)))}"


def personal(draft: Draft, general: Galley) -> tuple[tuple[str, ...], bool]:
    """The sections that a recipient's fields stand on, in the order of the book for nobody, and whether all of it stands in their panels."""
    somebody = draft.book(ANYBODY)
    pairs = [(plain, mine) for mine, plain in zip(somebody.sections, general.sections, strict=True) if mine.html != plain.html]
    return tuple(plain.id for plain, _ in pairs), all(has_panel(plain, mine) for plain, mine in pairs)


def specimen(draft: Draft, sections: Sequence[str]) -> tuple[Section, ...]:
    """These sections with every letter in every place, so that the typefaces of a book in which they are painted have them all."""
    fields: dict[str, Any] = dict.fromkeys(("name", "school", "greeting", "contact", "role", "phone", "email", "web"), LETTERS)
    everything = Recipient.model_construct(None, **fields, qr="www.example.org", locale=None)
    made = [section for section in draft.book(everything).sections if section.id in sections]
    return tuple(replace(section, id=f"specimen-{section.id}", html=_PICTURE.sub("", section.html.replace(f' id="{section.id}"', ""))) for section in made)


_PICTURE = re.compile(r"<img [^>]*>")
"""What a specimen has no need of; the code of a recipient isn't among the files of the book."""


def compose_copies(draft: Draft, general: Galley, sections: Sequence[str], addressees: Sequence[Addressee]) -> Galley:
    """These sections for each of the recipients, with the files that they need beside those of the book."""
    translations = catalogs.Translations(catalogs.load(draft.manuscript.locale, "messages"))
    title = title_of(draft.edition, translations)
    made: list[Section] = []
    codes: dict[str, Asset] = {}
    form = _form(draft)
    for each in addressees:
        name = f"art/contact-code-{each.number}.svg"
        edition = addressed(draft.edition, each.recipient)
        if code := contact_code.code(edition, each.recipient, name):
            codes[name] = code
        desk = Desk(draft.manuscript, edition, title, draft.logo, form, translations, each.recipient, name)
        made += [_named(section, each) for section in desk.handbook(sections)]
    check_translated(draft.manuscript, draft.edition, translations)
    return replace(general, sections=tuple(made), fillers=(), assets={**_without_code(general.assets), **codes})


def _form(draft: Draft) -> Format:
    return formats.in_script(formats.FORMATS[draft.edition.format], localization.script(draft.manuscript.locale))


def _named(section: Section, addressee: Addressee) -> Section:
    """A section of one copy: what doesn't fit on it is to be mended in its row."""
    name = f"{section.id}~{addressee.number}"
    place = replace(addressee.place, part=section.title)
    return replace(section, id=name, html=section.html.replace(f'id="{section.id}"', f'id="{name}"', 1), place=place, holds_edition=True)


def _without_code(assets: Mapping[str, Asset]) -> dict[str, Asset]:
    return {name: asset for name, asset in assets.items() if name != contact_code.NAME}
