"""The verb `preflight`: any finished PDF, whoever made it, looked at as a print shop or a reader would.

In: files, and what they are for. Out: findings, and exit code 1 where a file isn't fit. The files are only read.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.errors import ExitCode
from handbook.findings import Finding, grave, in_order
from handbook.paths import shown
from handbook.speaking import AS_JSON, GOOD, QUIET, REPORT, STRICT, VERBOSE, print_json, print_report, told

if TYPE_CHECKING:
    from handbook.print_shops import PrintShop

SCREEN = "screen"
"""The profile of a file that people read on a screen."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.pdf...")
@click.option("--profile", default=SCREEN, show_default=True, help="What the files are for: screen, the name of a print shop, or a print shop's file (.toml).")
@STRICT
@REPORT
@AS_JSON
@QUIET
@VERBOSE
def preflight(files: tuple[Path, ...], profile: str, strict: bool, kind: str | None, as_json: bool, quiet: bool, verbose: bool) -> None:
    """Look at finished PDFs, whoever made them, and change nothing.

    For a print shop: boxes, bleed, typefaces, inks, pictures, transparency. For screens: tags, title, language, links.
    """
    from handbook.preflight.finished import check  # late: `--help` needs none of it

    shop = _shop(profile)
    found: list[Finding] = []
    results = []
    for file in files:
        of_file = check(file.read_bytes(), shown(file), shop)
        found += of_file
        results.append({"file": file.as_posix(), "findings": [each.as_dict() for each in in_order(of_file)]})
    wrong = grave(found, strict)
    kind = kind or ("json" if as_json else "text")
    if kind == "json":
        print_json(profile=profile, files=results)
    else:
        print_report(found, kind, verbose=verbose, quiet=quiet)
        if not wrong and not quiet and kind == "text":
            click.echo(told(GOOD), err=True)
    if wrong:
        sys.exit(ExitCode.CONTENT)


def _shop(profile: str) -> PrintShop | None:
    """The print shop of that name or file; none for screens. ContentError if there is none such."""
    if profile == SCREEN:
        return None
    from handbook import print_shops

    path = Path(profile)
    return print_shops.load(path.name, path.parent) if profile.endswith(".toml") else print_shops.load(profile, Path.cwd())
