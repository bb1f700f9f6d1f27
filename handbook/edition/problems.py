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
from handbook.findings import CODES, Finding, did_you_mean
from handbook.wording import listed, mark, say

# For translators: put into: is no field of …
AN_EDITION = say("an edition")
# For translators: put into: is no field of …
A_PRINT_SHOP = say("a print shop")
WHOLE: dict[str, str] = {
    # For translators: stands before what is wrong with a file as a whole
    AN_EDITION: say("edition"),
    # For translators: stands before what is wrong with a file as a whole
    A_PRINT_SHOP: say("print shop"),
}
SENTENCES = {
    "missing": mark("is missing"),
    "extra_forbidden": mark("is no field of %(of)s"),
    "string_type": mark("must be text in quotes"),
    "string_too_short": mark("is empty"),
    "string_too_long": mark("has %(length)s characters, at most %(max_length)s fit on the page"),
    "string_pattern_mismatch": mark("has the wrong form"),
    "bool_type": mark("must be true or false, without quotes"),
    "bool_parsing": mark("must be true or false, without quotes"),
    "literal_error": mark("must be %(expected)s"),
    "enum": mark("must be %(expected)s"),
    "int_type": mark("must be a whole number without quotes"),
    "int_parsing": mark("must be a whole number without quotes"),
    "float_type": mark("must be a number without quotes"),
    "float_parsing": mark("must be a number without quotes"),
    "greater_than": mark("must be more than %(gt)s"),
    "greater_than_equal": mark("must be at least %(ge)s"),
    "less_than_equal": mark("must be at most %(le)s"),
    "date_type": mark("must be a date such as 2027-03-12, without quotes"),
    "date_parsing": mark("must be a date such as 2027-03-12, without quotes"),
    "date_from_datetime_parsing": mark("must be a date such as 2027-03-12, without quotes"),
    "date_from_datetime_inexact": mark("must be a date without a time"),
    "tuple_type": mark('must be a list such as ["a", "b"]'),
    "too_short": mark("must name at least one"),
    "unknown_code": mark("is no code of a finding"),
    "never_waived": mark("can't be waived"),
    "model_type": mark("must be a table of fields"),
    "model_attributes_type": mark("must be a table of fields"),
}
"""What is said for pydantic's types of mistakes, behind the name of the field."""

PATTERNS = {
    "primary": say("A colour is written as #0B5FFF."),
    "accent": say("A colour is written as #0B5FFF."),
    "name": say("Use small letters, digits and hyphens, beginning with a letter."),
}


def findings(error: ValidationError, model: type[BaseModel], source: SourceMap, *, code: str = "E03", of: str = AN_EDITION) -> Iterable[Finding]:
    """One finding for each mistake, in pydantic's order. `of` is what the file describes."""
    for detail in error.errors(include_url=False):
        if detail["type"] == "too_short" and detail["input"]:
            continue  # every entry of the list is wrong, and that is said already
        path = tuple(detail["loc"])
        unknown = detail["type"] == "extra_forbidden"
        name = ".".join(_shown(str(step)) for step in path) or WHOLE[of]
        yield Finding(
            code,
            say("%(field)s: %(problem)s.", field=name, problem=sentence(detail, of)),
            place=source.place(path, of_key=unknown),
            hint=_hint(detail, model, path, of),
            excerpt=source.excerpt(path, of_key=unknown),
        )


def _shown(key: str) -> str:
    """A key as a message shows it: not endless, and without characters that steer a terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in key[:60]) + ("…" if len(key) > 60 else "")


def sentence(detail: ErrorDetails, of: str = AN_EDITION) -> str:
    """What is wrong, behind the name of the field and without a full stop."""
    context: dict[str, Any] = {"of": of, **detail.get("ctx", {})}
    if detail["type"] == "value_error":
        said: str = context["error"].args[0]
        return said
    if isinstance(detail["input"], str):
        context["length"] = len(detail["input"])
    if "expected" in context:
        context["expected"] = listed(_choices(detail, quote='"'))
    if detail["type"] == "string_too_short" and context["min_length"] > 1:
        return say("has %(length)s characters, at least %(min_length)s are needed", **context)
    sentence = SENTENCES.get(detail["type"])
    return say(sentence, **context) if sentence else detail["msg"].lower()


def _hint(detail: ErrorDetails, model: type[BaseModel], path: tuple[int | str, ...], of: str) -> str:
    last = str(path[-1]) if path else ""
    if detail["type"] == "extra_forbidden":
        known = fields_at(model, path[:-1])
        return did_you_mean(last, known, say("Known here: %(names)s.", names=", ".join(known)), cutoff=0.5)
    if detail["type"] == "literal_error" and isinstance(detail["input"], str):
        choices = _choices(detail)
        if detail["input"] in choices:
            return say("Write it without quotes.")
        return did_you_mean(detail["input"], choices)
    if detail["type"] == "string_pattern_mismatch":
        return PATTERNS["name"] if path == ("name",) else PATTERNS.get(last, PATTERNS["name"])
    if detail["type"] == "unknown_code":
        return did_you_mean(str(detail["input"]).upper(), CODES, say("`build_pdf.py rules` lists them."))
    if detail["type"] == "never_waived":
        return say("Mend what is wrong.")
    if detail["type"] == "missing":
        if of == AN_EDITION:
            return say("Add a line `%(field)s = …`; `build_pdf.py new` writes a commented example.", field=last)
        return say("Add a line `%(field)s = …`.", field=last)
    return ""


def _choices(detail: ErrorDetails, quote: str = "") -> list[str]:
    """What a field may be instead, of pydantic's `'a', 'b' or 3`."""
    return [choice.strip().replace("'", quote) for choice in str(detail.get("ctx", {})["expected"]).replace(" or ", ",").split(",")]


def fields_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The names of the fields that a table at this path may have."""
    for step in path:
        if isinstance(step, int):
            continue
        field = model.model_fields.get(step)
        inner = [field.annotation, *get_args(field.annotation)] if field else []
        model = next((each for each in inner if isinstance(each, type) and issubclass(each, BaseModel)), model)
    return list(model.model_fields)
