"""What the command line says: findings and sentences in the language of whoever calls it, on stderr; JSON on stdout.

In: findings and sentences, English as they are made. Out: lines for people, or JSON for programs, which stays English.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from handbook.findings import Finding, Severity, in_order
from handbook.wording import in_language, languages, say

if TYPE_CHECKING:
    import gettext

_GRAVITY = {
    # For translators: stands before what stops a build
    Severity.ERROR: say("error"),
    # For translators: stands before what a person should look at
    Severity.REVIEW: say("review"),
    # For translators: stands before what needs no action
    Severity.NOTE: say("note"),
}
# For translators: all that is said when nothing is wrong
GOOD = say("good")
"""Said where nothing is wrong."""


def print_json(**content: Any) -> None:
    """JSON on stdout, with the version of its form. Its sentences are English: programs read them."""
    click.echo(json.dumps({"schema_version": 1, **content}, ensure_ascii=False, indent=2))


def translations() -> gettext.NullTranslations:
    """What the program says, in the language of whoever calls it. English needs no catalog, and reads none."""
    wanted = languages(os.environ)
    if not wanted:
        from gettext import NullTranslations

        return NullTranslations()
    from handbook.catalogs import spoken

    return spoken(wanted)


def told(text: str) -> str:
    """A sentence in the language of whoever calls."""
    return in_language(text, translations())


def tell(found: Sequence[Finding], *, verbose: bool, quiet: bool) -> None:
    """Findings for people, the gravest kinds marked by a word and not by colour alone."""
    hidden = {Severity.NOTE: not verbose, Severity.REVIEW: quiet}
    shown = [finding for finding in in_order(found) if not hidden.get(finding.severity)]
    if shown:
        said = translations()
    for finding in shown:
        click.echo(f"{in_language(_GRAVITY[finding.severity], said)}: {finding.told(said)}", err=True)
