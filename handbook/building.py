"""The verb `build` at work: editions in, files in `dist/<edition>/`, and what came of them told in order.

In: names of editions and what the command line wants of them. Out: paths on stdout, findings and progress on stderr, the exit code. It
decides nothing about a job; `handbook.runs` does. Everything heavy is imported where it is needed, so that `--help` stays quick.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handbook import paths
from handbook.errors import ContentError, ExitCode, HandbookError, UsageError
from handbook.findings import Finding, Place, in_order
from handbook.speaking import print_json, print_report, tell, tell_unchanged, told
from handbook.watching import progress
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.pipeline import Ready
    from handbook.runs.mirror import Folder
    from handbook.runs.run import Choice, Result, Run
    from handbook.runs.workers import Workers


def workers(jobs: int, scheduler: str | None) -> Workers:
    """Processes of this machine, or those that a scheduler knows."""
    if scheduler:
        from handbook.runs.cluster import Cluster

        return Cluster(scheduler)
    from handbook.runs.workers import Workers

    return Workers(jobs)


@dataclass(frozen=True)
class Order:
    """What the command line wants of each edition."""

    locales: tuple[str, ...]
    form: str | None
    products: tuple[str, ...]
    channels: tuple[str, ...]
    choice: Choice

    def ready(self, name: str) -> Ready:
        """The edition, read and checked."""
        from handbook.edition.load import find
        from handbook.pipeline import prepare

        return prepare(find(name), self.locales, self.form, self.products, self.channels)


def build_all(names: Sequence[str], out: Folder, order: Order, workers: Workers, kind: str, quiet: bool, verbose: bool) -> list[Path]:
    """Build editions and tell what came of them, in the order of their names; ends the program where a job didn't come out."""
    from handbook.runs.together import together

    came: dict[str, tuple[str, Result]] = {}
    files = {_key(name): name for name in names}
    try:
        with progress(names, quiet or kind != "text") as report:
            for run, result in together(_runs(files, out, order, came), workers, report):
                out.send(run.name)
                came[run.ready.loaded.source.file] = run.name, result
    except BaseException:
        if kind in ("text", "github"):  # JSON and SARIF are one text, which says what stopped the build
            _tell_results([came[key] for key in files if key in came], kind, quiet, verbose)
        raise
    ordered = [came[key] for key in files if key in came]
    results = [result for _, result in ordered]
    if order.choice.select and not any(result.done or result.unchanged or result.failed for result in results):
        raise _no_match(order)
    _tell_results(ordered, kind, quiet, verbose)
    if any(result.failed or not (result.written or order.choice.select) for result in results):
        sys.exit(ExitCode.CONTENT)
    return [path for result in results for path in (*result.written, *result.proofs)]


def _key(name: str) -> str:
    """What tells editions apart, whatever they were called by: the file as messages name it."""
    from handbook.edition.load import find

    return paths.shown(find(name))


def _runs(files: Mapping[str, str], out: Folder, order: Order, came: dict[str, tuple[str, Result]]) -> Iterator[Run]:
    """The editions that are to be made, of files with what they were called by. Those of which nothing changed, and those with mistakes, have come to their end."""
    from handbook.edition.load import find, load
    from handbook.runs import program
    from handbook.runs.order import again, digest
    from handbook.runs.run import Result, Run

    texts = program.texts()
    folders: dict[str, str] = {}
    for key, name in files.items():
        title = name
        try:
            loaded = load(find(name))
            title = loaded.edition.name
            _refuse_namesake(folders, title, key)
            wanted = digest(
                loaded, texts, order.locales, order.form, order.products, order.channels, order.choice.strict, order.choice.select, order.choice.proof, order.choice.claims
            )
            stands = None if order.choice.force else again(out.at(title), wanted, key)
            if stands:
                came[key] = title, stands
            else:
                yield Run(order.ready(name), out.at(title), replace(order.choice, order=wanted))
        except ContentError as error:  # the other editions are built all the same
            came[key] = title, Result((), error.findings)


def _refuse_namesake(folders: dict[str, str], title: str, key: str) -> None:
    """UsageError if another edition of this call has the same name."""
    if folders.setdefault(title, key) != key:
        raise UsageError(Finding("E04", say('there are two editions called "%(name)s": their files would overwrite each other.', name=title), Place(key)))


def _tell_results(came: Sequence[tuple[str, Result]], kind: str, quiet: bool, verbose: bool) -> None:
    if kind == "json":
        print_json(
            editions=[
                {
                    "edition": title,
                    "files": [paths.printed(path) for path in result.written],
                    "rejected": [paths.printed(path) for path in result.rejected],
                    "proofs": [paths.printed(path) for path in result.proofs],
                    "findings": [each.as_dict() for each in in_order(result.findings)],
                }
                for title, result in came
            ]
        )
    elif kind == "sarif":
        print_report([finding for _, result in came for finding in result.findings], kind)
    else:
        for _, result in came:
            print_report(result.findings, kind, verbose=verbose, quiet=quiet)
            for path in (*result.written, *result.proofs):
                click.echo(paths.printed(path))
    tell_unchanged(sum(result.done for _, result in came), sum(result.unchanged for _, result in came), quiet=quiet or kind != "text")


def tell_plans(names: Sequence[str], out: Folder, order: Order, kind: str) -> None:
    """Say of each job whether it would be built, and why."""
    from handbook.runs.run import planned

    plans = []
    folders: dict[str, str] = {}
    for key, name in {_key(name): name for name in names}.items():
        ready = order.ready(name)
        _refuse_namesake(folders, ready.loaded.edition.name, key)
        plans += planned(ready, out.at(ready.loaded.edition.name), order.choice)
    if not plans:
        raise _no_match(order)
    if kind == "json":
        print_json(jobs=[{"job": step.ticket.name, "build": bool(step.why), "why": [str(each) for each in step.why]} for step in plans])
        return
    unchanged = say("unchanged")
    for step in plans:
        click.echo(f"{step.ticket.name}: {'; '.join(told(each) for each in step.why or (unchanged,))}")


def _no_match(order: Order) -> UsageError:
    message = say('no job is called "%(pattern)s".', pattern=", ".join(order.choice.select))
    return UsageError(Finding("E04", message, hint=say("`build_pdf.py build --dry-run` names them.")))


def watch(names: Sequence[str], once: Callable[[], Any], out: Path) -> None:
    """Build, then again after every change, until Ctrl-C. Findings are shown and the watch goes on."""
    import watchfiles

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
            click.echo(told(say("built in %(seconds)s s, watching", seconds=f"{time.monotonic() - started:.1f}")), err=True)
        except HandbookError as error:
            tell(error.findings, verbose=False, quiet=False)
        except SystemExit:
            click.echo(told(say("failed, watching")), err=True)

    built = False
    for changes in watchfiles.watch(*folders, watch_filter=counts, raise_interrupt=True, yield_on_timeout=True, rust_timeout=200):
        if changes or not built:  # the first time round nothing has changed, but the folders are being watched
            attempt()
        built = True
