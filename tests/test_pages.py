"""From sections to pages: sides, gaps, folios, and what doesn't come out as planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from handbook import formats, pages
from handbook.assets import Asset
from handbook.errors import ContentError
from handbook.findings import Finding, Place, Severity
from handbook.galley import STYLE_SHEET, Galley, Section, page_mark, tightening
from handbook.sections import Setting
from tests.preflight.small_pages import FORM, STYLE

CSS = '@page { size: 60mm 60mm; margin: 5mm; @bottom-center { content: counter(page) } } .next { break-before: page } html { font-family: "IBM Plex Sans" }'


def section(name: str, count: int = 1, *, on_left: bool = False, text: str = "x", planned: int | None = None) -> Section:
    """A section that takes so many pages."""
    more = '<p class="next">x</p>' * (count - 1)
    html = f'<!DOCTYPE html><html lang="de"><head><title>x</title></head><body><main id="{name}"><h1>{name}</h1><p>{text}</p>{more}</main></body></html>'
    return Section(name, name, html, planned or count, on_left, Place(f"{name}.md"))


def galley(*sections: Section, fillers: Sequence[str] = ("f", "g"), css: str = CSS, **sheets: str) -> Galley:
    given = {STYLE_SHEET: css, **{f"css/{name}.css": text for name, text in sheets.items()}}
    assets = {name: Asset(name, "text/css", text.encode()) for name, text in given.items()}
    return Galley("handbook", "de", "x", formats.A5, sections, tuple(section(name) for name in fillers), assets)


def text_of(page: Any) -> str:
    """All text of a laid-out page, in the order of its boxes."""

    def walk(box: Any) -> str:
        return getattr(box, "text", "") or "".join(walk(child) for child in getattr(box, "children", ()))

    return walk(page._page_box)


def drawn(document: pages.Document) -> str:
    """The section on each page, drawn as sheets lie open: `cover | role role | f`."""
    row: list[str] = []
    for page in document.pages:
        row.append(next((name for name in document.folios if name in page.anchors), row[-1] if row else ""))
    spreads = [row[:1], *(row[start : start + 2] for start in range(1, len(row), 2))]
    return " | ".join(" ".join(spread) for spread in spreads)


def refused(made: Galley) -> list[Finding]:
    with pytest.raises(ContentError) as caught:
        pages.paginate(made)
    return list(caught.value.findings)


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ([section("a"), section("b", 2), section("z")], "a | b b | z"),
        ([section("a"), section("b", 2, on_left=True), section("z")], "a | b b | z"),
        ([section("a"), section("b"), section("c", 2, on_left=True), section("d", 2), section("z")], "a | b f | c c | d d | z"),
        ([section("a"), section("z")], "a | f g | z"),
        ([section("a"), section("b"), section("z")], "a | b f | z"),
        ([section("a"), section("b", 2), section("c"), section("z")], "a | b b | c f | g g-2 | z"),
        ([section("a"), section("b"), section("c", 2, on_left=True), section("d"), section("e", 2, on_left=True), section("z")], "a | b f | c c | d g | e e | g-2 g-3 | z"),
        ([section("a")], "a"),
    ],
)
def test_spreads_begin_left_and_gaps_are_filled_with_useful_pages(sections: list[Section], expected: str) -> None:
    assert drawn(pages.paginate(galley(*sections))) == expected


def test_every_page_carries_its_number() -> None:
    document = pages.paginate(galley(section("a"), section("b", 2), section("z")))
    assert [text_of(page)[-1] for page in document.pages] == ["1", "2", "3", "4"]


def test_the_contents_page_gets_the_numbers_of_the_first_pages() -> None:
    contents = section("contents", text=f"{page_mark('b')} {page_mark('c')}.")
    document = pages.paginate(galley(section("a"), contents, section("b", 2, on_left=True), section("c"), section("z")))
    assert document.folios["b"] == 4
    assert "4 6." in text_of(document.pages[1])


def test_a_repeated_filler_gets_a_name_of_its_own() -> None:
    document = pages.paginate(galley(section("a"), section("b", 2), section("c"), section("z"), fillers=("f",)))
    assert list(document.folios) == ["a", "b", "c", "f", "f-2", "f-3", "z"]
    assert "f-3" in document.pages[6].anchors


def test_a_section_above_its_pages_is_named_with_its_file() -> None:
    (found,) = refused(galley(section("a"), section("b", 3, planned=2), section("z")))
    assert found.code == "P01"
    assert str(found).startswith("b.md: comes out at 3 pages, the outline plans 2. Shorten")


def test_a_section_below_its_pages_is_followed_by_a_useful_page_and_named_for_review() -> None:
    document = pages.paginate(galley(section("a"), section("b", 1, planned=2), section("z"), fillers=("f",)))
    assert list(document.folios.items())[:3] == [("a", 1), ("b", 2), ("f", 3)]
    (found,) = document.findings
    assert (found.code, found.severity) == ("P01", Severity.REVIEW)
    assert str(found).startswith("b.md: comes out at 1 pages, the outline plans 2; a page for notes fills the gap.")


def test_all_sections_off_their_budget_are_named_at_once() -> None:
    found = refused(galley(section("a", 2, planned=1), section("b", 3, planned=1), section("z")))
    assert [finding.place.file for finding in found] == ["a.md", "b.md"]


def test_a_file_that_css_asks_for_is_named_with_sheet_and_line() -> None:
    (found,) = refused(galley(section("a"), css='@import "parts.css";', parts='p {}\nmain {\n  background: url("/art/x.svg");\n}'))
    assert str(found) == 'layouts/css/parts.css:3: "art/x.svg" isn\'t among the files of this edition.'


def test_a_file_that_html_asks_for_is_named_with_the_section() -> None:
    (found,) = refused(galley(section("a", text='<img src="/art/x.svg" alt="">')))
    assert str(found) == 'a.md: "art/x.svg" isn\'t among the files of this edition.'


@pytest.mark.parametrize(
    ("css", "code", "words"),
    [
        ("p { magrin: 0; }", "L01", "layouts/css/main.css:1:5: Ignored `magrin: 0`, unknown property."),
        ("\n@pgae { size: 1mm }", "L01", "layouts/css/main.css:2:1: Unknown rule"),
        ("p > > b { margin: 0 }", "L01", "layouts/css/main.css: Invalid or unsupported selector"),
        ("p { margin: var(--lnie) }\n:root { --line: 1mm }", "L01", 'layouts/css/main.css:1: there is no token "--lnie". Did you mean "--line"?'),
        ("/* a\nb */ p { page: sheet }\n@page shete { margin: 0 }", "L01", 'layouts/css/main.css:2: there is no page "sheet". Did you mean "shete"?'),
        ("\np { font-family: 'IBM Plax Sans' }", "L02", 'layouts/css/main.css:2: there is no typeface "IBM Plax Sans". Did you mean "IBM Plex Sans"?'),
        (":root { --typeface: Brand, Helvetica; }", "L02", 'layouts/css/main.css:1: there is no typeface "Helvetica".'),
        ("p { margin: 0 }\np { margin: 0", "L01", "layouts/css/main.css:2: a brace or the end of a comment is missing"),
        ("p { margin: 0 }\n/* p", "L01", "layouts/css/main.css:2: a brace or the end of a comment is missing"),
        ("p { page: auto; font-family: var(--typeface), inherit } :root { --typeface: 'IBM Plex Sans', \"Brand\" } /* page: x; { */ @page :left { margin: 0 }", "", ""),
    ],
)
def test_a_mistake_in_a_style_sheet_is_named_with_its_line(css: str, code: str, words: str) -> None:
    made = galley(section("a"), css=css)
    if not code:
        assert len(pages.paginate(made).pages) == 1
        return
    found = refused(made)
    assert found[0].code == code
    assert words in str(found[0])


def test_a_missing_main_style_sheet_is_named() -> None:
    (found,) = refused(replace(galley(section("a")), assets={}))
    assert str(found).startswith("layouts/css/main.css: the main style sheet is missing.")


def test_a_picture_that_cannot_be_drawn_is_a_finding() -> None:
    made = galley(section("a", text='<img src="/art/x.svg" alt="">'))
    made = replace(made, assets={**made.assets, "art/x.svg": Asset("art/x.svg", "image/svg+xml", b"<svg")})
    assert [finding.code for finding in refused(made)] == ["L02"]


def test_an_engine_that_gives_up_on_a_section_names_it() -> None:
    deep = section("a", text="<div>" * 1200)
    found = refused(galley(deep, css=CSS))
    assert ("L06", "a.md") in [(finding.code, finding.place.file) for finding in found]


def test_progress_counts_the_sections() -> None:
    told: list[tuple[str, int, int]] = []
    pages.paginate(galley(section("a"), section("b", 2), section("z")), lambda *step: told.append(step))
    assert told == [("paginate", 0, 3), ("paginate", 1, 3), ("paginate", 2, 3), ("paginate", 3, 3)]


FITTED = (
    ":root { --type: 1; --leading: 1 }"
    '@page { size: 60mm 60mm; margin: 0 } html { font: calc(10pt * var(--type)) / calc(12pt * var(--leading)) "IBM Plex Sans" } body, p, h1, h2 { margin: 0; font-size: inherit }'
    "p { orphans: 1; widows: 1 } .writing .rule { height: 12pt }"
)
ROOM = 14
"""Lines of 12 pt on a page of 60 mm."""


def crowded(lines: int, more: str = "") -> Section:
    """A section of a heading and so many lines, planned for one page."""
    made = section("b", text="<br>".join("x" for _ in range(lines)))
    return replace(made, html=made.html.replace("</main>", f"{more}</main>"))


def tried(made: Section, product: str) -> list[int]:
    """At how many pages a section comes out at each step, loosest first."""
    setting = Setting(replace(galley(made, css=FITTED), product=product))
    return [len(setting.lay_out(made, 1, step.style).pages) for step in tightening.steps(product)]


@pytest.mark.parametrize(
    ("lines", "means", "told"),
    [
        (ROOM - 1, "", ""),
        (ROOM, "leading", "its lines stand a little closer, so that it comes out at its pages."),
        (ROOM + 1, "type", "its type is set at"),
    ],
)
def test_a_section_that_is_too_long_is_set_at_the_first_step_that_fits_and_told(lines: int, means: str, told: str) -> None:
    made = crowded(lines)
    document = pages.paginate(galley(made, css=FITTED))
    assert len(document.pages) == 1
    first = next(step for step, came in zip(tightening.steps("handbook"), tried(made, "handbook"), strict=True) if came == 1)
    assert first.means == means
    assert [(finding.code, finding.severity, finding.place.file) for finding in document.findings] == ([("P03", Severity.NOTE, "b.md")] if means else [])
    assert told in "".join(finding.message for finding in document.findings)
    (height,) = {round(box.height, 3) for page in document.pages for box in page._page_box.descendants() if type(box).__name__ == "LineBox" and box.height}
    assert height == pytest.approx(16 * float(first.style.partition("--leading:")[2].partition("}")[0] or 1), abs=0.01)


def test_optional_passages_go_only_when_nothing_else_helps_and_this_is_told() -> None:
    made = crowded(ROOM, '<div class="optional">o<br>o</div>')
    assert tried(made, "handbook")[-2:] == [2, 1]
    document = pages.paginate(galley(made, css=FITTED))
    assert "o" not in text_of(document.pages[0])
    (finding,) = document.findings
    assert finding.message == "its type is set at 92% and optional passages are left out, so that it comes out at its pages."
    looser = pages.paginate(galley(crowded(ROOM - 3, '<div class="optional">o<br>o</div>'), css=FITTED))
    assert "oo" in text_of(looser.pages[0])
    assert looser.findings == ()


def test_a_sheet_loses_its_lines_before_its_letters() -> None:
    writing = '<div class="writing"><p>Notizen</p>' + '<div class="rule"></div>' * 4 + "</div>"
    made = crowded(ROOM - 4, writing)
    document = pages.paginate(replace(galley(made, css=FITTED), product="interview"))
    (page,) = document.pages
    assert [finding.message for finding in document.findings] == ["it has fewer lines to write on, so that it comes out at its page."]
    rules = [box for box in page._page_box.descendants() if box.element is not None and box.element.get("class") == "rule"]
    assert len(rules) == 2
    assert "Notizen" in text_of(page)


def test_what_fits_at_no_step_is_told_as_it_comes_out_loosely() -> None:
    (found,) = refused(galley(crowded(3 * ROOM), css=FITTED))
    assert (found.code, found.severity) == ("P01", Severity.ERROR)
    assert "comes out at 4 pages" in found.message


def test_the_contents_page_is_right_when_a_page_was_filled() -> None:
    contents = section("contents", text=f"{page_mark('b')} {page_mark('c')} {page_mark('d')}.")
    made = galley(section("a"), contents, section("b", 1, planned=2), section("c"), section("d", 2, on_left=True), section("z"))
    document = pages.paginate(made)
    assert drawn(document) == "a | contents b | f c | d d | z"
    assert f"{document.folios['b']} {document.folios['c']} {document.folios['d']}." in text_of(document.pages[1])
    assert document.folios["c"] == document.folios["b"] + 2
    for name, folio in document.folios.items():
        assert name in document.pages[folio - 1].anchors


def test_pages_of_a_book_that_reads_from_the_right_begin_on_the_left_side() -> None:
    made = replace(galley(section("a"), section("b", 2, on_left=True), section("z"), css=CSS + "@page :left { margin-left: 20mm }"), direction="rtl")
    document = pages.paginate(made)
    assert [page._page_box.page_type.side for page in document.pages] == ["left", "right", "left", "right"]
    assert [page._page_box.page_type.side for page in pages.paginate(replace(made, direction="ltr")).pages] == ["right", "left", "right", "left"]


def test_what_is_no_book_takes_as_many_pages_as_it_takes() -> None:
    lines = Section("list", "List", '<html lang="en"><body>' + "<p>Line</p>" * 60 + "</body></html>", 1)
    made = pages.flow(Galley("list", "en", "List", FORM, (lines,), (), {STYLE_SHEET: Asset(STYLE_SHEET, "text/css", STYLE.encode())}))
    assert (len(made.pages), len(made.sections), made.findings) == (3, 3, ())
