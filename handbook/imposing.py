"""The verb `impose`: any PDF onto the sheets of an office printer.

In: a file and what to do with it. Out: an imposed PDF beside nothing, in the current folder or at `-o`; its path on stdout.
The file that was given is never changed.
"""

from __future__ import annotations

from pathlib import Path

import click

from handbook.errors import UsageError
from handbook.findings import Finding, Place
from handbook.imposition.impose import THICKNESS_MM, UNPRINTABLE_MM, Order
from handbook.imposition.impose import impose as imposed
from handbook.imposition.scheme import GRIDS
from handbook.imposition.sheet import PAPERS
from handbook.paths import shown
from handbook.runs import output
from handbook.speaking import tell
from handbook.wording import say


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.pdf")
@click.option("--scheme", type=click.Choice(list(GRIDS)), default="booklet", show_default=True, help="How the pages go on the sheets.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="File to write, or a folder; FILE-SCHEME.pdf here if it isn't given.")
@click.option("--binding", type=click.Choice(["left", "right"]), help="Right for Arabic and the like; what the file says, else left, if it isn't given.")
@click.option("--paper", type=click.Choice(list(PAPERS)), default="A4", show_default=True, help="Paper in the printer.")
@click.option("--thickness", type=click.FloatRange(0, 1), default=THICKNESS_MM, show_default=True, help="Of the paper in mm: inner pages of a booklet move to the fold.")
@click.option("--margin", type=click.FloatRange(0, 30), default=UNPRINTABLE_MM, show_default=True, help="Strip in mm along the edges that the printer leaves white.")
@click.option("--fit", is_flag=True, help="Scale the pages so that they fill what the printer prints.")
@click.option("--no-marks", is_flag=True, help="No ticks where to fold and cut.")
@click.option("--blank", is_flag=True, help="Fill up with blank pages at the end if pages are missing.")
@click.option("--copies", type=click.IntRange(1, 999), default=1, show_default=True, help="Copies that the print dialog suggests.")
def impose(
    file: Path, scheme: str, out: Path | None, binding: str | None, paper: str, thickness: float, margin: float, fit: bool, no_marks: bool, blank: bool, copies: int
) -> None:
    """Put the pages of FILE.pdf, any PDF, on the sheets of an office printer.

    \b
    booklet   sheets to fold once and staple in the fold
    2up, 4up  pages side by side in the order of reading
    cards     page 1 is the front of a card, page 2 its back, eight cards on a sheet
    stack     cut the pile, lay the smaller piles on each other: pages are in order
    """
    target = _target(file, scheme, out)
    right_to_left = None if binding is None else binding == "right"
    order = Order(scheme, right_to_left, paper, thickness, margin, fit, not no_marks, blank, copies)
    made = imposed(file.read_bytes(), order, shown(file))
    output.check_folder(target.parent)
    output.put(target, made.data)
    tell(made.findings, verbose=True, quiet=False)
    click.echo(target.as_posix())


def _target(file: Path, scheme: str, out: Path | None) -> Path:
    """The file to write. UsageError if that is the file that was given."""
    name = f"{file.stem}-{scheme}.pdf"
    target = Path(name) if out is None else out / name if out.is_dir() else out
    if target.exists() and target.samefile(file):
        raise UsageError(Finding("W01", say("is the file that is to be imposed; it isn't overwritten."), Place(shown(target)), say("Name another file with `-o`.")))
    return target
