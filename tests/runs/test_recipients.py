"""Rows become recipients, or every bad one is named with its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.edition.recipient import Recipient
from handbook.errors import ContentError, UsageError
from handbook.runs.recipients import COLUMNS, Copy, Recipients, by_locale, read, select


def listed(folder: Path, text: str, locale_column: str | None = None) -> Recipients:
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    return read(path, ("de", "en"), locale_column)


def refusals(folder: Path, text: str) -> list[str]:
    with pytest.raises(ContentError) as error:
        listed(folder, text)
    return [str(found).replace(f"{folder.as_posix()}/", "") for found in error.value.findings]


def test_columns_are_known_in_german_and_english(tmp_path: Path) -> None:
    german = listed(tmp_path, "Empfänger;Schule;Grußwort;Ansprechpartnerin;Telefon-Nummer;E-Mail;QR-Code\n9a;Süd;Hallo!;Kim;+49 30 23125 1;kim@example.org;example.org/sued\n")
    english = listed(tmp_path, "NAME,School Name,greeting,Contact,phone,e mail,qr\n9a,Süd,Hallo!,Kim,+49 30 23125 1,kim@example.org,https://example.org/sued\n")
    assert german.copies == english.copies
    assert german.copies[0].recipient.qr == "example.org/sued"
    assert german.findings == ()


def test_no_heading_means_two_fields() -> None:
    names = [name for known in COLUMNS.values() for name in known]
    assert len(names) == len(set(names))


def test_a_slip_in_a_heading_is_named_with_what_was_meant(tmp_path: Path) -> None:
    assert refusals(tmp_path, "Name;Schuhle\n9a;Süd\n") == ['list.csv:1:2: the column "Schuhle" isn\'t known. Did you mean "schule"?']


def test_a_column_for_others_is_for_review(tmp_path: Path) -> None:
    (found,) = listed(tmp_path, "Name;Kundennummer\n9a;17\n").findings
    assert (found.code, found.severity, found.place.column) == ("R02", "review", 2)


def test_a_row_twice_is_for_review(tmp_path: Path) -> None:
    found = listed(tmp_path, "Name;Schule;Sprache\n9a;Süd;de\n9a;Süd;\n9a;Süd;en\n9b;Süd;\n9a;Nord;\n9b;Süd;Deutsch\n").findings
    assert {(each.code, each.severity) for each in found} == {("R03", "review")}
    assert [(each.place.line, each.message) for each in found] == [
        (3, "this row says the same as that in line 2, and each gets a copy."),
        (7, "this row says the same as that in line 5, and each gets a copy."),
    ]


def test_many_rows_that_repeat_are_counted(tmp_path: Path) -> None:
    found = listed(tmp_path, "Name\n" + "9a\n" * 30).findings
    assert [each.place.line for each in found] == [3, 4, 5, 0]
    assert found[-1].message == "26 more rows say the same as an earlier one."


def test_error_values_of_spreadsheets_are_errors_in_columns_that_are_printed(tmp_path: Path) -> None:
    told = refusals(tmp_path, "Name;Schule;E-Mail;Alter\n#REF!;#NV;#WERT!;#N/A\n")
    assert [each.partition(" is ")[0] for each in told] == [
        "list.csv:1:4: nothing",
        'list.csv:2:1: Name "#REF!"',
        'list.csv:2:2: Schule "#NV"',
        'list.csv:2:3: E-Mail "#WERT!"',
    ]
    assert listed(tmp_path, "Name;Alter\n9a;#N/A\n").copies


def test_a_language_may_be_called_by_its_name(tmp_path: Path) -> None:
    copies = listed(tmp_path, "Name;Sprache\na;Englisch\nb;DE\nc;de-DE\nd;english\n").copies
    assert [copy.recipient.locale for copy in copies] == ["en", "de", "de", "en"]
    (told,) = refusals(tmp_path, "Name;Sprache\na;Englich\n")
    assert told == 'list.csv:2:2: Sprache "Englich" is no language of this edition. Did you mean "Englisch"? The edition has: de (Deutsch, German), en (Englisch, English).'


def test_a_heading_twice_is_an_error(tmp_path: Path) -> None:
    assert refusals(tmp_path, "Schule;School\nSüd;Nord\n") == ['list.csv:1:2: the columns "Schule" and "School" mean the same. Leave one of them.']


def test_a_list_without_names_is_refused(tmp_path: Path) -> None:
    assert "has no column for names or schools" in refusals(tmp_path, "Telefon\n+49 30 23125 1\n")[0]


def test_every_bad_cell_is_named_at_once(tmp_path: Path) -> None:
    text = "Name;Kontakt;E-Mail;Sprache;QR\n" + "\n".join(
        [
            "9a;;;de;",
            f"{'x' * 61};;;;",
            "9c;Kim;kim at example;;",
            ";;;;example.org",
            "9e;;;fr;javascript:alert(1)",
            "=cmd|' /C calc'!A0;;;;",
            "9g;;;;;;zu viel",
            "fdp\u202eexe;;;;",
        ]
    )
    begun = [
        f'list.csv:3:1: Name "{"x" * 60}…" has 61 characters, at most 60 fit on the page',
        'list.csv:4:3: E-Mail "kim at example" is no e-mail address: an email address must have an @',
        "list.csv:5: this row isn't complete: it needs a name or a school.",
        'list.csv:6:4: Sprache "fr" is no language of this edition. The edition has: de (Deutsch, German), en (Englisch, English).',
        'list.csv:6:5: QR "javascript:alert(1)" is no web address such as www.example.org/jobs',
        "list.csv:7:1: Name \"=cmd|' /C calc'!A0\" is a formula. Write its result.",
        "list.csv:8:6: has 7 cells, the headings are 5. A comma or semicolon inside a cell needs qu",
        'list.csv:9:1: Name "fdp\ufffdexe" holds the character U+202E, which can\'t be printed.',
    ]
    assert [told[: len(start)] for told, start in zip(refusals(tmp_path, text), begun, strict=True)] == begun


def test_a_list_of_nothing_but_mistakes_is_not_told_to_its_end(tmp_path: Path) -> None:
    told = refusals(tmp_path, "Name;Schule\n" + "=1;\n" * 5000)
    assert len(told) == 101
    assert "more mistakes" in told[-1]


def test_a_row_keeps_its_number_whatever_is_selected(tmp_path: Path) -> None:
    copies = listed(tmp_path, "Name\n" + "\n".join(f"Klasse {number}" for number in range(1, 31))).copies
    chosen = select(copies, "10-12, 3,failed", failed={30})
    assert [(copy.number, copy.line, copy.recipient.name) for copy in chosen] == [
        (3, 4, "Klasse 3"),
        (10, 11, "Klasse 10"),
        (11, 12, "Klasse 11"),
        (12, 13, "Klasse 12"),
        (30, 31, "Klasse 30"),
    ]


@pytest.mark.parametrize("wanted", ["31", "failed", "alle", "3-", "", "20-10", "-5"])
def test_a_selection_of_nothing_is_a_wrong_call(tmp_path: Path, wanted: str) -> None:
    copies = listed(tmp_path, "Name\n" + "9a\n" * 30).copies
    with pytest.raises(UsageError, match="selects n"):
        select(copies, wanted, failed=())


def test_a_column_of_any_name_may_say_the_language(tmp_path: Path) -> None:
    copies = listed(tmp_path, "Name;Lang\n9a;en\n9b;\n9c;en\n", "lang").copies
    assert [(locale, [copy.number for copy in group]) for locale, group in by_locale(copies, "de")] == [("en", [1, 3]), ("de", [2])]
    with pytest.raises(UsageError, match='no column "Lnag"'):
        listed(tmp_path, "Name;Lang\n9a;en\n", "Lnag")


def test_a_copy_is_a_value() -> None:
    assert Copy(1, 2, Recipient(name="9a")) == Copy(1, 2, Recipient(name="9a"))
