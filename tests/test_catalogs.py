"""Catalogs: what may be printed of them, what is said of broken ones, and what an edition does about gaps."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from markupsafe import escape

from handbook import catalogs, paths, pipeline
from handbook.catalogs import Translations
from handbook.edition.load import LoadedEdition, load
from handbook.edition.model import Edition
from handbook.errors import ContentError, ExitCode, UsageError
from handbook.findings import Finding, Severity
from handbook.galley.compose import compose
from handbook.manuscript.assemble import Chapter, Checklist, Manuscript, assemble
from tests.conftest import Call
from tests.manuscript.test_assemble import html
from tests.translation.conftest import put

GUIDE = "locales/en/LC_MESSAGES/guide.po"
PASSAGE = "Drei kleine Schritte, mit denen Sie heute beginnen."
IN_A_LIST = "**Fragen** Sagen Sie uns am Stand, was Sie noch wissen möchten."


def guide(locales: Path) -> Path:
    return locales / "en" / "LC_MESSAGES" / "guide.po"


def house(**changed: object) -> LoadedEdition:
    loaded = load(paths.EDITIONS / "house" / "edition.toml")
    return replace(loaded, edition=loaded.edition.model_copy(update={"locales": ("en",), **changed}))


def findings(*, policy: str = "fail") -> list[Finding]:
    """What stops the English house edition."""
    with pytest.raises(ContentError) as caught:
        assemble(house(untranslated=policy), "en")
    return list(caught.value.findings)


def test_german_is_the_source_and_needs_neither_a_catalog_nor_a_reviewer(locales: Path) -> None:
    for path in locales.rglob("*.po"):
        path.unlink()
    german = catalogs.load("de", "guide")
    assert german.get("Irgendetwas") == "Irgendetwas"
    assert german.reviewed


def test_an_edition_may_order_the_languages_there_are_catalogs_for() -> None:
    (literal, _) = get_args(Edition.model_fields["locales"].annotation)
    assert get_args(literal) == catalogs.LOCALES
    there = {path.parent.parent.name for path in paths.LOCALES.rglob("*.po")} | {catalogs.SOURCE_LOCALE}
    countries = {f"de_{country}" for country in get_args(Edition.model_fields["country"].annotation) if country != "DE"}
    assert there - countries == set(catalogs.LOCALES)
    assert countries <= there


@pytest.mark.parametrize(("translation", "fuzzy", "printed"), [("Three.", False, "Three."), ("Three.", True, None), ("", False, None)])
def test_what_is_fuzzy_or_empty_is_never_printed(translation: str, fuzzy: bool, printed: str | None, locales: Path) -> None:
    put(PASSAGE, translation, fuzzy=fuzzy)
    assert catalogs.load("en", "guide").get(PASSAGE) == printed


def test_a_catalog_that_was_changed_is_read_again(locales: Path) -> None:
    for translation in ("Once.", "Twice."):
        put(PASSAGE, translation)
        assert catalogs.load("en", "guide").get(PASSAGE) == translation


def test_a_layout_string_without_a_translation_stays_german_and_is_remembered(locales: Path) -> None:
    put("Inhalt", "", "messages")
    translations = Translations(catalogs.load("en", "messages"))
    assert translations.gettext("Inhalt") == "Inhalt"
    assert translations.gettext("Herausgeber:") != "Herausgeber:"
    assert translations.missing == ["Inhalt"]


HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (f'{HEAD}msgid "a"\nmsgstr "b\n\nmsgid "c"\nmsgstr "d"\nund\n'.encode(), 5, "this line isn't understood: a quote may be missing."),
        (f'{HEAD}msgid "a"\nmsgstr "b"\n\nund so weiter\n'.encode(), 7, "this line isn't understood"),
        (f'{HEAD}msgid "a"\nmsgid "b"\nmsgstr "c"\n'.encode(), 4, "missing msgstr for msgid 'a'"),
        (b'"allein"\n', 1, 'Got line starting with "'),
        (f'{HEAD}msgid "a"\nmsgstr "Grüße"\n'.encode("latin-1"), 5, "is no UTF-8 text. Save it as UTF-8."),
        (HEAD.encode("utf-16"), 1, "is no UTF-8 text."),
        (b"\x89PNG\r\n\x1a\n\0\0", 1, "is no UTF-8 text."),
        (b'msgid ""\nmsgstr "Plural-Forms: nplurals=viele; plural=x\\n"\n', 0, "can't be read"),
        (b'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=999999999; plural=(n!=1);\\n"\n', 3, "the header orders 999999999 plural forms; a language has 6 at the most."),
        (b'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=__import__(\'os\');\\n"\n', 3, "the header's rule for plurals isn't one."),
    ],
)
def test_a_catalog_that_is_broken_is_named_with_file_and_line(data: bytes, line: int, words: str, locales: Path) -> None:
    guide(locales).write_bytes(data)
    with pytest.raises(ContentError) as caught:
        catalogs.load("en", "guide")
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.file) == ("C01", GUIDE)
    assert line in (0, finding.place.line)
    assert words in str(finding)


@pytest.mark.parametrize("verb", [("check", "-l", "en"), ("i18n", "check"), ("i18n", "status"), ("i18n", "update")])
@pytest.mark.parametrize("data", [b'msgid "a"\nmsgid "b"\n', "Grüße".encode("latin-1")], ids=["syntax", "encoding"])
def test_every_verb_says_so_and_leaves_the_catalog_as_it_is(verb: tuple[str, ...], data: bytes, locales: Path, call: Call) -> None:
    guide(locales).write_bytes(data)
    said = call(*verb)
    assert said.code == ExitCode.CONTENT
    assert re.match(rf"error: {GUIDE}:\d", said.err)
    assert guide(locales).read_bytes() == data


def test_a_catalog_that_is_missing_is_named_with_the_verb_that_starts_one(locales: Path, call: Call) -> None:
    guide(locales).unlink()
    said = call("check", "-l", "en")
    assert (said.code, said.err) == (ExitCode.CONTENT, f"error: {GUIDE}: there is no such catalog. `build_pdf.py i18n update en` starts one.\n")


@pytest.mark.parametrize("code", ["xx", "", "english", "../en", "EN", "en-GB"])
@pytest.mark.parametrize("verb", ["update", "status", "check"])
def test_what_is_no_language_to_translate_into_is_a_wrong_call(verb: str, code: str, locales: Path, call: Call) -> None:
    before = sorted(locales.rglob("*"))
    said = call("i18n", verb, code)
    assert (said.code, said.out) == (ExitCode.USAGE, "")
    assert said.err.startswith(f'error: there is no language "{code}".')
    assert sorted(locales.rglob("*")) == before


@pytest.mark.parametrize("code", ["de", "en", "fr", "uk", "de_AT", "pt_BR"])
def test_a_language_is_one_that_is_known_though_no_one_has_begun_it(code: str) -> None:
    catalogs.require(code)


def test_a_refused_language_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        catalogs.require("xx")


def test_the_policy_fail_stops_at_a_gap_and_names_the_file_and_its_first_line(locales: Path, call: Call) -> None:
    put(PASSAGE, "")
    put(IN_A_LIST, "Ask away.", fuzzy=True)
    (finding,) = findings()
    lines = (paths.CONTENT / "chapters" / "closing.md").read_text("utf-8").split("\n")
    assert (finding.code, finding.severity, finding.place.file) == ("C02", Severity.ERROR, "handbook/content/chapters/closing.md")
    assert PASSAGE in lines[finding.place.line - 1]
    assert finding.message == "2 passages have no translation into en."
    said = call("check", "-l", "en")
    assert said.code == ExitCode.CONTENT
    assert f"error: handbook/content/chapters/closing.md:{finding.place.line}: 2 passages" in said.err


def test_gaps_of_all_files_are_named_at_once(locales: Path) -> None:
    guide(locales).write_text('msgid ""\nmsgstr ""\n', "utf-8")
    named = [finding.place.file for finding in findings()]
    manuscript, _ = assemble(house(untranslated="source"), "en")
    told = [
        *(f"chapters/{name}" for name in manuscript.chapters),
        *(f"chapters/{each.id}" for each in manuscript.fillers),
        *(f"checklists/{name}" for name in manuscript.checklists),
    ]
    assert sorted(named) == sorted(f"handbook/content/{name}.md" for name in told)


def filled(locales: Path, gap: str) -> tuple[Manuscript, list[Finding]]:
    """The English manuscript with one gap that is printed in German."""
    put(gap, "")
    return assemble(house(untranslated="source", unreviewed="Test"), "en")


@pytest.mark.parametrize(
    ("gap", "chapter", "expected"),
    [
        (
            "Eine Stelle können wir nicht versprechen. Aber wir nehmen uns Zeit für Ihre Fragen.",
            "closing",
            '<p lang="de">Eine Stelle können wir nicht versprechen. Aber wir nehmen uns Zeit für Ihre Fragen.</p>',
        ),
        (IN_A_LIST, "closing", ' lang="de"FragenSagen Sie uns am Stand, was Sie noch wissen möchten.'),
        ("Backoffice", "glossary", '<dt lang="de">Backoffice</dt>'),
    ],
)
def test_the_policy_source_prints_the_german_marked_as_german_and_lists_it(gap: str, chapter: str, expected: str, locales: Path) -> None:
    manuscript, found = filled(locales, gap)
    assert expected in html(manuscript.chapters[chapter])
    (finding,) = found
    assert (finding.code, finding.severity) == ("C02", Severity.REVIEW)
    assert finding.place.file == f"handbook/content/chapters/{chapter}.md"


def test_titles_of_elements_and_groups_are_marked_as_german_too(locales: Path) -> None:
    guide(locales).write_text('msgid ""\nmsgstr ""\n', "utf-8")
    manuscript, _ = assemble(house(untranslated="source", unreviewed="Test"), "en")
    parts: list[Chapter | Checklist] = [*manuscript.chapters.values(), *manuscript.checklists.values()]
    titles = [block.title for part in parts for block in part.blocks if block.title]
    assert len(titles) > 20
    assert [title for title in titles if not title.startswith('<span lang="de">')] == []
    entries = [item for part in parts for block in part.blocks for item in block.items]
    assert len(entries) > 150
    assert [item for item in entries if item.attributes != ' lang="de"'] == []


def test_titles_promises_and_goals_of_chapters_are_marked_as_german_too(locales: Path) -> None:
    guide(locales).write_text('msgid ""\nmsgstr ""\n', "utf-8")
    manuscript, _ = assemble(house(untranslated="source", unreviewed="Test"), "en")
    for part in [*manuscript.chapters.values(), *manuscript.checklists.values()]:
        said = [part.head.title, *([part.head.promise, *part.head.goals] if isinstance(part, Chapter) else [part.head.purpose])]
        assert [str(escape(each)) for each in said] == [f'<span lang="de" dir="ltr">{each}</span>' for each in said]


def test_nothing_is_marked_as_german_where_nothing_is_missing(locales: Path) -> None:
    put(PASSAGE, "Three.")
    manuscript, _ = assemble(house(unreviewed="Test"), "en")
    german = re.findall(r'<(?!span)\w+[^>]* lang="de"', "".join(map(html, manuscript.chapters.values())))
    assert german == []


def test_a_gap_in_the_layouts_stops_too(locales: Path) -> None:
    put("Inhalt", "", "messages")
    ready = pipeline.prepare(paths.EDITIONS / "house" / "edition.toml", locales=["en"], wanted=["handbook"])
    with pytest.raises(ContentError) as caught:
        pipeline.compose(ready)
    (finding,) = caught.value.findings
    assert str(finding) == 'locales/en/LC_MESSAGES/messages.po: "Inhalt" has no translation into en.'
    assert finding.code == "C02"


def imprint(loaded: LoadedEdition) -> tuple[bool, list[str]]:
    """Whether the imprint of a sheet says that nobody has read the translation, and the codes of all findings."""
    from handbook.edition.brand import palette

    manuscript, found = assemble(loaded, "en")
    galley = compose(manuscript, loaded.edition, palette(loaded)[0], "interview", None, ())
    line = catalogs.load("en", "messages").get("Übersetzung nicht fachlich geprüft, maßgeblich ist die deutsche Fassung")
    assert line
    return line in galley.sections[0].html, [finding.code for finding in found if finding.severity is Severity.REVIEW]


def signed(locales: Path, *lines: str) -> None:
    """Write other lines where the reviewer signs."""
    path = guide(locales)
    text = path.read_text("utf-8")
    assert text.count("# Reviewed-By:") == 1
    path.write_text(re.sub(r"# Reviewed-By:.*", "\n".join(lines), text), "utf-8")


def test_a_translation_that_nobody_has_read_says_so_in_the_imprint_and_is_listed(locales: Path) -> None:
    signed(locales, "# Reviewed-By:")
    assert imprint(house()) == (True, ["C04"])
    assert not catalogs.load("en", "guide").reviewed


def test_a_reason_silences_both(locales: Path) -> None:
    signed(locales, "# Reviewed-By:")
    assert imprint(house(unreviewed="Nur zur Ansicht")) == (False, [])


@pytest.mark.parametrize("lines", [["# Reviewed-By: Robin Muster"], ["# Reviewed-By:", "# Reviewed-By: Robin Muster"], ["# Reviewed-By:Robin Muster", "# Reviewed-By: Kim"]])
def test_a_reader_who_signs_silences_both(lines: list[str], locales: Path) -> None:
    signed(locales, *lines)
    assert imprint(house()) == (False, [])
    assert catalogs.load("en", "guide").reviewer == "Robin Muster"


def test_german_is_never_called_unread() -> None:
    manuscript, found = assemble(house(locales=("de",)), "de")
    assert not manuscript.unreviewed
    assert "C04" not in [finding.code for finding in found]


def country_catalog(locales: Path, code: str, said: dict[str, str]) -> None:
    """A catalog of one country, with these passages only."""
    folder = locales / code / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(f'msgid "{source}"\nmsgstr "{text}"\n\n' for source, text in said.items())
    (folder / "guide.po").write_text(HEAD + lines, "utf-8")


ASKED = "Eine Stelle können wir nicht versprechen. Aber wir nehmen uns Zeit für Ihre Fragen."


def test_a_country_tells_its_own_german_and_otherwise_that_of_the_guide(locales: Path) -> None:
    country_catalog(locales, "de_AT", {PASSAGE: "Drei Schritte für Österreich.", ASKED: catalogs.LEFT_OUT})
    austrian = catalogs.in_country(catalogs.load("de_AT", "guide"), "AT")
    assert [austrian.get(source) for source in (PASSAGE, ASKED, "Irgendetwas")] == ["Drei Schritte für Österreich.", catalogs.LEFT_OUT, "Irgendetwas"]
    assert austrian.locale == "de_AT"


def test_another_language_does_not_say_of_a_country_what_it_says_of_germany(locales: Path) -> None:
    country_catalog(locales, "de_AT", {PASSAGE: "Drei Schritte für Österreich.", ASKED: catalogs.LEFT_OUT})
    english = catalogs.load("en", "guide")
    austrian = catalogs.in_country(english, "AT")
    assert [austrian.get(source) for source in (PASSAGE, ASKED)] == [None, catalogs.LEFT_OUT]
    assert austrian.get(IN_A_LIST) == english.get(IN_A_LIST) is not None
    assert catalogs.in_country(english, "DE") == english


def test_another_language_has_words_of_its_own_for_a_country(locales: Path) -> None:
    country_catalog(locales, "de_AT", {PASSAGE: "Drei Schritte für Österreich.", ASKED: catalogs.LEFT_OUT})
    country_catalog(locales, "en_AT", {PASSAGE: "Three steps in Austria.", IN_A_LIST: "**Ask** An Austrian way."})
    austrian = catalogs.in_country(catalogs.load("en", "guide"), "AT")
    assert [austrian.get(source) for source in (PASSAGE, ASKED, IN_A_LIST)] == ["Three steps in Austria.", catalogs.LEFT_OUT, "**Ask** An Austrian way."]
    assert (austrian.locale, austrian.reviewer) == ("en", catalogs.load("en", "guide").reviewer)


def test_what_is_fuzzy_in_the_catalog_of_a_country_is_missed_and_germany_does_not_stand_in(locales: Path) -> None:
    country_catalog(locales, "de_AT", {PASSAGE: "Drei Schritte für Österreich."})
    path = locales / "de_AT" / "LC_MESSAGES" / "guide.po"
    path.write_text(path.read_text("utf-8").replace(f'msgid "{PASSAGE}"', f'#, fuzzy\nmsgid "{PASSAGE}"'), "utf-8")
    assert catalogs.in_country(catalogs.load("de_AT", "guide"), "AT").get(PASSAGE) is None


def test_a_country_without_a_catalog_tells_the_german_of_the_guide(locales: Path) -> None:
    path = locales / "de_CH" / "LC_MESSAGES" / "guide.po"
    path.unlink()
    german = catalogs.load("de_CH", "guide")
    assert catalogs.in_country(german, "CH") == german
    assert german.get(PASSAGE) == PASSAGE


def test_a_gap_of_a_country_stops_an_english_edition_and_is_named(locales: Path) -> None:
    country_catalog(locales, "de_AT", {PASSAGE: "Drei Schritte für Österreich.", ASKED: catalogs.LEFT_OUT})
    with pytest.raises(ContentError) as caught:
        assemble(house(country="AT"), "en")
    (gap,) = caught.value.findings
    assert (gap.code, gap.place.file, gap.message) == ("C02", "handbook/content/chapters/closing.md", "one passage has no translation into en.")
    country_catalog(locales, "en_AT", {PASSAGE: "Three steps in Austria."})
    manuscript, found = assemble(house(country="AT"), "en")
    assert manuscript.chapters["closing"].head.promise == "Three steps in Austria."
    assert [finding for finding in found if finding.code == "C02"] == []


def test_a_gap_of_a_country_is_filled_with_its_own_german(locales: Path) -> None:
    country_catalog(locales, "de_AT", {PASSAGE: "Drei Schritte für Österreich.", ASKED: catalogs.LEFT_OUT})
    manuscript, _ = assemble(house(country="AT", untranslated="source", unreviewed="Test"), "en")
    closing = manuscript.chapters["closing"]
    assert str(escape(closing.head.promise)) == '<span lang="de" dir="ltr">Drei Schritte für Österreich.</span>'
    assert "versprechen" not in html(closing)


@pytest.mark.parametrize(("country", "codes"), [("DE", []), ("AT", ["C04"]), ("CH", ["C04"])])
def test_the_german_of_a_country_needs_a_reader_who_signs_for_it(country: str, codes: list[str], locales: Path) -> None:
    for each in ("de_AT", "de_CH"):
        country_catalog(locales, each, {PASSAGE: "Drei Schritte."})
    manuscript, found = assemble(house(country=country, locales=("de",), untranslated="source"), "de")
    assert [finding.code for finding in found if finding.code == "C04"] == codes
    assert manuscript.unreviewed == ("country" if codes else "")
    for each in ("de_AT", "de_CH"):
        path = locales / each / "LC_MESSAGES" / "guide.po"
        path.write_text(f"# Reviewed-By: Robin Muster\n{path.read_text('utf-8')}", "utf-8")
    manuscript, found = assemble(house(country=country, locales=("de",), untranslated="source"), "de")
    assert (manuscript.unreviewed, [finding.code for finding in found if finding.code == "C04"]) == ("", [])


@pytest.mark.parametrize(("code", "plain"), [("de_CH", "de"), ("de", "de"), ("de@simple", "de@simple"), ("en", "en")])
def test_an_edition_orders_a_language_and_the_country_adds_its_own(code: str, plain: str) -> None:
    assert catalogs.without_country(code) == plain
    assert catalogs.in_german(code) == (plain == "de")
