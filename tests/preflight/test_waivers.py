"""What an edition lets pass: a note with the reason, and a word about waivers that waive nothing."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.edition.load import LoadedEdition, load
from handbook.edition.model import Waiver
from handbook.errors import ContentError
from handbook.findings import CODES, NEVER_WAIVED, Finding, Place, Severity, errors
from handbook.pipeline import prepare
from handbook.preflight.waivers import helpless, unused, waived
from handbook.wording import say

REASON = "Agreed with the printer."
COARSE = Finding("S05", say("is printed at %(dpi)s dpi.", dpi=120), Place(page=3), say("Use a larger picture."))
FINE = Finding("S06", "lines are thin.", severity=Severity.REVIEW)
EVERYWHERE, IN_THE_BOOK = Waiver(code="S05", reason=REASON), Waiver(code="S05", reason="Only in the handbook.", product="handbook")


@pytest.fixture
def acme(edition: Callable[[str], Path]) -> Callable[[str], LoadedEdition]:
    """The house edition with waivers behind it."""

    def loaded(text: str) -> LoadedEdition:
        path = edition("house")
        path.write_text(path.read_text("utf-8") + text, "utf-8")
        return load(path)

    return loaded


def waiver(code: str, product: str = "") -> str:
    return f'\n[[waivers]]\ncode = "{code}"\nreason = "{REASON}"\n' + (f'product = "{product}"\n' if product else "")


def test_a_waived_error_is_a_note_that_says_the_reason() -> None:
    made, other = waived([COARSE, FINE], [EVERYWHERE])
    assert (made.severity, errors([made])) == (Severity.NOTE, [])
    assert str(made) == "page 3: is printed at 120 dpi. Waived: Agreed with the printer. Use a larger picture."
    assert made.as_dict()["message"] == "is printed at 120 dpi. Waived: Agreed with the printer."
    assert other is FINE


def test_a_waived_sentence_is_still_told_in_the_language_of_the_reader() -> None:
    class Shouting(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"is printed at %(dpi)s dpi.": "hat nur %(dpi)s dpi.", "%(message)s Waived: %(reason)s": "%(message)s Freigegeben: %(reason)s"}.get(message, message)

    (made,) = waived([COARSE], [EVERYWHERE])
    assert "hat nur 120 dpi. Freigegeben: Agreed with the printer." in made.told(Shouting())


def test_a_waiver_of_one_product_leaves_the_others_alone() -> None:
    assert [waived([COARSE], [IN_THE_BOOK], product)[0].severity for product in ("handbook", "skills", "")] == [Severity.NOTE, Severity.ERROR, Severity.ERROR]


def test_the_first_waiver_that_fits_gives_the_reason() -> None:
    assert [waived([COARSE], [IN_THE_BOOK, EVERYWHERE], product)[0].waived for product in ("handbook", "skills")] == ["Only in the handbook.", REASON]


def test_what_protects_readers_or_the_file_stays_an_error_whatever_a_waiver_says() -> None:
    assert set(NEVER_WAIVED) < CODES.keys()
    forced = [Waiver.model_construct(code=code, reason=REASON, product=None) for code in NEVER_WAIVED]
    found = [Finding(code, "is wrong.") for code in NEVER_WAIVED]
    assert waived(found, forced) == found


def test_a_waiver_of_nothing_is_named_at_its_line(acme: Callable[[str], LoadedEdition]) -> None:
    loaded = acme(waiver("S06", "skills") + waiver("S05") + waiver("F03"))
    made = list(unused(loaded, [("handbook", COARSE), ("handbook", FINE)]))
    assert [(each.code, each.severity, str(each.message)) for each in made] == [
        ("Z01", Severity.REVIEW, "waivers: there is no S06 to waive in skills."),
        ("Z01", Severity.REVIEW, "waivers: there is no F03 to waive."),
    ]
    lines = loaded.source.text.split("\n")
    assert [lines[each.place.line - 1] for each in made] == ['code = "S06"', 'code = "F03"']
    assert made[0].excerpt.splitlines()[-1].strip() == "^" * len('"S06"')


def test_a_waiver_of_what_stopped_a_job_is_told_that_it_is_of_no_help(acme: Callable[[str], LoadedEdition]) -> None:
    loaded = acme(waiver("P01") + waiver("S05"))
    (made,) = helpless(loaded, [("skills", Finding("P01", "is too long.")), ("interview", Finding("P01", "is too long."))])
    assert (made.code, made.message) == ("Z02", "waivers: P01 is of no help, because nothing can be made before it is mended.")


def test_an_edition_that_cannot_be_made_stays_wrong_with_a_waiver(edition: Callable[[str], Path]) -> None:
    path = edition("house")
    text = path.read_text("utf-8") + '\n[pay]\nlowest = 100.0\nhighest = 200.0\nsource = "Tarif"\nas_of = 2026-10-01\n[chapters]\nexclude = ["gone"]\n'
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError) as before:
        prepare(path)
    assert {finding.code for finding in before.value.findings} <= set(NEVER_WAIVED)


def test_what_an_edition_waives_is_a_note_once_it_is_ready(edition: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from handbook import pipeline

    path = edition("house")
    path.write_text(path.read_text("utf-8") + waiver("F03"), "utf-8")
    original = pipeline.assemble
    monkeypatch.setattr(pipeline, "assemble", lambda *given: (original(*given)[0], [Finding("F03", "has ended.", severity=Severity.REVIEW), COARSE]))
    ready = prepare(path)
    assert [(finding.code, finding.severity) for finding in ready.findings] == [("F03", Severity.NOTE), ("S05", Severity.ERROR)]
    assert ready.complete
    assert not prepare(path, wanted=["skills"]).complete
