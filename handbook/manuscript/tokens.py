"""Walking markdown-it's tokens: a flat list in, its blocks and what stands in its lines out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token


def blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The top-level blocks, each from its opening to its closing token."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


def with_lines(token: Token) -> Iterator[tuple[Token, int]]:
    """The children of an inline token, each with its line (from 1)."""
    line = (token.map or [0])[0] + 1
    for child in token.children or ():
        yield child, line
        line += child.type in ("softbreak", "hardbreak")


def inlines(tokens: Sequence[Token], kind: str) -> Iterator[tuple[str, int]]:
    """The contents of all facts or references, with their line (from 1)."""
    for token in tokens:
        for child, line in with_lines(token):
            if child.type == kind:
                yield child.content, line


def opening(tokens: Sequence[Token], position: int) -> Token:
    """The token that opens the element around a passage; a tight list item hides its paragraph."""
    return next(token for token in reversed(tokens[:position]) if token.nesting == 1 and not token.hidden)
