"""Merge: an edition and a list of recipients -> a file for each, in worker processes, and a record of what came of every row.

In: an edition made ready, and recipients that were read without a mistake. Out: files in a folder and `copies.json`, written last.
Copies go to the disk as they are made; nobody holds more than one batch of them. A row that fails is named and the others go on, and
rows = files + failures. What an earlier merge made of the same things stands (`ledger.py`), also if it was stopped halfway.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from handbook import manifest, products, sections
from handbook.errors import ContentError, raise_for
from handbook.findings import Finding, Place, counted, errors, grave
from handbook.finishing import Wanted
from handbook.galley.copies import ANYBODY, Addressee, Draft
from handbook.pipeline import Ready, brand_inks
from handbook.runs import output, past, program
from handbook.runs.copies import Book, Finished, bind, clear_away, copies, draft_of, failed, tried
from handbook.runs.earlier import digest
from handbook.runs.ledger import RECORD, Group, Ledger, Line
from handbook.runs.names import PATTERN, names
from handbook.runs.one_file import in_one_file
from handbook.runs.pool import Pool
from handbook.runs.recipients import Copy, Recipients, by_locale
from handbook.runs.ticket import Ticket

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
    """"screen", "office": imposed for an office printer, or "press": in the inks of a print shop, in one file."""
    pattern: str = PATTERN
    jobs: int = 0
    strict: bool = False
    one_file: bool = False
    """Whether all copies of a language are bound in one file, for a printer, instead of a file each."""
    force: bool = False
    """Whether copies are made again of which nothing changed."""
    part: str = ""
    """What of the list is wanted, such as "3,10-20", if it isn't all of it."""
    scheduler: str = ""
    """Address of a scheduler whose workers make them, instead of processes of this machine."""

    @property
    def bound(self) -> bool:
        """Whether there is one file for all copies of a language: a press prints nothing else."""
        return self.one_file or self.channel == "press"

    @property
    def kind(self) -> str:
        """What tells these copies from others of the same list; nothing for files to read."""
        return "-".join(filter(None, ("" if self.channel == "screen" else self.channel, "one-file" if self.bound else "", self._part)))

    @property
    def _part(self) -> str:
        """A part of the list in a file has a name of its own, so that it isn't taken for all of it."""
        return re.sub(r"[^0-9a-z]+", "-", self.part.lower()).strip("-")[:60] if self.bound else ""

    def name_of_all(self, edition: str, locale: str) -> str:
        """The file of all copies of a language."""
        ending = "" if self.channel == "screen" else self.channel
        return "-".join(filter(None, (edition, products.HANDBOOK, locale, "copies", self._part, ending))) + ".pdf"


@dataclass(frozen=True)
class Result:
    """What came of a merge."""

    written: tuple[Path, ...]
    findings: tuple[Finding, ...]
    failed: tuple[int, ...] = ()
    """Rows without a file."""
    unchanged: int = 0
    """How many copies stood as they were."""


def merge(ready: Ready, recipients: Recipients, chosen: Sequence[Copy], order: Order, report: Report = lambda step, done, total: None) -> Result:
    """Make the chosen copies of a list; those that an earlier merge made of the same things stand."""
    loaded = ready.loaded
    known = [*ready.findings, *recipients.findings]
    if grave(known, order.strict):
        raise ContentError(*(counted(each, order.strict) for each in known))
    output.check_folder(order.folder)
    with output.alone(order.folder):
        workers = _pool(order)
        ledger = Ledger(order.folder, recipients, loaded.edition.name, loaded.source.file, order.kind)
        ledger.findings += ready.findings
        try:
            with workers as pool:
                for group in _groups(ready, recipients, chosen, order):
                    report("paginate", len(ledger.lines), len(chosen))
                    if to_do := ledger.to_do(group, force=order.force, together=order.bound):
                        try:
                            _make(ready, replace(group, copies=to_do), order, pool, ledger, lambda done: report("finish", done, len(chosen)))
                        except ContentError as error:  # of the book, and so of all copies in this language
                            ledger.findings += error.findings
            ledger.sweep()
        finally:
            ledger.record()
    written = [order.folder / file for file in dict.fromkeys(line.file for line in ledger.lines if line.file)]
    found = [*ledger.findings, *(finding for line in ledger.lines for finding in line.findings)]
    failed = {copy.number for copy in chosen} - {line.number for line in ledger.lines if line.file}
    return Result((*written, order.folder / RECORD), tuple(found), tuple(sorted(failed)), ledger.unchanged)


def _pool(order: Order) -> Pool:
    """The workers of this machine, or those that a scheduler knows."""
    if not order.scheduler:
        return Pool(order.jobs)
    from handbook.runs.cluster_pool import ClusterPool

    return ClusterPool(order.scheduler)


def planned(ready: Ready, recipients: Recipients, chosen: Sequence[Copy], order: Order) -> list[tuple[str, bool]]:
    """Each file of the chosen copies, and whether it would be made; nothing is."""
    ledger = Ledger(order.folder, recipients, ready.loaded.edition.name, ready.loaded.source.file, order.kind)
    files: dict[str, bool] = {}
    for group in _groups(ready, recipients, chosen, order):
        to_do = {copy.number for copy in ledger.to_do(group, force=order.force, together=order.bound)}
        files |= {group.files[copy.number]: copy.number in to_do for copy in group.copies}
    return list(files.items())


def _groups(ready: Ready, recipients: Recipients, chosen: Sequence[Copy], order: Order) -> Iterator[Group]:
    """The rows of each language."""
    edition = ready.loaded.edition
    ending = "" if order.channel == "screen" else order.channel
    called = names(recipients.copies, order.pattern, edition=edition.name, product=products.HANDBOOK, default=order.default, channel=ending)
    texts = program.texts()
    for locale, some in by_locale(chosen, order.default):
        files = {copy.number: order.name_of_all(edition.name, locale) if order.bound else called[copy.number] for copy in some}
        yield Group(locale, some, _shared(ready, locale, some, order, texts), files)


def _shared(ready: Ready, locale: str, some: Sequence[Copy], order: Order, texts: str) -> str:
    """The digest of everything that the copies of one language share: the book for nobody and for somebody, the looks and words of everybody else, and
    what is ordered; in one file they share each other.
    """
    draft = draft_of(ready, locale)
    books = [Ticket(draft.edition.name, galley, _wanted(ready, order)).digest(program.machinery()) for galley in (draft.book(), draft.book(ANYBODY))]
    others = [copy.recipient.model_dump() for copy in some] if order.bound else []
    return digest([books, texts, order.channel, order.strict, others])


def _make(ready: Ready, group: Group, order: Order, pool: Pool, ledger: Ledger, done: Callable[[int], None]) -> None:
    """The copies of one language, each in a file of its own or all in one."""
    book = pool.one(book_of, draft_of(ready, group.locale), _wanted(ready, order), order.bound)
    addressees = [_addressee(ledger.recipients, copy) for copy in group.copies]
    if order.bound:
        path, before = order.folder / group.files[addressees[0].number], len(ledger.lines)
        finished, told = in_one_file(pool, book, _batches(addressees), path, strict=order.strict, done=lambda rows: done(before + rows))
        ledger.bound(group.book, [*(counted(each, order.strict) for each in book.findings), *told])
        ledger.note(_lines(finished, group.locale, path))
        return
    found = [counted(each, order.strict) for each in book.findings]
    raise_for(errors(found))
    ledger.bound(group.book, found)
    put = partial(put_away, str(order.folder), book.draft.manuscript.locale)
    held = pool.hold(book)
    batches = (tuple((each, group.files[each.number]) for each in some) for some in _batches(addressees))
    for batch, outcome in pool.outcomes(build, ((held, some, order.channel, order.strict) for some in batches), put):
        rows = batch[1]
        ledger.note(outcome if isinstance(outcome, list) else put(rows, failed([each for each, _ in rows], outcome.findings)))
        done(len(ledger.lines))


Rows = tuple[tuple[Addressee, str], ...]
"""Recipients with the names of their files."""
Batch = tuple[str, Rows, str, bool]
"""The name of the book, the rows, the channel, and whether reviews count as errors."""


def book_of(draft: Draft, wanted: Wanted, paper: bool = False) -> Book:
    """The book of one language, and none of the pages that were laid out for it: they would stay beside every batch. For workers."""
    book = bind(draft, wanted, paper=paper)
    book = book if paper else replace(book, findings=(*book.findings, *tried(book)))
    sections.forget()
    clear_away()
    return book


def build(book: Book, rows: Rows, channel: str, strict: bool) -> list[Finished]:
    """One batch of copies, as they go on the disk. For workers."""
    made = [_counted(book, finished, channel, strict=strict) for finished in copies(book, [each for each, _ in rows])]
    clear_away()
    return made


def _counted(book: Book, finished: Finished, channel: str, *, strict: bool) -> Finished:
    """A copy for its channel; nothing of one that has errors."""
    found = tuple(counted(each, strict) for each in finished.findings)
    if not finished.data or errors(found):
        return replace(finished, data=b"", pages=0, findings=found)
    return replace(finished, data=_imposed(book, finished.data) if channel == "office" else finished.data, findings=found)


def put_away(folder: str, locale: str, rows: Rows, made: Sequence[Finished]) -> list[Line]:
    """Put finished copies on the disk. What the record says of them."""
    called = {each.number: name for each, name in rows}
    lines: list[Line] = []
    for each in made:
        path = Path(folder) / called[each.number]
        if not each.data:
            output.remove(path)
            lines.append(Line(each.number, "", locale, 0, 0, "", each.whole, each.findings))
            continue
        output.put(path, each.data)
        lines.append(Line(each.number, path.name, locale, each.pages, len(each.data), manifest.digest(each.data), each.whole, each.findings))
    return lines


def _lines(finished: Sequence[Finished], locale: str, path: Path) -> list[Line]:
    """What the record says of copies that are bound in one file."""
    size, digest = path.stat().st_size, past.digest(path)
    return [
        Line(each.number, path.name, locale, each.pages, size, digest, False, each.findings) if each.pages else Line(each.number, "", locale, 0, 0, "", False, each.findings)
        for each in finished
    ]


def _imposed(book: Book, data: bytes) -> bytes:
    from handbook.channels import office

    return office.finish(data, right_to_left=book.general.direction == "rtl", name=book.general.title, look=False).data


def _wanted(ready: Ready, order: Order) -> Wanted:
    """What is wanted of the book and of every copy. What is wrong with the book is wrong with all of them."""
    edition = ready.loaded.edition
    wanted = Wanted(("office",) if order.bound and order.channel == "office" else ("screen",), edition.standard, waivers=edition.waivers)
    if order.channel != "press":
        return wanted
    return replace(wanted, channels=("press",), shop=ready.shop, brand_inks=brand_inks(edition), day=edition.imprint.date)


def _addressee(recipients: Recipients, copy: Copy) -> Addressee:
    return Addressee(copy.number, copy.recipient, Place(recipients.name, copy.line))


def _batches(group: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(group), BATCH):
        yield group[start : start + BATCH]
