"""Numbers of pages in a sentence."""

from __future__ import annotations

from handbook.preflight.ranges import ranges


def test_pages_are_listed_in_short() -> None:
    assert ranges([8, 3, 1, 4, 5, 5]) == "1, 3–5, 8"
    assert ranges(range(1, 40, 2)) == "1, 3, 5, 7, 9, 11, …"
    assert ranges([]) == ""
