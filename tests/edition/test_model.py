from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from handbook.edition.load import schema
from handbook.edition.model import Edition, Product
from handbook.products import PRODUCTS

SMALLEST: dict[str, Any] = {
    "name": "acme",
    "brand": {"name": "Acme"},
    "imprint": {"publisher": "Acme GmbH", "address": "Musterweg 2, 12345 Musterstadt", "date": dt.date(2026, 11, 23)},
}


def edition(**fields: Any) -> Edition:
    """The smallest edition with further fields; a dictionary is merged into a table."""
    return Edition.model_validate(SMALLEST | {name: SMALLEST.get(name, {}) | value if isinstance(value, dict) else value for name, value in fields.items()})


def refusals(**fields: Any) -> list[str]:
    """Where, and with which type of error, such an edition is refused."""
    with pytest.raises(ValidationError) as error:
        edition(**fields)
    return [f"{'.'.join(map(str, each['loc']))}: {each['msg'].removeprefix('Value error, ')}" for each in error.value.errors()]


WHOLE: dict[str, Any] = dict(schema())
TABLES: dict[str, dict[str, Any]] = {"Edition": WHOLE, **WHOLE["$defs"]}
FIELDS = {f"{table}.{name}": field for table, description in TABLES.items() for name, field in description["properties"].items()}


def variants(field: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a field may hold, without lists and alternatives around it."""
    for each in field.get("anyOf", [field]):
        yield from variants(each["items"]) if "items" in each else [each]


def test_the_smallest_edition_names_brand_and_imprint_only() -> None:
    assert edition().products == PRODUCTS
    assert edition().pages == 32


@pytest.mark.parametrize("name", TABLES)
def test_every_table_explains_itself_in_the_schema_and_knows_no_other_fields(name: str) -> None:
    table = TABLES[name]
    assert table["description"].strip().endswith(".")
    assert table["additionalProperties"] is False


@pytest.mark.parametrize("path", FIELDS)
def test_every_field_explains_itself_in_the_schema(path: str) -> None:
    field = FIELDS[path]
    described = [TABLES[each["$ref"].removeprefix("#/$defs/")]["description"] for each in variants(field) if "$ref" in each]
    described += [field["description"]] if "description" in field else []
    assert described
    assert all(text.strip().endswith((".", '".')) for text in described), described


@pytest.mark.parametrize("path", FIELDS)
def test_no_text_of_an_edition_may_be_endless(path: str) -> None:
    texts = [each for each in variants(FIELDS[path]) if each.get("type") == "string"]
    assert all(each.keys() & {"maxLength", "pattern", "enum", "const"} or each.get("format") == "date" for each in texts)


def test_the_products_of_the_model_are_those_that_can_be_ordered() -> None:
    assert get_args(Product) == PRODUCTS


def test_an_edition_never_changes() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        edition().name = "other"  # type: ignore[misc]


def test_figures_hold_on_the_first_day_of_the_fair_else_on_the_day_of_the_imprint() -> None:
    fair = {"name": "Messe", "place": "Ort", "starts": dt.date(2027, 3, 12)}
    assert edition(fair=fair).date == dt.date(2027, 3, 12)
    assert edition().date == dt.date(2026, 11, 23)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u202a", "\ufffe", "\uffff"])
def test_a_character_that_cannot_be_printed_or_turns_the_text_around_is_refused(character: str) -> None:
    assert refusals(brand={"name": f"Ac{character}me"}) == [f"brand.name: holds the character U+{ord(character):04X}, which can't be printed"]


@settings(derandomize=True, deadline=None, database=None)
@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20))
def test_any_other_text_is_kept_in_one_unicode_form(text: str) -> None:
    assert edition(brand={"name": text}).brand.name == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("colour", ["#17527A", "#abc", "#FFFFFF"])
def test_a_colour_is_written_with_three_or_six_digits(colour: str) -> None:
    assert edition(brand={"primary": colour}).brand.primary == colour


@pytest.mark.parametrize("colour", ["blue", "#12345", "#12345g", "17527A", "#1234567", "rgb(0,0,0)", "#17527A;}"])
def test_anything_else_is_no_colour(colour: str) -> None:
    assert refusals(brand={"primary": colour})[0].startswith("brand.primary: ")


@pytest.mark.parametrize(
    ("given", "kept"),
    [("example.org", "example.org"), ("https://example.org/", "example.org"), ("www.example.org/jobs?from=fair", "www.example.org/jobs?from=fair"), ("bücher.de", "bücher.de")],
)
def test_a_web_address_is_kept_without_https(given: str, kept: str) -> None:
    assert edition(contact={"name": "Kim", "web": given}).contact.web == kept  # type: ignore[union-attr]


@pytest.mark.parametrize("given", ["http://example.org", "javascript:alert(1)", "example", "example.org/a b", "//example.org", "example.org/<b>", "file:///etc/passwd", ""])
def test_anything_else_is_no_web_address(given: str) -> None:
    assert refusals(contact={"name": "Kim", "web": given, "phone": "+49 30 1234567"}) == ["contact.web: is no web address such as www.example.org/jobs (https is understood)"]


@pytest.mark.parametrize("given", ["+49 30 1234567", "030 1234567", "+49 (30) 123-45/67"])
def test_a_telephone_number_is_kept_as_written(given: str) -> None:
    assert edition(contact={"name": "Kim", "phone": given}).contact.phone == given  # type: ignore[union-attr]


@pytest.mark.parametrize("given", ["12345", "call me", "+49 30 1234567 x9", "++49301234567", "٠٣٠١٢٣٤٥٦٧"])
def test_anything_else_is_no_telephone_number(given: str) -> None:
    assert refusals(contact={"name": "Kim", "phone": given}) == ["contact.phone: is no telephone number such as +49 30 1234567"]


@pytest.mark.parametrize("given", ["kim", "kim@", "@example.org", "kim@example", "kim@exa mple.org", "Kim <kim@example.org>"])
def test_what_is_no_email_address_is_refused(given: str) -> None:
    assert refusals(contact={"name": "Kim", "email": given})[0].startswith("contact.email: is no e-mail address: ")


@pytest.mark.parametrize("name", ["a", "acme-2027", "a" * 40])
def test_an_edition_has_a_name_that_can_be_a_file_name(name: str) -> None:
    assert edition(name=name).name == name


@pytest.mark.parametrize("name", ["", "Acme", "2027", "-a", "../a", "a/b", "a_b", "a" * 41, "ä"])
def test_anything_else_cannot_be_a_name(name: str) -> None:
    assert refusals(name=name)[0].startswith("name: ")


@pytest.mark.parametrize("value", [True, "2600", None, float("nan"), float("inf"), 0, 20_001])
def test_pay_is_a_plain_number_within_reason(value: Any) -> None:
    pay = {"lowest": value, "highest": 20_000, "source": "Tarif", "as_of": dt.date(2026, 10, 1)}
    assert refusals(pay=pay)[0].startswith("pay.lowest: ")


@pytest.mark.parametrize("day", [20261123, 0, 1.5, "2026-11-23", dt.datetime(2026, 11, 23, 10), True])
def test_a_day_is_a_date_and_nothing_that_could_be_taken_for_one(day: Any) -> None:
    assert refusals(imprint={"date": day})[0].startswith("imprint.date: ")
