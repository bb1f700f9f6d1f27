"""What is printed for a passage in one locale and country: no figure of another country, no sentence without its own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from handbook import catalogs, paths, pipeline
from handbook import facts as fact_files
from handbook.catalogs import LEFT_OUT, Catalog
from handbook.edition.load import LoadedEdition, load
from handbook.facts import Facts
from handbook.findings import Severity
from handbook.manuscript.assemble import Chapter, Checklist, Manuscript, assemble
from handbook.manuscript.guide import Guide, open_guide
from handbook.manuscript.markdown import FACT
from handbook.manuscript.passages import German
from tests.manuscript.test_assemble import html
from tests.translation.conftest import entry

DAY = dt.date(2026, 11, 23)


@cache
def facts(country: str, code: str = "de") -> Facts:
    return fact_files.load(country, DAY, code)


def guide(strings: dict[str, str] | None = None, code: str = "en", german: dict[str, str] | None = None, lacking: tuple[str, ...] = ("wage", "leave")) -> Guide:
    """A guide of a country that has the fact `mine`, and lacks those that the German text also names."""
    own = replace(facts("AT"), facts={"mine": next(iter(facts("AT").facts.values()))})
    return Guide(Catalog(code, "guide", strings or {}), Catalog("de", "guide", german or {}), own, frozenset({"mine", *lacking}))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nichts fehlt.", "Nichts fehlt."),
        ("Es gibt {mine}. Mehr nicht.", "Es gibt {mine}. Mehr nicht."),
        ("Es sind {wage}. Fragen Sie nach.", "Fragen Sie nach."),
        ("Fragen Sie nach. Es sind {wage}.", "Fragen Sie nach."),
        ("Eins. Es sind {wage@2027} im Jahr! Zwei? Mit {leave} Tagen. Drei.", "Eins. Zwei? Drei."),
        ("Es sind {wage} und {mine}.", LEFT_OUT),
        ("{wage} **Mindestlohn** je Stunde; weniger ist selten.", LEFT_OUT),
        ("Wer z. B. {wage} verdient, fragt nach. Gut.", "Gut."),
        ("Wir zahlen ca. {wage} je Stunde. Gut.", "Gut."),
        ("Seit dem 1. Januar sind es {wage}. Gut.", "Gut."),
        ("So steht es in Art. 50 zu {wage}. Gut.", "Gut."),
        ("So steht es in Nr. 5 und Abs. 2 dazu. Es sind {wage}.", "So steht es in Nr. 5 und Abs. 2 dazu."),
        ("Das gilt (seit {wage}). Gut.", "Gut."),
        ("Gut. (Es sind {wage}. Mehr nicht.) Schluss.", "Gut. Schluss."),
        ("Gut. (Es sind {wage}.) Schluss.", "Gut. Schluss."),
        ('Sie sagt: "Es sind {wage}. Mehr nicht." Gut.', "Gut."),
        ('Sie sagt: "Kommen Sie. Gern." Es sind {wage}.', 'Sie sagt: "Kommen Sie. Gern."'),
        ("Sie sagt: „Es sind {wage}.“ Gut.", "Gut."),
        ("Es heißt „Ja“. Mit {wage}. Gut.", "Es heißt „Ja“. Gut."),
        ("**Es sind {wage}. Mehr nicht.** Gut.", "Gut."),
        ("**Das gilt.** Es sind {wage}. Gut.", "**Das gilt.** Gut."),
        ("Das sind *Tickets*. Es sind {wage}.", "Das sind *Tickets*."),
        ("Es sind {leave}. Es sind {mine}. Gut.", "Es sind {mine}. Gut."),
        ("كم الأجر {wage}؟ اسأل في الجناح.", "اسأل في الجناح."),
        ("هل تعرف ذلك؟ الأجر {wage}.", "هل تعرف ذلك؟"),
        ("Платять {wage}? Запитайте.", "Запитайте."),
    ],
)
def test_a_sentence_goes_with_the_figure_that_the_country_lacks(text: str, told: str) -> None:
    assert guide().tellable(text) == told
    assert guide({"Deutsch.": text}).translate("Deutsch.", 1) == told


def test_a_name_that_is_no_figure_anywhere_stays_for_others_to_refuse() -> None:
    assert guide().tellable("Es sind {wegde} Euro. Gut.") == "Es sind {wegde} Euro. Gut."


def test_where_a_language_has_nothing_the_german_of_the_country_stands_in() -> None:
    made = guide({"A": "Eh"}, german={"B": "B auf Österreichisch", "C": LEFT_OUT})
    said = {source: made.translate(source, 1) for source in ("A", "B", "C", "D", "E: {wage}.")}
    assert said == {"A": "Eh", "B": "B auf Österreichisch", "C": LEFT_OUT, "D": "D", "E: {wage}.": LEFT_OUT}
    assert {source for source, text in said.items() if isinstance(text, German)} == {"B", "D"}


def test_switzerland_spells_every_passage_its_own_way_in_a_book_of_another_language_too() -> None:
    """Titles and goals of a chapter as well, which nobody typesets."""
    swiss = Catalog("de_CH", "guide", {"Straße": "Große Straße"})
    said = replace(guide(), catalog=swiss, german=swiss)
    assert [said.translate(source, 1) for source in ("Straße", "Gruß")] == ["Grosse Strasse", "Gruss"]
    english = replace(guide({"Gruß": "Regards, Groß"}), german=swiss)
    assert [english.translate(source, 1) for source in ("Gruß", "Straße", "Maß")] == ["Regards, Groß", "Grosse Strasse", "Mass"]


def test_a_gap_is_remembered_with_file_and_line_and_told_once_for_each_file() -> None:
    made = guide({"A": "Eh"}, code="tr")
    for file, line, source in (("a.md", 9, "B"), ("a.md", 4, "C"), ("b.md", 7, "D"), ("b.md", 2, "A")):
        made.file = file
        made.translate(source, line)
    stopped, told = list(made.findings("fail")), list(made.findings("source"))
    assert [(each.code, each.place.file, each.place.line, each.message) for each in stopped] == [
        ("C02", "a.md", 4, "2 passages have no translation into tr."),
        ("C02", "b.md", 7, "one passage has no translation into tr."),
    ]
    assert {each.severity for each in stopped} == {Severity.ERROR}
    assert {each.severity for each in told} == {Severity.REVIEW}


def test_a_guide_knows_the_facts_of_its_country_and_of_the_german_text() -> None:
    for country in ("AT", "CH"):
        made = open_guide("de", facts(country))
        assert made.known == set(facts(country).facts) | set(facts("DE").facts)
        assert "minimum-wage" not in made.facts.facts
    assert open_guide("de", facts("DE")).known == set(facts("DE").facts)


def figures(text: str) -> set[str]:
    """The facts that a passage names, in whatever year."""
    return {name.partition("@")[0] for name in FACT.findall(text)}


MARKS = (("**", "**"), ('"', '"'), ("(", ")"), ("[", "]"), ("„", "“"), ("«", "»"))


@cache
def passages(code: str) -> tuple[str, ...]:
    """Every passage with a figure that a catalog prints."""
    texts = [str(message.id if code == "de" else message.string) for message in catalogs.read("en" if code == "de" else code, "guide") if message.id]
    return tuple(text for text in texts if FACT.search(text))


@pytest.mark.parametrize("code", ["de", "en", "ar", "uk", "tr", "pl", "de_AT", "de_CH"])
def test_whichever_figures_lack_what_is_told_is_whole_sentences_without_them(code: str) -> None:
    named = sorted({name for text in passages(code) for name in figures(text)})
    if not named:
        pytest.skip("no passage of this catalog names a figure yet")

    @given(text=st.sampled_from(passages(code)), lacking=st.sets(st.sampled_from(named), min_size=1))
    @settings(max_examples=120, deadline=None, derandomize=True, database=None)
    def check(text: str, lacking: set[str]) -> None:
        told = replace(guide(), known=frozenset({"mine", *lacking})).tellable(text)
        if told == LEFT_OUT:
            assert lacking & figures(text)
            return
        assert not lacking & figures(told)
        for first, last in MARKS:
            assert told.count(first) % 2 == 0 if first == last else told.count(first) == told.count(last), told
        rest = text
        for sentence in re.split(r"(?<=[.!?؟]) ", told):
            assert sentence in rest
            rest = rest[rest.index(sentence) + len(sentence) :]
        assert told[0] == text[0] or not told[0].islower() or code == "ar"

    check()


def edition(country: str, code: str) -> LoadedEdition:
    loaded = load(paths.EDITIONS / "house" / "edition.toml")
    said = {"country": country, "locales": (code,), "untranslated": "source"}
    return replace(loaded, edition=loaded.edition.model_copy(update=said))


def everything(manuscript: Manuscript) -> str:
    parts: list[Chapter | Checklist] = [*manuscript.chapters.values(), *manuscript.fillers, *manuscript.checklists.values()]
    return "".join(f"{escape(value)}" for part in parts for value in part.head.model_dump().values()) + "".join(map(html, parts))


UNMISTAKABLE = re.compile(r"98.?765|2077")


@pytest.fixture
def german_figures_are_unmistakable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Germany's facts all say 98765.43, or a day in 2077."""
    content = tmp_path / "content"
    (content / "facts").mkdir(parents=True)
    for path in paths.CONTENT.iterdir():
        if path.name != "facts":
            (content / path.name).symlink_to(path)
    for path in (paths.CONTENT / "facts").iterdir():
        text = path.read_text("utf-8")
        if path.name == "de.toml":
            text = re.sub(r"(?<=value = )[\d.]+(?=[, ])", "98765.43", text)
            text = re.sub(r"(?<=value = )\d{4}-\d\d-\d\d", "2077-07-07", text)
        (content / "facts" / path.name).write_text(text, "utf-8")
    monkeypatch.setattr(paths, "CONTENT", content)


@pytest.mark.usefixtures("german_figures_are_unmistakable")
def test_figures_of_germany_can_be_told_in_a_german_edition() -> None:
    """Else the next test would prove nothing."""
    manuscript, _ = assemble(edition("DE", "de"), "de")
    assert len(UNMISTAKABLE.findall(everything(manuscript))) > 30


@pytest.mark.parametrize("code", ["de", "en", "ar", "tr"])
@pytest.mark.parametrize("country", ["AT", "CH"])
@pytest.mark.usefixtures("german_figures_are_unmistakable")
def test_no_figure_of_germany_is_ever_printed_for_another_country(country: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = edition(country, code)
    manuscript, _ = assemble(loaded, code)
    printed = everything(manuscript)
    assert not UNMISTAKABLE.search(printed)
    assert len(printed) > 50_000
    monkeypatch.setattr(pipeline, "load", lambda path: loaded)
    galleys, _ = pipeline.compose(pipeline.prepare(Path()))
    assert not [section.id for galley in galleys for section in galley.sections if UNMISTAKABLE.search(section.html)]


def entries(manuscript: Manuscript) -> Iterator[tuple[str, str, tuple[bool, bool, bool]]]:
    for name, part in (manuscript.chapters | manuscript.checklists).items():
        for block in part.blocks:
            for item in block.items:
                yield name, block.element, (bool(item.lead), bool(item.head), bool(item.body))


@pytest.mark.parametrize("country", ["AT", "CH"])
@pytest.mark.parametrize("code", ["de", "en"])
def test_no_entry_of_another_country_has_lost_its_head(country: str, code: str) -> None:
    """A sentence that goes could take the bold words with it that an entry begins with."""
    shapes: dict[tuple[str, str], set[tuple[bool, bool, bool]]] = {}
    for name, element, shape in entries(assemble(edition("DE", "de"), "de")[0]):
        shapes.setdefault((name, element), set()).add(shape)
    for name, element, shape in entries(assemble(edition(country, code), code)[0]):
        assert shape in shapes[name, element], (name, element)


def test_a_passage_of_another_country_stands_in_german_where_english_has_none() -> None:
    sources = [source for source, said in catalogs.in_country(catalogs.load("de", "guide"), "AT").strings.items() if said not in (source, LEFT_OUT) and not FACT.search(said)]
    passage = next(source for source in sources if entry(source).string and "**" not in source and "[" not in source)
    german = catalogs.in_country(catalogs.load("de", "guide"), "AT").strings[passage]
    made = open_guide("en", facts("AT"))
    assert made.translate(passage, 1) == German(german)
    assert isinstance(made.translate(passage, 1), German)
    assert open_guide("en", facts("DE")).translate(passage, 1) == entry(passage).string
