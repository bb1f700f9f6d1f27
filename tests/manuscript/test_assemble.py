"""The chosen chapters put together: references, source numbers, outlines, and every mistake of every file at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import paths
from handbook.edition.load import LoadedEdition
from handbook.errors import ContentError
from handbook.findings import Finding, Severity
from handbook.manuscript.assemble import Chapter, Checklist, Manuscript, assemble
from handbook.manuscript.chapter import Block, Item

Loaded = Callable[..., LoadedEdition]


def made(loaded: LoadedEdition) -> Manuscript:
    """The manuscript of an edition that has nothing to complain about."""
    manuscript, findings = assemble(loaded, "de")
    assert findings == []
    return manuscript


def findings_of(loaded: LoadedEdition) -> list[Finding]:
    with pytest.raises(ContentError) as caught:
        assemble(loaded, "de")
    return list(caught.value.findings)


def html(part: Chapter | Checklist | Block | Item) -> str:
    """Everything that a part of the manuscript prints, in reading order."""
    match part:
        case Chapter() | Checklist():
            return "".join(map(html, part.blocks))
        case Block():
            return "".join([part.title, part.html, *map(html, part.items)])
        case Item():
            return "".join([part.attributes, part.lead, part.head, part.body, *map(html, part.items)])


def in_reading_order(manuscript: Manuscript) -> Iterable[Chapter]:
    for slot in manuscript.slots:
        name = "at-a-glance" if slot.part == "contents" else slot.id
        if name in manuscript.chapters:
            yield manuscript.chapters[name]


def add(file: Path, text: str) -> int:
    """Put a paragraph at the end of a file; its line."""
    before = file.read_text("utf-8").rstrip()
    file.write_text(f"{before}\n\n{text}\n", "utf-8")
    return before.count("\n") + 3


def test_a_reference_names_the_chapters_number_in_this_book(loaded: Loaded) -> None:
    for added in ("", '[chapters]\nexclude = ["role", "day"]\n', '[chapters]\norder = ["pay"]\n'):
        manuscript = made(loaded(added))
        printed = re.findall(r'<a class="reference" href="#pay">(.*?)</a>', "".join(map(html, manuscript.chapters.values())))
        assert set(printed) == {f"→\u00a0Kapitel\u00a0{manuscript.chapters['pay'].number}"}


def test_chapters_are_numbered_in_the_order_of_the_book(loaded: Loaded) -> None:
    manuscript = made(loaded('[chapters]\norder = ["pay"]\nexclude = ["day"]\n'))
    numbers = [chapter.number for chapter in in_reading_order(manuscript) if chapter.number]
    assert manuscript.chapters["pay"].number == 1
    assert numbers == list(range(1, 11))
    assert {name for name, chapter in manuscript.chapters.items() if not chapter.number} == {
        "how-to-use",
        "at-a-glance",
        "self-test",
        "faq",
        "glossary",
        "closing",
    }


def test_a_reference_to_a_chapter_without_a_number_names_it(loaded: Loaded) -> None:
    assert '<a class="reference" href="#self-test">→\u00a0Selbsttest</a>' in html(made(loaded()).chapters["how-to-use"])


@pytest.mark.parametrize("pages", [32, 28, 24])
def test_a_reference_vanishes_when_its_chapter_is_left_out(pages: int, loaded: Loaded) -> None:
    whole = "".join(map(html, made(loaded(pages=pages)).chapters.values()))
    assert 'href="#pay"' in whole
    without = "".join(map(html, made(loaded('[chapters]\nexclude = ["pay"]\n', pages)).chapters.values()))
    assert 'href="#pay"' not in without
    assert "[[" not in without


@pytest.mark.parametrize("pages", [28, 24])
def test_the_glossary_is_still_found_where_it_shares_a_page(pages: int, loaded: Loaded) -> None:
    manuscript = made(loaded(pages=pages))
    assert '<a class="reference" href="#glossary">→\u00a0Glossar</a>' in html(manuscript.chapters["how-to-use"])
    assert "glossary" in manuscript.chapters


@pytest.mark.parametrize("added", ["", '[chapters]\norder = ["future", "pay"]\n', '[chapters]\nexclude = ["ways-in"]\n'])
@pytest.mark.parametrize("pages", [32, 28, 24])
def test_source_numbers_follow_reading_order_and_each_source_is_named(added: str, pages: int, loaded: Loaded) -> None:
    manuscript = made(loaded(added, pages))
    read = [int(number) for chapter in in_reading_order(manuscript) for number in re.findall(r'href="#source-(\d+)"', html(chapter))]
    assert list(dict.fromkeys(read)) == list(range(1, len(manuscript.sources) + 1))


def test_a_source_told_only_in_a_dropped_block_is_not_listed(loaded: Loaded, content: Path) -> None:
    add(content / "chapters/role.md", "{.medium}\nEs gibt sie seit {iso-18295-year}.")
    listed = [[m.facts.sources[name].publisher for m in [made(loaded(pages=pages))] for name in m.sources].count("CCV") for pages in (32, 28, 24)]
    assert listed == [1, 1, 0]


def test_fillers_and_checklists_carry_figures_but_no_source_numbers(loaded: Loaded, content: Path) -> None:
    """They are handed out alone, without the page of sources."""
    add(content / "checklists/interview.md", "- [ ] **{leave-days} Tage Urlaub**")
    add(content / "chapters/notes.md", "Es sind {leave-days} Tage.")
    manuscript = made(loaded())
    for part in (manuscript.checklists["interview"], manuscript.fillers[-1]):
        assert "20" in html(part)
        assert "#source" not in html(part)


def test_a_shorter_outline_drops_the_marked_blocks(loaded: Loaded, content: Path) -> None:
    add(content / "chapters/role.md", "{.full}\n::: tip\nNur groß.\n:::\n\n{.medium}\n- Groß und mittel.\n\nImmer.")
    told = {pages: html(made(loaded(pages=pages)).chapters["role"]) for pages in (32, 28, 24)}
    assert [pages for pages in told if "Nur groß." in told[pages]] == [32]
    assert [pages for pages in told if "Groß und mittel." in told[pages]] == [32, 28]
    assert [pages for pages in told if "<p>Immer.</p>" in told[pages]] == [32, 28, 24]


def test_an_unknown_fact_is_named_with_file_line_chapter_and_a_near_match(loaded: Loaded, content: Path) -> None:
    line = add(content / "chapters/pay.md", "Es sind {median-pay}.")
    (finding,) = findings_of(loaded())
    assert (finding.code, finding.place.file, finding.place.line) == ("F01", "content/chapters/pay.md", line)
    assert finding.message == 'there is no fact "median-pay".'
    assert finding.hint == 'Did you mean "median-pay-all"?'


def test_a_reference_to_a_chapter_nobody_wrote_is_named_with_a_near_match(loaded: Loaded, content: Path) -> None:
    line = add(content / "chapters/faq.md", "Ein Satz. [[skill]]")
    (finding,) = findings_of(loaded())
    assert (finding.code, finding.place.file, finding.place.line) == ("M03", "content/chapters/faq.md", line)
    assert finding.hint == 'Did you mean "skills"?'


def test_a_link_to_no_place_in_the_book_is_named(loaded: Loaded, content: Path) -> None:
    line = add(content / "chapters/role.md", "Mehr [dazu](#nirgends).")
    (finding,) = findings_of(loaded())
    assert (finding.code, finding.place.file, finding.place.line) == ("M03", "content/chapters/role.md", line)


def test_the_mistakes_of_all_files_are_named_in_one_go(loaded: Loaded, content: Path) -> None:
    add(content / "chapters/faq.md", "### Zu klein")
    add(content / "checklists/skills.md", "::: tip")
    (content / "chapters/notes.md").unlink()
    found = {(Path(finding.place.file).name, finding.code) for finding in findings_of(loaded())}
    assert found == {("faq.md", "M04"), ("skills.md", "M02"), ("notes.md", "M01")}


def test_a_chapter_that_is_left_out_is_not_even_read(loaded: Loaded, content: Path) -> None:
    (content / "chapters/day.md").unlink()
    assert "day" not in made(loaded('[chapters]\nexclude = ["day"]\n')).chapters


FAIR = '[fair]\nname = "Jobmesse"\nplace = "Halle"\nstarts = {day}\n'


def test_a_fair_after_the_last_known_value_names_every_stale_fact_where_it_stands(loaded: Loaded) -> None:
    found = findings_of(loaded(FAIR.format(day="2031-03-12")))
    assert {finding.code for finding in found} >= {"F02"}
    stale = [finding for finding in found if finding.code == "F02"]
    assert all(finding.severity is Severity.ERROR for finding in stale)
    assert all(finding.place.file.startswith("handbook/content/chapters/") and finding.place.line and finding.place.part for finding in stale)
    for finding in stale:
        chapter = (paths.ROOT / finding.place.file).read_text("utf-8")
        name = re.search(r'fact "([a-z0-9-]+)"', finding.message)
        assert name is not None
        assert f"{{{name[1]}" in chapter.split("\n")[finding.place.line - 1]
        assert f'title = "{finding.place.part}"' in chapter
    assert {"at-a-glance", "pay", "future"} <= {Path(finding.place.file).stem for finding in stale}


def test_a_chapter_that_is_left_out_has_no_stale_facts(loaded: Loaded) -> None:
    found = findings_of(loaded(FAIR.format(day="2031-03-12") + '[chapters]\nexclude = ["pay"]\n'))
    assert not [finding for finding in found if "pay.md" in finding.place.file]


def test_a_year_that_has_ended_is_told_for_review_and_stops_nothing(loaded: Loaded) -> None:
    manuscript, found = assemble(loaded(FAIR.format(day="2027-03-12")), "de")
    assert found
    assert {(finding.code, finding.severity) for finding in found} == {("F03", Severity.REVIEW)}
    pay = next(finding for finding in found if finding.place.file.endswith("pay.md"))
    assert "{minimum-wage@2026}" in (paths.ROOT / pay.place.file).read_text("utf-8").split("\n")[pay.place.line - 1]
    assert "2026" in pay.message
    assert "14,60\u202f€" in html(manuscript.chapters["at-a-glance"])


FAIR_IN_2031 = '\n[fair]\nname = "Messe"\nplace = "Ort"\nstarts = 2031-03-12\n'


def test_an_edition_of_checklists_alone_is_not_stopped_by_the_chapters(loaded: Loaded) -> None:
    assert findings_of(loaded(FAIR_IN_2031))
    sheets_only = loaded(FAIR_IN_2031)
    sheets_only = replace(sheets_only, edition=sheets_only.edition.model_copy(update={"products": ("interview",)}))
    manuscript = made(sheets_only)
    assert (list(manuscript.chapters), list(manuscript.checklists)) == ([], ["interview"])


def test_a_stale_figure_stops_only_the_outlines_that_print_it(loaded: Loaded, content: Path) -> None:
    facts = content / "facts" / "de.toml"
    text = facts.read_text("utf-8")
    facts.write_text(re.sub(r"(\[survey-experts\].*?)from = [\d-]+", r"\1from = 2031-01-01", text, count=1, flags=re.DOTALL), "utf-8")
    facts.write_text(re.sub(r"(\[survey-experts\][^\[]*?values = \[\s*\{[^}]*?), to = [\d-]+", r"\1", facts.read_text("utf-8"), count=1), "utf-8")
    assert [finding.code for finding in findings_of(loaded(pages=32))] == ["F02"]
    made(loaded(pages=24))


PAY = '\n[pay]\nlowest = {lowest}\nhighest = 3000\nsource = "Haustarif"\nas_of = 2026-11-01\n'


@pytest.mark.parametrize(("lowest", "codes"), [(1500, ["E03"]), (2409, ["E03"]), (2410, [])])
def test_pay_below_the_minimum_wage_is_named(loaded: Loaded, lowest: int, codes: list[str]) -> None:
    edition = loaded(PAY.format(lowest=lowest))
    if not codes:
        made(edition)
        return
    (finding,) = findings_of(edition)
    assert finding.code == "E03"
    assert "below the minimum wage" in finding.message
    assert finding.excerpt.startswith("    lowest")


def test_a_figure_that_changes_during_the_fair_is_named_for_review(loaded: Loaded) -> None:
    fair = '\n[fair]\nname = "Messe"\nplace = "Ort"\nstarts = 2026-12-30\nends = 2027-01-02\n'
    _, found = assemble(loaded(fair), "de")
    assert {finding.code for finding in found} == {"F03"}
    assert any("minimum-wage" in finding.message and "changes during the fair" in finding.message for finding in found)


@pytest.mark.parametrize("pages", [28, 24])
def test_the_glossary_of_a_thinner_book_can_be_left_out(loaded: Loaded, pages: int) -> None:
    manuscript = made(loaded('\n[chapters]\nexclude = ["glossary"]\n', pages=pages))
    assert "glossary" not in manuscript.chapters
    assert 'href="#glossary"' not in html(manuscript.chapters["how-to-use"])
