"""A section is laid out once, and again as soon as anything that goes into it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from handbook import pages, pdf, sections
from handbook.assets import Asset
from handbook.errors import ContentError
from handbook.galley import STYLE_SHEET, Galley, Section
from handbook.sections import Setting
from tests.test_pages import CSS, galley, section

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="{}" height="20"/></svg>'


@pytest.fixture(autouse=True)
def nothing_laid_out() -> Iterator[None]:
    """Each test begins and ends with an empty store."""
    sections.forget()
    yield
    sections.forget()


def with_picture(width: int, *given: Section, css: str = CSS) -> Galley:
    made = galley(*given, css=css)
    return replace(made, assets={**made.assets, "icons/a.svg": Asset("icons/a.svg", "image/svg+xml", SVG.format(width).encode())})


PLAIN = section("a")
DRAWN = replace(PLAIN, html=PLAIN.html.replace("<p>", '<p><img src="/icons/a.svg" alt="x">'))
BEHIND = CSS + 'p { background: url("/icons/a.svg") }'


def laid_out(made: Galley, folio: int = 1, style: str = "") -> Any:
    setting = Setting(made)
    document = setting.lay_out(made.sections[0], folio, style)
    assert setting.findings == []
    return document


def test_the_same_section_is_laid_out_once_for_all_who_want_it() -> None:
    first = laid_out(galley(PLAIN))
    assert laid_out(galley(PLAIN, section("b"))) is first
    assert laid_out(replace(galley(PLAIN), title="another", locale="en")) is first
    assert laid_out(with_picture(5, PLAIN)) is first


CHANGES: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "text": (lambda: laid_out(galley(PLAIN)), lambda: laid_out(galley(section("a", text="y")))),
    "folio": (lambda: laid_out(galley(PLAIN)), lambda: laid_out(galley(PLAIN), 3)),
    "side": (lambda: laid_out(galley(PLAIN)), lambda: laid_out(galley(PLAIN), 2)),
    "direction": (lambda: laid_out(galley(PLAIN)), lambda: laid_out(replace(galley(PLAIN), direction="rtl"))),
    "step": (lambda: laid_out(galley(PLAIN)), lambda: laid_out(galley(PLAIN), 1, "html { --leading: .9 }")),
    "style": (lambda: laid_out(galley(PLAIN)), lambda: laid_out(galley(PLAIN, css=CSS + "p { margin: 0 }"))),
    "other style sheet": (lambda: laid_out(galley(PLAIN, more="")), lambda: laid_out(galley(PLAIN, more="p { margin: 0 }"))),
    "picture": (lambda: laid_out(with_picture(5, DRAWN)), lambda: laid_out(with_picture(6, DRAWN))),
    "picture of the style": (lambda: laid_out(with_picture(5, PLAIN, css=BEHIND)), lambda: laid_out(with_picture(6, PLAIN, css=BEHIND))),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_laid_out_again(change: str) -> None:
    before, after = CHANGES[change]
    first = before()
    assert before() is first
    assert after() is not first


def painted(made: Galley) -> str:
    return hashlib.sha256(pdf.write(pages.paginate(made), "x")).hexdigest()


def test_a_book_of_kept_and_fresh_sections_has_the_bytes_of_a_fresh_one() -> None:
    given = [section("a", 2), section("b"), replace(DRAWN, html=DRAWN.html.replace('id="a"', 'id="d"'), id="d")]
    edited = with_picture(6, given[0], section("b", text="y"), given[2])
    painted(with_picture(5, *given))
    kept = painted(with_picture(6, *given)), painted(edited), painted(with_picture(6, *given))
    sections.forget()
    fresh = painted(edited)
    sections.forget()
    assert kept == (painted(with_picture(6, *given)), fresh, kept[0])


def test_what_was_complained_of_is_complained_of_again() -> None:
    wrong = replace(PLAIN, html=PLAIN.html.replace("<p>", '<p><a href="#nowhere">x</a>').replace("<h1>", '<h1 style="colour: red">'))
    told = []
    for _ in range(2):
        setting = Setting(galley(wrong))
        setting.lay_out(wrong, 1)
        told.append([str(finding) for finding in setting.findings])
    assert told[0] == told[1] != []


def test_a_wrong_style_sheet_is_complained_of_again() -> None:
    for _ in range(2):
        with pytest.raises(ContentError) as caught:
            pages.paginate(galley(PLAIN, css=CSS + "p { colour: red }"))
        assert caught.value.findings[0].place.file == f"layouts/{STYLE_SHEET}"


def test_only_so_many_pages_are_kept_and_those_wanted_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "MOST_PAGES", 2)
    first, second = galley(section("a")), galley(section("b"))
    one, two = laid_out(first), laid_out(second)
    assert laid_out(first) is one
    laid_out(galley(section("c")))
    assert laid_out(first) is one
    assert laid_out(second) is not two
    long = galley(section("d", 3))
    assert laid_out(long) is laid_out(long)
    assert len(sections._laid) == 1
