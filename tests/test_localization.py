"""Numbers, money, dates, quotes and spaces as German and English set them."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import catalogs
from handbook import localization as to
from tests.conftest import ROOT

NARROW, FIXED = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(14.6, f"14,60{NARROW}€"), (13.9, f"13,90{NARROW}€"), (603, f"603{NARROW}€"), (4013, f"4.013{NARROW}€"), (1014.5, f"1.014,50{NARROW}€"), (0.05, f"0,05{NARROW}€")],
)
def test_money_has_a_comma_two_decimals_or_none_and_a_narrow_space(value: float, expected: str) -> None:
    assert to.money(value, "de") == expected


@pytest.mark.parametrize(("value", "expected"), [(25, f"25{NARROW}%"), (12.5, f"12,5{NARROW}%"), (125, f"125{NARROW}%")])
def test_a_share_is_given_in_hundredths(value: float, expected: str) -> None:
    assert to.percent(value, "de") == expected


@pytest.mark.parametrize(("value", "expected"), [(3, "3"), (1.5, "1,5"), (1014, "1.014"), (560000, "560.000")])
def test_a_number_is_grouped_by_dots(value: float, expected: str) -> None:
    assert to.number(value, "de") == expected


def test_a_year_is_not_grouped() -> None:
    assert to.year(2017) == "2017"


def test_a_day_is_written_in_words_and_never_breaks() -> None:
    assert to.date(dt.date(2027, 1, 1), "de") == f"1.{FIXED}Januar{FIXED}2027"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (dt.date(2027, 3, 12), None, f"12.{FIXED}März{FIXED}2027"),
        (dt.date(2027, 3, 12), dt.date(2027, 3, 12), f"12.{FIXED}März{FIXED}2027"),
        (dt.date(2027, 3, 12), dt.date(2027, 3, 13), "12.–13. März 2027"),
        (dt.date(2027, 1, 12), dt.date(2027, 1, 13), "12.–13. Januar 2027"),
        (dt.date(2027, 3, 31), dt.date(2027, 4, 1), f"31.{FIXED}März – 1.{FIXED}April{FIXED}2027"),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 1), f"31.{FIXED}Dezember{FIXED}2026 – 1.{FIXED}Januar{FIXED}2027"),
    ],
)
def test_several_days_share_what_they_have_in_common(start: dt.date, end: dt.date | None, expected: str) -> None:
    assert to.days(start, end, "de") == expected


def test_a_month_stands_with_its_year() -> None:
    assert to.month(dt.date(2026, 4, 15), "de") == "April 2026"


@pytest.mark.parametrize("codes", [("de", "de_AT", "de_CH"), ("de_AT", "de", "de_AT"), ("de_CH", "de_AT", "de")])
def test_the_months_of_a_country_do_not_hang_on_what_was_built_before(codes: tuple[str, ...]) -> None:
    """In a process of its own: Babel keeps what it has seen."""
    each = "to.month(datetime.date(2027, 1, 15), code), to.date(datetime.date(2027, 1, 15), code)[4:]"
    code = f"import datetime\nfrom handbook import localization as to\nfor code in {codes}:\n    print({each})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"}, check=True)
    names = {"de": "Januar", "de_AT": "Jänner", "de_CH": "Januar"}
    assert done.stdout.replace(FIXED, " ").splitlines() == [f"{names[code]} 2027 {names[code]} 2027" for code in codes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("z. B. hier", f"z.{NARROW}B. hier"),
        ("z.B. hier", f"z.{NARROW}B. hier"),
        ("d. h., u. a., s. o., o. Ä.", f"d.{NARROW}h., u.{NARROW}a., s.{NARROW}o., o.{NARROW}Ä."),
        ("i. d. R. so", f"i.{NARROW}d.{NARROW}R. so"),
        ("14,60 € am 1. Januar", f"14,60{FIXED}€ am 1.{FIXED}Januar"),
        ("§ 3b EStG, Art. 50, DIN EN ISO 18295, DQR 6", f"§{FIXED}3b EStG, Art.{FIXED}50, DIN{FIXED}EN{FIXED}ISO{FIXED}18295, DQR{FIXED}6"),
        ("Halle 2, Stand 14", f"Halle{FIXED}2, Stand{FIXED}14"),
        ("ein Wort – und noch eins", f"ein Wort{FIXED}– und noch eins"),
        ("E-Mail und E-Mails", "E\u2011Mail und E\u2011Mails"),
        ("Ein Stand am Rand, ein Regelwerk", "Ein Stand am Rand, ein Regelwerk"),
    ],
)
def test_spaces_are_narrow_or_fixed_where_a_typesetter_puts_them(text: str, expected: str) -> None:
    assert to.typeset(text, "de") == expected
    assert to.typeset(expected, "de") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a word – and another", f"a word{FIXED}– and another"),
        ("Article 50, Section 3, DIN EN ISO 18295", f"Article{FIXED}50, Section{FIXED}3, DIN{FIXED}EN{FIXED}ISO{FIXED}18295"),
        ("see Chapter 9 on page 12", f"see Chapter{FIXED}9 on page{FIXED}12"),
        ("30 minutes, 8 hours, 6 months", f"30{FIXED}minutes, 8{FIXED}hours, 6{FIXED}months"),
        ("an e-mail", "an e\u2011mail"),
        ("z. B. am 1. Januar", "z. B. am 1. Januar"),
    ],
)
def test_english_has_spaces_of_its_own(text: str, expected: str) -> None:
    assert to.typeset(text, "en") == expected
    assert to.typeset(expected, "en") == expected


@pytest.mark.parametrize(
    ("code", "currency", "small", "round", "large"),
    [
        ("ar", "EUR", "14.60_€", "603_€", "4,321_€"),
        ("tr", "EUR", "€14,60", "€603", "€4.321"),
        ("uk", "EUR", "14,60_€", "603_€", "4_321_€"),
        ("pl", "EUR", "14,60_€", "603_€", "4_321_€"),
        ("ro", "EUR", "14,60_€", "603_€", "4.321_€"),
        ("fr", "EUR", "14,60_€", "603_€", "4_321_€"),
        ("de@simple", "EUR", "14,60_€", "603_€", "4.321_€"),
        ("de_AT", "EUR", "€_14,60", "€_603", "€_4.321"),
        ("de_CH", "CHF", "CHF_14.60", "CHF_603", "CHF_4’321"),
    ],
)
def test_money_stands_as_each_language_writes_it(code: str, currency: str, small: str, round: str, large: str) -> None:  # noqa: A002
    assert [to.money(value, code, currency).replace(NARROW, "_") for value in (14.6, 603, 4321)] == [small, round, large]


@pytest.mark.parametrize(
    ("code", "number", "share", "day", "days", "month"),
    [
        ("ar", "4,321", "25%", "2 يناير 2027", "12–13 يناير 2027", "يناير 2026"),
        ("tr", "4.321", "%25", "2 Ocak 2027", "12–13 Ocak 2027", "Ocak 2026"),
        ("uk", "4 321", "25%", "2 січня 2027 р.", "12–13 січня 2027 р.", "січень 2026"),
        ("pl", "4 321", "25%", "2 stycznia 2027", "12–13 stycznia 2027", "styczeń 2026"),
        ("de@simple", "4.321", "25 %", "2. Januar 2027", "12.–13. Januar 2027", "Januar 2026"),
        ("de_AT", "4.321", "25 %", "2. Jänner 2027", "12.–13. Jänner 2027", "Jänner 2026"),
        ("de_CH", "4’321", "25%", "2. Januar 2027", "12.–13. Januar 2027", "Januar 2026"),
    ],
)
def test_figures_and_days_stand_as_each_language_writes_them(code: str, number: str, share: str, day: str, days: str, month: str) -> None:
    made = (
        to.number(4321, code),
        to.percent(25, code),
        to.date(dt.date(2027, 1, 2), code),
        to.days(dt.date(2027, 1, 12), dt.date(2027, 1, 13), code),
        to.month(dt.date(2026, 1, 15), code),
    )
    assert tuple(each.replace(FIXED, " ").replace(NARROW, " ") for each in made) == (number, share, day, days, month)


@pytest.mark.parametrize("code", [*catalogs.LOCALES, "de_AT", "de_CH"])
def test_no_figure_or_day_can_break_or_holds_a_mark_that_nobody_sees(code: str) -> None:
    made = [to.money(1014.5, code), to.money(1014.5, code, "CHF"), to.percent(12.5, code), to.number(560000, code), to.date(dt.date(2027, 1, 2), code)]
    assert [each for each in made if " " in each or re.search("[\u200e\u200f\u061c]", each)] == []


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("pl", "Praca i szkoła w Niemczech, z umową", "Praca i_szkoła w_Niemczech, z_umową"),
        ("pl", "A to jest w tej ofercie – 30 minut", "A_to jest w_tej ofercie_– 30_minut"),
        ("pl", "rok 2027 r. i 14 €, DQR 6", "rok 2027_r. i_14_€, DQR_6"),
        ("tr", "3 gün – 8 saat, DIN EN ISO 18295", "3_gün_– 8_saat, DIN_EN_ISO_18295"),
        ("uk", "об’єкт – 3 хвилини, 5 днів", "об’єкт_– 3_хвилини, 5_днів"),
        ("fr", "Oui : « bien » ; non ?", "Oui_: «~bien~»~; non~?"),
        ("de@simple", "z. B. 3 Tage – und DQR 6", "z.~B. 3_Tage_– und DQR_6"),
        ("de_AT", "am 1. Jänner, d. h. 8 Stunden", "am 1._Jänner, d.~h. 8_Stunden"),
        ("de_CH", "Grüße: das heißt 30 Franken", "Grüsse: das heisst 30_Franken"),
    ],
)
def test_each_language_keeps_together_what_belongs_together(code: str, text: str, expected: str) -> None:
    assert to.typeset(text, code) == expected.replace("_", FIXED).replace("~", NARROW)
    assert to.typeset(to.typeset(text, code), code) == to.typeset(text, code)


def test_switzerland_alone_writes_no_sharp_s() -> None:
    assert [to.spelled("Straße", code) for code in ("de", "de_AT", "de@simple", "de_CH")] == ["Straße", "Straße", "Straße", "Strasse"]


def test_other_languages_keep_their_spaces() -> None:
    assert to.typeset("z. B. – 3 Tage", "vi") == "z. B. – 3 Tage"


@pytest.mark.parametrize(("value", "expected"), [(13.9, "€13.90"), (603, "€603"), (4013, "€4,013"), (1014.5, "€1,014.50")])
def test_english_money_begins_with_its_sign(value: float, expected: str) -> None:
    assert to.money(value, "en") == expected


def test_english_numbers_shares_and_dates_are_british() -> None:
    assert (to.number(1014, "en"), to.number(4.5, "en"), to.percent(25, "en"), to.percent(12.5, "en")) == ("1,014", "4.5", "25%", "12.5%")
    assert to.date(dt.date(2026, 8, 2), "en") == f"2{FIXED}August{FIXED}2026"
    assert to.month(dt.date(2026, 4, 15), "en") == "April 2026"
    assert to.days(dt.date(2027, 3, 12), dt.date(2027, 3, 13), "en") == "12–13 March 2027"
    assert to.days(dt.date(2027, 3, 31), dt.date(2027, 4, 1), "en") == f"31{FIXED}March – 1{FIXED}April{FIXED}2027"


@pytest.mark.parametrize(("code", "expected"), [("de", "de"), ("en", "en-GB"), ("de_AT", "de-AT"), ("de_CH", "de-CH"), ("de@simple", "de-simple"), ("ar", "ar"), ("uk", "uk")])
def test_a_page_names_its_language_as_browsers_do(code: str, expected: str) -> None:
    assert to.language_tag(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("de", "„“‚‘"), ("de_AT", "„“‚‘"), ("de_CH", "«»‹›"), ("de@simple", "„“‚‘"), ("en", "“”‘’"), ("ar", "«»“”"), ("pl", "„”«»"), ("tr", "“”‘’"), ("uk", "«»„“")],
)
def test_quotes_are_those_of_the_language(code: str, expected: str) -> None:
    assert "".join(to.quotes(code)) == expected


def test_words_are_sorted_as_a_german_dictionary_sorts_them() -> None:
    """DIN 5007-1: ä as a, ß as ss, small and capital letters alike."""
    words = ["Zoll", "Ärger", "arbeiten", "Arzt", "Masse", "Maße", "Öl", "offen", "Oper", "über", "Uhr"]
    assert sorted(words, key=lambda word: to.sort_key(word, "de")) == ["arbeiten", "Ärger", "Arzt", "Masse", "Maße", "offen", "Öl", "Oper", "über", "Uhr", "Zoll"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("tr", ["can", "çay", "hızlı", "Irmak", "ıspanak", "ilan", "iş", "İzin", "jeton", "ot", "öğle", "su", "şube"]),
        ("pl", ["cel", "ćma", "lato", "łąka", "oko", "ósmy", "zebra", "źrebię", "żaba"]),
        ("uk", ["CRM", "авто", "гора", "ґанок", "єнот", "іспит", "їжа", "йод", "щука", "ьх", "юність"]),
        ("ar", ["CRM", "أجر", "اختبار", "آلة", "بائع", "تذكرة", "خدمة", "ورشة"]),
        ("de_AT", ["arbeiten", "Ärger", "Arzt", "Jänner"]),
        ("de@simple", ["Maße", "offen", "Öl", "Zoll"]),
    ],
)
def test_words_are_sorted_in_the_order_of_each_alphabet(code: str, words: list[str]) -> None:
    shuffled = [*words[1::2], *words[::2]]
    assert sorted(shuffled, key=lambda word: to.sort_key(word, code)) == words


@pytest.mark.parametrize("code", [*catalogs.LOCALES, "de_AT", "de_CH"])
def test_every_language_that_can_be_ordered_has_its_tables(code: str) -> None:
    assert to.own_name(code)
    assert len(to.quotes(code)) == 4
    assert to.typeset("Wort – Wort", code) == f"Wort{FIXED}– Wort"
    letters = to._fitting(to._ALPHABETS, code) or ""
    assert len(letters) == len(set(letters))
    assert letters == "".join(sorted(letters, key=lambda letter: to.sort_key(letter, code)))


def test_a_language_is_called_by_three_names_each_once() -> None:
    assert to.called("ar") == ("Arabisch", "Arabic", "العربية")
    assert to.called("en") == ("Englisch", "English")
    assert to.called("de@simple") == ("Deutsch", "German")


@pytest.mark.parametrize(("code", "expected"), [("de", "ltr"), ("ar", "rtl"), ("uk", "ltr"), ("de@simple", "ltr")])
def test_a_locale_knows_its_direction(code: str, expected: str) -> None:
    assert to.direction(code) == expected


@pytest.mark.parametrize(("code", "script", "comma", "arrow"), [("de", "Latn", ", ", "→"), ("uk", "Latn", ", ", "→"), ("ar", "Arab", "، ", "←")])
def test_comma_and_arrow_follow_the_direction_of_reading(code: str, script: str, comma: str, arrow: str) -> None:
    assert (to.script(code), to.comma(code), to.arrow(code)) == (script, comma, arrow)


@given(code=st.text(max_size=12))
def test_any_text_may_be_asked_whether_it_is_a_language(code: str) -> None:
    assert isinstance(to.is_known(code), bool)


@pytest.mark.parametrize(
    ("tag", "named"),
    [
        *[(tag, True) for tag in ("de", "DE-at", "en-GB", "zh-Hans-CN", "gsw-CH", "la", "de-1996", "de-simple", "sl-rozaj-biske-1994", "en-x-kids")],
        *[(tag, False) for tag in ("", "Deutsch", "de_DE", "xx", "und", "zxx", "d", "de-", "en-GB\n")],
    ],
)
def test_a_tag_names_a_language_that_people_speak_or_none(tag: str, named: bool) -> None:
    assert to.names_language(tag) == named


@pytest.mark.parametrize(
    ("code", "country", "expected"),
    [
        ("de", "DE", "de"),
        ("de", "AT", "de_AT"),
        ("de", "CH", "de_CH"),
        ("en", "CH", "en"),
        ("ar", "AT", "ar"),
        ("de@simple", "DE", "de@simple"),
        ("de@simple", "CH", "de_CH@simple"),
    ],
)
def test_german_has_a_form_of_its_own_in_each_country(code: str, country: str, expected: str) -> None:
    assert to.regional(code, country) == expected
    assert to.is_known(expected)
