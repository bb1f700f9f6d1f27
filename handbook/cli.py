"""Verbs for the command line: parse, call, print; decides nothing.

Paths and JSON go to stdout, progress and findings to stderr. What people read is in their language, JSON in English.
Everything heavy is imported where it is needed, so that `--help` and `check` stay quick; click rather than typer for the same reason.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from handbook import building
from handbook.errors import ExitCode, HandbookError, Interrupted, UsageError
from handbook.findings import Finding, Severity, did_you_mean, grave, in_order
from handbook.imposing import impose
from handbook.merging import merge
from handbook.preflighting import preflight
from handbook.speaking import AS_JSON, GOOD, KINDS, QUIET, REPORT, STRICT, VERBOSE, PathOrUrl, asked_for, print_json, print_report, tell, told, translations
from handbook.storage import is_url
from handbook.translating import i18n
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.pipeline import Ready

DEFAULT_EDITION = "house"


class _Verbs(click.Group):
    """Without a verb, `build` is meant: `build_pdf.py`, `build_pdf.py acme`, `build_pdf.py -o folder`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help", "--version")):
            self.refuse_near_verb(ctx, args[0] if args else "")
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def refuse_near_verb(self, ctx: click.Context, word: str) -> None:
        """UsageError for what is no edition and nearly a verb."""
        from difflib import get_close_matches

        from handbook.edition.load import available

        near = get_close_matches(word, self.commands, n=1, cutoff=0.7)
        if near and word not in available() and not Path(word).exists():
            ctx.fail(say('There is no verb or edition "%(word)s". Did you mean "%(near)s"?', word=word, near=near[0]))


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="career-handbook", prog_name="career-handbook")
def app() -> None:
    """Makes branded, printable career handbooks and checklists. Without a verb it builds the house edition."""


app.add_command(impose)
app.add_command(merge)
app.add_command(preflight)
app.add_command(i18n)

_editions = click.argument("editions", nargs=-1, metavar="[EDITION]...")
_locale = click.option("-l", "--locale", "--lang", multiple=True, help="Only these languages, such as de; several with commas.")


@app.command()
@_editions
@click.option(
    "-o", "--out", type=PathOrUrl(file_okay=False), default="dist", show_default=True, help="Folder for the files, or a URL such as s3://…; each edition gets a folder in it."
)
@_locale
@click.option("--product", multiple=True, help="Only these: handbook, or names of checklists; several with commas.")
@click.option("--channel", multiple=True, help="Only these: screen, office, press; several with commas.")
@click.option("--proof", is_flag=True, help="Also write proofs: the pages with numbered marks at all findings, to look through and sign.")
@click.option("--format", "form", help="A5 or A4 instead of the edition's format.")
@click.option("-j", "--jobs", type=click.IntRange(min=0), default=0, help="PDFs made at the same time; 0 for one a core.")
@click.option("--scheduler", metavar="ADDRESS", help="Workers of a cluster instead, such as tcp://10.0.0.1:8786; needs the extra cluster.")
@click.option("-w", "--watch", is_flag=True, help="Build again whenever a file of the edition or the project changes.")
@click.option("--open", "open_", is_flag=True, help="Open the first file when done.")
@click.option("--select", multiple=True, metavar="PATTERN", help="Only jobs whose name matches, such as '*-handbook-*'; several with commas.")
@click.option("--force", is_flag=True, help="Build again also what hasn't changed.")
@click.option("-n", "--dry-run", is_flag=True, help="Only say what would be built, and why.")
@STRICT
@REPORT
@AS_JSON
@QUIET
@VERBOSE
def build(
    editions: tuple[str, ...],
    out: str | Path,
    locale: tuple[str, ...],
    product: tuple[str, ...],
    channel: tuple[str, ...],
    proof: bool,
    form: str | None,
    jobs: int,
    scheduler: str | None,
    watch: bool,
    open_: bool,
    select: tuple[str, ...],
    force: bool,
    dry_run: bool,
    strict: bool,
    kind: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build PDFs of EDITIONs (names, files or URLs; house if none is named) into dist/<edition>/. What hasn't changed stays as it is."""
    from handbook.runs import fetch, mirror
    from handbook.runs.run import Choice

    if (watch and any(map(is_url, editions))) or (open_ and is_url(str(out))):
        raise click.UsageError(say("--watch needs editions on this machine, and --open a folder on it."))
    order = building.Order(
        tuple(_split(locale)), form, tuple(_products(product)), tuple(_split(channel)), Choice(strict, force, tuple(_split(select)), proof=proof, claims=not watch)
    )
    kind = kind or ("json" if as_json else "text")
    with fetch.fetched(editions or (DEFAULT_EDITION,)) as names, mirror.opened(out) as folder:
        if dry_run:
            building.tell_plans(names, folder, order, kind)
            return
        folder.check()
        with building.workers(jobs, scheduler) as workers:

            def once() -> list[Path]:
                return building.build_all(names, folder, order, workers, kind, quiet, verbose)

            if watch:
                building.watch(names, once, folder.path)
            else:
                made = once()
                if open_ and made:
                    click.launch(str(made[0]))


@app.command()
@_editions
@_locale
@STRICT
@REPORT
@AS_JSON
@QUIET
@VERBOSE
def check(editions: tuple[str, ...], locale: tuple[str, ...], strict: bool, kind: str | None, as_json: bool, quiet: bool, verbose: bool) -> None:
    """Check EDITIONs and the text they print completely; make nothing."""
    from handbook.runs import fetch

    found: list[Finding] = []
    with fetch.fetched(editions or (DEFAULT_EDITION,)) as names:
        for name in names:
            try:
                found += _ready(name, _split(locale)).findings
            except HandbookError as error:
                if error.exit_code is not ExitCode.CONTENT:
                    raise
                found += error.findings
    wrong = grave(found, strict)
    kind = kind or ("json" if as_json else "text")
    if kind == "json":
        print_json(findings=[each.as_dict() for each in in_order(found)])
    else:
        print_report(found, kind, verbose=verbose, quiet=quiet)
        if not wrong and not quiet and kind == "text":
            click.echo(told(GOOD), err=True)
    if wrong:
        sys.exit(ExitCode.CONTENT)


@app.command()
@click.argument("name")
def new(name: str) -> None:
    """Start an edition: writes editions/NAME/edition.toml with comments."""
    from handbook.edition.starter import start

    click.echo(start(name, Path.cwd() / "editions").relative_to(Path.cwd()).as_posix())


@app.command("list")
@AS_JSON
def list_(as_json: bool) -> None:
    """Name the editions, chapters, checklists, languages and formats there are."""
    from handbook import catalogs, formats, products
    from handbook.edition.load import available
    from handbook.manuscript import outline

    headings = (say("editions"), say("chapters"), say("checklists"), say("locales"), say("formats"), say("pages"))
    known: dict[str, list[Any]] = {
        "editions": list(available()),
        "chapters": outline.chapter_ids(),
        "checklists": list(products.CHECKLISTS),
        "locales": list(catalogs.LOCALES),
        "formats": list(formats.FORMATS),
        "pages": [32, 28, 24],
    }
    if as_json:
        print_json(**known)
        return
    for heading, names in zip(headings, known.values(), strict=True):
        click.echo(f"{told(heading)}: {', '.join(map(str, names))}")


@app.command()
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    """Print what the manual says of a finding's CODE, or name all codes."""
    from handbook.preflight import manual

    pages = manual.pages()
    if code is None:
        click.echo("\n".join(map(manual.line, pages.values())))
    elif page := pages.get(code.upper()):
        click.echo(manual.text(page))
    else:
        hint = did_you_mean(code.upper(), pages, say("`build_pdf.py rules` lists them."))
        raise click.BadParameter(say('there is no code "%(code)s". %(hint)s', code=code, hint=hint))


@app.command()
def schema() -> None:
    """Print the JSON Schema of an edition file."""
    from handbook.edition.load import schema as edition_schema

    click.echo(json.dumps(edition_schema(), ensure_ascii=False, indent=2))


@app.command()
def doctor() -> None:
    """Say what this machine lacks, and the line that mends it."""
    from handbook.doctor import examine

    found = list(examine())
    for finding in found:
        click.echo(finding.told(translations()), err=True)
    if found:
        sys.exit(ExitCode.ENVIRONMENT)
    click.echo(told(GOOD), err=True)


def _ready(name: str, locales: Sequence[str], form: str | None = None, wanted: Sequence[str] = (), channels: Sequence[str] = ()) -> Ready:
    from handbook.edition.load import find
    from handbook.pipeline import prepare

    return prepare(find(name), locales, form, wanted, channels)


def _products(given: Sequence[str]) -> list[str]:
    from handbook import products

    wanted = _split(given)
    for name in wanted:
        if name not in products.PRODUCTS:
            hint = did_you_mean(name, products.PRODUCTS, say("There are: %(names)s.", names=", ".join(products.PRODUCTS)))
            raise click.BadParameter(say('there is no product "%(name)s". %(hint)s', name=name, hint=hint))
    return wanted


def _split(given: Sequence[str]) -> list[str]:
    return [each.strip() for text in given for each in text.split(",") if each.strip()]


def _fail(error: HandbookError) -> NoReturn:
    kind = asked_for(sys.argv)
    if kind == "json":
        print_json(findings=[each.as_dict() for each in error.findings])
    elif kind != "text":
        print_report(error.findings, kind, verbose=True)
    tell(error.findings, verbose=True, quiet=False)
    sys.exit(int(error.exit_code))


def main() -> None:
    """Run the command line; the exit code is one of `ExitCode`."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends a run, files that were finished are noted
    try:
        app(standalone_mode=False)
    except click.ClickException as error:
        if asked_for(sys.argv) in KINDS[1:]:
            _fail(UsageError(Finding("E04", error.format_message())))
        error.message = told(error.message)  # type: ignore[misc]  # Final there, but nothing else is said again by `show`
        error.show()
        sys.exit(ExitCode.USAGE)
    except HandbookError as error:
        _fail(error)
    except (KeyboardInterrupt, click.Abort):
        _fail(Interrupted(Finding("L06", say("interrupted; files that were finished are whole."), severity=Severity.NOTE)))
    except BrokenPipeError:
        os._exit(ExitCode.CONTENT)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO):
            raise
        message = say("there is no room for what it says, or for temporary files: %(reason)s.", reason=error.strerror)
        tell([Finding("W01", message)], verbose=False, quiet=False)
        os._exit(ExitCode.ENVIRONMENT)  # what is left to be said would fail again
