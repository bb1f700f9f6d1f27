"""File names that every system takes, and no two the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.edition.recipient import Recipient
from handbook.errors import UsageError
from handbook.runs.names import PATTERN, names, slug
from handbook.runs.recipients import Copy

SAFE = re.compile(r"[a-z0-9][a-z0-9._@-]{0,230}\.pdf")
NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u202a\u202b\u202c\u202d\u202e\ufffe\uffff"), min_size=1, max_size=60).filter(
    lambda text: bool(text.strip())
)


def named(*told: str, pattern: str = PATTERN) -> list[str]:
    copies = [Copy(number, number + 1, Recipient.model_construct(name=name, school=None, locale=None)) for number, name in enumerate(told, 1)]
    return list(names(copies, pattern, edition="acme", product="handbook", default="de").values())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Grundschule Süd, 4b", "grundschule-sued-4b"),
        ("Straße", "strasse"),
        ("Łódź Øre", "lodz-ore"),
        ("Şahin Çelik Iğdır", "sahin-celik-igdir"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\x", "c-x"),
        ("-rf", "rf"),
        ("مدرسة", ""),
        ("a" * 300, "a" * 60),
    ],
)
def test_a_name_becomes_small_letters_digits_and_hyphens(name: str, told: str) -> None:
    assert slug(name) == told


def test_a_file_tells_edition_product_language_row_and_name() -> None:
    assert named("Musterschule Nord") == ["acme-handbook-de-0001-musterschule-nord.pdf"]


def test_names_that_some_systems_take_for_the_same_get_their_numbers() -> None:
    assert named("Acme Inc", "ACME inc", "Café", "Cafe\u0301", "Straße", "STRASSE", "sonst", pattern="{name}") == [
        "acme-inc-0001.pdf",
        "acme-inc-0002.pdf",
        "cafe-0003.pdf",
        "cafe-0004.pdf",
        "strasse-0005.pdf",
        "strasse-0006.pdf",
        "sonst.pdf",
    ]


@pytest.mark.parametrize("pattern", ["{name}.pdf", "{name}.PDF"])
def test_an_ending_in_the_pattern_isnt_doubled(pattern: str) -> None:
    assert named("Max", "max", "Eva", pattern=pattern) == ["max-0001.pdf", "max-0002.pdf", "eva.pdf"]


def test_a_row_called_like_a_numbered_one_keeps_its_own_file() -> None:
    assert len(set(named("a", "a", "a-0001", "A 0002", pattern="{name}"))) == 4


def test_names_of_devices_and_names_without_latin_letters_can_be_files() -> None:
    assert named("CON", "nul", "Com7", "مدرسة", pattern="{name}") == ["copy-con.pdf", "copy-nul.pdf", "copy-com7.pdf", "copy-0004.pdf"]


@given(st.lists(NAMES, min_size=1, max_size=12), st.sampled_from([PATTERN, "{name}", "{school}.{name}", "{nr}"]))
@settings(max_examples=200, deadline=None)
def test_every_list_has_as_many_safe_names_as_rows(told: list[str], pattern: str) -> None:
    made = named(*told, pattern=pattern)
    assert len({name.casefold() for name in made}) == len(told)
    assert [name for name in made if not SAFE.fullmatch(name)] == []


@pytest.mark.parametrize("pattern", ["../{name}", "{nam}", "{edition}", "a/{nr}", "{nr}\0", "{name", "{}", "ü{nr}"])
def test_a_pattern_that_leads_elsewhere_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError):
        named("9a", pattern=pattern)
