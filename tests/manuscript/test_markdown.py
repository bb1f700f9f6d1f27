"""The dialect: what it understands, what it refuses and on which line, how it sets type."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from handbook import facts
from handbook.facts import Facts
from handbook.manuscript import markdown
from handbook.manuscript.chapter import Block, Item, blocks, groups
from handbook.manuscript.tokens import inlines

REFERENCES = {"pay": "→ Kapitel 9"}


@pytest.fixture(scope="module")
def md() -> MarkdownIt:
    return markdown.parser("de")


@pytest.fixture(scope="module")
def german() -> Facts:
    return facts.load("DE", dt.date(2026, 11, 23), "de")


def problems(text: str) -> list[tuple[int, str, str]]:
    """Line, code and whole message of everything that is wrong in a text."""
    wrong = markdown.problems(text, markdown.parser("de").parse(text))
    return [(line, code, f"{message} {hint}") for line, code, message, hint in (*markdown.invisible(text), *wrong)]


def printed(text: str, md: MarkdownIt, german: Facts, numbers: dict[str, int] | None = None) -> str:
    """A text as the book prints it, with source numbers if any are given."""
    tokens = md.parse(text)
    markdown.typeset(tokens, "de")
    if numbers is not None:
        markdown.mark_sources(tokens, {name: fact.source for name, fact in german.facts.items()}, numbers)
    return str(md.renderer.render(tokens, md.options, {"facts": german, "references": REFERENCES})).strip()


@pytest.mark.parametrize(
    "text",
    [
        "Ein Absatz mit {minimum-wage@2027}, *Ticket*, **fett** und [[pay]].\n",
        "::: tip Ihr Titel\nText.\n:::\n",
        "{.full}\n::: ask\n- Frage?\n:::\n",
        '{.medium claims="S33 S34"}\n## Überschrift\n',
        "| A | B |\n|---|---|\n| {leave-days} Tage | c |\n",
        "Wort\n: Erklärung in einem Satz.\n",
        "Auf [Englisch]{lang=en} und [im Netz](https://example.org), [innen](#pay).\n",
        "Drei ist < vier, und vier > drei.\n",
    ],
)
def test_what_the_guide_uses_is_no_problem(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "line", "code", "said"),
    [
        ("Text.\n\n::: tipp\nx\n:::\n", 3, "M02", 'Did you mean "tip"?'),
        ("::: kasten\nx\n:::\n", 1, "M02", "There are: tip, attention"),
        ("Text.\n\n::: tip\nx\n", 3, "M02", '"tip" isn\'t closed'),
        ("::: tip\nx\n\n::: key\ny\n:::\n", 1, "M02", '"tip" isn\'t closed'),
        ("  ::: tip\n  x\n", 1, "M02", '"tip" isn\'t closed'),
        ("Text.\n:::\n", 2, "M02", "none is open"),
        ("- a\n- ::: tip\n  x\n  :::\n", 2, "M02", "inside another block"),
        ("::: tip Ab {minimum-wag}\nx\n:::\n", 1, "M04", "title is plain text"),
        ("::: tip <b>Titel</b>\nx\n:::\n", 1, "M04", "title is plain text"),
        ("Text.\n\nein <b>fettes</b> Wort\n", 3, "M04", "HTML"),
        ("erste Zeile\nzweite <script>alert(1)</script>\n", 2, "M04", "HTML"),
        ("<!-- später -->\n", 1, "M04", "HTML"),
        ("| A |\n|---|\n| <br> |\n", 3, "M04", "HTML"),
        ("Text.\n\n![Bild](https://example.org/a.png)\n", 3, "M04", "pictures"),
        ("`{minimum-wage}`\n", 1, "M04", "code"),
        ("[Los](javascript:alert(1))\n", 1, "M04", "javascript:alert(1)"),
        ("Text.\n\n[Los][r]\n\n[r]: javascript:alert(1)\n", 5, "M04", "javascript:alert(1)"),
        ("[Los](http://example.org)\n", 1, "M04", "http://example.org"),
        ("[Los](file:///etc/passwd)\n", 1, "M04", "file:///etc/passwd"),
        ("gut\nsch\u202elecht\n", 2, "M04", "U+202E"),
        ("Null\u200bbreite\n", 1, "M04", "U+200B"),
        ("mitten\ufeffdrin\n", 1, "M04", "U+FEFF"),
        ("ein {Mindestlohn} im Text\n", 1, "M04", "braces"),
        ("ein } allein\n", 1, "M04", "braces"),
        ("siehe [[Pay]]\n", 1, "M04", "brackets"),
        ("siehe [[pay\n", 1, "M04", "brackets"),
        ("# Zu groß\n", 1, "M04", "headings"),
        ("Text.\n\n### Zu klein\n", 3, "M04", "not ###"),
        ("Text.\n\n{.ful}\nMehr.\n", 3, "M04", "{.full} or {.medium}"),
        ("{style=color:red}\nText.\n", 1, "M04", "{.full} or {.medium}"),
        ("{#oben .full}\nText.\n", 1, "M04", "{.full} or {.medium}"),
        ("{.full} Dieser Satz ginge verloren: {minimum-wage}\n", 1, "M04", "{.full} or {.medium}"),
        ("::: tip\na\n\n{.full}\nb\n:::\n", 5, "M04", "only above a whole block"),
    ],
)
def test_what_the_dialect_refuses_is_one_finding_on_its_line(text: str, line: int, code: str, said: str) -> None:
    found = problems(text)
    assert [each[:2] for each in found] == [(line, code)]
    assert said in found[0][2]


def test_a_fact_in_the_third_line_of_a_paragraph_has_that_line(md: MarkdownIt) -> None:
    tokens = md.parse("Text.\n\neins\nzwei\ndrei {leave-days} [[pay]]\n\n| A |\n|---|\n| {night-share} |\n")
    assert list(inlines(tokens, "fact")) == [("leave-days", 5), ("night-share", 9)]
    assert list(inlines(tokens, "reference")) == [("pay", 5)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Sie sagt "Ja".', "Sie sagt „Ja“."),
        ("Er fragt: \"Heißt das 'Nein'?\"", "Er fragt: „Heißt das ‚Nein‘?“"),
        ("z. B. abends", "z.\u202fB. abends"),
        ("d. h. u. a. hier", "d.\u202fh. u.\u202fa. hier"),
        ("Das steht in § 3b EStG und Art. 50.", "Das steht in §\u00a03b EStG und Art.\u00a050."),
        ("Ton -- und Text", "Ton\u00a0– und Text"),
        ("Und dann...", "Und dann…"),
        ("per E-Mail", "per E\u2011Mail"),
    ],
)
def test_type_is_set_as_german_books_set_it(text: str, expected: str, md: MarkdownIt, german: Facts) -> None:
    assert printed(text, md, german) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{minimum-wage}", "13,90\u202f€"),
        ("{minimum-wage@2027}", "14,60\u202f€"),
        ("{median-pay-all}", "4.013\u202f€"),
        ("{night-share}", "25\u202f%"),
        ("{validation-factor}", "1,5"),
        ("{service-employees}", "560.000"),
        ("{iso-18295-year}", "2017"),
        ("{validation-since}", "1.\u00a0Januar\u00a02025"),
    ],
)
def test_a_fact_is_printed_with_its_unit_and_never_breaks(text: str, expected: str, md: MarkdownIt, german: Facts) -> None:
    assert re.sub(r"<[^>]+>", "", printed(text, md, german)) == expected


def test_a_figure_from_a_fact_stays_on_the_line_of_its_unit(md: MarkdownIt, german: Facts) -> None:
    html = printed("In {recognition-months} Monaten sind es {leave-days} Tage, oft mehr.", md, german)
    assert re.sub(r"<[^>]+>", "", html) == "In\u00a03\u00a0Monaten sind es\u00a020\u00a0Tage, oft mehr."


def test_a_reference_prints_its_chapter_and_without_that_chapter_nothing(md: MarkdownIt, german: Facts) -> None:
    assert printed("Ein Satz. [[pay]]", md, german) == '<p>Ein Satz. <a class="reference" href="#pay">→ Kapitel 9</a></p>'
    assert printed("Ein Satz. [[growth]]", md, german) == "<p>Ein Satz. </p>"


def test_a_foreign_phrase_carries_its_language_and_nothing_else(md: MarkdownIt, german: Facts) -> None:
    assert printed("[First Call]{lang=en style=color:red onclick=x}", md, german) == '<p><span lang="en">First Call</span></p>'


WAGE, LEAVE = "minimum-wage-order", "leave-act"


def plain(html: str) -> str:
    """Printed text with its source numbers as `[1][2]`; numbers that could begin a line don't count."""
    marks = re.compile(r'\u2060((?:\u2060?<a class="source(?: next)?" href="#source-\d+">\d+</a>)+)')
    html = marks.sub(lambda found: "".join(f"[{number}]" for number in re.findall(r">(\d+)<", found[1])), html)
    return re.sub(r"<(?!a class=.source)/?[a-z][^>]*>", "", html).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es sind {leave-days} Tage im Jahr. Mehr ist erlaubt.", "Es sind 20 Tage im Jahr.[2] Mehr ist erlaubt."),
        ("Es sind {minimum-wage}. Mehr ist erlaubt.", "Es sind 13,90\u202f€.[1] Mehr ist erlaubt."),
        ("Es sind {leave-days} Tage, z. B. im Sommer. Gut.", "Es sind 20 Tage, z.\u202fB. im Sommer.[2] Gut."),
        ('Sie sagt: "Es sind {leave-days} Tage." Gut.', "Sie sagt: „Es sind 20 Tage.“[2] Gut."),
        ("Es sind {leave-days} **Tage im Jahr**. Gut.", "Es sind 20 Tage im Jahr.[2] Gut."),
        ("Mit {leave-days} Tagen und {minimum-wage} je Stunde. Gut.", "Mit 20 Tagen und 13,90\u202f€ je Stunde.[1][2] Gut."),
        ("Mit {minimum-wage} und {leave-days} Tagen. Gut.", "Mit 13,90\u202f€ und 20 Tagen.[1][2] Gut."),
        ("Mit {leave-days} Tagen. Mit {minimum-wage} je Stunde. Gut.", "Mit 20 Tagen.[2] Mit 13,90\u202f€ je Stunde.[1] Gut."),
        ("Erst {leave-days} Tage. Dann {leave-days} Tage, immer. Gut.", "Erst 20 Tage. Dann 20 Tage, immer.[2] Gut."),
        ("mindestens {leave-days} Tage", "mindestens 20 Tage[2]"),
    ],
)
def test_a_sources_number_stands_behind_the_sentence_and_never_begins_a_line(text: str, expected: str, md: MarkdownIt, german: Facts) -> None:
    assert plain(printed(text, md, german, {WAGE: 1, LEAVE: 2})) == expected


PIECES = [
    "\n",
    "\n\n",
    "- ",
    "  - ",
    "1. ",
    "## ",
    "> ",
    "\n: ",
    "| a | b |\n|---|---|\n| c | d |\n",
    "::: tip\n",
    "::: selftest Titel\n",
    "::: notes 6 x\n",
    "::: ",
    ":::\n",
    "{.full}\n",
    '{.medium claims="S1"}\n',
    "{",
    "}",
    "{minimum-wage}",
    "{minimum-wage@2027}",
    "{leave-days} Tage.",
    "[[pay]]",
    "[[",
    "[x]{lang=en}",
    '[x]{lang="<script>"}',
    "](javascript:alert(1))",
    '](https://a "<script>")',
    "![",
    "[",
    "<script>alert(1)</script>",
    "<script src=x>",
    "</p><SCRIPT",
    "<scr\nipt>",
    "&lt;script&gt;",
    "&#60;script>",
    "\\<script>",
    "**",
    "*",
    "_",
    "`",
    "~~",
    '"',
    "'",
    "z. B.",
    "\u202e",
    "\0",
]


def pieces_of(block: Block | Item) -> Iterable[str]:
    yield from (block.title, block.html) if isinstance(block, Block) else (block.lead, block.head, block.body)
    for item in block.items:
        yield from pieces_of(item)


@settings(max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=24).map("".join))
def test_no_text_makes_the_parser_raise_or_lets_a_script_through(text: str, md: MarkdownIt, german: Facts) -> None:
    tokens = md.parse(text)
    list(markdown.invisible(text))
    list(markdown.problems(text, tokens))
    if any(name.partition("@")[0] not in german.facts for name, _ in inlines(tokens, "fact")):
        return
    markdown.typeset(tokens, "de")
    numbers = {source: number for number, source in enumerate(german.sources, 1)}
    markdown.mark_sources(tokens, {name: fact.source for name, fact in german.facts.items()}, numbers)
    env: dict[str, Any] = {"facts": german, "references": REFERENCES}
    for block in (*blocks(tokens, md, env), *groups(tokens, md, env)):
        for html in pieces_of(block):
            assert "<script" not in html.lower()
