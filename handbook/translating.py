"""The verbs of translators: `i18n extract`, `update`, `status` and `check`.

In: locales. Out: templates, catalogs, counts and findings; what was written on stdout.
"""

from __future__ import annotations

import sys

import click

from handbook.errors import ExitCode
from handbook.findings import in_order
from handbook.paths import shown
from handbook.speaking import print_json, tell, told
from handbook.wording import say


@click.group()
def i18n() -> None:
    """For translators: templates, catalogs, counts and checks."""


def _each_translated(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """The locales that are named, or all there are. UsageError if one of them is none."""
    from handbook import catalogs

    for code in given:
        catalogs.require(code)
    return given or (*catalogs.LOCALES, *catalogs.countries())


_codes = click.argument("locales", nargs=-1, metavar="[LOCALE]...", callback=_each_translated)


@i18n.command()
def extract() -> None:
    """Write the templates locales/*.pot."""
    from handbook.translation import extract as extraction

    for domain, template in extraction.templates().items():
        path = extraction.template_path(domain)
        if extraction.save(path, extraction.as_text(template)):
            click.echo(shown(path))


@i18n.command()
@_codes
def update(locales: tuple[str, ...]) -> None:
    """Write the templates, and bring the catalogs of LOCALEs (all if none is named) up to them."""
    from handbook import catalogs
    from handbook.translation import extract as extraction
    from handbook.translation import update as updating

    templates = extraction.templates()
    updated = [(updating.update(templates[domain], code, domain), code, domain) for code in locales for domain in catalogs.domains(code)]
    for catalog, code, domain in updated:
        if updating.write(catalog, code, domain):
            click.echo(shown(catalogs.path(code, domain)))
    for domain, template in templates.items():
        path = extraction.template_path(domain)
        if extraction.save(path, extraction.as_text(template)):
            click.echo(shown(path))


@i18n.command()
@_codes
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def status(locales: tuple[str, ...], as_json: bool) -> None:
    """Count translated, fuzzy and missing passages of LOCALEs, chapter by chapter."""
    from dataclasses import asdict

    from handbook.translation import extract as extraction
    from handbook.translation.status import status as counts

    templates = extraction.templates()
    rows = [count for code in locales for count in counts(templates, code)]
    if as_json:
        print_json(files=[{**asdict(row), "total": row.total} for row in rows])
        return
    for code in dict.fromkeys(row.locale for row in rows):
        mine = [row for row in rows if row.locale == code]
        done, fuzzy, missing = (sum(getattr(row, name) for row in mine) for name in ("translated", "fuzzy", "missing"))
        reviewed = say("reviewed") if all(row.reviewed for row in [row for row in mine if row.domain == "guide"] or mine) else say("unreviewed")
        sums = {"locale": code, "done": done, "fuzzy": fuzzy, "missing": missing, "reviewed": reviewed}
        click.echo(told(say("%(locale)s: %(done)s translated, %(fuzzy)s fuzzy, %(missing)s missing, %(reviewed)s", **sums)))
        for row in mine:
            if row.fuzzy or row.missing:
                of_file = {"file": row.file, "done": row.translated, "total": row.total, "fuzzy": row.fuzzy, "missing": row.missing}
                click.echo("  " + told(say("%(file)s: %(done)s of %(total)s, %(fuzzy)s fuzzy, %(missing)s missing", **of_file)))


@i18n.command("check")
@_codes
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def check_catalogs(locales: tuple[str, ...], as_json: bool) -> None:
    """Check that translations keep facts, references and mark-up, and fit where they stand."""
    from handbook.translation.check import check as problems

    found = [finding for code in locales for finding in problems(code)]
    if as_json:
        print_json(findings=[each.as_dict() for each in in_order(found)])
    else:
        tell(found, verbose=True, quiet=False)
    if found:
        sys.exit(ExitCode.CONTENT)
