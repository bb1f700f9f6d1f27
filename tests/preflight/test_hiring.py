"""Words that invite everybody, and words that seem not to."""

from __future__ import annotations

import pytest

from handbook.preflight.hiring import one_sided
from tests.preflight.editions import found, said


@pytest.mark.parametrize(
    "text",
    [
        "Kundenberater (m/w/d)",
        "Kundenberater (w, m, d) gesucht",
        "Kundenberater:in",
        "Kundenberater*innen",
        "Kundenberater/-in",
        "Kundenberater/in",
        "Kundenberater(in)",
        "KundenberaterInnen",
        "Kundenberaterinnen und Kundenberater",
        "Kauffrau oder Kaufmann für Dialogmarketing",
        "Kaufmann/-frau für Büromanagement",
        "Kundenberatung",
        "Fachkraft im Kundenservice",
        "Beraterteam",
        "Mitarbeitende",
        "Karriereleiter Kundenservice",
        "Call-Center-Agent (all genders)",
    ],
)
def test_neutral_words_and_both_forms_invite_everybody(text: str) -> None:
    assert one_sided(text) == ""


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("Kundenberater gesucht", "Kundenberater"),
        ("Mitarbeitern Chancen geben", "Mitarbeitern"),
        ("Kaufmann für Dialogmarketing", "Kaufmann"),
        ("Kundenberaterin gesucht", "Kundenberaterin"),
        ("Account Manager werden", "Manager"),
        ("Servicetechniker", "Servicetechniker"),
    ],
)
def test_a_job_for_one_sex_is_named(text: str, job: str) -> None:
    assert one_sided(text) == job


def test_what_a_person_is_called_is_no_offer_but_what_the_person_offers_is() -> None:
    def as_role(role: str) -> list[str]:
        return said(contact={"name": '"Kim Winter"', "phone": '"+49 30 5557890"', "role": f'"{role}"'})

    assert as_role("Personalreferentin") == []
    assert as_role("Teamleiter Kundenservice") == []
    assert as_role("Wir suchen Kundenberater") == ['N03 contact.role: "Kundenberater" names a job for one sex only.']


def test_jobs_in_an_edition_without_german_are_not_judged() -> None:
    assert said(top={"title": '"Become a Service Manager"', "locales": '["en"]'}) == []


@pytest.mark.parametrize(
    ("title", "word", "ground"),
    [
        ("Junges Team sucht Verstärkung", "Junges", "age"),
        ("Service: jung und neu", "jung", "age"),
        ("Ein dynamisches Team", "dynamisches", "age"),
        ("Für alle bis 35 Jahre", "bis 35 Jahre", "age"),
        ("Muttersprachler gesucht", "Muttersprachler", "origin"),
        ("Service, akzentfrei", "akzentfrei", "origin"),
        ("Für körperlich fitte Menschen", "körperlich fitte", "health"),
    ],
)
def test_words_that_leave_people_out_are_named_with_the_ground(title: str, word: str, ground: str) -> None:
    assert said(top={"title": f'"{title}"'}) == [f'N04 title: "{word}" may be read as leaving people out ({ground}).']


@pytest.mark.parametrize("title", ["Service für Jung und Alt", "Jungbrunnen Kundenservice", "Kundenservice bis 18 Uhr", "Belastbare Antworten", "Karriere mit Akzent"])
def test_words_that_only_look_alike_are_left_alone(title: str) -> None:
    assert said(top={"title": f'"{title}"'}) == []


def test_a_person_or_company_may_be_called_as_it_is() -> None:
    assert found(brand={"name": '"Junge Medien"'}, contact={"name": '"Frau Junge"', "phone": '"+49 30 5557890"'}) == []
