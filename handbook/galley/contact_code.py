"""An edition's contact in, the card that a camera saves and the code that carries it out.

The card is also what preflight expects to read from the finished pages, so both are made here and nowhere else.
"""

from __future__ import annotations

from handbook.assets import Asset
from handbook.edition.model import Edition
from handbook.edition.recipient import Recipient

NAME = "art/contact-code.svg"
"""What layouts call the code."""


def card(edition: Edition, recipient: Recipient | None = None) -> str:
    """The vCard of the edition's contact, or the address that a recipient's code leads to; empty where there is neither."""
    if recipient and recipient.qr:
        return f"https://{recipient.qr}"
    contact = edition.contact
    if contact is None:
        return ""
    from handbook import qr  # late: not every edition has a code

    return qr.vcard(contact.name, organisation=edition.brand.name, role=contact.role or "", phone=contact.phone or "", email=contact.email or "", web=contact.web or "")


def code(edition: Edition, recipient: Recipient | None = None, name: str = NAME) -> Asset | None:
    """The code of that card or address, as layouts set it."""
    text = card(edition, recipient)
    if not text:
        return None
    from handbook import qr

    return Asset(name, "image/svg+xml", qr.svg(text))
