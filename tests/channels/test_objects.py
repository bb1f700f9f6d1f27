"""PDF objects as bytes: whatever another reader says of them is what they were."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from handbook.channels.objects import Body, Lately, name, packed, spell, spell_whole, stream, string, text


def nobody(item: Any) -> int:
    raise AssertionError(item)


def reread(objects: dict[int, bytes], streams: dict[int, bytes] | None = None) -> pikepdf.Pdf:
    """A file of these objects; the first is its catalog, the second its pages."""
    body = Body()
    for number, data in (streams or {}).items():
        body.put(number, data)
    body.hold({1: b"<</Type/Catalog/Pages 2 0 R/Test 3 0 R>>", 2: b"<</Type/Pages/Count 0/Kids[]>>", **objects})
    return pikepdf.open(io.BytesIO(body.end(1, 0, b"test")))


@pytest.mark.parametrize(
    "value",
    [
        Array([1, -7, Decimal("0.1"), Decimal("-12.500"), True, False]),
        Dictionary(A=Name.B, C=Array([Dictionary(D=String("e")), Name("/F G#(x)")])),
        Dictionary({"/Ein Schlüssel": 1}),
        Array([String("(ein\\e) Klammer("), String("Ayşe \u202e \r\n\t"), String(b"\x00\xff\r\\("), String("")]),
        Array([Decimal("0.00000001"), Decimal("1E+3")]),
    ],
)
def test_what_is_spelled_is_read_as_it_was(value: Any) -> None:
    with reread({3: spell_whole(value, nobody)}) as pdf:
        assert pdf.Root.Test == value


def test_an_indirect_object_is_spelled_as_its_number() -> None:
    pdf = pikepdf.new()
    inner = pdf.make_indirect(Dictionary(X=1))
    assert spell(Dictionary(Inner=inner, Nothing=Array([None])), lambda item: 17) == b"<</Inner 17 0 R/Nothing [null]>>"


def test_keys_that_somebody_else_writes_are_left_out() -> None:
    assert spell_whole(Dictionary(A=1, B=2), nobody, {"/A"}) == b"<</B 2>>"


def test_many_objects_are_held_and_found() -> None:
    numbers = range(3, 903)
    with reread({number: b"[%d %d 0 R]" % (number, min(number + 1, 902)) for number in numbers}) as pdf:
        item, count = pdf.Root.Test, 1
        while item[0] != item[1][0]:
            assert item[1][0] == item[0] + 1
            item, count = item[1], count + 1
        assert count == 900


def test_a_stream_is_read_as_it_was() -> None:
    content = bytes(range(256)) * 40
    with reread({}, {3: stream(b"<</Filter/FlateDecode>>", packed(content))}) as pdf:
        assert pdf.Root.Test.read_bytes() == content


def test_no_stream_ends_in_a_carriage_return() -> None:
    assert not any(packed(b"x" * length).endswith(b"\r") for length in range(2000))


def test_text_is_read_in_every_script() -> None:
    for said in ("Ein Titel", "Żółć – مدرسة", "a(b)c\\"):
        with reread({3: text(said)}) as pdf:
            assert str(pdf.Root.Test) == said


def test_names_and_strings_are_ascii_where_a_standard_asks_for_it() -> None:
    assert name("/Für") == b"/F#c3#bcr"
    assert string(b"a)\r") == b"(a\\)\\r)"


def test_a_body_can_be_ended_again_and_again() -> None:
    shared = Body()
    shared.hold({1: b"<</Type/Catalog/Pages 2 0 R/Test 4 0 R>>", 2: b"<</Type/Pages/Count 0/Kids[]>>"})
    made = []
    for said in (b"(one)", b"(two)", b"(one)"):
        mine = Body(bytearray(shared.written), bytearray(shared.rows))
        mine.hold({4: said})
        made.append(mine.end(1, 0, said))
    assert made[0] == made[2] != made[1]
    with pikepdf.open(io.BytesIO(made[1])) as pdf:
        assert str(pdf.Root.Test) == "two"
        assert pdf.trailer.ID[0] == pdf.trailer.ID[1]


def test_what_was_used_lately_is_remembered_and_what_wasnt_is_forgotten() -> None:
    lately = Lately(2)
    lately.add({b"a": 1, b"b": 2})
    assert lately.number(b"a") == 1
    lately.add({b"c": 3})
    assert [lately.number(each) for each in (b"a", b"b", b"c")] == [1, None, 3]


def test_a_file_whose_cross_references_would_end_in_a_carriage_return_is_whole() -> None:
    returned = 0
    for length in range(600):
        body = Body()
        body.put(3, stream(b"<<>>", bytes(length)))
        body.hold({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 0/Kids[]>>"})
        size = body.size
        made = body.end(1, 0, b"test")
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert [each for each in pdf.check_pdf_syntax() if "ross-reference" in each] == []
            returned += int(pdf.trailer.Size) > size + 1
        assert b"\r\nendstream" not in made
    assert returned
