"""The recipient: whom a personalised copy is for. The text under a field is its manual.

In: plain values, as a row of a list gives them. Out: a frozen `Recipient`, and the edition as it speaks to that recipient. What a
row doesn't say stays as the edition has it; whoever gives a contact of their own gives all of it, so that nobody's telephone number
is printed under another name.
"""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from handbook.edition.model import Contact, Edition, EmailAddress, Line60, Line70, Line90, PhoneNumber, WebAddress
from handbook.wording import say


class Recipient(BaseModel):
    """Whom a copy is for, and what it says to them alone."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, str_strip_whitespace=True)

    name: Line60 | None = None
    """Person or group that gets the copy; printed on the cover."""
    school: Line70 | None = None
    """School or institution; printed on the cover."""
    greeting: Line90 | None = None
    """A line for the cover, such as "Viel Erfolg auf der Messe!"."""
    contact: Line60 | None = None
    """Whom this recipient reaches after the fair, instead of the edition's contact."""
    role: Line60 | None = None
    """What that person does."""
    phone: PhoneNumber | None = None
    """Telephone number of that person."""
    email: EmailAddress | None = None
    """E-mail address of that person."""
    web: WebAddress | None = None
    """Web address of that person, https is understood."""
    qr: WebAddress | None = None
    """Address that the QR code on the last page leads to, instead of the contact card."""
    locale: str | None = None
    """Language of the copy."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not (self.name or self.school):
            raise ValueError(say("it needs a name or a school"))
        if self.contact and not (self.phone or self.email or self.web):
            raise ValueError(say("the contact needs at least one of phone, email and web"))
        if not self.contact and (self.role or self.phone or self.email or self.web):
            raise ValueError(say("phone, email, web and role belong to a contact, and none is named"))
        return self


def addressed(edition: Edition, recipient: Recipient) -> Edition:
    """The edition with the contact that this recipient has."""
    if not recipient.contact:
        return edition
    contact = Contact.model_construct(None, name=recipient.contact, role=recipient.role, phone=recipient.phone, email=recipient.email, web=recipient.web)
    return edition.model_copy(update={"contact": contact})
