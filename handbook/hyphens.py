"""The engine's hyphenation patterns, each read when a word wants it.

In: a pattern file of Pyphen. Out: the same as Pyphen's own reader makes of it, for any word. That one works through all patterns of a
language first (66,000 in German: 0.8 s, a tenth of a whole build), of which a book needs a few thousand.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyphen

_DIGITS = re.compile(r"\d")
Pattern = tuple[int, tuple[int, ...]] | None
"""Where its first number stands, and the numbers."""


class Patterns(dict[str, Pattern]):
    """Letters of a pattern -> its numbers; those that nobody wanted yet are still text."""

    def __init__(self, written: dict[str, str]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, letters: str) -> Pattern:
        pattern = self._written.get(letters)
        if pattern is None:
            return None
        values = tuple(int(number or "0") for number, _ in pyphen.parse(pattern))
        start = next((place for place, value in enumerate(values) if value), None)
        made = None
        if start is not None:
            end = next(place for place in range(len(values), 0, -1) if values[place - 1])
            made = start, values[start:end]
        self[letters] = made
        return made

    def get(self, letters: str, default: Any = None) -> Any:
        """As of any dictionary: the engine calls it."""
        return self[letters]


class HyphDict(pyphen.HyphDict):  # type: ignore[misc]
    """Pyphen's dictionary with patterns of this kind; one with patterns of another kind is left to Pyphen."""

    def __init__(self, path: Path) -> None:
        head, _, text = path.read_bytes().partition(b"\n")
        words = text.decode(head.decode().strip()).split("\n")
        words = [word for word in map(str.strip, words) if word and not word.startswith(pyphen.ignored)]
        whole = "\n".join(words)
        if "/" in whole or "^^" in whole or "0" in whole:  # other spellings, escaped letters, numbers that say nothing
            super().__init__(path)
            return
        written = {letters: word for letters, word in zip(_DIGITS.sub("", whole).split("\n"), words, strict=True) if letters != word}  # without a number they say nothing
        self.patterns: dict[str, Pattern] = Patterns(written)
        self.cache: dict[str, list[int]] = {}
        self.maxlen = max(map(len, written))


def read_when_wanted() -> None:
    """Let Pyphen read its files in this way."""
    pyphen.HyphDict = HyphDict
