"""A PDF in, what it says of itself out: the standards that it claims, and its identification.

In: an open PDF. Out: names such as "PDF/X-4", and what of a standard's marks it lacks. A claim isn't a proof: rules look at it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.preflight.unpacking import unpacked
from handbook.wording import Said, say

if TYPE_CHECKING:
    import pikepdf

_MOST_METADATA = 2_000_000
_NEWEST = (1, 6)  # ISO 15930-7, 6.1: PDF/X-4 is a PDF 1.6
_OLD_X = ("PDF/X-1", "PDF/X-2", "PDF/X-3")


def metadata(pdf: pikepdf.Pdf) -> str:
    """The file's metadata in XML, as text; nothing if it has none."""
    packet = pdf.Root.get("/Metadata")
    if packet is None:
        return ""
    return unpacked(packet, _MOST_METADATA).decode("utf-8", "replace")


def claimed(pdf: pikepdf.Pdf) -> str:
    """The PDF/X that a file says it is, in full; nothing for none. The newer ones say it in XML, the older in their dictionary."""
    return _said("GTS_PDFXVersion", metadata(pdf)) or str(pdf.docinfo.get("/GTS_PDFXVersion", ""))


def without_transparency(pdf: pikepdf.Pdf) -> str:
    """The standard that a file claims and that knows no transparency; nothing if it claims none such."""
    said = claimed(pdf)
    if said.startswith(_OLD_X):
        return said
    return "PDF/A-1" if _said("part", metadata(pdf), "pdfaid") == "1" else ""


def lacking(pdf: pikepdf.Pdf) -> list[Said]:
    """What a PDF/X-4 has to say of itself and this one doesn't (ISO 15930-7, 6.1 and 6.16)."""
    text = metadata(pdf)
    found = []
    if tuple(int(part) for part in pdf.pdf_version.split(".")) > _NEWEST:
        found.append(say("it says that it is PDF %(version)s, which is newer than the standard knows.", version=pdf.pdf_version))
    if str(pdf.docinfo.get("/Trapped", "")).strip("/") not in ("True", "False") and _said("Trapped", text, "pdf") not in ("True", "False"):
        found.append(say("it doesn't say whether its colours are trapped."))
    if "/ID" not in pdf.trailer:
        found.append(say("it has no identifier."))
    if "<dc:title" not in text:
        found.append(say("it has no title in its metadata."))
    if not all(_said(name, text, "xmp") for name in ("CreateDate", "ModifyDate", "MetadataDate")):
        found.append(say("it doesn't say in its metadata when it was made."))
    return found


def _said(name: str, text: str, prefix: str = "pdfxid") -> str:
    """A property's value, written as an element or as an attribute."""
    found = re.search(rf"""\b{prefix}:{name}\s*(?:=\s*["']|>)\s*([^<"']*)""", text)
    return found[1].strip() if found else ""
