"""How the guide is written: readable, free of phrases nobody says, fair to everyone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence

import pytest

from handbook import paths
from handbook.manuscript.assemble import Chapter, Checklist, Manuscript
from handbook.manuscript.chapter import Text

HARDEST = 45
"""LIX: from 40 to 50 lies the level of a daily newspaper."""

_WORD = re.compile(r"\w+(?:[-\u2011'’.,]\w+)*")
_SENTENCE_END = re.compile(r"(?<!\b\w)[.!?][“‘]?(?=\s|$)")

NEVER: dict[str, list[str]] = tomllib.loads((paths.CONTENT / "never-used.toml").read_text("utf-8"))

_SHORT_FORM = re.compile(r"\w[*:_/·•]-?in(?:nen)?\b|[a-zäöüß]In(?:nen)?\b|\(-?in(?:nen)?\)|/-?(?:frau|mann)\b")


def lix(passages: Sequence[str]) -> float:
    """Words a sentence plus the percentage of words with more than six letters. The end of a passage ends a sentence."""
    words = [word for passage in passages for word in _WORD.findall(passage)]
    sentences = sum(max(1, len(_SENTENCE_END.findall(passage))) for passage in passages)
    long = sum(sum(letter.isalpha() for letter in word) > 6 for word in words)
    return len(words) / sentences + 100 * long / len(words)


def never_used(text: str, entries: Sequence[str]) -> list[str]:
    """The entries that stand in a text, as `never-used.toml` says they are to be compared."""
    plain = re.sub(r"\s+", " ", text.lower().replace("\u00ad", ""))
    return [entry for entry in entries if re.search(rf"(?<!\w){re.escape(entry)}", plain)]


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        (["Das ist gut.", "Es geht. Und zwar so."], 8 / 3),
        (["Kundinnen schreiben uns, z. B. am Abend."], 7 + 100 * 2 / 7),
    ],
)
def test_lix_counts_words_a_sentence_and_long_words(passages: list[str], expected: float) -> None:
    assert lix(passages) == pytest.approx(expected)


@pytest.mark.parametrize("pages", [32, 28, 24])
def test_the_guide_and_every_part_of_it_is_easy_enough_to_read(pages: int, manuscript: Callable[[int], Manuscript], prose: Callable[[Chapter | Checklist], list[str]]) -> None:
    book = manuscript(pages)
    passages = {part.id: prose(part) for part in (*book.chapters.values(), *book.fillers, *book.checklists.values())}
    everything = [passage for each in passages.values() for passage in each]
    assert {name: round(lix(each)) for name, each in passages.items() if lix(each) > HARDEST} == {}
    assert lix(everything) <= HARDEST


@pytest.mark.parametrize("family", list(NEVER))
def test_no_text_holds_wording_that_is_never_used(family: str, files: Mapping[str, str]) -> None:
    assert {name: found for name, text in files.items() if (found := never_used(text, NEVER[family]))} == {}


@pytest.mark.parametrize("text", ["Das öffnet\n  Türen.", "eine loh\u00adnende Karriere", "Mut\u00adtersprachler gesucht", "Unser JUNGES Team", "Best-Practice-Beispiele"])
def test_wording_that_is_never_used_is_found_however_it_is_written(text: str) -> None:
    assert never_used(text, [entry for entries in NEVER.values() for entry in entries])


@pytest.mark.parametrize("text", ["verjüngt", "Die Tür öffnet sich.", "Urteilen Sie selbst."])
def test_wording_that_only_resembles_it_is_allowed(text: str) -> None:
    assert not never_used(text, [entry for entries in NEVER.values() for entry in entries])


def test_people_are_named_in_full_or_neutrally(files: Mapping[str, str]) -> None:
    assert {name: found for name, text in files.items() if (found := [match[0] for match in _SHORT_FORM.finditer(text)])} == {}


@pytest.mark.parametrize("text", ["Kund*innen", "Kund:innen", "Kund_innen", "KundInnen", "Kunde/-in", "Kunden/innen", "Berater(in)", "Kaufmann/-frau", "Mitarbeiter·innen"])
def test_a_short_form_is_found_however_it_is_written(text: str) -> None:
    assert _SHORT_FORM.search(text)


@pytest.mark.parametrize("text", ["Kundinnen und Kunden", "*Inbound* und *Outbound*", "innen:", "Name: in Klarschrift", "Kaufmann oder Kauffrau", "siehe [[new-in-germany]]"])
def test_full_pairs_and_neutral_words_are_no_short_forms(text: str) -> None:
    assert not _SHORT_FORM.search(text)


def test_heads_are_plain_text_because_nothing_fills_them_in(texts: Mapping[str, Text]) -> None:
    """Facts, references and marks work in a body only; in a title they would be printed as they are written."""
    wrong = {}
    for name, text in texts.items():
        head = text.head
        lines = [head.title, getattr(head, "short", ""), getattr(head, "promise", ""), getattr(head, "purpose", ""), *getattr(head, "goals", ()), *getattr(head, "scale", ())]
        if found := [line for line in lines if re.search(r'[{}\[\]<>*"]|z\. ?B\.', line)]:
            wrong[name] = found
    assert wrong == {}
