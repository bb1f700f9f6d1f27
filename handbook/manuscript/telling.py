"""What of a chapter an outline tells: a text and a number of pages in, the tokens that are told out."""

from __future__ import annotations

from markdown_it.token import Token

from handbook.manuscript.chapter import Text
from handbook.manuscript.tokens import blocks

_DROPPED: dict[int, set[str]] = {32: set(), 28: {"full"}, 24: {"full", "medium"}}
"""Marks above a block that an outline of so many pages leaves out."""


def told_in(text: Text, pages: int) -> tuple[Token, ...]:
    """The tokens of a chapter that an outline of so many pages tells."""
    kept: list[Token] = []
    for block in blocks(text.tokens):
        classes = set(str(block[0].attrGet("class") or "").split())
        if not classes & _DROPPED[pages]:
            kept += block
    return tuple(kept)


def claims_lost(text: Text, pages: int) -> set[str]:
    """Claims told only in blocks that an outline of so many pages leaves out."""
    kept = {id(token) for token in told_in(text, pages)}
    lost: set[str] = set()
    for token in text.tokens:
        if id(token) not in kept and token.attrGet("claims"):
            lost |= set(str(token.attrGet("claims")).split())
    return lost
