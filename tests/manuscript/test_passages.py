"""Passages: a translation in their place, German where there is none, and what goes with one that isn't told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from handbook import facts, paths
from handbook.catalogs import LEFT_OUT
from handbook.manuscript import markdown, passages
from handbook.manuscript.chapter import Head, Item, SheetHead, blocks, groups, read
from handbook.manuscript.passages import German


def parsed(text: str, said: dict[str, str], code: str = "en") -> list[Token]:
    """The tokens of a text whose passages are looked up; what isn't in the catalog has no translation."""
    return markdown.parser(code).parse(text, {"translate": lambda source, _: said.get(source, German(source))})


def told(text: str, *left_out: str) -> str:
    """A text in its own language without some of its passages, as HTML on one line."""
    md = markdown.parser("de")
    tokens = md.parse(text, {"translate": lambda source, _: LEFT_OUT if source in left_out else source})
    assert list(markdown.problems(text, tokens)) == []
    return str(md.renderer.render(tokens, md.options, {})).replace("\n", "")


def html(text: str, said: dict[str, str], code: str = "en") -> str:
    md = markdown.parser(code)
    return str(md.renderer.render(parsed(text, said, code), md.options, {})).replace("\n", "")


def test_a_translation_stands_in_the_place_of_its_passage_and_is_set_by_its_own_rules() -> None:
    said = {"Kopf": "Head", 'Er sagt "Ja".': 'He says "yes" to *jobs*.', "eins": "one", "A": "**A**", "c": "see", "Wort": "Word", "Erklärung": "Explained"}
    assert html('## Kopf\n\nEr sagt "Ja".\n', said) == '<h2>Head</h2><p>He says “yes” to <em class="term">jobs</em>.</p>'
    assert html("- eins\n", said) == "<ul><li>one</li></ul>"
    assert "<th><strong>A</strong></th>" in html("| A |\n|---|\n| c |\n", said)
    assert html("Wort\n: Erklärung\n", said) == "<dl><dt>Word</dt><dd>Explained</dd></dl>"


def test_a_passage_is_asked_for_as_it_is_written_with_its_line() -> None:
    asked: list[tuple[str, int]] = []

    def translate(source: str, line: int) -> str:
        asked.append((source, line))
        return source

    markdown.parser("en").parse("Mit {leave-days} **Tagen** [[pay]]\nund mehr.\n\n::: notes 6 Mein Titel\n:::\n\n- a\n  - b\n", {"translate": translate})
    assert asked == [("Mit {leave-days} **Tagen** [[pay]]\nund mehr.", 1), ("Mein Titel", 4), ("a", 7), ("b", 8)]


TEXT = """## Kopf

Eins.

- a
  - b
  - c
- d

| A | B |
|---|---|
| e | f |
| g | h |

Wort
: Erklärung.

Anderes
: Noch eine.

::: tip Titel
Kasten.
:::

Ende.
"""


@pytest.mark.parametrize(
    ("left_out", "gone"),
    [
        (["Eins."], "<p>Eins.</p>"),
        (["d"], "<li>d</li>"),
        (["b"], "<li>b</li>"),
        (["b", "c"], "<ul><li>b</li><li>c</li></ul>"),
        (["a"], "<li>a<ul><li>b</li><li>c</li></ul></li>"),
        (["a", "d"], "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"),
        (["g"], "<tr><td>g</td><td>h</td></tr>"),
        (["h"], "<tr><td>g</td><td>h</td></tr>"),
        (["A"], "<thead><tr><th>A</th><th>B</th></tr></thead>"),
        (["e", "h"], "<table>…</table>"),
        (["Kopf"], "<h2>Kopf</h2>"),
        (["Wort"], "<dt>Wort</dt><dd>Erklärung.</dd>"),
        (["Erklärung."], "<dt>Wort</dt><dd>Erklärung.</dd>"),
        (["Wort", "Noch eine."], "<dl>…</dl>"),
        (["Kasten."], '<div class="element"><p>Kasten.</p></div>'),
    ],
)
def test_what_is_left_out_takes_with_it_what_would_be_empty_and_nothing_else(left_out: list[str], gone: str) -> None:
    whole = told(TEXT)
    pattern = ".*".join(map(re.escape, gone.split("…")))
    (found,) = re.findall(pattern, whole)
    assert told(TEXT, *left_out) == whole.replace(found, "")


def test_a_heading_goes_when_nothing_is_left_below_it() -> None:
    text = "## Erste Frage\n\nAntwort.\n\nMehr.\n\n## Zweite Frage\n\nNoch eine.\n"
    assert told(text, "Antwort.") == "<h2>Erste Frage</h2><p>Mehr.</p><h2>Zweite Frage</h2><p>Noch eine.</p>"
    assert told(text, "Antwort.", "Mehr.") == "<h2>Zweite Frage</h2><p>Noch eine.</p>"
    assert told(text, "Noch eine.") == "<h2>Erste Frage</h2><p>Antwort.</p><p>Mehr.</p>"
    assert told("## Allein\n") == "<h2>Allein</h2>"


def test_the_wage_bar_stays_without_its_sentence() -> None:
    text = "Vorher.\n\n::: wage\nEin Satz zum Balken.\n:::\n"
    assert told(text, "Ein Satz zum Balken.") == '<p>Vorher.</p><div class="element"></div>'


@pytest.mark.parametrize(("text", "info"), [("::: tip Mein Titel\nx\n:::\n", "tip"), ("::: notes 6 Mein Titel\n:::\n", "notes 6")])
def test_the_title_of_an_element_can_be_left_out_alone(text: str, info: str) -> None:
    tokens = parsed(text, {"Mein Titel": LEFT_OUT, "x": "x"})
    assert tokens[0].info == info
    assert tokens[-1].type == "container_element_close"


def test_the_title_of_an_element_is_translated_and_keeps_its_number() -> None:
    assert parsed("::: notes 6 Mein Titel\n:::\n", {"Mein Titel": "My title"})[0].info == "notes 6 My title"


GERMAN = "## Kopf\n\nAbsatz.\n\n- eins\n\n| A |\n|---|\n| b |\n\nWort\n: Erklärung.\n"


@pytest.mark.parametrize(("code", "mark"), [("en", 'lang="de"'), ("tr", 'lang="de"'), ("ar", 'lang="de" dir="ltr"')])
def test_german_is_marked_with_its_language_and_against_the_page_with_its_direction(code: str, mark: str) -> None:
    made = html(GERMAN, {}, code)
    opened = re.findall(r"<(h2|p|li|th|td|dt|dd)( [^>]*)?>", made)
    assert [name for name, _ in opened] == ["h2", "p", "li", "th", "td", "dt", "dd"]
    assert {attributes for _, attributes in opened} == {f" {mark}"}


def test_what_is_translated_is_not_marked_beside_german() -> None:
    assert html("Eins.\n\nZwei.\n", {"Eins.": "واحد."}, "ar") == '<p>واحد.</p><p lang="de" dir="ltr">Zwei.</p>'


def test_latin_letters_in_an_arabic_line_have_a_direction_of_their_own_and_leave_the_stop_outside() -> None:
    assert html("Eins.\n", {"Eins.": "واحد CCV. ثم PDF/A وأيضا."}, "ar") == '<p>واحد <span dir="ltr">CCV</span>. ثم <span dir="ltr">PDF/A</span> وأيضا.</p>'
    assert html("Eins.\n", {"Eins.": "One CCV."}, "en") == "<p>One CCV.</p>"


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("ar", "en", '<span lang="en" dir="ltr">x</span>'),
        ("ar", "de", '<span lang="de" dir="ltr">x</span>'),
        ("ar", "ar", '<span lang="ar">x</span>'),
        ("en", "ar", '<span lang="ar" dir="rtl">x</span>'),
        ("en", "de", '<span lang="de">x</span>'),
        ("ar", "qqq", '<span lang="qqq">x</span>'),
        ("ar", "en-GB", '<span lang="en-GB" dir="ltr">x</span>'),
    ],
)
def test_a_stretch_in_another_language_has_its_direction(code: str, language: str, expected: str) -> None:
    assert html(f"[x]{{lang={language}}}\n", {f"[x]{{lang={language}}}": f"[x]{{lang={language}}}"}, code) == f"<p>{expected}</p>"


@given(language=st.text(st.characters(codec="ascii", exclude_characters='"\\\n\r`[]<&'), max_size=12) | st.text(max_size=8))
@settings(deadline=None, derandomize=True, database=None)
def test_no_name_of_a_language_makes_the_parser_fail(language: str) -> None:
    md = markdown.parser("ar")
    md.render(f'Ein [x]{{lang="{language}"}} Wort.\n', {"translate": lambda source, _: source})


@pytest.mark.parametrize(
    ("source", "plain", "term"),
    [
        ("**Fragen** Sagen Sie es uns.", "Fragen Sagen Sie es uns.", "Fragen"),
        ("Ich höre *aktiv* zu. [[skills]]", "Ich höre aktiv zu.", "Ich höre aktiv zu."),
        ("Ein [First Call]{lang=en} im [Netz](https://example.org/a_b).", "Ein First Call im Netz.", "Ein First Call im Netz."),
        ("08:00 **Ein *Ticket* wartet** heute", "08:00 Ein Ticket wartet heute", "Ein Ticket wartet"),
        ("**[First Level]{lang=en}** hilft", "First Level hilft", "First Level"),
    ],
)
def test_a_translation_remembers_its_german_as_plain_words(source: str, plain: str, term: str) -> None:
    inline = parsed(f"{source}\n", {source: "Translated."})[1]
    assert passages.german(inline) == plain
    assert passages.german_term(inline) == term


@pytest.mark.parametrize("said", [{}, {"Gleich": "Gleich"}])
def test_what_was_not_translated_or_reads_the_same_remembers_nothing(said: dict[str, str]) -> None:
    inline = parsed("Gleich\n", said)[1]
    assert (passages.german(inline), passages.german_term(inline), passages.german(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("term", "translation", "expected"),
    [
        ("Erstlösung", "First-contact resolution", 'First-contact resolution <span class="german" lang="de" dir="ltr">Erstlösung</span>'),
        ("Ticket", "Ticket", "Ticket"),
        ("First Level", "First level", "First level"),
        ("Teilqualifikation", "Partial qualification (Teilqualifikation)", "Partial qualification (Teilqualifikation)"),
        ("*Kennzahl*", "*Metric*", '<em class="term">Metric</em> <span class="german" lang="de" dir="ltr">Kennzahl</span>'),
    ],
)
def test_a_glossary_term_gets_its_german_unless_it_stands_there_already(term: str, translation: str, expected: str) -> None:
    md = markdown.parser("en")
    tokens = parsed(f"{term}\n: Erklärung.\n", {term: translation, "Erklärung.": "Explained."})
    passages.with_german_terms(tokens)
    assert str(md.renderer.render(tokens, md.options, {})).replace("\n", "") == f"<dl><dt>{expected}</dt><dd>Explained.</dd></dl>"


FILES = sorted([*(paths.CONTENT / "chapters").glob("*.md"), *(paths.CONTENT / "checklists").glob("*.md")])


@cache
def parser() -> MarkdownIt:
    return markdown.parser("de")


@cache
def passages_of(path: Path) -> tuple[str, ...]:
    """Every passage of a file's body, in order."""
    found: list[str] = []
    parser().parse(path.read_text("utf-8").split("+++\n", 2)[2], {"translate": lambda source, _: found.append(source) or source})
    return tuple(found)


def empty(tokens: Sequence[Token]) -> Iterator[str]:
    """What opens and closes with nothing between, but for what is empty by its nature."""
    for first, second in pairwise(tokens):
        if first.nesting == 1 and second.nesting == -1 and not (first.type == "container_element_open" and first.info.split()[0] in markdown.EMPTY):
            yield first.type


def items(found: Sequence[Item]) -> Iterator[Item]:
    for item in found:
        yield item
        yield from items(item.items)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_leaving_out_any_passages_never_breaks_what_is_around_them(path: Path) -> None:
    """Tokens stay balanced, nothing stands empty, and everything can still be set; each file with its own choices."""
    model = Head if path.parent.name == "chapters" else SheetHead
    german = facts.load("DE", dt.date(2026, 11, 23), "de")
    env = {"facts": german, "references": {}}

    @given(chosen=st.sets(st.sampled_from(passages_of(path)), min_size=1) | st.sets(st.sampled_from(passages_of(path)), min_size=len(set(passages_of(path))) // 2))
    @settings(max_examples=25, deadline=None, derandomize=True, database=None)
    def check(chosen: set[str]) -> None:
        text = read(path, model, parser(), lambda source, line: LEFT_OUT if source in chosen and line > 12 else source)
        depths = [0]
        for token in text.tokens:
            depths.append(depths[-1] + token.nesting)
        assert (min(depths), depths[-1]) == (0, 0)
        assert list(empty(text.tokens)) == []
        kinds = [token.type for token in text.tokens]
        assert kinds.count("tbody_open") == kinds.count("table_open")
        assert kinds.count("dl_open") <= kinds.count("dt_open") <= kinds.count("dd_open")
        made = [*(groups if model is SheetHead else blocks)(text.tokens, parser(), env)]
        printed = "".join(f"{block.title}{block.html}" for block in made) + "".join(f"{each.lead}{each.head}{each.body}" for block in made for each in items(block.items))
        assert LEFT_OUT not in printed
        assert [each for block in made for each in items(block.items) if not (each.lead or each.head or each.body)] == []

    check()
