"""A page whose bytes aren't what they say."""

import io

import pikepdf
from pikepdf import Name

from tests.preflight.screen.small_pdf import Small

FINDS = [
    "U17 error a.pdf (page 2): what stands on the page can't be read, or has no end (pages: 2). Make the PDF again; what comes after that wasn't looked at.",
]


def pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(Small(2).saved())) as made:
        made.pages[1].obj.Contents.write(b"not packed at all", filter=Name.FlateDecode)
        made.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()
