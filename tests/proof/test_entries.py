"""The numbered list of a proof: every finding once, in the order in which a reader turns the pages, in words of one language."""

from __future__ import annotations

import gettext
from itertools import permutations

import pytest

from handbook.catalogs import spoken
from handbook.findings import Finding, Place, Severity
from handbook.proof.entries import counts, entries, printable
from handbook.wording import say

ENGLISH = gettext.NullTranslations()
FOOT = Finding("K02", "at the foot", Place("a.md", page=1, x_mm=20, y_mm=180))
HEAD = Finding("K02", "at the head", Place("z.md", page=1, x_mm=20, y_mm=20))
WHOLE = Finding("K13", "is empty", Place("a.md", page=2), severity=Severity.REVIEW)
BEYOND = Finding("S05", "on a page that isn't there", Place("a.md", page=9, x_mm=1, y_mm=-9), severity=Severity.NOTE)
EDITION = Finding("N05", "of the edition", Place("editions/acme/edition.toml", 6, 1), severity=Severity.NOTE)
NOWHERE = Finding("C04", "nowhere", severity=Severity.REVIEW)


@pytest.mark.parametrize("found", list(permutations([FOOT, HEAD, WHOLE]))[1::2])
def test_findings_are_numbered_as_one_turns_the_pages(found: tuple[Finding, ...]) -> None:
    made = entries(found, 4, ENGLISH)
    assert [(entry.number, entry.sentence) for entry in made] == [(1, "at the head"), (2, "at the foot"), (3, "is empty")]


def test_what_stands_on_no_page_comes_last_the_gravest_first() -> None:
    made = entries([EDITION, BEYOND, NOWHERE, FOOT], 4, ENGLISH)
    assert [entry.sentence for entry in made] == ["at the foot", "nowhere", "on a page that isn't there", "of the edition"]


def test_a_finding_that_two_stages_made_has_one_number() -> None:
    assert len(entries([FOOT, HEAD, FOOT], 1, ENGLISH)) == 2


def test_a_place_is_told_by_page_and_file_and_the_same_on_every_machine() -> None:
    far = Finding("A03", "x", Place("/home/kim/editions/acme/logo.svg", 2))
    assert [entry.where for entry in entries([FOOT, NOWHERE, EDITION, far], 4, ENGLISH)] == ["page 1 · a.md", "logo.svg:2", "the whole edition", "edition.toml:6:1"]


def test_sentence_hint_and_severity_are_told_in_the_language_of_the_pages() -> None:
    finding = Finding("E04", say('there is no product "%(name)s". %(hint)s', name="x", hint=""), Place(page=2), say("Take the waiver out."))
    (entry,) = entries([finding], 2, spoken(("de",)))
    assert entry.gravity == "Fehler"
    assert entry.where == "Seite 2"
    assert "Produkt" in entry.sentence
    assert entry.hint.endswith("Nehmen Sie die Freigabe heraus.")


def test_a_waived_finding_says_why_it_is_let_pass() -> None:
    waived = Finding("K02", "is near.", Place(page=1), severity=Severity.NOTE, waived="Agreed.")
    assert entries([waived], 1, ENGLISH)[0].sentence == "is near. Waived: Agreed."


def test_each_severity_that_occurs_is_counted_the_gravest_first() -> None:
    made = counts(entries([NOWHERE, FOOT, HEAD], 4, ENGLISH), ENGLISH)
    assert [(count.severity, count.words.partition(":")[0]) for count in made] == [("error", "2 errors"), ("review", "1 finding for review")]


@pytest.mark.parametrize(("said", "printed"), [("“Größe” – €", "“Größe” – €"), ("漢😀", "??"), ("a\tb", "a b"), ("a\ufe0fb", "ab"), ("خطأ", "خطأ")])
def test_a_character_that_our_typeface_lacks_does_not_stop_the_proof_that_tells_of_it(said: str, printed: str) -> None:
    assert printable(said) == printed
