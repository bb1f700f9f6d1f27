"""Rule N02: the imprint names whom the law of the country asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.preflight.content import Content

_POSTAL_CODE = re.compile(
    r"\b\d{4,5}\s+(?=[^\W\d])"  # 12345 Ort, 1010 Wien, D-12345 Ort, 1011 AB Amsterdam
    r"|\b\d{3} \d{2}\s+(?=[^\W\d])"  # 110 00 Praha
    r"|\b\d{2}-\d{3}\s+(?=[^\W\d])"  # 00-950 Warszawa
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"  # London SW1A 1AA
)
"""Postal codes of Europe, which show that a text is an address (UPU S42)."""
_OWN_PRINTING = re.compile(r"\b(?:eigen(?:druck|vervielfältigung|verlag)|selbst (?:gedruckt|hergestellt)|im (?:eigenen )?haus)\b", re.IGNORECASE)
_PLACE = re.compile(r"[^\W\d_]{2,}")


@rule("N02", "content", Severity.REVIEW)
def imprint_is_complete(content: Content) -> Iterator[Finding]:
    """The imprint lacks something that the law asks for.

    Why: in Germany the press laws of the Länder want publisher and printer, each with an address, on everything printed; in Austria
    § 24 MedienG wants the publisher, the maker, and the places of both. A handout without them can be fined, and may not be
    given out at some fairs. Switzerland asks for nothing; readers still like to know who speaks to them.
    Mend: write street, number, postal code and town. Whoever prints in the own house writes "Eigendruck" as the printer.
    """
    imprint, country = content.edition.imprint, content.edition.country
    own_printing = _OWN_PRINTING.search(imprint.printer) or imprint.publisher in imprint.printer
    printer = ("imprint", "printer")
    if country == "DE":
        if not _POSTAL_CODE.search(imprint.address):
            message = say("imprint.address: shows no postal code with a town; German press law asks for the publisher's address.")
            yield content.finding("N02", message, ("imprint", "address"), say('Write it as "Straße 1, 12345 Ort".'))
        if not own_printing and not _POSTAL_CODE.search(imprint.printer):
            message = say('imprint.printer: "%(printer)s" has no address; German press law asks for it.', printer=imprint.printer)
            yield content.finding("N02", message, printer, say('Write it as "Druckerei, Straße 1, 12345 Ort", or "Eigendruck" when you print it yourself.'))
    if country == "AT":
        if not _names_place(imprint.address):
            message = say("imprint.address: names no town; § 24 MedienG asks for the place of publication.")
            yield content.finding("N02", message, ("imprint", "address"), say('Write it as "Straße 1, 1010 Wien".'))
        if not own_printing and not ("," in imprint.printer and _names_place(imprint.printer)):
            message = say('imprint.printer: "%(printer)s" names no town; § 24 MedienG asks for the place where it is made.', printer=imprint.printer)
            yield content.finding("N02", message, printer, say('Write it as "Druckerei, Wien", or "Eigendruck" when you print it yourself.'))


def _names_place(address: str) -> bool:
    """Whether the last part of an address is a town: words, with no house number behind them."""
    last = address.rsplit(",", 1)[-1].strip()
    return bool(_POSTAL_CODE.search(address) or (_PLACE.search(last) and not re.search(r"\d\s*[a-z]?$", last)))
