"""The verb `merge`: a copy of the handbook for each row of a list.

In: an edition and a list of recipients, each of this machine or elsewhere. Out: files in `dist/<edition>/copies/` and a record of every
row; their paths on stdout.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from handbook import paths
from handbook.errors import ExitCode, UsageError
from handbook.findings import Finding, in_order
from handbook.speaking import AS_JSON, QUIET, REPORT, STRICT, VERBOSE, PathOrUrl, print_json, print_report, tell_unchanged, told
from handbook.watching import progress
from handbook.wording import say

CHANNELS = ("screen", "office", "press")
"""Where copies can go."""


@click.command()
@click.argument("edition")
@click.argument("recipients", type=PathOrUrl(), metavar="LIST.csv|.xlsx")
@click.option("-o", "--out", type=PathOrUrl(file_okay=False), default="dist", show_default=True, help="Folder, or a URL such as s3://…; copies go to EDITION/copies in it.")
@click.option("--select", "wanted", help='Only these rows, counted from 1 below the headings, such as "3,10-20", or those that have no copy yet: "failed".')
@click.option("--locale-column", help="Column that says the language of each copy, if it isn't called Sprache or Language.")
@click.option(
    "--channel",
    type=click.Choice(CHANNELS),
    default="screen",
    show_default=True,
    help="Files to read and fill in, sheets for the office printer, or one PDF/X-4 of all copies for the edition's print shop.",
)
@click.option("--one-file", is_flag=True, help="All copies of a language in one file for a printer, without fields and links; for the office printer their sheets.")
@click.option("--name", "pattern", help="How files are called: a pattern with {edition}, {product}, {locale}, {nr}, {name} and {school}.")
@click.option("--force", is_flag=True, help="Make all copies, also those of which nothing changed.")
@click.option("-n", "--dry-run", is_flag=True, help="Check the list and say which copies would be made; make nothing.")
@click.option("-j", "--jobs", type=click.IntRange(min=0), default=0, help="Copies made at the same time; 0 for one a core.")
@click.option("--scheduler", metavar="ADDRESS", help="Workers of a cluster instead, such as tcp://10.0.0.1:8786; needs the extra cluster.")
@STRICT
@REPORT
@AS_JSON
@QUIET
@VERBOSE
def merge(
    edition: str,
    recipients: str | Path,
    out: str | Path,
    wanted: str | None,
    locale_column: str | None,
    channel: str,
    one_file: bool,
    pattern: str | None,
    force: bool,
    dry_run: bool,
    jobs: int,
    scheduler: str | None,
    strict: bool,
    kind: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Make a copy of EDITION's handbook for each recipient in a list.

    The first row of the list names its columns, in German or English: name, school, greeting, contact, role, phone, email, web, qr, language.
    """
    from handbook.edition.load import find, load
    from handbook.pipeline import prepare
    from handbook.products import HANDBOOK
    from handbook.runs import fetch, letters, mirror
    from handbook.runs import recipients as lists
    from handbook.runs.earlier import without_copy
    from handbook.runs.merge import Order, planned
    from handbook.runs.merge import merge as merged
    from handbook.runs.names import PATTERN

    kind = kind or ("json" if as_json else "text")
    with fetch.fetched([edition]) as (name,), fetch.fetched_list(recipients) as file, mirror.opened(out) as target:
        path = find(name)
        loaded = load(path)
        listed = lists.read(file, loaded.edition.locales, locale_column)
        copies = f"{loaded.edition.name}/copies"
        folder = target.at(copies)
        default = loaded.edition.locales[0]
        order = Order(folder, default, channel, pattern or PATTERN, jobs, strict, one_file, force)
        chosen = listed.copies if wanted is None else lists.select(listed.copies, wanted, without_copy(folder, listed.name, listed.copies, order.kind))
        order = replace(order, part=wanted or "", scheduler=scheduler or "")
        locales = [locale for locale, _ in lists.by_locale(chosen, default)]
        if HANDBOOK not in loaded.edition.products:
            raise UsageError(Finding("E04", say("the edition doesn't order a handbook, and only handbooks have copies."), loaded.place("products")))

        ready = prepare(path, locales, None, [HANDBOOK], ["press"] if channel == "press" else [])
        letters.check(listed, ready.typeface)
        if dry_run:
            if kind != "json":
                print_report([*ready.findings, *listed.findings], kind, verbose=verbose, quiet=quiet)
            _tell_plan(planned(ready, listed, chosen, order), kind)
            return
        target.check()
        with progress([loaded.edition.name], quiet or kind != "text") as report:
            result = merged(ready, listed, chosen, order, report)
            target.send(copies)
        files = [paths.printed(each) for each in result.written]
    if kind == "json":
        print_json(edition=loaded.edition.name, files=files, failed=list(result.failed), findings=[each.as_dict() for each in in_order(result.findings)])
    else:
        print_report(result.findings, kind, verbose=verbose, quiet=quiet)
        if kind != "sarif":
            click.echo("\n".join(files))
            tell_unchanged(len(chosen) - len(result.failed) - result.unchanged, result.unchanged, quiet=quiet or kind != "text")
    if result.failed:
        sys.exit(ExitCode.CONTENT)


def _tell_plan(files: Sequence[tuple[str, bool]], kind: str) -> None:
    """Say of each file whether it would be made."""
    if kind == "json":
        print_json(files=[{"file": name, "make": make} for name, make in files])
        return
    made, stands = say("new or changed"), say("unchanged")
    for name, make in files:
        click.echo(f"{name}: {told(made if make else stands)}")
