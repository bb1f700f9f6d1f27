"""The counts of a language, to the passage, for people and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from handbook import catalogs
from handbook.translation import extract
from handbook.translation.status import status
from tests.conftest import Call
from tests.translation.conftest import put

FUZZY = "Drei kleine Schritte, mit denen Sie heute beginnen."
MISSING = "**Fragen** Sagen Sie uns am Stand, was Sie noch wissen möchten."
CLOSING = "content/chapters/closing.md"


def gaps() -> None:
    """One fuzzy and one missing passage in one chapter."""
    put(FUZZY, "Three small steps.", fuzzy=True)
    put(MISSING, "")


def test_each_file_is_counted_to_the_passage(locales: Path) -> None:
    before = {count.file: count for count in status(extract.templates(), "en")}
    gaps()
    after = {count.file: count for count in status(extract.templates(), "en")}
    assert [name for name in before if before[name] != after[name]] == [CLOSING]
    then, now = before[CLOSING], after[CLOSING]
    assert (now.translated, now.fuzzy, now.missing) == (then.translated - 2, then.fuzzy + 1, then.missing + 1)
    assert now.total == then.total == sum(CLOSING in [file for file, _ in message.locations] for message in extract.templates()["guide"])


def test_every_file_with_passages_is_counted() -> None:
    places = {file for template in extract.templates().values() for message in template for file, _ in message.locations}
    assert {count.file for count in status(extract.templates(), "pl")} == places


def test_a_language_that_nobody_has_begun_lacks_everything(locales: Path) -> None:
    counts = list(status(extract.templates(), "fr"))
    assert {(count.translated, count.fuzzy, count.missing == count.total, count.reviewed) for count in counts} == {(0, 0, True, False)}


def test_people_are_told_the_sum_and_the_files_with_gaps(locales: Path, call: Call) -> None:
    total = sum(count.total for count in status(extract.templates(), "en"))
    whole = call("i18n", "status", "en")
    assert (whole.code, whole.out) == (0, f"en: {total} translated, 0 fuzzy, 0 missing, unreviewed\n")
    closing = next(count for count in status(extract.templates(), "en") if count.file == CLOSING)
    gaps()
    told = call("i18n", "status", "en").out.splitlines()
    assert told == [
        f"en: {total - 2} translated, 1 fuzzy, 1 missing, unreviewed",
        f"  {CLOSING}: {closing.total - 2} of {closing.total}, 1 fuzzy, 1 missing",
    ]


def test_programs_are_told_the_same_as_json(locales: Path, call: Call) -> None:
    gaps()
    said = call("i18n", "status", "en", "--json")
    told = json.loads(said.out)
    assert (said.code, told["schema_version"]) == (0, 1)
    assert list(told["files"][0]) == ["locale", "domain", "file", "translated", "fuzzy", "missing", "reviewed", "total"]
    assert [(row["domain"], row["file"], row["fuzzy"], row["missing"]) for row in told["files"] if row["fuzzy"] or row["missing"]] == [("guide", CLOSING, 1, 1)]
    assert [row for row in told["files"] if row["translated"] + row["fuzzy"] + row["missing"] != row["total"]] == []


def test_a_reader_who_signs_is_counted(locales: Path, call: Call) -> None:
    path = catalogs.path("en", "guide")
    text = path.read_text("utf-8")
    path.write_text(text.replace("# Reviewed-By:", "# Reviewed-By: Robin Muster", 1), "utf-8")
    assert call("i18n", "status", "en").out.endswith(" 0 missing, reviewed\n")
