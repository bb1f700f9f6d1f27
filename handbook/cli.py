"""Verbs for the command line: parse, call, print; decides nothing.

Paths and JSON go to stdout, progress and findings to stderr. What people read is in their language, JSON in English.
Everything heavy is imported where it is needed, so that `--help` and `check` stay quick; click rather than typer for the same reason.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from handbook.errors import ContentError, ExitCode, HandbookError, Interrupted, UsageError
from handbook.findings import Finding, Severity, did_you_mean, in_order
from handbook.imposing import impose
from handbook.paths import shown
from handbook.wording import in_language, languages, say

if TYPE_CHECKING:
    import gettext

    from handbook.pipeline import Ready

DEFAULT_EDITION = "house"
_GRAVITY = {
    # For translators: stands before what stops a build
    Severity.ERROR: say("error"),
    # For translators: stands before what a person should look at
    Severity.REVIEW: say("review"),
    # For translators: stands before what needs no action
    Severity.NOTE: say("note"),
}
# For translators: all that is said when nothing is wrong
_GOOD = say("good")


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

_editions = click.argument("editions", nargs=-1, metavar="[EDITION]...")
_locale = click.option("-l", "--locale", "--lang", multiple=True, help="Only these languages, such as de; several with commas.")
_strict = click.option("--strict", is_flag=True, help="Findings for review count as errors.")
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
_quiet = click.option("-q", "--quiet", is_flag=True, help="No progress, only errors.")
_verbose = click.option("-v", "--verbose", is_flag=True, help="Also notes that need no action.")


@app.command()
@_editions
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("dist"), show_default=True, help="Folder for the files; each edition gets a folder in it."
)
@_locale
@click.option("--product", multiple=True, help="Only these: handbook, or names of checklists; several with commas.")
@click.option("--channel", multiple=True, help="Only these: screen, office, press; several with commas.")
@click.option("--format", "form", help="A5 or A4 instead of the edition's format.")
@click.option("-j", "--jobs", type=click.IntRange(min=0), default=0, help="PDFs made at the same time; 0 for one a core.")
@click.option("-w", "--watch", is_flag=True, help="Build again whenever a file of the edition or the project changes.")
@click.option("--open", "open_", is_flag=True, help="Open the first file when done.")
@_strict
@_json
@_quiet
@_verbose
def build(
    editions: tuple[str, ...],
    out: Path,
    locale: tuple[str, ...],
    product: tuple[str, ...],
    channel: tuple[str, ...],
    form: str | None,
    jobs: int,
    watch: bool,
    open_: bool,
    strict: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build PDFs of EDITIONs (names or files; house if none is named) into dist/<edition>/."""
    names = editions or (DEFAULT_EDITION,)
    wanted = _products(product)

    def once() -> list[Path]:
        return _build_all(names, out, _split(locale), wanted, _split(channel), form, jobs, strict, as_json, quiet, verbose)

    if watch:
        _watch(names, once, out)
    else:
        made = once()
        if open_ and made:
            click.launch(str(made[0]))


def _build_all(
    names: Sequence[str],
    out: Path,
    locales: list[str],
    wanted: list[str],
    channels: list[str],
    form: str | None,
    jobs: int,
    strict: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> list[Path]:
    from handbook.runs.run import Result, run

    made: list[Path] = []
    results = []
    failed = False
    for name in names:
        title = name
        try:
            with _progress(name, quiet or as_json) as report:
                report("load", 0, 1)
                ready = _ready(name, locales, form, wanted, channels)
                title = ready.loaded.edition.name
                result = run(ready, out / title, jobs=jobs, strict=strict, report=report)
        except ContentError as error:  # the other editions are built all the same
            result = Result((), error.findings)
        made += result.written
        failed = failed or result.failed or not result.written
        results.append({"edition": title, "files": [path.as_posix() for path in result.written], "findings": [each.as_dict() for each in in_order(result.findings)]})
        if not as_json:
            _tell(result.findings, verbose=verbose, quiet=quiet)
            for path in result.written:
                click.echo(path.as_posix())
    if as_json:
        _print_json(editions=results)
    if failed:
        sys.exit(ExitCode.CONTENT)
    return made


@app.command()
@_editions
@_locale
@_strict
@_json
@_quiet
@_verbose
def check(editions: tuple[str, ...], locale: tuple[str, ...], strict: bool, as_json: bool, quiet: bool, verbose: bool) -> None:
    """Check EDITIONs and the text they print completely; make nothing."""
    found: list[Finding] = []
    for name in editions or (DEFAULT_EDITION,):
        try:
            found += _ready(name, _split(locale)).findings
        except HandbookError as error:
            if error.exit_code is not ExitCode.CONTENT:
                raise
            found += error.findings
    grave = [finding for finding in found if finding.severity is Severity.ERROR or (strict and finding.severity is Severity.REVIEW)]
    if as_json:
        _print_json(findings=[each.as_dict() for each in in_order(found)])
    else:
        _tell(found, verbose=verbose, quiet=quiet)
        if not grave and not quiet:
            click.echo(_told(_GOOD), err=True)
    if grave:
        sys.exit(ExitCode.CONTENT)


@app.command()
@click.argument("name")
def new(name: str) -> None:
    """Start an edition: writes editions/NAME/edition.toml with comments."""
    from handbook.edition.starter import start

    click.echo(start(name, Path.cwd() / "editions").relative_to(Path.cwd()).as_posix())


@app.command("list")
@_json
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
        _print_json(**known)
        return
    for heading, names in zip(headings, known.values(), strict=True):
        click.echo(f"{_told(heading)}: {', '.join(map(str, names))}")


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
        click.echo(finding.told(_translations()), err=True)
    if found:
        sys.exit(ExitCode.ENVIRONMENT)
    click.echo(_told(_GOOD), err=True)


@app.group()
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
@_json
def status(locales: tuple[str, ...], as_json: bool) -> None:
    """Count translated, fuzzy and missing passages of LOCALEs, chapter by chapter."""
    from dataclasses import asdict

    from handbook.translation import extract as extraction
    from handbook.translation.status import status as counts

    templates = extraction.templates()
    rows = [count for code in locales for count in counts(templates, code)]
    if as_json:
        _print_json(files=[{**asdict(row), "total": row.total} for row in rows])
        return
    for code in dict.fromkeys(row.locale for row in rows):
        mine = [row for row in rows if row.locale == code]
        done, fuzzy, missing = (sum(getattr(row, name) for row in mine) for name in ("translated", "fuzzy", "missing"))
        reviewed = say("reviewed") if all(row.reviewed for row in [row for row in mine if row.domain == "guide"] or mine) else say("unreviewed")
        sums = {"locale": code, "done": done, "fuzzy": fuzzy, "missing": missing, "reviewed": reviewed}
        click.echo(_told(say("%(locale)s: %(done)s translated, %(fuzzy)s fuzzy, %(missing)s missing, %(reviewed)s", **sums)))
        for row in mine:
            if row.fuzzy or row.missing:
                of_file = {"file": row.file, "done": row.translated, "total": row.total, "fuzzy": row.fuzzy, "missing": row.missing}
                click.echo("  " + _told(say("%(file)s: %(done)s of %(total)s, %(fuzzy)s fuzzy, %(missing)s missing", **of_file)))


@i18n.command("check")
@_codes
@_json
def check_catalogs(locales: tuple[str, ...], as_json: bool) -> None:
    """Check that translations keep facts, references and mark-up, and fit where they stand."""
    from handbook.translation.check import check as problems

    found = [finding for code in locales for finding in problems(code)]
    if as_json:
        _print_json(findings=[each.as_dict() for each in in_order(found)])
    else:
        _tell(found, verbose=True, quiet=False)
    if found:
        sys.exit(ExitCode.CONTENT)


def _print_json(**content: Any) -> None:
    click.echo(json.dumps({"schema_version": 1, **content}, ensure_ascii=False, indent=2))


def _ready(name: str, locales: list[str], form: str | None = None, wanted: Sequence[str] = (), channels: Sequence[str] = ()) -> Ready:
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


def _translations() -> gettext.NullTranslations:
    """What the program says, in the language of whoever calls it. English needs no catalog, and reads none."""
    wanted = languages(os.environ)
    if not wanted:
        from gettext import NullTranslations

        return NullTranslations()
    from handbook.catalogs import spoken

    return spoken(wanted)


def _told(text: str) -> str:
    """A sentence in the language of whoever calls."""
    return in_language(text, _translations())


def _tell(found: Sequence[Finding], *, verbose: bool, quiet: bool) -> None:
    """Findings for people, the gravest kinds marked by a word and not by colour alone."""
    hidden = {Severity.NOTE: not verbose, Severity.REVIEW: quiet}
    told = [finding for finding in in_order(found) if not hidden.get(finding.severity)]
    if told:
        translations = _translations()
    for finding in told:
        click.echo(f"{in_language(_GRAVITY[finding.severity], translations)}: {finding.told(translations)}", err=True)


@contextmanager
def _progress(name: str, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A bar with the step's name on stderr, if a person is watching."""
    if quiet or not sys.stderr.isatty():
        yield lambda step, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.fields[edition]}"), TextColumn("{task.description:<9}"), BarColumn(), TextColumn("{task.completed:.0f}/{task.total:.0f}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("load", total=1, edition=name)
        yield lambda step, done, total: bar.update(line, description=step, completed=done, total=max(total, 1))


def _watch(names: Sequence[str], once: Callable[[], Any], out: Path) -> None:
    """Build, then again after every change, until Ctrl-C. Findings are shown and the watch goes on."""
    from watchfiles import watch

    from handbook import paths
    from handbook.edition.load import find
    from handbook.galley import files
    from handbook.manuscript import outline

    made_here = out.resolve()
    folders = {find(name).resolve().parent for name in names} | {paths.CONTENT, paths.LAYOUTS, paths.LOCALES}

    def counts(_: object, path: str) -> bool:
        return not Path(path).is_relative_to(made_here) and not Path(path).name.startswith(".")

    def attempt() -> None:
        started = time.monotonic()
        outline.forget()
        files.forget()
        try:
            once()
            click.echo(_told(say("built in %(seconds)s s, watching", seconds=f"{time.monotonic() - started:.1f}")), err=True)
        except HandbookError as error:
            _tell(error.findings, verbose=False, quiet=False)
        except SystemExit:
            click.echo(_told(say("failed, watching")), err=True)

    built = False
    for changes in watch(*folders, watch_filter=counts, raise_interrupt=True, yield_on_timeout=True, rust_timeout=200):
        if changes or not built:  # the first time round nothing has changed, but the folders are being watched
            attempt()
        built = True


def _fail(error: HandbookError) -> NoReturn:
    if "--json" in sys.argv:
        _print_json(findings=[each.as_dict() for each in error.findings])
    _tell(error.findings, verbose=True, quiet=False)
    sys.exit(int(error.exit_code))


def main() -> None:
    """Run the command line; the exit code is one of `ExitCode`."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app(standalone_mode=False)
    except click.ClickException as error:
        if "--json" in sys.argv:
            _fail(UsageError(Finding("E04", error.format_message())))
        error.message = _told(error.message)  # type: ignore[misc]  # Final there, but nothing else is said again by `show`
        error.show()
        sys.exit(ExitCode.USAGE)
    except HandbookError as error:
        _fail(error)
    except (KeyboardInterrupt, click.Abort):
        _fail(Interrupted(Finding("L06", say("interrupted; files that were finished are whole."), severity=Severity.NOTE)))
    except BrokenPipeError:
        os._exit(ExitCode.CONTENT)
