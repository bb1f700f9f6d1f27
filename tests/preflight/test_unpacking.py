"""Streams are unpacked up to a limit, whatever they are packed in."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from handbook.preflight.unpacking import EndlessError, unpacked

LINES = b"y" * 1000


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.new() as made:
        yield made


PACKED = {
    "not at all": (LINES, None),
    "deflate": (zlib.compress(LINES), Name.FlateDecode),
    "twice": (zlib.compress(zlib.compress(LINES)), Array([Name.FlateDecode, Name.FlateDecode])),
    "hexadecimal": (LINES.hex().encode() + b">", Name.ASCIIHexDecode),
    "letters": (base64.a85encode(zlib.compress(LINES), wrapcol=60) + b"\n~>", Array([Name.ASCII85Decode, Name.FlateDecode])),
    "runs": (b"\x81y" * 7 + bytes([257 - 104]) + b"y", Name.RunLengthDecode),
}


@pytest.mark.parametrize("packing", PACKED)
def test_a_stream_is_unpacked_if_it_is_no_longer_than_the_limit(pdf: pikepdf.Pdf, packing: str) -> None:
    data, filters = PACKED[packing]
    stream = pdf.make_stream(b"")
    stream.write(data, filter=filters)
    assert unpacked(stream, 1000) == LINES
    with pytest.raises(EndlessError):
        unpacked(stream, 999)


def test_predicted_bytes_are_measured_before_the_library_unpacks_them(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"")
    rows = b"".join(b"\x02" + bytes(10) for _ in range(100))  # PNG, up: all as the row above
    stream.write(zlib.compress(rows), filter=Name.FlateDecode, decode_parms=Dictionary(Predictor=15, Columns=10))
    assert unpacked(stream, 1200) == bytes(1000)
    with pytest.raises(EndlessError):
        unpacked(stream, 999)


def test_many_bytes_in_a_rare_packing_are_left_alone(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(b"\x00y" * 300_000, filter=Name.RunLengthDecode)
    with pytest.raises(EndlessError):
        unpacked(stream, 10_000_000)


def test_what_is_packed_too_often_is_left_alone(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(LINES.hex().encode().hex().encode().hex().encode() + b">", filter=Array([Name.ASCIIHexDecode] * 3))
    with pytest.raises(EndlessError):
        unpacked(stream, 10_000_000)


def test_what_is_damaged_raises(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(b"no deflate", filter=Name.FlateDecode)
    with pytest.raises(zlib.error):
        unpacked(stream, 1000)
