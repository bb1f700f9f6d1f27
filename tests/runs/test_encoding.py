"""The text of a list, whichever way an office saves it."""

from __future__ import annotations

import pytest

from handbook.errors import ContentError
from handbook.runs.encoding import amiss, decoded

TEXT = "Schule;Name\nGrundschule Süd;Jörg Weiß\nMusterschule „Nord“;Ève Čech\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_of_unicode_is_read(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding), "list.csv") == TEXT


@pytest.mark.parametrize("text", ["Name;Schule\nJörg Weiß – „B“;Süd €\n", "Schule\nMENÜ“ – „KÜ“ für Jürgen\n", "Name\nÄnne\n", "Prénom\nZoë “É»”\n"])
def test_a_list_of_old_windows_is_still_read_as_such(text: str) -> None:
    assert decoded(text.encode("cp1252"), "list.csv") == text


def test_a_byte_amiss_leaves_the_rest_of_the_list_as_it_is() -> None:
    text = decoded("Jörg;Müller\nÄ?nne\n".encode().replace(b"?", b"\xe4"), "list.csv")
    assert text.startswith("Jörg;Müller\nÄ")
    assert amiss(text) == 0xE4
    assert amiss("Jörg Müller – 北京 😀") is None


def test_half_of_a_letter_is_amiss_too() -> None:
    assert amiss(decoded("Jörg;Müller\nSü".encode()[:-1], "list.csv")) == 0xC3


def test_a_file_with_the_mark_of_utf_8_is_never_old_windows() -> None:
    assert amiss(decoded(b"\xef\xbb\xbfName\nM\xfcller;\xc3\xbc\n", "list.csv")) == 0xFC


def test_what_is_no_text_is_named_with_its_line() -> None:
    for data in (b"Name\nA\n\x81\x8d\n", b"Name\rA\r\x81\x8d\r"):
        with pytest.raises(ContentError, match="3: is neither UTF-8 nor UTF-16"):
            decoded(data, "list.csv")
    with pytest.raises(ContentError, match="neither UTF-8"):
        decoded(b"\xff\xfeA\0B", "list.csv")
