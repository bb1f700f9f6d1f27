"""All copies of one language in one file: batches painted by workers, and bound as they stand on the list.

In: a book cut for paper, batches of recipients, a path. Out: the file, written as the batches come, and what came of every row. Whoever
can't be among the others is named and left out. Before a file is put in place it is looked at. Of every 20th copy its own pages are bound by
themselves: their codes are read, and for a press all rules asked (0.03 and 0.07 s). For a press the first copy is looked at as a whole
(0.3 s), and its errors are those of all, since the other pages are the very same objects in every copy; so 200 copies cost a second, not a minute.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from handbook.errors import ContentError, raise_for
from handbook.findings import Finding, counted, errors
from handbook.galley.copies import Addressee
from handbook.runs import output
from handbook.runs.copies import READ_EVERY, Book, Finished, clear_away, code_of, failed, laid_out, let_pass, of_row, painted
from handbook.runs.pool import Pool
from handbook.wording import say

_MULTIPLE = "S03"
"""The rule about the number of pages: a shop that wants the cover apart counts those inside it, which was done with the book; pages of their own are no book."""


@dataclass(frozen=True)
class Sheaf:
    """The pages of some recipients, to be bound with those of others."""

    data: bytes
    copies: tuple[Finished, ...]
    """Whose pages they are, in order."""
    failed: tuple[Finished, ...] = ()


def in_one_file(
    pool: Pool, book: Book, batches: Iterable[Sequence[Addressee]], path: Path, *, strict: bool = False, done: Callable[[int], None] = lambda rows: None
) -> tuple[list[Finished], list[Finding]]:
    """What came of every row, and what is to be looked at in all copies. ContentError, and no file, if the first copy has errors or there is none."""
    from handbook.channels.bound import Bound

    if book.trunk is None:
        raise ContentError(unbound(book, book.apart))
    made: list[Finished] = []
    told: list[Finding] | None = None
    held = pool.hold(book)
    try:
        with output.writing(path) as target:
            bound = Bound(book.trunk, target, book.wanted.channels[0])
            for (_, addressees, _), outcome in pool.outcomes(paint, ((held, each, strict) for each in batches)):
                whom = {each.number: each for each in addressees}
                for sheaf in outcome if isinstance(outcome, list) else [_none(addressees, outcome.findings)]:
                    reasons = bound.add(sheaf.data, len(sheaf.copies)) if sheaf.data else []
                    for each, reason in zip(sheaf.copies, reasons, strict=True):
                        found = of_row((unbound(book, reason.reason),), whom[each.number]) if reason else ()
                        made.append(replace(each, pages=0 if reason else book.pages, findings=(*each.findings, *found)))
                    made += sheaf.failed
                    if told is None and book.wanted.shop and None in reasons:
                        first = reasons.index(None)
                        told = pool.of_book(look, held, sheaf.data, len(sheaf.copies), first, whom[sheaf.copies[first].number], strict)
                        raise_for(errors(told or []))
                done(len(made))
            if not bound.copies:
                raise ContentError(*(finding for each in made for finding in each.findings))
            bound.close(book.general.title)
    except ContentError:
        output.remove(path)  # of an earlier run
        raise
    return sorted(made, key=lambda each: each.number), told or []


def unbound(book: Book, reason: str) -> Finding:
    """What is said of a copy that can't be among others in one file; a press gets no other."""
    message = say("this copy can't be bound with the others: %(reason)s.", reason=reason)
    if book.wanted.shop:
        return Finding("R05", message, hint=say("Say it in fewer words and in Latin letters; as a file to read it can be made as it is."))
    return Finding("R05", message, hint=say("Make it by itself, with --select and without --one-file."))


def paint(book: Book, addressees: Sequence[Addressee], strict: bool) -> list[Sheaf]:
    """The pages of one batch, to be bound. For workers."""
    made = list(sheaves(book, addressees, strict=strict))
    clear_away()
    return made


def look(book: Book, data: bytes, count: int, at: int, addressee: Addressee, strict: bool) -> list[Finding]:
    """What is wrong with one of so many copies, looked at as a print shop does. For workers."""
    made = [counted(each, strict) for each in _looked_at(book, data, count, at, addressee, own=False)]
    clear_away()
    return made


def sheaves(book: Book, addressees: Sequence[Addressee], *, strict: bool = False) -> Iterator[Sheaf]:
    """The pages of all of them, in their order; more than one sheaf where something goes wrong."""
    try:
        sheaf = _sheaf(book, addressees, strict=strict)
    except ContentError as error:
        sheaf = _none(addressees, error.findings) if len(addressees) == 1 else None
    if sheaf:
        yield sheaf
    else:
        half = len(addressees) // 2
        yield from sheaves(book, addressees[:half], strict=strict)
        yield from sheaves(book, addressees[half:], strict=strict)


def _none(addressees: Sequence[Addressee], found: Sequence[Finding]) -> Sheaf:
    return Sheaf(b"", (), tuple(failed(addressees, found)))


def _sheaf(book: Book, addressees: Sequence[Addressee], *, strict: bool) -> Sheaf | None:
    """The pages of those whose pages are right; None if the panel of one may have run on over the next one's page, so that nobody knows which is to blame.

    ContentError if something can't be painted, or looks wrong in a copy that is looked at.
    """
    document, unfit, said = laid_out(book, addressees)
    if unfit and book.places:
        if len(addressees) > 1:
            return None
        return _none(addressees, [unbound(book, say("its words need more room than the others have"))])
    finished = []
    for each in addressees:
        found = said.get(each.number, [])
        found = found if each.number in unfit else [counted(one, strict) for one in let_pass(book, found)]
        finished.append(Finished(each.number, findings=of_row(found, each)))
    bad = {made.number for made in finished if made.number in unfit or errors(made.findings)}
    good = [each for each in addressees if each.number not in bad]
    data = painted(book, document, good) if good else b""
    for at, each in enumerate(good):
        if each.number % READ_EVERY == 1:
            raise_for(errors(_looked_at(book, data, len(good), at, each, own=True)))
    return Sheaf(data, tuple(each for each in finished if each.number not in bad), tuple(each for each in finished if each.number in bad))


def _looked_at(book: Book, data: bytes, count: int, at: int, addressee: Addressee, *, own: bool) -> list[Finding]:
    """What is found in one copy, or on its own pages, bound by itself; nothing if it can't be bound at all, which is said elsewhere."""
    from handbook.channels.bound import Bound
    from handbook.preflight import codes, finished

    assert book.trunk is not None
    shop, text = book.wanted.shop, code_of(book, addressee)
    part = say("the pages of this copy alone") if own else book.general.title
    if not shop and not text:
        return []
    out = io.BytesIO()
    bound = Bound(book.trunk, out, book.wanted.channels[0])
    if bound.add(data, count, at, own=own) != [None]:
        return []
    bound.close(book.general.title)
    without = (_MULTIPLE,) if own or (shop and shop.terms.cover_apart) else ()
    found = finished.check(out.getvalue(), shop=shop, part=part, without=without) if shop else []
    return let_pass(book, [*found, *codes.check(out.getvalue(), (text,) if text else (), part)])
