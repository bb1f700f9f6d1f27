"""Copies: the book laid out once, then the pages of each recipient, many in one pass, put into it.

In: an edition made ready for one language, and recipients. Out: a `Book`, what all copies share, and for each recipient a finished file
in memory or the findings that forbid it. Whoever can't be put into the book gets a book laid out anew, and a finding says so. A batch in
which something goes wrong is halved until the row is found that is to blame: the others don't suffer for it.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from handbook import catalogs, copyfit, panels, products
from handbook.edition.brand import palette
from handbook.edition.recipient import addressed
from handbook.errors import ContentError, raise_for
from handbook.findings import Finding, Severity, errors
from handbook.findings import Place as Spot
from handbook.finishing import Wanted, make
from handbook.galley import Galley, Section, contact_code
from handbook.galley.copies import ANYBODY, Addressee, Draft, compose_copies, personal, specimen, title_for
from handbook.galley.panels import MARK, Place
from handbook.pages import Document, paginate, paginate_copies
from handbook.pdf import write
from handbook.pipeline import Ready
from handbook.preflight import waivers
from handbook.wording import say

if TYPE_CHECKING:
    from handbook.channels.trunk import Paper, Trunk
    from handbook.print_shops import PrintShop

READ_EVERY = 20
"""Of so many copies the code of one is read from its finished pages: they are all set in the same way."""


@dataclass(frozen=True, eq=False)
class Book:
    """What all copies in one language share."""

    draft: Draft
    wanted: Wanted
    general: Galley
    sections: tuple[str, ...]
    folios: dict[str, int]
    pages: int
    trunk: Trunk | None
    """None where the book can't be cut and every copy is built whole."""
    apart: str = ""
    """Why it can't be cut."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where the panels of the personal sections stand; none where whole pages are put into the trunk."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Finished:
    """What came of one row."""

    number: int
    data: bytes = b""
    """Empty where nothing may be printed."""
    pages: int = 0
    findings: tuple[Finding, ...] = ()
    whole: bool = False
    """Whether the book was laid out for it alone."""


def draft_of(ready: Ready, locale: str) -> Draft:
    """What copies in a language are composed of."""
    manuscript = next(each for each in ready.manuscripts if catalogs.without_country(each.locale) == locale)
    colours, _ = palette(ready.loaded)
    return Draft(manuscript, ready.loaded.edition, colours, ready.logo, ready.typeface)


def bind(draft: Draft, wanted: Wanted, *, with_panels: bool = True, paper: bool = False) -> Book:
    """Lay the book for nobody out, and cut it: around panels if all personal sections have one; for paper, if all copies go into one file.

    ContentError with what is wrong in it, or what the print shop would refuse.
    """
    from handbook.channels.shell import NotApart
    from handbook.channels.trunk import cut

    general = draft.book()
    sections, all_panels = personal(draft, general)
    document = paginate(general, behind=specimen(draft, sections))
    found = waivers.waived([*document.findings, *copyfit.check(document)], wanted.waivers, products.HANDBOOK)
    raise_for(errors(found))
    places = panels.places(document, sections) if all_panels and with_panels else {}
    if len(places) == len(sections):
        document = panels.with_shells(document, general, places)
    else:
        places = {}
    count = len(document.pages)
    pages = [[number for number, section in enumerate(document.sections) if section.id == name] for name in sections]
    wanted = replace(wanted, standard="ua-1") if paper else wanted  # nothing of its tags is kept
    data, told = _finished(document, general, wanted, pages=count)
    told = (*told, *_one_file_all_the_same(wanted.shop, general.title))
    apart = "" if all(_stands_alone(section) for section in general.sections if section.id in sections) else say("a personal section has links to others")
    trunk: Trunk | None = None
    try:
        trunk = None if apart else cut(data, pages, range(count, len(document.rendered.pages)), mark=MARK if places else "", paper=on_paper(general, wanted) if paper else "")
    except NotApart as reason:
        apart = reason.reason
    return Book(draft, wanted, general, sections, document.folios, count, trunk, apart, places, (*found, *told))


def tried(book: Book) -> list[Finding]:
    """What is found in a copy for somebody who has all fields, looked at as a build looks at its files: what isn't somebody's own is the same in every copy."""
    from handbook.preflight import finished

    (copy,) = copies(book, [Addressee(1, ANYBODY, Spot(part=book.general.title))])
    found = finished.check(copy.data, part=book.general.title) if copy.data else []
    return let_pass(book, [each for each in found if each.severity is not Severity.NOTE])


def on_paper(general: Galley, wanted: Wanted) -> Paper:
    """What the pages of a file of many copies are: booklets are put on sheets, and sheets are made of forms."""
    from handbook.channels import office

    return "forms" if "office" in wanted.channels and office.bed(general.format.width_mm, general.format.height_mm) else "pages"


def _one_file_all_the_same(shop: PrintShop | None, title: str) -> Iterator[Finding]:
    if shop and shop.terms.cover_apart:
        message = say("%(shop)s wants the cover apart; the copies stand in one file all the same, each with its cover, so that nobody mixes them up.", shop=shop.terms.name)
        yield Finding("R06", message, Spot(part=title), say("Tell the shop that the first two and last two pages of each copy are its cover."), Severity.NOTE)


def _finished(document: Document, general: Galley, wanted: Wanted, *, pages: int | None = None, framed: bool = True) -> tuple[bytes, tuple[Finding, ...]]:
    """A PDF with tags, along which a book is cut: for screens, or in the inks of a print shop. `pages` are those of the book, if it is one."""
    from handbook.channels import field_font, screen

    shop = wanted.shop
    data = write(document, general.title, bleed_mm=shop.terms.bleed_mm if shop else 0)
    data = screen.finish(data, field_font.for_language(str(document.rendered.metadata.lang)), standard=wanted.standard)
    if not shop:
        return data, ()
    from handbook.channels import press

    binding: Literal["left", "right"] = "right" if general.direction == "rtl" else "left"
    return press.inked(data, shop, title=general.title, day=wanted.day, brand_inks=wanted.brand_inks, binding=binding, pages=pages, framed=framed)


@lru_cache(maxsize=2)
def _with_pages(book: Book) -> Book:
    """The same book with places for whole pages. Most lists never need it."""
    return bind(book.draft, book.wanted, with_panels=False)


def _stands_alone(section: Section) -> bool:
    """Whether nothing in a section leads to another one, and nothing to a place within it."""
    return 'href="#' not in section.html and section.html.count(' id="') == 1


def copies(book: Book, addressees: Sequence[Addressee]) -> Iterator[Finished]:
    """A finished copy for each of the recipients, in order."""
    if book.trunk is None:
        yield from (whole(book, each, book.apart) for each in addressees)
        return
    try:
        yield from _batch(book, addressees)
    except ContentError as error:
        if len(addressees) == 1:
            yield from failed(addressees, error.findings)
            return
        half = len(addressees) // 2
        yield from copies(book, addressees[:half])
        yield from copies(book, addressees[half:])


def _batch(book: Book, addressees: Sequence[Addressee]) -> list[Finished]:
    """The copies of all of them in one pass. ContentError if the engine can't paint some page of them."""
    assert book.trunk is not None
    document, unfit, said = laid_out(book, addressees)
    bad = [each for each in addressees if each.number in unfit or errors(let_pass(book, said.get(each.number, ())))]
    made: dict[int, Finished] = {}
    if not book.places:
        made = {each.number: Finished(each.number, findings=of_row(said.get(each.number, ()), each)) for each in bad}
    elif len(addressees) == 1:
        made = {each.number: finished for each in bad for finished in copies(_with_pages(book), [each])}
    else:  # the panel of one may have run on over the next one's page: which is to blame is seen when each is alone
        made = {each.number: finished for each in bad for finished in copies(book, [each])}
    good = [each for each in addressees if each.number not in made]
    if good:
        made |= _grafted(book, document, good, said)
    return [made[each.number] for each in addressees]


def laid_out(book: Book, addressees: Sequence[Addressee]) -> tuple[Document, frozenset[int], dict[int, list[Finding]]]:
    """What is personal, of all of them in one pass; the numbers of copies whose pages don't go into the book, for a panel is too high or there are more or
    fewer pages; and what is wrong, by the number of the copy.
    """
    galley = compose_copies(book.draft, book.general, book.sections, addressees)
    if book.places:
        document, high = panels.lay_out(galley, book.sections, book.places)
        said = _by_number([each for each in copyfit.check(document) if each.code not in _OF_WHOLE_PAGES], document.sections, book.folios)
        return document, frozenset(map(number_of, high)), said
    document, wrong = paginate_copies(galley, book.folios)
    said = _by_number(copyfit.check(document), document.sections, book.folios)
    for name, found in wrong.items():
        said.setdefault(number_of(name), []).extend(found)
    came = Counter(section.id for section in document.sections)
    return document, frozenset(number_of(section.id) for section in galley.sections if came[section.id] != section.pages), said


_OF_WHOLE_PAGES = ("K13",)
"""Rules that a page with nothing but a panel can't keep."""


def _grafted(book: Book, document: Document, good: Sequence[Addressee], said: Mapping[int, Sequence[Finding]]) -> dict[int, Finished]:
    """The copies of those whose pages are right."""
    from handbook.channels.graft import graft

    assert book.trunk is not None
    data = painted(book, document, good)
    titles = [title_for(book.general.title, each.recipient) for each in good]
    made: dict[int, Finished] = {}
    for each, copy in zip(good, graft(book.trunk, data, titles), strict=True):
        if isinstance(copy, bytes):
            made[each.number] = _checked(book, each, copy, of_row(let_pass(book, said.get(each.number, ())), each))
        else:
            made[each.number] = whole(book, each, copy.reason)
    return made


def painted(book: Book, document: Document, good: Sequence[Addressee]) -> bytes:
    """The PDF of the pages of these."""
    numbers = {each.number for each in good}
    kept = [at for at, section in enumerate(document.sections) if number_of(section.id) in numbers]
    pages = tuple(document.pages[at] for at in kept)
    document = replace(document, pages=pages, rendered=document.rendered.copy(list(pages)), sections=tuple(document.sections[at] for at in kept))
    return _finished(document, book.general, book.wanted, framed=not book.places)[0]


def _checked(book: Book, addressee: Addressee, data: bytes, found: tuple[Finding, ...]) -> Finished:
    """A copy whose code was read, if its turn is come."""
    if addressee.number % READ_EVERY == 1:
        from handbook.preflight import codes

        text = code_of(book, addressee)
        found = (*found, *of_row(let_pass(book, codes.check(data, (text,) if text else (), book.general.title)), addressee))
    return Finished(addressee.number, b"" if errors(found) else data, book.pages, found)


def code_of(book: Book, addressee: Addressee) -> str:
    """What a camera reads on the last page of a copy; nothing where it has no code."""
    return contact_code.card(addressed(book.draft.edition, addressee.recipient), addressee.recipient)


def whole(book: Book, addressee: Addressee, reason: str) -> Finished:
    """A copy whose book is laid out for it alone, and a finding that says so."""
    text = code_of(book, addressee)
    told = Finding(
        "R05",
        say("this copy was laid out whole, which takes much longer: %(reason)s.", reason=reason),
        addressee.place,
        say("Names in Latin letters without rare signs don't need it."),
        Severity.NOTE,
    )
    try:
        made = make(book.draft.book(addressee.recipient), replace(book.wanted, channels=("screen",), codes=(text,) if text else ()))
    except ContentError as error:
        return Finished(addressee.number, findings=of_row(error.findings, addressee), whole=True)
    found = (*of_row(made.findings, addressee), told)
    return Finished(addressee.number, b"" if errors(found) else made.data, made.pages, found, whole=True)


def let_pass(book: Book, found: Sequence[Finding]) -> list[Finding]:
    """Findings, those that the edition waives as notes."""
    return waivers.waived(list(found), book.wanted.waivers, products.HANDBOOK)


def of_row(found: Sequence[Finding], addressee: Addressee) -> tuple[Finding, ...]:
    """What is wrong with a copy, at the row that says whom it is for."""
    return tuple(each if each.place.file == addressee.place.file else replace(each, place=_at(addressee.place, each.place)) for each in found)


def failed(addressees: Sequence[Addressee], found: Sequence[Finding]) -> list[Finished]:
    """What came of rows that all failed for the same."""
    return [Finished(each.number, findings=of_row(found, each)) for each in addressees]


def clear_away() -> None:
    """Let the pages of a finished batch go. They hold each other, and a worker looks so rarely for such things by itself that 25 MB stayed of each batch."""
    gc.collect()


def _at(row: Spot, place: Spot) -> Spot:
    return replace(row, part=place.part, page=place.page, x_mm=place.x_mm, y_mm=place.y_mm)


def _by_number(found: Sequence[Finding], sections: Sequence[Section], folios: Mapping[str, int]) -> dict[int, list[Finding]]:
    """Findings on laid-out pages by the row of the page, with the page of the book."""
    made: dict[int, list[Finding]] = {}
    for each in found:
        if 0 < each.place.page <= len(sections):
            name, _, number = sections[each.place.page - 1].id.partition("~")
            made.setdefault(int(number), []).append(replace(each, place=replace(each.place, page=folios[name])))
    return made


def number_of(name: str) -> int:
    """The number of the copy that a section such as `cover~17` belongs to."""
    return int(name.split("~")[1])
