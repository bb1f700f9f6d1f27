"""What a translation must keep of the German, and how long it may be; each slip is named with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handbook import catalogs
from handbook.errors import ExitCode
from handbook.findings import Finding
from handbook.translation import extract
from handbook.translation.check import check
from tests.conftest import Call
from tests.translation.conftest import entry, put

PASSAGE = "Eine Stelle können wir nicht versprechen. Aber wir nehmen uns Zeit für Ihre Fragen."


def found() -> list[Finding]:
    return list(check("en"))


def first(*parts: str, domain: str = "guide") -> str:
    """The first passage that is translated and holds all these parts."""
    return next(str(each.id) for each in catalogs.read("en", domain) if each.string and each.id and all(part in str(each.id) for part in parts))


def line_of(passage: str, domain: str = "guide") -> int:
    """The line of its `msgid` in the catalog, found without the reader."""
    lines = catalogs.path("en", domain).read_text("utf-8").split("\n")
    start = passage.split("\n")[0][:40].replace('"', '\\"')
    (number,) = (
        number for number, line in enumerate(lines, 1) if line.startswith("msgid ") and (f'"{start}' in line or (line == 'msgid ""' and lines[number].startswith(f'"{start}')))
    )
    return number


@pytest.mark.parametrize(
    ("parts", "old", "new", "words"),
    [
        (("{minimum-wage} **",), "{minimum-wage}", "€13.90", 'the fact "minimum-wage" is missing in the translation.'),
        (("{minimum-wage} **",), "{minimum-wage}", "{minimum-wage@2027}", 'the fact "minimum-wage@2027" isn\'t in the German.'),
        (("[[pay]]",), "[[pay]]", "", 'the reference "pay" is missing in the translation.'),
        (("[[pay]]",), "[[pay]]", "[[pay]] [[pay]]", 'the reference "pay" isn\'t in the German.'),
        (("**Fragen** Sagen",), "**", "", "has 0 bold pieces, the German has 1."),
        (("*Backoffice*",), "*", "", "has 0 glossary terms, the German has 1."),
    ],
)
def test_what_must_survive_is_missed_where_it_is_lost(parts: tuple[str, ...], old: str, new: str, words: str, locales: Path) -> None:
    passage = first(*parts)
    translation = str(entry(passage).string)
    assert old in translation
    put(passage, translation.replace(old, new))
    problems = found()
    assert {(finding.code, finding.place.file, finding.place.line) for finding in problems} == {("C03", "locales/en/LC_MESSAGES/guide.po", line_of(passage))}
    assert any(words in finding.message for finding in problems)


@pytest.mark.parametrize(
    ("translation", "words"),
    [
        ("Ask [there](https://example.com).", {'the link "https://example.org" is missing in the translation.', 'the link "https://example.com" isn\'t in the German.'}),
        ("Ask [there](https://example.org) or [here](https://example.org).", {'the link "https://example.org" isn\'t in the German.'}),
        ("Ask there.", {'the link "https://example.org" is missing in the translation.'}),
    ],
)
def test_a_link_leads_where_the_german_leads(translation: str, words: set[str], locales: Path) -> None:
    text = f'msgid ""\nmsgstr ""\n\nmsgid "Fragen Sie [dort](https://example.org)."\nmsgstr "{translation}"\n'
    catalogs.path("en", "guide").write_text(text, "utf-8")
    assert {finding.message for finding in found()} == words
    assert {(finding.code, finding.place.line) for finding in found()} == {("C03", 4)}


@pytest.mark.parametrize(("new", "words"), [("Checklist", 'the name "%(code)s" is missing'), ("%(code)s %(cod)s", 'the name "%(cod)s" isn\'t in the German')])
def test_a_name_in_a_layout_string_must_survive(new: str, words: str, locales: Path) -> None:
    put("Checkliste %(code)s", new, "messages")
    (finding,) = found()
    assert (finding.code, finding.place.file, finding.place.line) == ("C03", "locales/en/LC_MESSAGES/messages.po", line_of("Checkliste %(code)s", "messages"))
    assert words in finding.message


@pytest.mark.parametrize("new", ["We <b>cannot</b> promise.", "We {cannot} promise.", "`We` cannot promise.", "![We](https://example.org/a.png)"])
def test_a_translation_may_do_no_more_than_the_german(new: str, locales: Path) -> None:
    put(PASSAGE, new)
    assert {(finding.code, finding.place.line) for finding in found()} == {("C03", line_of(PASSAGE))}


@pytest.mark.parametrize(
    ("passage", "most"),
    [
        ("Geld, Zeit und Vertrag", 26),
        ("Was das Gesetz Ihnen sichert, was der Vertrag regelt und wonach Sie fragen sollten.", 120),
        ("wovon Ihr Einstiegsgehalt abhängt", 80),
        ("Vorstellungsgespräch", 40),
        ("Damit Sie ruhig ins Gespräch gehen und selbst gute Fragen stellen.", 110),
    ],
)
def test_what_stands_in_a_narrow_place_has_a_length(passage: str, most: int, locales: Path) -> None:
    put(passage, "x" * most)
    assert found() == []
    put(passage, "x" * (most + 1))
    (finding, *_) = found()
    assert (finding.code, finding.place.line) == ("C03", line_of(passage))
    assert finding.message == f"has {most + 1} characters; {most} fit there."


def test_a_title_may_be_longer_than_a_running_head(locales: Path) -> None:
    passage = next(str(each.id) for each in catalogs.read("en", "guide") if [(file.split("/")[1], line) for file, line in each.locations] == [("chapters", 2)])
    put(passage, "x" * 45)
    assert found() == []
    put(passage, "x" * 46)
    assert [finding.message for finding in found()] == ["has 46 characters; 45 fit there."]


@pytest.mark.parametrize(("translation", "fuzzy"), [("", False), ("`no`", True)])
def test_what_is_not_printed_is_not_checked(translation: str, fuzzy: bool, locales: Path) -> None:
    put(PASSAGE, translation, fuzzy=fuzzy)
    assert found() == []


def test_slips_end_with_1_and_are_told_to_people_and_programs(locales: Path, call: Call) -> None:
    put(PASSAGE, "`no`")
    said = call("i18n", "check", "en")
    assert said.code == ExitCode.CONTENT
    assert said.err.startswith(f"error: locales/en/LC_MESSAGES/guide.po:{line_of(PASSAGE)}: ")
    as_json = call("i18n", "check", "--json")
    assert as_json.code == ExitCode.CONTENT
    assert [each["code"] for each in json.loads(as_json.out)["findings"]] == ["C03"]


def test_good_catalogs_are_passed_over_in_silence(call: Call) -> None:
    said = call("i18n", "check")
    assert (said.code, said.out, said.err) == (ExitCode.GOOD, "", "")


def rewrite(code: str, domain: str, old: str, new: str) -> Path:
    """The first occurrence of a text in a catalog changed; `locales` must be a copy."""
    path = catalogs.path(code, domain)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


@pytest.mark.parametrize(
    ("code", "old", "new", "words"),
    [
        ("uk", "nplurals=3", "nplurals=2", "the header orders 2 plural forms, the language has 3."),
        ("en", "Language: en", "Language: fr", 'the header says the language is "fr".'),
        ("en", "charset=utf-8", "charset=latin-1", "the header says latin-1; a catalog is UTF-8."),
    ],
)
def test_a_head_of_another_language_or_encoding_is_named(code: str, old: str, new: str, words: str, locales: Path) -> None:
    rewrite(code, "messages", old, new)
    assert words in {finding.message for finding in check(code)}


@pytest.mark.parametrize("code", ["ar", "pl", "uk", "tr"])
def test_every_plural_form_of_the_language_is_there_and_a_missing_one_is_named(code: str, locales: Path) -> None:
    forms = {"ar": 6, "pl": 3, "uk": 3, "tr": 2}[code]
    counted = [message for message in catalogs.read(code, "program") if message.pluralizable and any(message.string)]
    assert counted
    assert all(len(message.string) == forms and all(message.string) for message in counted)
    catalog = catalogs.read(code, "program")
    message = next(each for each in catalog if each.pluralizable and any(each.string))
    message.string = (*message.string[:-1], "")
    catalogs.path(code, "program").write_bytes(extract.as_text(catalog))
    assert f"the plural form {forms - 1} is missing." in {finding.message for finding in check(code)}


@pytest.mark.parametrize(("new", "words"), [("x" * 19, "has 19 characters; 18 fit there."), ("100 % sure", "holds a percent sign that stands for nothing.")])
def test_a_label_of_the_layouts_fits_its_column_and_can_be_filled_in(new: str, words: str, locales: Path) -> None:
    put("manchmal", new, "messages")
    assert words in {finding.message for finding in found()}


def test_an_invisible_character_in_a_translation_is_named(locales: Path) -> None:
    put(PASSAGE, "We can\u200bnot promise.")
    assert any("invisible character U+200B" in finding.message for finding in found())


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Es sind {training-pay-1} brutto.", 'the country has no fact "training-pay-1".'),
        ("Es sind <b>drei</b>.", "HTML isn't allowed"),
        (catalogs.LEFT_OUT, ""),
    ],
)
def test_a_country_may_name_its_own_facts_only_or_leave_a_passage_out(said: str, words: str, locales: Path) -> None:
    catalog = catalogs.read("de_AT", "guide")
    message = next(each for each in catalog if each.id)
    message.string = said
    catalogs.path("de_AT", "guide").write_bytes(extract.as_text(catalog))
    told = [finding.message for finding in check("de_AT")]
    assert any(words in each for each in told) if words else told == []


def test_a_passage_of_a_country_that_the_german_lost_is_named_and_found_again(locales: Path, call: Call) -> None:
    catalog = catalogs.read("de_AT", "guide")
    message = next(each for each in catalog if each.id and len(str(each.id)) > 60)
    now = str(message.id)

    changed = catalogs.read("de_AT", "guide")
    changed.delete(now)
    changed.add(now + " Früher.", message.string, message.locations)
    catalogs.path("de_AT", "guide").write_bytes(extract.as_text(changed))
    assert [finding.message for finding in check("de_AT")] == ["this passage stands nowhere in the German."]
    call("i18n", "update", "de_AT")
    again = catalogs.read("de_AT", "guide").get(now)
    assert again is not None
    assert again.fuzzy
    assert again.previous_id == [now + " Früher."]
