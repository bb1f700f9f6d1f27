"""A bar on stderr for whoever watches a run: the step, how much is done, how fast it goes and how long the rest will take.

In: the steps of a run as it reports them. Out: nothing where nobody is watching, so that a log holds no bars.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from handbook.speaking import told
from handbook.wording import say


@contextmanager
def progress(names: Sequence[str], quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A bar on stderr, if a person is watching: the step, the jobs, how fast they go and how long the rest will take."""
    if quiet or not sys.stderr.isatty():
        yield lambda step, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[editions]}"),
        TextColumn("{task.description:<9}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f}"),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    start = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("load", total=1, editions=names[0] if len(names) == 1 else str(len(names)), rate="")
        yield lambda step, done, total: bar.update(line, description=step, completed=done, total=max(total, 1), rate=rate(done, time.monotonic() - start))


def rate(done: int, seconds: float) -> str:
    """How many jobs come out, in words; nothing before the first one."""
    return told(say("%(rate)s a minute", rate=f"{60 * done / seconds:.0f}")) if done and seconds > 0 else ""
