"""Where each value of a TOML file stands: line, column and the text of the line, for messages with a caret."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spanned_toml._types import Spanned

from handbook.findings import Place

_EXCERPT = 100
"""Longest piece of a line that a message shows, in characters."""


@dataclass(frozen=True)
class SourceMap:
    """A TOML text and the tree of its values with their spans."""

    file: str
    text: str
    tree: Spanned[Any]

    def place(self, path: Sequence[int | str] = (), *, of_key: bool = False) -> Place:
        """File, line and column of the value at a path such as `("brand", "logo")`; of the nearest parent if it's missing."""
        start, _ = self._span(path, of_key=of_key)
        line = self.text.count("\n", 0, start) + 1
        return Place(self.file, line, start - (self.text.rfind("\n", 0, start) + 1) + 1)

    def excerpt(self, path: Sequence[int | str], *, of_key: bool = False) -> str:
        """The line of that value with carets below it."""
        start, end = self._span(path, of_key=of_key)
        begin = self.text.rfind("\n", 0, start) + 1
        line = self.text[begin:].split("\n", 1)[0].rstrip("\r")[:_EXCERPT]
        width = max(1, min(end - start, len(line) - (start - begin)))
        indent = re.sub(r"[^\t]", " ", line[: start - begin])
        return f"    {line}\n    {indent}{'^' * width}" if line.strip() else ""

    def _span(self, path: Sequence[int | str], *, of_key: bool) -> tuple[int, int]:
        node, best = self.tree, (0, 0)
        for number, step in enumerate(path):
            inner = node.inner()
            if isinstance(inner, list) and isinstance(step, int) and step < len(inner):
                node = inner[step]
            elif isinstance(inner, dict) and isinstance(step, str) and step in inner:
                key = next(key for key in inner if key == step)
                if of_key and number == len(path) - 1:
                    return self._ends(key)
                best, node = self._ends(key), inner[key]
            else:
                return self._header(path[:number]) or best
            if self._ends(node) != (0, 0):
                best = self._ends(node)
        return self._header(path) or best

    def _header(self, path: Sequence[int | str]) -> tuple[int, int] | None:
        """The span of the `[table]` line of a path: spanned-toml knows a table's key but not its brackets."""
        name = ".".join(str(step) for step in path if isinstance(step, str))
        found = list(re.finditer(rf"^\s*(\[+{re.escape(name)}\]+)", self.text, re.MULTILINE)) if name else []
        which = next((step for step in reversed(path) if isinstance(step, int)), 0)  # of `[[tables]]` there are several
        return found[min(which, len(found) - 1)].span(1) if found else None

    def _ends(self, node: Spanned[Any]) -> tuple[int, int]:
        """Where a node begins and ends: of a string with escapes, spanned-toml knows only what follows the last one."""
        start, stop = node.span().start, node.span().stop
        if isinstance(node.inner(), str) and self.text[stop - 1 : stop] == '"' and self.text[stop - 3 : stop] != '"""':
            start = stop - 2
            while self.text[start] != '"' or self._escaped(start):
                start -= 1
        return start, stop

    def _escaped(self, index: int) -> bool:
        before = self.text[self.text.rfind("\n", 0, index) + 1 : index]
        return (len(before) - len(before.rstrip("\\"))) % 2 == 1
