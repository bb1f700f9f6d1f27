"""Whether text can be read out hangs on what a typeface says of the signs that are used, and of no others."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from handbook.preflight.screen.letters import Fault, Reader, to_unicode

PDF = pikepdf.new()


def font(kind: str, said: bytes | None = None, **entries: Any) -> Any:
    """A font dictionary, with a map to letters."""
    made = Dictionary(Type=Name.Font, Subtype=Name(f"/{kind}"), BaseFont=Name.X, **entries)
    if said is not None:
        made.ToUnicode = PDF.make_stream(said)
    return made


def composite(said: bytes | None = None, ordering: str = "Identity", encoding: str = "/Identity-H") -> Any:
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, CIDSystemInfo=Dictionary(Registry="Adobe", Ordering=ordering, Supplement=0))
    return font("Type0", said, Encoding=Name(encoding), DescendantFonts=Array([inner]))


def named(*names: str) -> Any:
    return Dictionary(Type=Name.Encoding, Differences=Array([1, *(Name(f"/{name}") for name in names)]))


FONTS: dict[str, tuple[Any, Fault | None]] = {
    "a standard encoding": (font("TrueType", Encoding=Name.WinAnsiEncoding), None),
    "a base encoding": (font("TrueType", Encoding=Dictionary(BaseEncoding=Name.MacRomanEncoding)), None),
    "one of the fourteen": (font("Type1"), None),
    "names of letters": (font("Type3", Encoding=named("A", "uni0042", "g3")), None),
    "names that are numbers": (font("Type3", Encoding=named("g1", "C2", ".notdef")), "unmapped"),
    "drawings without names": (font("Type3"), "unmapped"),
    "letters of the Latin alphabet": (font("TrueType", FontDescriptor=Dictionary(Flags=32)), None),
    "symbols": (font("TrueType", FontDescriptor=Dictionary(Flags=4)), "unmapped"),
    "numbers of glyphs": (composite(), "unmapped"),
    "a collection that readers know": (composite(ordering="Japan1", encoding="/90ms-RKSJ-H"), None),
    "a map": (composite(b"2 beginbfchar <0102> <0041> <0304> <0042> endbfchar"), None),
    "a map that lacks a sign": (composite(b"1 beginbfchar <0102> <0041> endbfchar"), "unmapped"),
    "a map to nobody's letters": (composite(b"1 beginbfrange <0000> <ffff> <e000> endbfrange"), "wrong"),
    "a map to nothing": (composite(b"2 beginbfchar <0102> <> <0304> <0042> endbfchar"), "wrong"),
    "a map whose unused signs are none": (composite(b"3 beginbfchar <0102> <0041> <0304> <0042> <0505> <fffd> endbfchar"), None),
    "a map that is a name": (font("Type0", ToUnicode=Name("/Identity-H"), Encoding=Name("/Identity-H")), "unmapped"),
}


@pytest.mark.parametrize("name", FONTS)
def test_a_typeface_says_which_letters_its_signs_are_or_doesnt(name: str) -> None:
    given, expected = FONTS[name]
    assert Reader().fault(given, {b"<01020304>"}) == expected


@pytest.mark.parametrize("string", [b"<01020304>", b"<0102 0304>", b"(\\001\\2\\003\\004)", b"[<0102>-7<0304>]", b"[<01 02><0304> 3]", b"(\x01\x02\\\n\x03\x04)"])
def test_strings_are_read_however_they_are_written(string: bytes) -> None:
    said = composite(b"2 beginbfchar <0102> <fffd> <0304> <0042> endbfchar")
    assert Reader().fault(said, {string}) == "wrong"
    assert Reader().fault(said, {b"<0304>"}) is None


def test_maps_hold_single_signs_runs_and_lists() -> None:
    made = to_unicode(b"1 beginbfchar <01> <00660066> endbfchar 2 beginbfrange <10> <12> <0061> <20> <21> [<0078> <0079>] endbfrange")
    assert [made.letter(code) for code in (1, 0x10, 0x12, 0x20, 0x21, 0x22)] == ["ff", "a", "c", "x", "y", None]
