"""pydantic's list of mistakes in, findings with place and hint out.

pydantic speaks English about Python; these sentences speak about the file. They hang on the stable error types, never on
pydantic's wording.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from handbook.edition.spans import SourceMap
from handbook.findings import Finding, did_you_mean

SENTENCES = {
    "missing": "is missing",
    "extra_forbidden": "is no field of {of}",
    "string_type": "must be text in quotes",
    "string_too_short": "is empty",
    "string_too_long": "has {length} characters, at most {max_length} fit on the page",
    "string_pattern_mismatch": "has the wrong form",
    "bool_type": "must be true or false, without quotes",
    "bool_parsing": "must be true or false, without quotes",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "int_type": "must be a whole number without quotes",
    "int_parsing": "must be a whole number without quotes",
    "float_type": "must be a number without quotes",
    "float_parsing": "must be a number without quotes",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "date_type": "must be a date such as 2027-03-12, without quotes",
    "date_parsing": "must be a date such as 2027-03-12, without quotes",
    "date_from_datetime_parsing": "must be a date such as 2027-03-12, without quotes",
    "date_from_datetime_inexact": "must be a date without a time",
    "tuple_type": 'must be a list such as ["a", "b"]',
    "too_short": "must name at least one",
    "model_type": "must be a table of fields",
    "model_attributes_type": "must be a table of fields",
}

PATTERNS = {
    "primary": "A colour is written as #0B5FFF.",
    "accent": "A colour is written as #0B5FFF.",
    "name": "Use small letters, digits and hyphens, beginning with a letter.",
}


def findings(error: ValidationError, model: type[BaseModel], source: SourceMap, *, code: str = "E03", of: str = "an edition") -> Iterable[Finding]:
    """One finding for each mistake, in pydantic's order. `of` is what the file describes."""
    for detail in error.errors(include_url=False):
        if detail["type"] == "too_short" and detail["input"]:
            continue  # every entry of the list is wrong, and that is said already
        path = tuple(detail["loc"])
        unknown = detail["type"] == "extra_forbidden"
        name = ".".join(_shown(str(step)) for step in path) or of.partition(" ")[2]
        yield Finding(
            code,
            f"{name}: {_sentence(detail, of)}.",
            place=source.place(path, of_key=unknown),
            hint=_hint(detail, model, path, of),
            excerpt=source.excerpt(path, of_key=unknown),
        )


def _shown(key: str) -> str:
    """A key as a message shows it: not endless, and without characters that steer a terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in key[:60]) + ("…" if len(key) > 60 else "")


def _sentence(detail: ErrorDetails, of: str) -> str:
    context: dict[str, Any] = {"of": of, **detail.get("ctx", {})}
    if detail["type"] == "value_error":
        return str(context["error"])
    if isinstance(detail["input"], str):
        context["length"] = len(detail["input"])
    pattern = SENTENCES.get(detail["type"])
    return pattern.format(**context).replace("'", '"') if pattern else detail["msg"].lower()


def _hint(detail: ErrorDetails, model: type[BaseModel], path: tuple[int | str, ...], of: str) -> str:
    last = str(path[-1]) if path else ""
    if detail["type"] == "extra_forbidden":
        known = fields_at(model, path[:-1])
        return did_you_mean(last, known, f"Known here: {', '.join(known)}.", cutoff=0.5)
    if detail["type"] == "literal_error" and isinstance(detail["input"], str):
        choices = [choice.strip("' ") for choice in str(detail.get("ctx", {})["expected"]).replace(" or ", ",").split(",")]
        if detail["input"] in choices:
            return "Write it without quotes."
        return did_you_mean(detail["input"], choices)
    if detail["type"] == "string_pattern_mismatch":
        return PATTERNS["name"] if path == ("name",) else PATTERNS.get(last, PATTERNS["name"])
    if detail["type"] == "missing":
        return f"Add a line `{last} = …`" + ("; `build_pdf.py new` writes a commented example." if of == "an edition" else ".")
    return ""


def fields_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The names of the fields that a table at this path may have."""
    for step in path:
        if isinstance(step, int):
            continue
        field = model.model_fields.get(step)
        inner = [field.annotation, *get_args(field.annotation)] if field else []
        model = next((each for each in inner if isinstance(each, type) and issubclass(each, BaseModel)), model)
    return list(model.model_fields)
