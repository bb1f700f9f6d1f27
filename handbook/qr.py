"""Text in, QR code as SVG out. Pure: one matrix of squares, no picture library, the same bytes for the same text."""

from __future__ import annotations

import io

import segno
from segno import helpers

QUIET_ZONE = 4  # modules; ISO/IEC 18004, § 6.3.8


def svg(text: str) -> bytes:
    """The code for a text, black on white with its quiet zone. UTF-8, or cameras guess at umlauts.

    Error correction is L, or as much more as the same number of modules holds: on clean paper large modules read better than
    spare ones, and a long card at M has modules that a telephone can hardly tell apart.
    """
    out = io.BytesIO()
    segno.make(text, micro=False, error="l", boost_error=True, encoding="utf-8").save(
        out, kind="svg", border=QUIET_ZONE, xmldecl=False, svgns=True, omitsize=True, light="#ffffff", dark="#000000", nl=False
    )
    return out.getvalue()


def vcard(name: str, *, organisation: str, role: str = "", phone: str = "", email: str = "", web: str = "") -> str:
    """A contact that a telephone's camera offers to save."""
    name, organisation, role = (text.replace("\\", "\\\\") for text in (name, organisation, role))  # RFC 2426, § 4; segno does it for ; and , only
    given = name.replace(";", "\\;").replace(",", "\\,")
    return str(
        helpers.make_vcard_data(
            name=f";{given}", displayname=name, org=organisation, title=role or None, phone=phone or None, email=email or None, url=f"https://{web}" if web else None
        )
    )
