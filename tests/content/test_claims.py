"""Every claim of the guide's plan, S1 to S70, is told in every outline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pytest

from handbook.manuscript.assemble import Chapter, Manuscript
from handbook.manuscript.chapter import Text
from handbook.manuscript.telling import claims_lost

CLAIMS = [f"S{number}" for number in range(1, 71)]
OUTLINES = [32, 28, 24]

TOLD_BY = {
    "S1": ["helf|geholfen", "problem"],
    "S2": ["branche", "fachkräfte|ihr fach"],
    "S3": ["erste stelle", "weiterkommen"],
    "S4": ["zuerst bei ihnen"],
    "S5": ["anfragen", "probleme", "zufrieden", "telefon", "chat"],
    "S6": ["einfachen frage steckt"],
    "S7": ["08:00", "16:00"],
    "S8": ["telefon", "e-mail", "chat", "social media"],
    "S9": ["bestellung", "retoure", "beschwerde"],
    "S10": ["nach jedem kontakt"],
    "S11": ["lager|buchhaltung", "second level"],
    "S12": ["acht branchen", "fachwissen"],
    "S13": ["handel", "fragen zum produkt", "verkauf"],
    "S14": ["support", "software", "gerät"],
    "S15": ["bank", "versicherung"],
    "S16": ["unterschiede", "fachgebiet"],
    "S17": ["kein gesetz|gesetz schreibt kein", "abschluss"],
    "S18": ["schulabschluss", "mittleren abschluss", "abitur"],
    "S19": ["stellen verlangen mehr", "ihk-fortbildung"],
    "S20": ["aufstieg", "fachwirt"],
    "S21": ["sprache", "verständlich"],
    "S22": ["sprechen", "schreiben"],
    "S23": ["sachlich", "mitfühlen", "geduld"],
    "S24": ["zuhören", "ausreden", "anliegen"],
    "S25": ["mehrere|nebenbei|zugleich"],
    "S26": ["crm", "ticket", "wissensdatenbank", "acd"],
    "S27": ["tippe", "pc"],
    "S28": ["gelöst"],
    "S29": ["kritisch denken", "ursache", "weg an"],
    "S30": ["nicht jeder fall", "ruhig"],
    "S31": ["zuerst", "überall"],
    "S32": ["kurse zu gespräch", "konflikt", "grundlagen"],
    "S33": ["online", "portal|volkshochschule"],
    "S34": ["erste stelle", "praxis"],
    "S35": ["handel", "callcenter", "minijob", "praktikum"],
    "S36": ["einarbeitung", "lernen sie im betrieb"],
    "S37": ["freiwillig"],
    "S38": ["zertifikat", "ihk", "hersteller"],
    "S39": ["bewerbung helfen"],
    "S40": ["von ort", "branche", "größe", "tarifvertrag"],
    "S41": ["krankenversicherung", "bezahlter urlaub", "kein extra"],
    "S42": ["prämien", "provision"],
    "S43": ["erfahrung", "mehr geld|mehr verlangen"],
    "S44": ["team leiten", "management"],
    "S45": ["spezialwissen|fachwissen", "technisch|technik"],
    "S46": ["nach oben", "zur seite"],
    "S47": ["senior", "teamleitung", "serviceleitung"],
    "S48": ["verantwortung", "gehalt"],
    "S49": ["auch anderswo"],
    "S50": ["vertrieb", "marketing", "einsatzsteuerung"],
    "S51": ["branchenspezialisierung", "personalentwicklung"],
    "S52": ["chatbot", "voicebot"],
    "S53": ["neue aufgaben", "chancen", "stellen", "gestrichen|strich"],
    "S54": ["zu hause", "erweitert die auswahl"],
    "S55": ["aus dem ausland", "zustimmt", "aller welt"],
    "S56": ["lernt immer weiter"],
    "S57": ["workshops", "webinare", "fachzeitschrift"],
    "S58": ["menschen treffen", "kontakte"],
    "S59": ["ccv", "ddv", "ver.di", "treffen|kolleg"],
    "S60": ["qualifikation", "abschluss", "zertifikat"],
    "S61": ["wie lange dauert", "wochen bis monate", "umschulung"],
    "S62": ["was verdiene ich", "ort, branche", "zuschläge"],
    "S63": ["homeoffice"],
    "S64": ["aufsteigen", "teamleitung", "vertrieb"],
    "S65": ["brauche ich erfahrung", "praktikum", "teilzeit"],
    "S66": ["welche fähigkeiten", "geduld", "gefühl"],
    "S67": ["verdienen geld", "wachsen", "sinn|aufatmet"],
    "S68": ["menschen mag", "technik", "dazulernt"],
    "S69": ["einstieg", "beim wechsel"],
    "S70": ["technik und homeoffice", "chancen"],
}
"""Words by which a reader would find each claim; `a|b` is one of them. Who rewords a claim changes its line here and looks at it again."""


def tellers(manuscript: Manuscript, texts: Mapping[str, Text], pages: int) -> Iterable[tuple[str, Chapter]]:
    """Each claim with each chapter of the book that tells it in this outline."""
    for slot in manuscript.slots:
        if chapter := manuscript.chapters.get(slot.id):
            for claim in set(chapter.head.claims) - claims_lost(texts[f"chapters/{slot.id}.md"], pages):
                yield claim, chapter


@pytest.mark.parametrize("pages", OUTLINES)
def test_every_claim_is_named_by_a_chapter_of_the_outline(pages: int, manuscript: Callable[[int], Manuscript], texts: Mapping[str, Text]) -> None:
    told = {claim for claim, _ in tellers(manuscript(pages), texts, pages)}
    assert [claim for claim in CLAIMS if claim not in told] == []


@pytest.mark.parametrize("pages", OUTLINES)
def test_every_claim_is_found_in_the_words_of_its_chapters(pages: int, manuscript: Callable[[int], Manuscript], texts: Mapping[str, Text], words: Callable[[Chapter], str]) -> None:
    printed = dict.fromkeys(CLAIMS, "")
    for claim, chapter in tellers(manuscript(pages), texts, pages):
        printed[claim] += words(chapter)
    missing = {claim: lost for claim, wanted in TOLD_BY.items() if (lost := [each for each in wanted if not any(one in printed[claim] for one in each.split("|"))])}
    assert missing == {}
    assert list(TOLD_BY) == CLAIMS


def test_no_file_names_a_claim_that_isnt_to_be_told(texts: Mapping[str, Text]) -> None:
    """S71 is the biography of a third person: it has no place in the guide."""
    named = {(name, claim) for name, text in texts.items() for claim in text.head.claims}
    named |= {(name, claim) for name, text in texts.items() for token in text.tokens for claim in str(token.attrGet("claims") or "").split()}
    assert {(name, claim) for name, claim in named if claim not in CLAIMS} == set()


@pytest.mark.parametrize("phrase", ["Satya Wacana", "Universitas", "Psychologie", "Medienbranche"])
def test_the_biography_is_nowhere(phrase: str, files: Mapping[str, str]) -> None:
    assert [name for name, text in files.items() if phrase.casefold() in text.casefold()] == []
