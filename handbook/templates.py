"""The only home of Jinja: templates that can set text and nothing else.

In: a template's name below `layouts/` and plain values. Out: text. Templates see dictionaries, lists, text and numbers,
never objects; a misspelt name is an error with file and line; everything is escaped unless a stage before made it HTML.
"""

from __future__ import annotations

import dataclasses
import gettext
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.filters import do_batch
from jinja2.runtime import LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup
from pydantic import BaseModel

from handbook import paths
from handbook.catalogs import SOURCE_LOCALE, Translations
from handbook.compiled import Compiled
from handbook.errors import ContentError
from handbook.findings import Finding, Place
from handbook.wording import Said, say

_MACHINERY = (LoopContext, TemplateReference, TemplateModule, Macro, Namespace)
_FILTERS = ("e", "escape", "length", "join", "first", "last", "list", "int", "trim", "lower", "default", "dictsort", "sum", "map", "selectattr", "rejectattr")
"""None that marks text as HTML, and none that can make something large of something small."""
_MOST = 200
"""Steps of a range, cells of a row."""
_NAMES_ONLY = re.compile(r"(?:[^%]|%%|%\(\w+\)s)*")
"""A layout string with places for names, and no other format."""


class _Environment(ImmutableSandboxedEnvironment):
    """Sees the keys of mappings; attributes only of Jinja's own loop, macro and namespace objects."""

    intercepted_binops = frozenset(["*", "**", "%"])

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return isinstance(obj, _MACHINERY) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """No `"{:999999999}".format()` either."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
        if operator == "**" or not numbers:
            raise SecurityError(say("the operator %(operator)s isn't allowed here", operator=operator))
        return super().call_binop(context, operator, left, right)


@cache
def _environment() -> _Environment:
    environment = _Environment(
        loader=FileSystemLoader(paths.LAYOUTS, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=Compiled(Path(__file__)),
    )
    environment.install_gettext_translations(_STRINGS, newstyle=True)  # type: ignore[attr-defined]
    environment.globals = {"_": environment.globals["_"], "gettext": environment.globals["gettext"], "ngettext": environment.globals["ngettext"], "range": _short_range}
    environment.filters = {name: environment.filters[name] for name in _FILTERS} | {"batch": _short_batch, "round": _round, "isolate": _isolate, "text": _text}
    return environment


def _short_range(*bounds: int) -> range:
    made = range(*bounds)
    if len(made) > _MOST:
        raise SecurityError(say("a range in a template has at most %(most)s steps", most=_MOST))
    return made


def _short_batch(values: Iterable[Any], count: int, fill_with: Any = None) -> Iterable[list[Any]]:
    if count > _MOST:
        raise SecurityError(say("a batch in a template has at most %(most)s entries", most=_MOST))
    return do_batch(values, count, fill_with)


def _round(value: float, precision: int = 0) -> float:
    return round(float(value), max(0, min(precision, 6)))


def _isolate(text: str, direction: str) -> Markup | str:
    """A name, number or address with a direction of its own, where it might run against the page's."""
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    own = "ltr" if strong == "L" else "rtl"
    return text if own == direction else Markup('<span dir="{}">{}</span>').format(own, text)


def _text(value: str) -> str:
    """What is set as HTML elsewhere, as plain text for an attribute."""
    return str(Markup(value).striptags()) if isinstance(value, Markup) else str(value)


class _Strings:
    """A catalog whose strings have places for names only: Jinja formats each of them with Python's %."""

    def __init__(self, catalog: gettext.NullTranslations) -> None:
        self.catalog = catalog

    def gettext(self, message: str) -> str:
        """The translation as HTML; without one the German, marked as German."""
        if not isinstance(self.catalog, Translations):
            return self._checked(self.catalog.gettext(message))
        translated = self.catalog.translated(message)
        return self._checked(f'<span lang="{SOURCE_LOCALE}" dir="ltr">{message}</span>' if translated is None else translated)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self._checked(self.catalog.ngettext(singular, plural, number))

    @staticmethod
    def _checked(text: str) -> str:
        if not _NAMES_ONLY.fullmatch(text):
            raise SecurityError(say("a layout string holds %%(name)s and no other format"))
        return text


_STRINGS = _Strings(gettext.NullTranslations())
"""The strings of the language that is being filled in. One object for all: Jinja keeps what imported macros were first given."""


def fill(name: str, values: dict[str, Any], translations: gettext.NullTranslations) -> str:
    """A template with its values. ContentError with the template's file and line if anything in it is wrong."""
    environment = _environment()
    _STRINGS.catalog = translations
    try:
        return environment.get_template(name).render({key: plain(value) for key, value in values.items()})
    except TemplateSyntaxError as error:
        raise _mistake(error.name or name, error.lineno, str(error.message)) from None
    except TemplateNotFound as error:
        raise _mistake(*(_where(error, name)), say('there is no template "%(name)s"', name=error.name)) from None
    except (TemplateError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError) as error:
        ours = error.args[0] if error.args and isinstance(error.args[0], Said) else ""
        raise _mistake(*_where(error, name), ours or str(error) or type(error).__name__) from None


def _where(error: BaseException, name: str) -> tuple[str, int]:
    """The innermost template line of a traceback."""
    found = (name, 0)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(str(paths.LAYOUTS)):
            found = (file[len(str(paths.LAYOUTS)) + 1 :].replace("\\", "/"), trace.tb_lineno)
        trace = trace.tb_next
    return found


def _mistake(name: str, line: int, message: str) -> ContentError:
    problem = message if isinstance(message, Said) else message.rstrip(".")
    # For translators: ours, or what the reader of templates says, in English
    sentence, hint = say("%(problem)s.", problem=problem), say("A layout prints only what the galley gives it.")
    return ContentError(Finding("T01", sentence, Place(f"layouts/{name}", line), hint))


def plain(value: Any) -> Any:
    """Dataclasses and models as dictionaries, all the way down."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(each) for each in value]
    return value
