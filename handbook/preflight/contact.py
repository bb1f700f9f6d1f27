"""Rules N07 and N08: whom visitors reach, and from where they can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.preflight.content import Content

PHONE = ("contact", "phone")
CODES = {"DE": "+49", "AT": "+43", "CH": "+41"}  # ITU-T E.164
MOST_DIGITS = 15  # ITU-T E.164, 6.2
_SECOND_LEVEL = {"ac", "co", "com", "gov", "gv", "net", "or", "org"}
"""Below a country's domain these are no company's: example.co.at, example.gv.at."""


@rule("N07", "content", Severity.NOTE)
def mail_and_web_belong_together(content: Content) -> Iterator[Finding]:
    """The e-mail address and the web address are of different domains.

    Why: often right, with an agency or a portal in between; sometimes a slip, or the private address of whoever filled in the form.
    Visitors trust what belongs together.
    Mend: nothing if both are right. Else use the company's address.
    """
    contact = content.edition.contact
    if contact and contact.email and contact.web:
        mail, web = domain(contact.email.rpartition("@")[2]), domain(contact.web.partition("/")[0])
        if mail != web:
            message = say("contact: the e-mail address is at %(mail)s, the web address at %(web)s.", mail=mail, web=web)
            yield content.finding("N07", message, ("contact", "email"), severity=Severity.NOTE)


def domain(host: str) -> str:
    """What a company owns of a host name: the last two parts, or three where the second is a country's own."""
    parts = host.lower().split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVEL else parts[-2:])


@rule("N08", "content", Severity.REVIEW)
def phone_can_be_called_from_anywhere(content: Content) -> Iterator[Finding]:
    """The telephone number can't be called as it stands.

    Why: the code on the back cover saves the number in the visitor's telephone, often one with a foreign card: without the country code it
    reaches nobody there. The "(0)" of "+49 (0)30" is dialled by telephones and makes the number wrong everywhere.
    Mend: write "+49 30 1234567": country code, no zero, no brackets.
    """
    phone = content.texts.get(PHONE, "")
    if not phone:
        return
    digits = re.sub(r"\D", "", phone)
    if not phone.startswith(("+", "00")):
        whole = f"{CODES[content.edition.country]} {phone.lstrip('0 ').strip()}"
        yield content.finding("N08", say('contact.phone: "%(phone)s" has no country code.', phone=phone), PHONE, say('Write "%(whole)s".', whole=whole))
    elif re.search(r"\(0\)", phone):
        whole = re.sub(r"\s*\(0\)\s*", " ", phone)
        message = say('contact.phone: the zero of "%(phone)s" is dialled too, and reaches nobody.', phone=phone)
        yield content.finding("N08", message, PHONE, say('Write "%(whole)s".', whole=whole))
    elif len(digits.removeprefix("00")) > MOST_DIGITS:
        message = say('contact.phone: "%(phone)s" has more than %(most)s digits.', phone=phone, most=MOST_DIGITS)
        yield content.finding("N08", message, PHONE, say("No telephone number is longer."))
