"""Sentences that can be said again in another language, and in which one."""

from __future__ import annotations

import copy
import gettext
import pickle
from collections.abc import Callable, Mapping

import pytest

from handbook.wording import Said, in_language, languages, listed, mark, nsay, say


class Other(gettext.NullTranslations):
    """Translations from a table; a plural is found under its singular."""

    def __init__(self, table: Mapping[str, str | tuple[str, ...]]) -> None:
        super().__init__()
        self.table = table

    def gettext(self, message: str) -> str:
        found = self.table.get(message, message)
        assert isinstance(found, str)
        return found

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        found = self.table.get(singular)
        return found[n != 1] if isinstance(found, tuple) else super().ngettext(singular, plural, n)


GERMAN = Other(
    {
        'there is no edition "%(name)s".': "Die Ausgabe „%(name)s“ gibt es nicht.",
        "%(file)s: %(reason)s": "Datei %(file)s: %(reason)s",
        "it is empty": "sie ist leer",
        "one passage": ("eine Stelle", "%(count)s Stellen"),
        "half of %(what)s": "%(wath)s zur Hälfte",
        "wholly wrong": "5 %",
        "%(done)s %% done": "%(done)s %% fertig",
    }
)


def test_a_sentence_is_its_english_text() -> None:
    said = say('there is no edition "%(name)s".', name="hose")
    assert said == 'there is no edition "hose".'
    assert hash(said) == hash('there is no edition "hose".')
    assert type(str(said)) is str


def test_a_sentence_is_said_again_in_another_language() -> None:
    assert in_language(say('there is no edition "%(name)s".', name="hose"), GERMAN) == "Die Ausgabe „hose“ gibt es nicht."


def test_what_nobody_marked_stays_as_it_is() -> None:
    assert in_language("it is empty", GERMAN) == "it is empty"
    assert mark("it is empty") == "it is empty"
    assert not isinstance(mark("it is empty"), Said)


def test_a_sentence_inside_a_sentence_is_said_again_too() -> None:
    said = say("%(file)s: %(reason)s", file="a.toml", reason=say("it is empty"))
    assert said == "a.toml: it is empty"
    assert in_language(said, GERMAN) == "Datei a.toml: sie ist leer"


@pytest.mark.parametrize(("number", "english", "german"), [(0, "0 passages", "0 Stellen"), (1, "one passage", "eine Stelle"), (2, "2 passages", "2 Stellen")])
def test_a_number_chooses_the_form_in_each_language(number: int, english: str, german: str) -> None:
    said = nsay("one passage", "%(count)s passages", number)
    assert (said, in_language(said, GERMAN)) == (english, german)
    assert in_language(said, gettext.NullTranslations()) == english


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda said: pickle.loads(pickle.dumps(said))], ids=["copy", "deepcopy", "pickle"])
def test_a_sentence_survives_the_way_out_of_a_worker(again: Callable[[Said], Said]) -> None:
    for said, german in (
        (say("%(file)s: %(reason)s", file="100 %.toml", reason=say("it is empty")), "Datei 100 %.toml: sie ist leer"),
        (nsay("one passage", "%(count)s passages", 3), "3 Stellen"),
    ):
        assert again(said) == said
        assert in_language(again(said), GERMAN) == german


@pytest.mark.parametrize("value", ["100 %", "%s", "%(name)s", "%%", "{name}", "é"])
def test_a_value_is_put_in_as_it_is(value: str) -> None:
    said = say('there is no edition "%(name)s".', name=value)
    assert said == f'there is no edition "{value}".'
    assert in_language(said, GERMAN) == f"Die Ausgabe „{value}“ gibt es nicht."


def test_a_percent_sign_of_a_sentence_is_written_twice() -> None:
    said = say("%(done)s %% done", done=5)
    assert (said, in_language(said, GERMAN)) == ("5 % done", "5 % fertig")


@pytest.mark.parametrize("said", [say("half of %(what)s", what="it"), say("wholly wrong"), say("nobody translated this")], ids=["name", "percent", "missing"])
def test_a_translation_that_is_missing_or_has_a_slip_gives_english(said: Said) -> None:
    assert in_language(said, GERMAN) == str(said)


def test_a_value_that_is_missing_is_our_bug() -> None:
    with pytest.raises(KeyError):
        say('there is no edition "%(name)s".')


def test_choices_are_listed_as_one_speaks() -> None:
    assert [listed(words) for words in (["32"], ["32", "28"], ["32", "28", "24"])] == ["32", "32 or 28", "32, 28 or 24"]
    assert in_language(listed(["32", "28", "24"]), Other({"%(words)s or %(last)s": "%(words)s oder %(last)s"})) == "32, 28 oder 24"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ()),
        ({"LANG": "C"}, ()),
        ({"LANG": "POSIX"}, ()),
        ({"LANG": "C.UTF-8"}, ()),
        ({"LANG": "en_GB.UTF-8"}, ()),
        ({"LANG": "de_DE.UTF-8"}, ("de_DE", "de")),
        ({"LANG": "de_AT"}, ("de_AT", "de")),
        ({"LANG": "uk"}, ("uk",)),
        ({"LANG": "de_DE.UTF-8@euro"}, ("de_DE@euro", "de@euro", "de_DE", "de")),
        ({"HANDBOOK_LANG": "de@simple"}, ("de@simple", "de")),
        ({"HANDBOOK_LANG": "DE-at"}, ("de_AT", "de")),
        ({"HANDBOOK_LANG": "en", "LC_ALL": "de_DE"}, ()),
        ({"HANDBOOK_LANG": "", "LC_ALL": "", "LC_MESSAGES": "pl_PL.UTF-8", "LANG": "de_DE"}, ("pl_PL", "pl")),
        ({"LC_ALL": "tr_TR", "LC_MESSAGES": "pl_PL"}, ("tr_TR", "tr")),
        ({"HANDBOOK_LANG": "../../etc"}, ()),
        ({"HANDBOOK_LANG": "d"}, ()),
        ({"LANGUAGE": "de"}, ()),
    ],
)
def test_the_first_variable_that_is_set_chooses_the_languages(environment: dict[str, str], expected: tuple[str, ...]) -> None:
    assert languages(environment) == expected
