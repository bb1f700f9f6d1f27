"""QR codes on finished pages, read as a camera reads them."""

from __future__ import annotations

import runpy
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from handbook import finishing, paths, pipeline
from handbook.findings import Finding
from handbook.finishing import Made
from handbook.preflight import codes
from handbook.preflight.codes import check
from tests.preflight import code_page

CASES = Path(__file__).parent / "cases" / "N10"
TEXT = "https://acme-energie.de/2027"


def case(name: str) -> list[Finding]:
    made = runpy.run_path(str(CASES / f"{name}.py"))
    return check(made["pdf"](), [made["EXPECTED"]], "Das Heft")


def test_a_code_that_says_something_else_is_found_where_it_stands() -> None:
    other, missing = case("bad")[::-1]
    assert (other.code, missing.code) == ("N10", "N10")
    assert other.message == 'a QR code says "https://acme-energie.de/2026", which the edition doesn\'t.'
    assert (other.place.page, round(other.place.x_mm or 0), round(other.place.y_mm or 0)) == (1, 10, 10)
    assert missing.message == f'the QR code for "{TEXT}" can\'t be read on the pages.'
    assert case("good") == []


@pytest.mark.parametrize("fault", [{"covered": True}, {"grey": 0.97}, {"module_mm": 0.08}], ids=["covered", "pale", "tiny"])
def test_a_code_that_no_camera_reads_is_an_error(fault: dict[str, float]) -> None:
    (finding,) = check(code_page.page(TEXT, **fault), [TEXT])  # type: ignore[arg-type]
    assert (finding.code, finding.severity) == ("N10", "error")


def test_pages_are_looked_at_from_both_ends_and_no_further_than_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    original = codes._on
    monkeypatch.setattr(codes, "_on", lambda page, number: drawn.append(number) or original(page, number))
    data = code_page.page(TEXT, around=2)
    assert check(data, [TEXT]) == []
    assert drawn == [5, 1, 4, 2, 3]
    drawn.clear()
    assert check(code_page.page(TEXT), [TEXT]) == []
    assert drawn == [1]


def test_files_without_codes_are_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypdfium2, "PdfDocument", lambda data: pytest.fail("opened"))
    assert check(b"no pdf", []) == []


def test_a_card_is_named_by_its_person() -> None:
    (finding,) = check(code_page.pdf(""), ["BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Kim Winter\r\nFN:Kim Winter\r\nEND:VCARD\r\n"])
    assert 'for "Kim Winter"' in finding.message


@cache
def made(locale: str, *channels: str, product: str = "interview") -> Made:
    """A product of the example with the light brand colour, in the channels asked for."""
    path = paths.EDITIONS / "sonnengelb-strom" / "edition.toml"
    ready = pipeline.prepare(path, locales=[locale], wanted=[product], channels=channels)
    (galley, *_) = pipeline.compose(ready)[0]
    wanted = pipeline.wanted_of(ready, galley)
    assert "FN:Kim Beispiel" in wanted.codes[0]
    return finishing.make(galley, wanted)


def test_the_code_is_read_in_every_channel() -> None:
    done = made("de", "screen", "office", "press")
    assert [file.channel for file in done.files] == ["screen", "office", "press"]
    assert [finding for finding in done.findings if finding.code == "N10"] == []


@pytest.mark.parametrize("channel", ["screen", "office", "press"])
def test_a_code_of_another_person_stops_every_channel(channel: str) -> None:
    (file,) = (file for file in made("de", "screen", "office", "press").files if file.channel == channel)
    assert {finding.code for finding in check(file.data, ["somebody else"])} == {"N10"}


def test_the_house_edition_has_no_code_and_pays_nothing() -> None:
    ready = pipeline.prepare(paths.EDITIONS / "house" / "edition.toml", wanted=["interview"])
    assert pipeline.wanted_of(ready, pipeline.compose(ready)[0][0]).codes == ()


@pytest.mark.sweep
@pytest.mark.parametrize("locale", ["de", "ar"])
def test_the_back_of_the_book_is_read_in_every_channel(locale: str, tmp_path: Path) -> None:
    text = (paths.EDITIONS / "sonnengelb-strom" / "edition.toml").read_text("utf-8").replace('format = "A5"', 'format = "A5"\nuntranslated = "source"\nunreviewed = "Probe"')
    (tmp_path / "sonnengelb-strom").mkdir()
    (tmp_path / "sonnengelb-strom" / "edition.toml").write_text(text, "utf-8")
    (tmp_path / "sonnengelb-strom" / "logo.svg").write_bytes((paths.EDITIONS / "sonnengelb-strom" / "logo.svg").read_bytes())
    ready = pipeline.prepare(tmp_path / "sonnengelb-strom" / "edition.toml", locales=[locale], wanted=["handbook"], channels=["screen", "office", "press"])
    galley = pipeline.compose(ready)[0][0]
    done = finishing.make(galley, pipeline.wanted_of(ready, galley))
    assert len(done.files) == 3
    assert [finding for finding in done.findings if finding.code == "N10"] == []
