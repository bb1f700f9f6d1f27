"""An edition's contact in, the card that a camera saves and the code that carries it out.

The card is also what preflight expects to read from the finished pages, so both are made here and nowhere else.
"""

from __future__ import annotations

from handbook.assets import Asset
from handbook.edition.model import Edition

NAME = "art/contact-code.svg"
"""What layouts call the code."""


def card(edition: Edition) -> str:
    """The vCard of the edition's contact; empty where there is none."""
    contact = edition.contact
    if contact is None:
        return ""
    from handbook import qr  # late: not every edition has a code

    return qr.vcard(contact.name, organisation=edition.brand.name, role=contact.role or "", phone=contact.phone or "", email=contact.email or "", web=contact.web or "")


def code(edition: Edition) -> Asset | None:
    """The code of that card, as layouts set it."""
    text = card(edition)
    if not text:
        return None
    from handbook import qr

    return Asset(NAME, "image/svg+xml", qr.svg(text))
