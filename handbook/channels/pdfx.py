"""What makes a PDF of inks a PDF/X-4: boxes, output intent, identification, and nothing that a press can't use.

In: an open PDF and a print shop. Out: the PDF changed in place (ISO 15930-7). Dates and identifiers come from what is handed
over: the same file on the same day has the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import uuid
from html import escape
from typing import TYPE_CHECKING, Any

from handbook.channels import marks
from handbook.channels.content_streams import number
from handbook.print_shops import PrintShop

if TYPE_CHECKING:
    import pikepdf

REGISTRY = "http://www.color.org"  # ISO 15930-7, 6.2.2: the list that the condition's name is from
_PAGE_KEYS = ("/Type", "/Parent", "/MediaBox", "/TrimBox", "/BleedBox", "/Resources", "/Contents", "/Group")
_ROOT_KEYS = ("/Type", "/Pages", "/Lang")
"""All that is left of a page and of the catalog: no links, forms, comments, tags, bookmarks, actions, attachments."""


def strip(pdf: pikepdf.Pdf) -> None:
    """Take away all that isn't print."""
    for page in pdf.pages:
        for key in [key for key in page.obj.keys() if key not in _PAGE_KEYS]:  # noqa: SIM118 (it is no mapping)
            del page.obj[key]
    for key in [key for key in pdf.Root.keys() if key not in _ROOT_KEYS]:  # noqa: SIM118
        del pdf.Root[key]


def set_boxes(pdf: pikepdf.Pdf, bleed_mm: float, *, with_marks: bool, drawn: bool = True) -> None:
    """Bleed around the trim, marks around the bleed, and nothing of the artwork under the marks; or only their room, if another page draws them."""
    import pikepdf

    bleed = bleed_mm * marks.MM
    slug = marks.SLUG if with_marks else 0.0
    for page in pdf.pages:
        left, bottom, right, top = (float(value) for value in page.obj.TrimBox)
        bled = (left - bleed, bottom - bleed, right + bleed, top + bleed)
        page.obj.TrimBox = _box(left, bottom, right, top)
        page.obj.BleedBox = _box(*bled)
        page.obj.MediaBox = _box(bled[0] - slug, bled[1] - slug, bled[2] + slug, bled[3] + slug)
        page.obj.Group = pikepdf.Dictionary(Type=pikepdf.Name.Group, S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK)
        if with_marks and drawn:
            _frame(pdf, page, bled, (left, bottom, right, top), bleed)


def _box(*edges: float) -> Any:
    import pikepdf

    return pikepdf.Array([round(edge, 4) for edge in edges])


def _frame(pdf: pikepdf.Pdf, page: pikepdf.Page, bled: tuple[float, ...], trim: tuple[float, ...], bleed: float) -> None:
    """Clip a page to its bleed and draw the marks around it."""
    import pikepdf

    x, y, x2, y2 = bled
    clip = b"q %s %s %s %s re W n\n" % tuple(map(number, (x, y, x2 - x, y2 - y)))
    left, bottom, right, top = trim
    around = b"\nQ\nq 1 0 0 1 %s %s cm\n" % (number(left), number(bottom)) + marks.painted(right - left, top - bottom, bleed) + b"Q\n"
    page.obj.Contents.write(clip + page.obj.Contents.read_bytes() + around)
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    everywhere = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, tint])  # ISO 32000-1, 8.6.6.4
    page.obj.Resources.ColorSpace = pikepdf.Dictionary({f"/{marks.INK}": everywhere})


def identify(pdf: pikepdf.Pdf, shop: PrintShop, *, title: str, day: dt.date, binding: str, part: str) -> None:
    """Say that it is a PDF/X-4, for which printing condition, and what it is called. `binding` is the side that holds the pages together."""
    import pikepdf

    moment = f"{day.isoformat()}T00:00:00Z"
    stamp = pikepdf.String(f"D:{day:%Y%m%d}000000Z")
    producer = str(pdf.docinfo.get("/Producer", "")) or "handbook"
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for key, value in {"/Title": title, "/Producer": producer, "/GTS_PDFXVersion": shop.terms.standard}.items():
        pdf.docinfo[key] = pikepdf.String(value)
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
    pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
    drawn = hashlib.sha256(b"".join(page.obj.Contents.read_bytes() for page in pdf.pages) + shop.profile.data + f"{part}{title}{moment}".encode())
    packet = _XMP.format(title=escape(title), producer=escape(producer), moment=moment, standard=shop.terms.standard, id=uuid.uuid5(uuid.NAMESPACE_OID, drawn.hexdigest()))
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(_output_intent(pdf, shop))])
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L if binding == "right" else pikepdf.Name.L2R)


def renamed(packet: bytes, drawn: bytes) -> bytes:
    """The metadata of another file with the same ones: `drawn` is what it differs by."""
    return re.sub(rb"uuid:[0-9a-f-]{36}", f"uuid:{uuid.uuid5(uuid.NAMESPACE_OID, drawn.hex())}".encode(), packet)


def _output_intent(pdf: pikepdf.Pdf, shop: PrintShop) -> pikepdf.Dictionary:
    """For which press the inks are meant, with its profile (ISO 15930-7, 6.2.2)."""
    import pikepdf

    profile = pdf.make_stream(shop.profile.data, N=4, Alternate=pikepdf.Name.DeviceCMYK)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFX,
        OutputConditionIdentifier=pikepdf.String(shop.terms.condition),
        Info=pikepdf.String(shop.terms.condition_name),
        DestOutputProfile=profile,
    )
    if shop.terms.registered:
        intent.RegistryName = pikepdf.String(REGISTRY)
    return intent


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdfxid:GTS_PDFXVersion>{standard}</pdfxid:GTS_PDFXVersion>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
