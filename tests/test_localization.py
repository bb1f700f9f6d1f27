"""Numbers, money, dates, quotes and spaces as German and English set them."""

from __future__ import annotations

import datetime as dt

import pytest

from handbook import localization as to

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


@pytest.mark.parametrize(("code", "expected"), [("de", "de"), ("en", "en-GB")])
def test_a_page_names_its_language_as_browsers_do(code: str, expected: str) -> None:
    assert to.language_tag(code) == expected


@pytest.mark.parametrize(("code", "expected"), [("de", "„“‚‘"), ("en", "“”‘’")])
def test_quotes_are_those_of_the_language(code: str, expected: str) -> None:
    assert "".join(to.quotes(code)) == expected


def test_words_are_sorted_as_a_german_dictionary_sorts_them() -> None:
    """DIN 5007-1: ä as a, ß as ss, small and capital letters alike."""
    words = ["Zoll", "Ärger", "arbeiten", "Arzt", "Masse", "Maße", "Öl", "offen", "Oper", "über", "Uhr"]
    assert sorted(words, key=lambda word: to.sort_key(word, "de")) == ["arbeiten", "Ärger", "Arzt", "Masse", "Maße", "offen", "Öl", "Oper", "über", "Uhr", "Zoll"]


@pytest.mark.parametrize(("code", "expected"), [("de", "ltr"), ("ar", "rtl")])
def test_a_locale_knows_its_direction(code: str, expected: str) -> None:
    assert to.direction(code) == expected
