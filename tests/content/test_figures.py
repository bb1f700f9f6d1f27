"""Every number of the guide comes from a fact, and every fact is used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import pytest
from markdown_it.token import Token

from handbook import facts, localization
from handbook.facts import Facts
from handbook.manuscript import markdown
from handbook.manuscript.assemble import Manuscript
from handbook.manuscript.chapter import Block, Item, Text
from handbook.manuscript.tokens import inlines

ALLOWED = re.compile(
    r"""
      DGUV\ Regel\ 115-402
    | DIN\ EN\ ISO\ 18295
    | §§?\ \d+[a-z]?(?:\ Abs\.\ \d+)?
    | Art\.\ \d+
    | DQR\ [1-8]\b
    | \b(?:Behördennummer|Nummer|Telefon)\ 115\b
    | \b[ABC][12]\b                                # levels of the Common European Framework
    | \b(?:[01]\d|2[0-3]):[0-5]\d\b                # clock times
    """,
    re.VERBOSE,
)
"""Numbers that are names, not figures."""

SPARE_FACTS = {
    "dialogue-occupations-since": "history for a longer edition",
    "training-pay-2": "chapter ways-in prints the first year only; the four change together",
    "training-pay-3": "chapter ways-in prints the first year only; the four change together",
    "training-pay-4": "chapter ways-in prints the first year only; the four change together",
    "external-exam-factor": "the text prints its two results in years",
    "validation-since": "history for a longer edition",
    "satisfied-germany": "the survey's sentence about people instead of machines says enough",
    "satisfied-world": "the survey's sentence about people instead of machines says enough",
    "iso-18295-year": "the norm is named without its year",
}
"""Facts that no text prints, and why they are kept."""

SPARE_SOURCES = {
    "sunday-ruling": "backs a sentence without a figure: Sunday work needs a legal ground",
    "call-recording": "backs a sentence without a figure: recording needs consent, § 201 StGB",
    "call-centre-safety": "backs a sentence without a figure: DGUV Regel 115-402",
    "homeoffice-law": "backs a sentence without a figure: no general right to work at home",
    "collective-agreements-at": "backs a sentence without a figure: Austrian pay stands in collective agreements",
    "call-centre-ergonomics": "backs a sentence without a figure: Swiss guidance on workplaces in call centres",
}
"""Sources of no fact: they back sentences that hold no figure, and are for whoever checks the text."""


@pytest.fixture(scope="module")
def german(manuscript: Callable[[int], Manuscript]) -> Facts:
    return manuscript(32).facts


def unbacked(text: str, years: Iterable[int] = ()) -> list[str]:
    """The numbers of a passage that neither are names nor belong to one of its facts."""
    rest = ALLOWED.sub(" ", markdown.FACT.sub(" ", text))
    known = {str(year) for year in years}
    return [number for number in re.findall(r"\d[\d.,]*\d|\d", rest) if number not in known]


def head_lines(text: Text) -> Iterable[str]:
    head = text.head.model_dump(exclude={"claims", "code", "kind"})
    for value in head.values():
        yield from [value] if isinstance(value, str) else value


def passages(text: Text) -> Iterable[tuple[int, str, list[str]]]:
    """Every passage of a body with its line and facts: a paragraph, a list's entry, a table's cell, an element's title."""
    for token in text.tokens:
        line = text.place((token.map or [0])[0] + 1).line
        if token.type == "inline":
            yield line, token.content, [name for name, _ in inlines([token], "fact")]
        elif token.type == "container_element_open":
            yield line, _title(token), []


def _title(token: Token) -> str:
    """An element's title: `notes 17 Titel` counts lines, which nobody reads."""
    return re.sub(r"^\s*notes \d+", "", token.info)


def test_every_number_in_a_body_is_a_fact_or_a_name(texts: Mapping[str, Text], german: Facts) -> None:
    wrong = {
        f"{name}:{line}": found
        for name, text in texts.items()
        for line, content, named in passages(text)
        if (found := unbacked(content, {year for fact in named for year in german.years(fact)}))
    }
    assert wrong == {}


def test_no_title_promise_or_goal_holds_a_number(texts: Mapping[str, Text]) -> None:
    assert {name: found for name, text in texts.items() if (found := [line for line in head_lines(text) if unbacked(line)])} == {}


@pytest.mark.parametrize(
    ("text", "years", "expected"),
    [
        ("Es sind 5 Tage und 1.014 Euro, 14,60 im Jahr 2026.", (), ["5", "1.014", "14,60", "2026"]),
        ("Es sind {leave-days} Tage, im Jahr 2026 wie 2027.", (2026,), ["2027"]),
        ("Um 08:15 gilt § 3b EStG, Art. 50 und § 15 Abs. 4 AGG.", (), []),
        ("Von A1 bis C2, DQR 6, DIN EN ISO 18295, DGUV Regel 115-402, Behördennummer 115.", (), []),
        ("Um 25:15 gilt DQR 9 für 115 Leute.", (), ["25", "15", "9", "115"]),
    ],
)
def test_what_counts_as_an_unbacked_number(text: str, years: tuple[int, ...], expected: list[str]) -> None:
    assert unbacked(text, years) == expected


@pytest.mark.parametrize("pages", [32, 28, 24])
def test_no_sources_number_stands_right_behind_a_figure(pages: int, manuscript: Callable[[int], Manuscript]) -> None:
    """A raised 16 behind a 10 reads as a power."""
    glued = re.compile(r'\d(?:</span>)?\u2060?<a class="source')
    book = manuscript(pages)
    assert [name for name, chapter in book.chapters.items() for block in chapter.blocks if any(glued.search(html) for html in _html(block))] == []


def _html(part: Block | Item) -> Iterable[str]:
    yield from (part.html,) if isinstance(part, Block) else (part.lead, part.body)
    for item in part.items:
        yield from _html(item)


def test_every_fact_is_printed_or_spare_for_a_reason(texts: Mapping[str, Text], german: Facts) -> None:
    used = {name.partition("@")[0] for text in texts.values() for name, _ in inlines(text.tokens, "fact")}
    assert set(german.facts) - used == set(SPARE_FACTS)


def test_every_source_backs_a_fact_or_is_spare_for_a_reason(german: Facts) -> None:
    named = {fact.source for country in localization.CURRENCIES for fact in facts.load(country, german.day, "de").facts.values()}
    assert set(german.sources) - named == set(SPARE_SOURCES)


def test_the_two_counts_of_people_in_the_field_are_printed_together_or_not_at_all(texts: Mapping[str, Text]) -> None:
    """They measure different things; one alone would mislead."""
    pair = {"service-employees", "dialogue-employees"}
    named = [pair & set(facts_named) for text in texts.values() for _, _, facts_named in passages(text)]
    assert [each for each in named if each and each != pair] == []


@pytest.mark.parametrize("edition", ["house", "sonnengelb-strom", "fernweh-reisen"])
def test_no_example_prints_a_fact_that_is_out_of_date(edition: str, texts: Mapping[str, Text]) -> None:
    from handbook import paths
    from handbook.edition.load import load

    day = load(paths.EDITIONS / edition / "edition.toml").edition.date
    then = facts.load("DE", day, "de")
    named = [(name, fact, line) for name, text in texts.items() for fact, line in inlines(text.tokens, "fact")]
    stale = [finding for name, fact, line in named if (finding := then.problem(fact, texts[name].place(line))) and finding.code != "F03"]
    assert stale == []
