"""What a file says of itself: title, language, and which standards it keeps, as an XMP packet.

In: title and the like. Out: the packet's bytes. A file that keeps PDF/UA and PDF/A at once has to explain the one's fields to the
other by an extension schema (ISO 19005-2 6.6.2.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

_START = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
_END = '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
_FIRST = "<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
_SECOND = "<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev><pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev>"
_EXPLAINED = """\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


@dataclass(frozen=True)
class Metadata:
    """What the packet tells."""

    title: str
    language: str
    author: str = ""
    producer: str = ""
    created: str = ""
    """ISO 8601, or nothing for a file without a date."""
    standard: str = "ua-1"
    """ua-1 with PDF/A-2a, or ua-2 with PDF/A-4."""


def packet(metadata: Metadata) -> bytes:
    """The XMP of a file that keeps PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), or PDF/UA-2 (ISO 14289-2) and PDF/A-4 (ISO 19005-4)."""
    first = metadata.standard == "ua-1"
    said = [
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(metadata.title)}</rdf:li></rdf:Alt></dc:title>',
        f"<dc:creator><rdf:Seq><rdf:li>{escape(metadata.author)}</rdf:li></rdf:Seq></dc:creator>" if metadata.author else "",
        f"<dc:language><rdf:Bag><rdf:li>{escape(metadata.language)}</rdf:li></rdf:Bag></dc:language>",
        "<dc:format>application/pdf</dc:format>",
        f"<pdf:Producer>{escape(metadata.producer)}</pdf:Producer>" if metadata.producer else "",
        f"<xmp:CreateDate>{metadata.created}</xmp:CreateDate><xmp:ModifyDate>{metadata.created}</xmp:ModifyDate>" if metadata.created else "",
        _FIRST if first else _SECOND,
    ]
    spaces = {
        "dc": "http://purl.org/dc/elements/1.1/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
        "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    }
    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in spaces.items())
    return "\n".join([_START, f'<rdf:Description rdf:about="" {declared}>', *filter(None, said), "</rdf:Description>", *([_EXPLAINED] if first else []), _END]).encode()
