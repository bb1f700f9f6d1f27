"""Merge: an edition and a list of recipients -> a file for each, in worker processes, and a record of what came of every row.

In: an edition made ready, and recipients that were read without a mistake. Out: files in a folder and `copies.json`, written last.
Copies go to the disk as they are made; nobody holds more than one batch of them. A row that fails is named and the others go on, and
rows = files + failures.
"""

from __future__ import annotations

import gc
import json
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from handbook import manifest, products, sections
from handbook.errors import ContentError, HandbookError
from handbook.findings import Finding, Place, counted, errors, grave
from handbook.finishing import Wanted
from handbook.galley.copies import Addressee, Draft
from handbook.pipeline import Ready
from handbook.runs import output, past
from handbook.runs.copies import Book, Finished, Sheaf, bind, copies, draft_of, sheaves, unbound
from handbook.runs.names import PATTERN, names
from handbook.runs.pool import Pool
from handbook.runs.recipients import Copy, Recipients, by_locale

RECORD = past.COPIES
BATCH = 50
"""Copies that are laid out in one pass: enough to share what a pass costs, few enough to lose little where one is killed."""

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Order:
    """How copies are to be made."""

    folder: Path
    default: str
    """Language of rows that name none."""
    channel: str = "screen"
    """"screen", or "office": imposed for an office printer."""
    pattern: str = PATTERN
    jobs: int = 0
    strict: bool = False
    one_file: bool = False
    """Whether all copies of a language are bound in one file, for a printer, instead of a file each."""


@dataclass(frozen=True)
class Result:
    """What came of a merge."""

    written: tuple[Path, ...]
    findings: tuple[Finding, ...]
    failed: tuple[int, ...] = ()
    """Rows without a file."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the record says of one row."""

    number: int
    file: str
    locale: str
    pages: int
    size: int
    digest: str
    whole: bool
    findings: tuple[Finding, ...]


def failed_before(folder: Path) -> tuple[int, ...]:
    """The rows that have no file by the record of an earlier merge."""
    try:
        return tuple(int(each["nr"]) for each in json.loads((folder / RECORD).read_text("utf-8"))["copies"] if not each["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def merge(ready: Ready, recipients: Recipients, chosen: Sequence[Copy], order: Order, report: Report = lambda step, done, total: None) -> Result:
    """Make the chosen copies of a list."""
    edition = ready.loaded.edition
    if wrong := grave(ready.findings, order.strict):
        raise ContentError(*wrong)
    ending = "" if order.channel == "screen" else order.channel
    called = names(recipients.copies, order.pattern, edition=edition.name, product=products.HANDBOOK, default=order.default, channel=ending)
    output.check_folder(order.folder)
    made = _Made(order.folder, recipients, edition.name)
    made.findings += [*ready.findings, *recipients.findings]
    try:
        with tempfile.TemporaryDirectory(prefix="copies-") as room, Pool(order.jobs) as pool:
            for locale, group in by_locale(chosen, order.default):
                report("paginate", len(made.lines), len(chosen))
                book = _bound(pool, ready, locale, order)
                made.findings += book.findings
                file = Path(room) / f"{locale}.book"
                file.write_bytes(pickle.dumps(book))
                if order.one_file:
                    path = order.folder / f"{edition.name}-{products.HANDBOOK}-{locale}-copies.pdf"
                    made.lines += _in_one_file(pool, book, file, [_addressee(recipients, copy) for copy in group], path, lambda done: report("finish", done, len(chosen)))
                    continue
                tickets = (
                    (str(file), tuple((_addressee(recipients, copy), called[copy.number]) for copy in some), str(order.folder), order.channel, order.strict)
                    for some in _batches(group)
                )
                for ticket, outcome in pool.outcomes(build, tickets):
                    made.lines += outcome if isinstance(outcome, list) else _all_failed(ticket, outcome)
                    report("finish", len(made.lines), len(chosen))
    finally:
        made.record()
    return made.result()


class _Made:
    """What came of the rows so far."""

    def __init__(self, folder: Path, recipients: Recipients, edition: str) -> None:
        self.folder, self.recipients, self.edition = folder, recipients, edition
        self.lines: list[Line] = []
        self.findings: list[Finding] = []

    def result(self) -> Result:
        """Files that may be printed, and the record."""
        written = [self.folder / file for file in dict.fromkeys(line.file for line in self.lines if line.file)]
        found = [*self.findings, *(finding for line in self.lines for finding in line.findings)]
        return Result((*written, self.folder / RECORD), tuple(found), tuple(line.number for line in self.lines if not line.file))

    def record(self) -> None:
        """Write what is known of every row of the list; rows that weren't chosen keep what was said of them, if their file is there."""
        kept: dict[int, dict[str, Any]] = {}
        try:
            told = json.loads((self.folder / RECORD).read_text("utf-8"))
            kept = {each["nr"]: each for each in told["copies"] if each["file"] == "" or (self.folder / each["file"]).is_file()} if told["list"] == self.recipients.name else {}
        except (OSError, ValueError, KeyError, TypeError):
            pass
        known = kept | {line.number: _told(line) for line in self.lines}
        numbers = {copy.number for copy in self.recipients.copies}
        rows = [known[number] for number in sorted(known) if number in numbers]
        content = {
            "schema_version": manifest.SCHEMA_VERSION,
            "edition": self.edition,
            "list": self.recipients.name,
            "program": manifest.version_of("career-handbook"),
            "copies": rows,
        }
        output.put(self.folder / RECORD, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def _told(line: Line) -> dict[str, Any]:
    return {
        "nr": line.number,
        "file": line.file,
        "locale": line.locale,
        "pages": line.pages,
        "bytes": line.size,
        "sha256": line.digest,
        "whole": line.whole,
        "findings": [each.as_dict() for each in line.findings],
    }


Ticket = tuple[str, tuple[tuple[Addressee, str], ...], str, str, bool]
"""The file with the book, recipients with the names of their files, the folder, the channel, and whether reviews count as errors."""


def book_of(draft: Draft, wanted: Wanted) -> Book:
    """The book of one language, and none of the pages that were laid out for it: they would stay beside every batch. For workers."""
    book = bind(draft, wanted)
    sections.forget()
    clear_away()
    return book


def build(book_file: str, wanted: Sequence[tuple[Addressee, str]], folder: str, channel: str, strict: bool) -> list[Line]:
    """Make one batch of copies and put them on the disk. For workers."""
    book = _opened(book_file)
    called = {each.number: name for each, name in wanted}
    lines: list[Line] = []
    for finished in copies(book, [each for each, _ in wanted]):
        path = Path(folder) / called[finished.number]
        found = tuple(counted(each, strict) for each in finished.findings)
        locale = book.draft.manuscript.locale
        if not finished.data or errors(found):
            output.remove(path)
            lines.append(Line(finished.number, "", locale, 0, 0, "", finished.whole, found))
            continue
        data = _imposed(book, finished.data) if channel == "office" else finished.data
        output.put(path, data)
        lines.append(Line(finished.number, path.name, locale, finished.pages, len(data), manifest.digest(data), finished.whole, found))
    clear_away()
    return lines


def paint(book_file: str, addressees: Sequence[Addressee]) -> list[Sheaf]:
    """The pages of one batch, to be bound. For workers."""
    made = list(sheaves(_opened(book_file), addressees))
    clear_away()
    return made


def clear_away() -> None:
    """Let the pages of a finished batch go. They hold each other, and a worker looks so rarely for such things by itself that 25 MB stayed of each batch."""
    gc.collect()


def _in_one_file(pool: Pool, book: Book, file: Path, addressees: Sequence[Addressee], path: Path, done: Callable[[int], None]) -> list[Line]:
    """All copies of one language in one file."""
    from handbook.channels.bound import Bound

    if book.trunk is None:
        raise ContentError(unbound(book.apart))
    place = {each.number: each.place for each in addressees}
    lines: list[Line] = []
    with output.writing(path) as target:
        bound = Bound(book.trunk, target)
        for some, outcome in pool.all(paint, ((str(file), each) for each in _batches(addressees))):
            sheafs = outcome if isinstance(outcome, list) else [Sheaf(b"", (), tuple(Finished(each.number, findings=outcome.findings) for each in some[1]))]
            for sheaf in sheafs:
                for number, reason in zip(sheaf.numbers, bound.add(sheaf.data, len(sheaf.numbers)) if sheaf.data else (), strict=True):
                    found = (replace(unbound(reason.reason), place=place[number]),) if reason else ()
                    lines.append(Line(number, "" if reason else path.name, book.draft.manuscript.locale, 0 if reason else book.pages, 0, "", False, found))
                lines += [Line(each.number, "", book.draft.manuscript.locale, 0, 0, "", False, each.findings) for each in sheaf.failed]
            done(len(lines))
        if not bound.copies:
            raise ContentError(*(finding for line in lines for finding in line.findings))
        bound.close(book.general.title)
    return sorted(lines, key=lambda line: line.number)


def _imposed(book: Book, data: bytes) -> bytes:
    from handbook.channels import office

    return office.finish(data, right_to_left=book.general.direction == "rtl", name=book.general.title, look=False).data


@lru_cache(maxsize=2)
def _opened(file: str) -> Book:
    book: Book = pickle.loads(Path(file).read_bytes())
    return book


def _bound(pool: Pool, ready: Ready, locale: str, order: Order) -> Book:
    """The book of one language. What is wrong with it is wrong with all copies."""
    edition = ready.loaded.edition
    wanted = Wanted(("screen",), edition.standard, waivers=edition.waivers)
    return pool.one(book_of, draft_of(ready, locale), wanted)  # type: ignore[no-any-return]


def _addressee(recipients: Recipients, copy: Copy) -> Addressee:
    return Addressee(copy.number, copy.recipient, Place(recipients.name, copy.line))


def _batches(group: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(group), BATCH):
        yield group[start : start + BATCH]


def _all_failed(ticket: Ticket, error: HandbookError) -> list[Line]:
    """Rows whose worker came to an end with them."""
    return [
        Line(each.number, "", "", 0, 0, "", False, tuple(replace(finding, place=replace(each.place, part=finding.place.part)) for finding in error.findings))
        for each, _ in ticket[1]
    ]
