"""The rule about the size of type as it is printed.

In: all sheets. Out: findings. Sizes are those on paper, after transforms; a page tells its smallest text once.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook.copyfit.placed import Sheet
from handbook.copyfit.spot import quoted, spot
from handbook.findings import Finding
from handbook.preflight.rule import rule
from handbook.wording import say

LEAST_PT = 5.0
"""Small letters are then 0.9 mm high in IBM Plex Sans: the least that packages for consumers may have, Regulation (EU) 1169/2011, Art. 13 (3)."""
_ROUNDING_PT = 0.01


@rule("K15", "pages")
def too_small(sheets: list[Sheet]) -> Iterator[Finding]:
    """Type is too small to be read.

    Why: Below 5 points many people need a glass, and printers fill the letters' holes with ink.
    Mend: Let a layout of your own set it larger, with less text where there is no room.
    """
    for sheet in sheets:
        small = [(words, line) for line in sheet.lines for words in line.words if words.size_pt < LEAST_PT - _ROUNDING_PT]
        if small:
            words, _ = min(small, key=lambda each: each[0].size_pt)
            message = say(
                '"%(text)s" is set at %(size)s pt; %(least)s pt are the least that can be read.', text=quoted(words.text), size=f"{words.size_pt:.1f}", least=f"{LEAST_PT:g}"
            )
            yield Finding("K15", message, spot(sheet, words.area), say("Set it larger."))
