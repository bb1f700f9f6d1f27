"""The lists that a book makes of itself."""

from __future__ import annotations

import re

import pytest

from handbook.galley import PAGE_MARK, Galley, page_mark
from tests.galley.conftest import EDITIONS


def test_the_contents_page_marks_the_chapters_in_their_order(books: dict[str, list[Galley]]) -> None:
    for galley in (books[name][0] for name in EDITIONS):
        contents = next(section for section in galley.sections if section.id == "contents")
        after = [section.id for section in galley.sections[galley.sections.index(contents) + 1 :]]
        assert PAGE_MARK.findall(contents.html) == after[: after.index("sources" if "sources" in after else "reference")]


def test_a_page_mark_is_found_again() -> None:
    assert PAGE_MARK.findall(f"Seite {page_mark('new-in-germany')}") == ["new-in-germany"]


def html_of(galley: Galley, *names: str) -> str:
    return "".join(section.html for section in galley.sections if section.id in names)


@pytest.mark.parametrize("name", EDITIONS)
def test_sources_are_numbered_as_a_reader_meets_them_and_all_are_listed(name: str, books: dict[str, list[Galley]]) -> None:
    galley = books[name][0]
    met = [int(number) for section in galley.sections for number in re.findall(r'href="#source-(\d+)"', section.html)]
    assert list(dict.fromkeys(met)) == list(range(1, max(met) + 1))
    listed = re.findall(r'id="source-(\d+)"', html_of(galley, "sources", "reference"))
    assert listed == [str(number) for number in range(1, max(met) + 1)]


@pytest.mark.parametrize("name", EDITIONS)
def test_the_contents_page_marks_the_chapters_of_each_route(name: str, books: dict[str, list[Galley]]) -> None:
    galley = books[name][0]
    routes = re.findall(r'<p class="route-(\d)"[^>]*>(.*?)</p>', html_of(galley, "how-to-use"), re.DOTALL)
    told = {(mark, chapter) for (_, text), mark in zip(routes, "ABC", strict=True) for chapter in re.findall(r'href="#([\w-]+)"', text)}
    rows = re.findall(r'<a href="#([\w-]+)">.*?<td class="marks">(.*?)</td>', html_of(galley, "contents"))
    marked = {(mark, chapter) for chapter, marks in rows for mark in re.findall(r">([ABC])<", marks)}
    assert marked == told
    assert len(told) > 5
