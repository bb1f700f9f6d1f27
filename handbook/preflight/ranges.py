"""Many numbers of pages in, one short piece of a sentence out: "1, 3–5, 8"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_MOST = 6
"""Runs of pages that are named; nobody reads more."""


def ranges(pages: Iterable[int]) -> str:
    """Pages in one line: "1, 3–5, 8"; not endless."""
    shown = [f"{first}–{last}" if first != last else str(first) for first, last in _runs(sorted(set(pages)))]
    return ", ".join(shown[:_MOST] + (["…"] if len(shown) > _MOST else []))


def _runs(pages: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for at, page in enumerate(pages):
        if at + 1 == len(pages) or pages[at + 1] != page + 1:
            yield pages[start], page
            start = at + 1
