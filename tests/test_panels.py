"""Panels laid out: in their places, with room to grow, many in one pass."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from handbook import panels
from handbook.edition.recipient import Recipient
from handbook.findings import Place as Row
from handbook.galley.copies import Addressee, compose_copies
from handbook.galley.panels import Place
from handbook.pages import Document, paginate
from tests.runs.small_edition import addressee, book


@cache
def laid() -> Document:
    """The small book for nobody."""
    return paginate(book().general)


def box(document: Document, page: int) -> tuple[float, float, float, float]:
    """Where the panel of a page stands."""
    found = panels._panel(document.pages[page]._page_box)
    return found.border_box_x(), found.border_box_y(), found.border_width(), found.border_height()


def test_both_personal_pages_have_a_panel_with_room_to_grow() -> None:
    places = panels.places(laid(), ("cover", "closing"))
    assert [(name, place.grows) for name, place in places.items()] == [("cover", "up"), ("closing", "down")]
    assert all(place.room > place.height + 20 for place in places.values())
    assert places == book().places


def test_panels_alone_stand_where_they_stand_in_the_book() -> None:
    general = book().draft.edition.contact
    assert general is not None
    same = Recipient(name="x", contact=general.name, role=general.role, phone=general.phone, email=general.email, web=general.web)
    galley = compose_copies(book().draft, book().general, ("closing",), [Addressee(1, same, Row()), Addressee(2, same, Row())])
    document, wrong = panels.lay_out(galley, ("closing",), book().places)
    assert wrong == frozenset()
    for page in (0, 1):
        assert [round(edge, 1) for edge in box(document, page)] == [round(edge, 1) for edge in box(laid(), len(laid().pages) - 1)]


def test_pages_come_section_by_section_each_with_its_row() -> None:
    galley = compose_copies(book().draft, book().general, book().sections, [addressee(number) for number in (3, 7, 8)])
    document, wrong = panels.lay_out(galley, book().sections, book().places)
    assert [section.id for section in document.sections] == ["cover~3", "cover~7", "cover~8", "closing~3", "closing~7", "closing~8"]
    assert len(document.pages) == 6
    assert wrong == frozenset()


def test_a_panel_without_room_is_named() -> None:
    tight = {name: Place(**{**{field: getattr(place, field) for field in place.__dataclass_fields__}, "room": place.height - 1}) for name, place in book().places.items()}
    galley = compose_copies(book().draft, book().general, ("closing",), [addressee(3)])
    _, wrong = panels.lay_out(galley, ("closing",), tight)
    assert wrong == {"closing~3"}


def test_shells_move_nothing_on_their_pages() -> None:
    shells = panels.with_shells(laid(), book().general, book().places)
    assert len(shells.pages) == len(laid().pages)
    assert shells.pages[1:-1] == laid().pages[1:-1]
    for page in (0, -1):
        before, after = ([(round(line.position_x, 1), round(line.position_y, 1)) for line in panels._lines(each.pages[page]._page_box)] for each in (laid(), shells))
        assert set(after) < set(before)


def test_a_panel_that_goes_on_over_the_next_page_takes_nobody_elses() -> None:
    galley = compose_copies(book().draft, book().general, ("closing",), [addressee(number) for number in (1, 2, 3, 4)])
    end = "</div><!--panel-->"
    sections = [replace(each, html=each.html.replace(end, "<p>Wort für Wort</p>" * 12 + end)) if each.id == "closing~2" else each for each in galley.sections]
    document, wrong = panels.lay_out(replace(galley, sections=tuple(sections)), ("closing",), book().places)
    assert "closing~2" in wrong
    assert "closing~1" not in wrong
    for page, section in zip(document.pages, document.sections, strict=True):
        said = "".join(box.text for box in panels._boxes(page._page_box) if hasattr(box, "text"))
        assert section.id in wrong or "Wort" not in said, section.id
