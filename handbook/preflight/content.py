"""An edition made ready in, what is wrong with what it says out.

In: `Content`, an edition with its palette and files, nothing laid out. Out: findings of the rules of the family "content". They
read the recruiter's own words only; the guide's texts and figures are checked where they are read. No clock: days are compared
with each other, never with today, or the same edition would be right in spring and wrong in autumn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from handbook.assets import Asset
from handbook.edition.load import LoadedEdition
from handbook.edition.model import Edition
from handbook.findings import Finding, Severity
from handbook.preflight.rule import run
from handbook.print_shops import PrintShop

if TYPE_CHECKING:
    from handbook.edition.brand import Palette

Field = tuple[str, ...]
"""The way to a value in an edition file, such as `("brand", "name")`."""

PRINTED: tuple[Field, ...] = (
    ("title",),
    ("brand", "name"),
    ("fair", "name"),
    ("fair", "place"),
    ("fair", "stand"),
    ("contact", "name"),
    ("contact", "role"),
    ("contact", "phone"),
    ("contact", "email"),
    ("contact", "web"),
    ("pay", "source"),
    ("imprint", "publisher"),
    ("imprint", "address"),
    ("imprint", "responsible"),
    ("imprint", "printer"),
    ("imprint", "credits"),
)
"""The fields whose words stand on the pages as they are."""

HOUSE = "house"
"""The edition that comes with the program: unbranded, and made up."""
_EXAMPLE = re.compile(r"\([^)]*\b(?:Beispiel|example)\)", re.IGNORECASE)
"""How a publisher says that an edition is made up: "Sonnengelb GmbH (erfundenes Beispiel)"."""


@dataclass(frozen=True)
class Content:
    """What the rules look at."""

    loaded: LoadedEdition
    palette: Palette | None = None
    """Left out where it isn't made yet: making it takes longer than all other rules together."""
    logo: Asset | None = None
    typeface: tuple[Asset, ...] = ()
    shop: PrintShop | None = None
    code: Asset | None = None
    """The QR code of the contact."""

    @property
    def edition(self) -> Edition:
        """The edition itself."""
        return self.loaded.edition

    @property
    def made_up(self) -> bool:
        """Whether company, fair and people are invented on purpose."""
        return self.edition.name == HOUSE or bool(_EXAMPLE.search(self.edition.imprint.publisher))

    @cached_property
    def texts(self) -> dict[Field, str]:
        """What is printed of the edition file, by field."""
        return {field: text for field in PRINTED if (text := self._value(field))}

    def _value(self, field: Field) -> str:
        value: object = self.edition
        for step in field:
            value = getattr(value, step, None)
        return str(value or "")

    def of(self, *fields: Field) -> Iterator[tuple[Field, str]]:
        """Those of these fields that say something."""
        return ((field, self.texts[field]) for field in fields if field in self.texts)

    def finding(self, code: str, sentence: str, field: Field, hint: str = "", severity: Severity = Severity.REVIEW) -> Finding:
        """Something about a field, with its place and its line."""
        return Finding(code, sentence, self.loaded.place(*field), hint, severity, self.loaded.source.excerpt(field))


def check(content: Content) -> list[Finding]:
    """What the rules find in an edition, in the order of its file."""
    from handbook.preflight import code_size, contact, contrast, days, figures, glyphs, hiring, imprint, logo, placeholders  # noqa: F401 (each registers its rules)

    return run("content", content)
