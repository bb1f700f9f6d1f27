"""What the command line says: findings and sentences in the language of whoever calls it, on stderr; JSON on stdout.

In: findings and sentences, English as they are made. Out: lines for people, or JSON and SARIF for programs, which stay English.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handbook.findings import Finding, in_order
from handbook.storage import is_url
from handbook.wording import in_language, languages, say

if TYPE_CHECKING:
    import gettext

# For translators: all that is said when nothing is wrong
GOOD = say("good")
"""Said where nothing is wrong."""
KINDS = ("text", "json", "github", "sarif")
"""What a report may be."""
STRICT = click.option("--strict", is_flag=True, help="Findings for review count as errors.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
REPORT = click.option("--report", "kind", type=click.Choice(KINDS), help="What findings are told as: text, JSON, annotations for GitHub, or SARIF 2.1.0.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="No progress, only errors.")
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Also notes that need no action.")


class PathOrUrl(click.Path):
    """A path of this machine, or a URL, which is none and stays as it is. Where files are written a path must be no file."""

    def __init__(self, *, file_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A path, or the URL as it is."""
        return value if is_url(str(value)) else super().convert(value, param, ctx)


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
    """Findings for people, on stderr."""
    from handbook.preflight import report

    if shown := report.shown(found, verbose=verbose, quiet=quiet):
        click.echo(report.text(shown, translations()), err=True)


def tell_unchanged(done: int, unchanged: int, *, quiet: bool) -> None:
    """How much was made and how much stood, on stderr; nothing where nothing stood."""
    if unchanged and not quiet:
        click.echo(told(say("%(done)s built, %(unchanged)s unchanged", done=done, unchanged=unchanged)), err=True)


def print_report(found: Sequence[Finding], kind: str, *, verbose: bool = False, quiet: bool = False) -> None:
    """Findings in another form than JSON: lines for people on stderr, annotations for GitHub or SARIF on stdout."""
    from handbook.preflight import report

    if kind == "sarif":
        from handbook.manifest import version_of

        click.echo(report.sarif(in_order(found), version_of("career-handbook")))
    elif kind == "github":
        if shown := report.shown(found, verbose=verbose, quiet=quiet):
            click.echo(report.github(shown, translations()))
    else:
        tell(found, verbose=verbose, quiet=quiet)


def asked_for(arguments: Sequence[str]) -> str:
    """The kind of report that a command line asks for, also one that is wrong otherwise."""
    kind = "text"
    for number, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if argument == "--json":
            kind = "json"
        elif name == "--report":
            kind = value if equals else "".join(arguments[number + 1 : number + 2])
    return kind
