"""A finished PDF is opened for looking at, or a finding says why it can't be."""

from __future__ import annotations

import io

import pikepdf
import pytest

from handbook.errors import ContentError
from handbook.preflight import subject
from handbook.preflight.subject import Subject, once, opened
from tests.preflight.screen.small_pdf import Small


def refused(data: bytes) -> str:
    """What is said of a file that can't be looked at."""
    with pytest.raises(ContentError) as caught, opened(data, "a.pdf"):
        pytest.fail("opened")
    (finding,) = caught.value.findings
    assert finding.code == "X01"
    return str(finding)


def test_a_subject_holds_the_open_file_and_its_bytes() -> None:
    data = Small().saved()
    with opened(data, "a.pdf") as looked:
        assert (len(looked.pdf.pages), looked.data, looked.shop) == (1, data, None)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x89PNG", Small().saved()[:300]], ids=["nothing", "its first line", "a picture", "its beginning"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert refused(data) == "a.pdf: can't be read as a PDF. Make the PDF again; it is damaged or cut off."


def test_a_file_that_needs_a_password_is_refused() -> None:
    locked = Small().saved(encryption=pikepdf.Encryption(user="x", owner="y"))
    assert refused(locked) == "a.pdf: is locked with a password. Ask for the file without a password."


def test_a_file_with_no_or_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    pikepdf.new().save(out)
    assert refused(out.getvalue()) == "a.pdf: has 0 pages; 1 to 2000 can be looked at."
    monkeypatch.setattr(subject, "MOST_PAGES", 2)
    assert refused(Small(3).saved()) == "a.pdf: has 3 pages; 1 to 2 can be looked at."


def test_places_name_the_file_the_page_and_millimetres() -> None:
    with opened(Small().saved(), "a.pdf") as looked:
        assert str(looked.place()) == "a.pdf"
        assert str(looked.place(3, 12.4, 20)) == "a.pdf (page 3, 12 mm from the left and 20 mm from the top)"


def test_what_several_rules_ask_for_is_read_once_for_each_subject() -> None:
    read: list[str] = []

    @once
    def look(looked: Subject) -> str:
        read.append(looked.name)
        return looked.name

    with opened(Small().saved(), "a") as first, opened(Small().saved(), "b") as second:
        assert [look(first), look(first), look(second)] == ["a", "a", "b"]
    assert read == ["a", "b"]
