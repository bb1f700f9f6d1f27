"""What a PDF says of itself in its XMP packet: title, and the standards that it claims to keep.

In: a subject. Out: plain values. The packet is XML, and is searched rather than parsed: what a stranger writes into it can make
a parser take all memory, and a packet with a mistake is read by viewers all the same.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from handbook.preflight.screen.objects import get, text, unpacked
from handbook.preflight.screen.sheets import root
from handbook.preflight.subject import Subject, once

UA = "http://www.aiim.org/pdfua/ns/id/"
ARCHIVE = "http://www.aiim.org/pdfa/ns/id/"
_LONGEST = 1_000_000
"""Bytes of a packet that are searched."""
_TITLE = re.compile(r"<dc:title\b[^>]{0,200}>.{0,500}?<rdf:li\b[^>]{0,200}>([^<]{0,2000})<", re.DOTALL)


@dataclass(frozen=True)
class Claims:
    """What the packet says."""

    title: str = ""
    standards: tuple[str, ...] = ()
    """As people write them, such as PDF/UA-1 and PDF/A-2a."""


@once
def claims(subject: Subject) -> Claims:
    """What a file says of itself."""
    stream = get(root(subject), "/Metadata")
    data = unpacked(stream) if stream is not None else None
    packet = (data or b"")[:_LONGEST].replace(b"\0", b"").decode("utf-8", "replace")  # without its zeros UTF-16 is read as well as need be
    found = _TITLE.search(packet)
    made = [f"PDF/UA-{part}" for part in [_said(packet, UA, "part")] if part]
    made += [f"PDF/A-{part}{_said(packet, ARCHIVE, 'conformance').lower()}" for part in [_said(packet, ARCHIVE, "part")] if part]
    return Claims(html.unescape(found[1]).strip() if found else "", tuple(made))


def title(subject: Subject) -> str:
    """The title of a file: that of its packet, or of the older dictionary."""
    return claims(subject).title or text(get(subject.pdf.trailer, "/Info", "/Title")).strip()


def _said(packet: str, space: str, name: str) -> str:
    """A property of a namespace, as an element or as an attribute."""
    prefix = re.search(r"xmlns:([\w.-]{1,40})\s*=\s*[\"']" + re.escape(space), packet)
    if not prefix:
        return ""
    found = re.search(rf"\b{re.escape(prefix[1])}:{name}\s*(?:>|=\s*[\"'])\s*([0-9A-Za-z]{{1,4}})\s*[<\"']", packet)
    return found[1] if found else ""
