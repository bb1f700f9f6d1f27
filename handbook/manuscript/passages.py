"""Passages: what of a text is looked up in a catalog, put in its place, and what becomes of one that isn't told.

In: tokens whose lines aren't parsed yet, and a function that answers for each passage. Out: the same tokens in another
language. A passage is a paragraph, a list entry, a heading, a table cell, a title; the blocks around it stay as they are, so
structure can't break. One without a translation stays German and is marked as German; one that is left out takes with it
the entry, row or element that would be empty without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import escape

from handbook import localization
from handbook.catalogs import LEFT_OUT
from handbook.manuscript.tokens import blocks, opening

SOURCE_LANGUAGE = "de"
Translate = Callable[[str, int], str]
"""Source passage and its line -> what is printed: a translation, `German` where there is none, or `LEFT_OUT`."""


class German(str):
    """A passage that has no translation: it stays German, and is marked as German where it is printed."""

    def __html__(self) -> str:
        return f'<span lang="{SOURCE_LANGUAGE}" dir="ltr">{escape(str(self))}</span>'


_TITLE = re.compile(r"(\w+(?: \d+)?)(?: (.+))?")
_GERMAN = "german"
"""Under this name a token remembers the German that was translated."""


def lookup(code: str) -> Callable[[StateCore], None]:
    """The parser's rule that puts translations in the place of passages, before anything in them is parsed."""

    def rule(state: StateCore) -> None:
        translate: Translate | None = state.env.get("translate")
        if translate is None:
            return
        for position, token in enumerate(state.tokens):
            line = (token.map or [0])[0] + 1
            if token.type == "inline" and token.content.strip():
                token.content = _said(token, token.content, translate, line, code)
                if token.attrGet("lang"):  # for what is set without its element, such as entries, and for what is set with it
                    _mark(opening(state.tokens, position), SOURCE_LANGUAGE, code)
            elif token.type == "container_element_open":
                found = _TITLE.fullmatch(token.info.strip())
                if found and found[2]:
                    title = _said(token, found[2], translate, line, code)
                    token.info = found[1] if title == LEFT_OUT else f"{found[1]} {title}"
        state.tokens = list(_headed(list(_told(state.tokens)), state.tokens))

    return rule


def _said(token: Token, source: str, translate: Translate, line: int, code: str) -> str:
    """What is printed for a passage; the token remembers its German, or is marked as German."""
    translated = translate(source, line)
    if isinstance(translated, German):
        _mark(token, SOURCE_LANGUAGE, code)
    elif translated not in (source, LEFT_OUT):
        token.meta = {**token.meta, _GERMAN: source}
    return translated


def _mark(token: Token, language: str, code: str) -> None:
    token.attrSet("lang", language)
    if localization.direction(code) != localization.direction(language):
        token.attrSet("dir", localization.direction(language))


def directed(code: str) -> Callable[[StateCore], None]:
    """The parser's rule that gives a stretch in another language its direction: an Arabic line holds German terms."""

    def rule(state: StateCore) -> None:
        for token in state.tokens:
            if token.children and not token.attrGet("lang") and localization.direction(code) == "rtl":
                token.children = list(_with_latin_apart(token.children))
            for child in token.children or ():
                language = str(child.attrGet("lang") or "").partition("-")[0] if child.type == "span_open" else ""
                if language and localization.is_known(language) and localization.direction(language) != localization.direction(code):
                    child.attrSet("dir", localization.direction(language))

    return rule


_LATIN = re.compile(r"(?<![\w.-])[A-Za-z](?:[\w.+/-]*\w)?(?: [A-Za-z](?:[\w.+/-]*\w)?)*")
"""Letters of the Latin alphabet in an Arabic line."""


def _with_latin_apart(children: Sequence[Token]) -> Iterator[Token]:
    """The pieces of a line that reads from the right, Latin letters as stretches with a direction, and so a size, of their own."""
    inside = 0
    for child in children:
        inside += child.nesting if child.type in ("span_open", "span_close", "link_open", "link_close") else 0
        if child.type != "text" or inside:
            yield child
            continue
        end = 0
        for found in _LATIN.finditer(child.content):
            yield Token("text", "", 0, content=child.content[end : found.start()])
            yield Token("span_open", "span", 1, attrs={"dir": "ltr"})
            yield Token("text", "", 0, content=found[0])
            yield Token("span_close", "span", -1)
            end = found.end()
        yield Token("text", "", 0, content=child.content[end:])


def _told(tokens: Sequence[Token]) -> Iterator[Token]:
    """Tokens without the passages that are left out, and without what stands empty without them."""
    gone = False
    for block in blocks(tokens):
        first = block[0]
        if first.type == "dd_open" and gone:  # the explanation goes with its term
            continue
        if len(block) == 1:
            yield first
            continue
        inner = list(_told(block[1:-1]))
        emptied = any(token.type == "inline" for token in block) and not any(token.type == "inline" for token in inner)
        gone = _lost(block) or (emptied and not first.info.strip().startswith("wage"))  # the wage bar speaks without a sentence
        if first.type == "table_open" and not any(token.type == "tbody_open" for token in inner):
            gone = True
        if first.type == "dl_open":
            inner = list(_explained(inner))
            gone = not inner
        if not gone:
            yield first
            yield from inner
            yield block[-1]


def _explained(tokens: Sequence[Token]) -> Iterator[Token]:
    """The terms that still have an explanation, each with it."""
    entry: list[Token] = []
    for block in [*blocks(tokens), []]:
        if not block or block[0].type == "dt_open":
            yield from entry if any(token.type == "dd_open" for token in entry) else ()
            entry = []
        entry += block


def _headed(told: Sequence[Token], written: Sequence[Token]) -> Iterator[Token]:
    """Tokens without the headings that have nothing left below them; one that was written so is a slip, for others to name."""
    bare = [*_bare(told)]
    slips = [*_bare(written)]
    for block in blocks(told):
        if block[0] not in bare or block[0] in slips:
            yield from block


def _bare(tokens: Sequence[Token]) -> Iterator[Token]:
    for block, following in pairwise([*blocks(tokens), []]):
        if block[0].type == "heading_open" and (not following or following[0].type == "heading_open"):
            yield block[0]


def _lost(block: Sequence[Token]) -> bool:
    """Whether the passage that carries a block is left out: its own line, a cell of its row, the first line of its entry."""
    kind = block[0].type
    if kind == "tr_open":
        return any(token.content == LEFT_OUT for token in block if token.type == "inline")
    if kind in ("paragraph_open", "heading_open", "dt_open", "dd_open", "list_item_open"):
        return next((token.content for token in block if token.type == "inline"), "") == LEFT_OUT
    return False


def german(token: Token | None) -> str:
    """The German of a translated passage as plain words, without mark-up; empty where nothing was translated."""
    return _plain(str(token.meta.get(_GERMAN, ""))) if token else ""


def _plain(source: str) -> str:
    return re.sub(r"\[\[[^\]]*\]\]|\{[^}]*\}|\*+|\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})?", r"\1", source).strip()


def german_term(token: Token | None) -> str:
    """The German key words of a translated passage: its bold piece, or all of it where nothing is bold."""
    source = str(token.meta.get(_GERMAN, "")) if token else ""
    bold = re.search(r"\*\*(.+?)\*\*", source)
    return _plain(bold[1]) if bold else german(token)


def with_german_terms(tokens: Sequence[Token]) -> None:
    """Put the German behind each term of a glossary, in place, for a bilingual book."""
    for position, token in enumerate(tokens):
        if token.type == "dt_open" and (term := german(inline := tokens[position + 1])):
            words = "".join(child.content for child in inline.children or ())
            if term.casefold() not in words.casefold():
                inline.children = [*(inline.children or []), Token("german", "", 0, content=term)]
