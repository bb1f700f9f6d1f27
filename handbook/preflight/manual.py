"""Rules in, the manual of everything the program finds out: what is wrong, why somebody cares, how to mend it.

In: the rules with their docstrings, and the codes with their meanings. Out: a `Page` for each code. A code
that has no rule is found by the stage that stumbles over it; its page is its meaning.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import pkgutil
import re
from dataclasses import dataclass

from handbook.findings import CODES, NEVER_WAIVED
from handbook.preflight.rule import RULES, Rule


@dataclass(frozen=True)
class Page:
    """What the manual says of a code."""

    code: str
    what: str
    """What is wrong, in a sentence or less."""
    severity: str = ""
    """How grave it is where a rule finds it; empty where no rule does."""
    family: str = ""
    why: str = ""
    """Why a printer or reader cares."""
    mend: str = ""
    """How to mend it."""

    @property
    def waivable(self) -> bool:
        """Whether an edition may let it pass."""
        return self.code not in NEVER_WAIVED


PACKAGES = ("handbook.preflight", "handbook.copyfit")
"""Where rules are."""
NEVER = "It can't be waived."
"""What the manual says of a code that no edition may let pass."""
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=(?:Why|Mend):)")


def of_rule(rule: Rule) -> Page:
    """The page that a rule's docstring is: a sentence, then `Why:` and `Mend:`."""
    what, *rest = _PARAGRAPH.split(inspect.cleandoc(rule.manual))
    said = {"why": "", "mend": ""}
    for text in rest:
        kind, _, after = " ".join(text.split()).partition(": ")
        if kind.lower() in said:
            said[kind.lower()] = after
        else:
            what += f"\n\n{text}"
    return Page(rule.code, "\n\n".join(" ".join(each.split()) for each in what.split("\n\n")), str(rule.severity), rule.family, **said)


def pages() -> dict[str, Page]:
    """The page of every code, in the order of `findings.CODES`."""
    for package in PACKAGES:  # a rule is there once its module is
        found = importlib.util.find_spec(package)
        for module in pkgutil.walk_packages(found.submodule_search_locations if found else (), f"{package}."):
            importlib.import_module(module.name)
    return {code: of_rule(RULES[code]) if code in RULES else Page(code, meaning) for code, meaning in CODES.items()}


def line(page: Page) -> str:
    """A code in one line, for a list."""
    return f"{page.code}  {page.severity:<6}  {title(page)}"


def text(page: Page) -> str:
    """A page for a terminal."""
    return "\n\n".join([f"{page.code}: {title(page)}", *paragraphs(page)])


def title(page: Page) -> str:
    """What is wrong, as a heading."""
    return page.what.split("\n")[0].removesuffix(".")


def paragraphs(page: Page) -> list[str]:
    """All below the heading."""
    kind = f"{page.severity}, {page.family}" if page.severity else ""
    why, mend = (f"{name}: {said}" if said else "" for name, said in (("Why", page.why), ("Mend", page.mend)))
    return list(filter(None, [kind, *page.what.split("\n\n")[1:], why, mend, "" if page.waivable else NEVER]))
