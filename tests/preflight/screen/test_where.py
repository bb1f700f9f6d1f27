"""Places in what a page draws are found on the page."""

from __future__ import annotations

import pytest

from handbook.preflight.screen.where import point


@pytest.mark.parametrize(
    ("drawn", "operator", "found"),
    [
        (b"10 20 m 30 40 l", b"S", (10, 20)),
        (b"10 20 30 40 re", b"f", (10, 60)),
        (b"2 0 0 2 5 5 cm 10 20 m", b"S", (25, 45)),
        (b"q 2 0 0 2 5 5 cm Q 10 20 m", b"S", (10, 20)),
        (b"BT 10 20 Td 5 -5 Td", b"Tj", (15, 15)),
        (b"BT 1 0 0 -1 10 20 Tm", b"TJ", (10, 20)),
        (b"1 0 0 -1 0 100 cm BT 1 0 0 -1 10 20 Tm", b"TJ", (10, 80)),
        (b"30 0 0 40 10 20 cm", b"Do", (10, 60)),
        (b"(1 1 m) % 2 2 m\n /m 3 <33> 7 8 m", b"S", (7, 8)),
        (b"m re cm 1 2 cm Q", b"f", (0, 0)),
        (b"9999999 0 0 1 0 0 cm 9 9 m", b"S", None),
        (b"1" + b"0" * 400 + b" 0 0 1 0 0 cm", b"Do", None),
    ],
)
def test_an_operator_draws_where_matrices_and_positions_say(drawn: bytes, operator: bytes, found: tuple[float, float] | None) -> None:
    assert point(drawn + b" " + operator, operator, len(drawn)) == found
