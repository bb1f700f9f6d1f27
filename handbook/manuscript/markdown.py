"""Our Markdown: CommonMark without HTML, tables, definition lists, and four things of our own.

    {minimum-wage@2027}   a fact, printed with its unit; its source's number follows it
    [[pay]]               a reference to a chapter; vanishes when the edition leaves that chapter out
    ::: tip Title         an element (callout, timeline, matrix …), closed by `:::`
    {.full} {.medium}     on a line above a block: only in the 32-page outline, only in 32 and 28

In: text. Out: markdown-it tokens, or findings with line numbers. What a token looks like on the page is decided by the
renderer rules at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin

from handbook import localization
from handbook.findings import did_you_mean
from handbook.manuscript import passages
from handbook.manuscript.tokens import blocks, with_lines
from handbook.wording import say

FACT = re.compile(r"\{([a-z][a-z0-9-]*(?:@\d{4})?)\}")
REFERENCE = re.compile(r"\[\[([a-z][a-z0-9-]*)\]\]")

CALLOUTS = ("tip", "attention", "law", "figure", "try", "ask")
ELEMENTS = (*CALLOUTS, "key", "dialogue", "timeline", "steps", "matrix", "paths", "career", "wage", "selftest", "routes", "fill", "notes", "contact", "glance", "legend")
EMPTY = ("contact", "legend", "notes", "wage")
"""Elements whose text comes from elsewhere, or from whoever writes on the page; the wage bar speaks without a sentence."""
DETAILS = ("full", "medium")
"""Classes above a block: from which outline on it is told."""

_LINK_SCHEMES = ("https:", "mailto:", "tel:", "#")
_LINK_HINT = say("Links go to https, mailto, tel, or inside the book.")
_INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]")
_DETAIL = re.compile(r'\{\.(?:full|medium)(?: claims="S\d{1,2}(?: S\d{1,2})*")?\}')
_ATTRIBUTES = re.compile(r"\{\s*(?:[.#%}]|[\w:-]+=).*\}|\{\s*\}")
_FENCE = re.compile(r"\s*(?:(?:[-*+>]|\d+[.)])\s+)*:::+\s*(.*)")
_HTML = re.compile(r"(?<!\\)<(?:/?[a-zA-Z][^>]*>|!--)")


def parser(code: str) -> MarkdownIt:
    """A parser and renderer for one locale."""
    md = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": True, "quotes": list(localization.quotes(code))})
    md.enable(["replacements", "smartquotes", "table"]).disable(["image", "html_inline", "autolink", "code", "fence", "hr", "lheading"])
    md.use(deflist_plugin).use(attrs_plugin, spans=True, allowed=["lang"]).use(attrs_block_plugin)
    md.use(container_plugin, name="element", validate=lambda *_: True)
    md.core.ruler.before("inline", "translate", passages.lookup(code))
    md.core.ruler.after("inline", "direction", passages.directed(code))
    md.inline.ruler.before("link", "fact", _fact)
    md.inline.ruler.before("link", "reference", _reference)
    for name, rule in _RENDERERS.items():
        md.add_render_rule(name, rule)
    return md


def _fact(state: StateInline, silent: bool) -> bool:
    return _token(state, silent, FACT, "fact")


def _reference(state: StateInline, silent: bool) -> bool:
    return _token(state, silent, REFERENCE, "reference")


def _token(state: StateInline, silent: bool, pattern: re.Pattern[str], kind: str) -> bool:
    found = pattern.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content = found[1]
    state.pos = found.end()
    return True


def invisible(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Line (from 1), code, sentence and hint for every line with a character that nobody sees."""
    for number, line in enumerate(text.split("\n"), 1):
        if found := _INVISIBLE.search(line):
            yield number, "M04", say("holds the invisible character %(code)s.", code=f"U+{ord(found[0]):04X}"), say("Delete it.")


def problems(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, str, str, str]]:
    """Line (from 1), code, sentence and hint for everything that our dialect doesn't allow."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        alone = line.strip()
        if _ATTRIBUTES.fullmatch(alone) and not _DETAIL.fullmatch(alone):
            yield number, "M04", say('"%(line)s" says nothing about a block.', line=alone[:60]), say("Above a block stands {.full} or {.medium}, or nothing.")
    unclosed = list(_unclosed(lines))
    yield from unclosed
    for index, token in enumerate(tokens):
        line_number = (token.map or [0, 0])[0] + 1
        if token.type == "container_element_open":
            yield from _element_problems(token, line_number, nested=token.level > 0 and not unclosed)
            name = (token.info.split() or [""])[0]
            if tokens[index + 1].type == "container_element_close" and name in ELEMENTS and name not in EMPTY:
                yield line_number, "M02", say('the element "%(name)s" is empty.', name=name), ""
        elif token.type == "inline":
            yield from _inline_problems(token)
        elif token.type == "heading_open" and token.tag not in ("h2",):
            yield line_number, "M04", say("headings in a chapter are `##`, not %(mark)s.", mark="#" * int(token.tag[1])), ""
        if token.level and token.attrGet("class"):
            yield line_number, "M04", say("{.full} and {.medium} stand only above a whole block, not inside one."), ""


def _unclosed(lines: Sequence[str]) -> Iterator[tuple[int, str, str, str]]:
    """Elements without an end, and ends without an element: elements don't stand inside each other."""
    hint = say("Every element needs a line `:::` at its end.")
    begun: tuple[int, str] | None = None
    for number, line in enumerate(lines, 1):
        mark = _FENCE.match(line)
        if mark and mark[1]:
            if begun:
                yield begun[0], "M02", say('the element "%(name)s" isn\'t closed.', name=begun[1]), hint
            begun = number, mark[1].split()[0]
        elif mark and begun:
            begun = None
        elif mark:
            yield number, "M02", say("`:::` closes an element, but none is open."), say("An element is opened by `::: name`.")
    if begun:
        yield begun[0], "M02", say('the element "%(name)s" isn\'t closed.', name=begun[1]), hint


def _element_problems(token: Token, line: int, *, nested: bool) -> Iterator[tuple[int, str, str, str]]:
    name, _, title = token.info.strip().partition(" ")
    if name and name not in ELEMENTS:
        hint = did_you_mean(name, ELEMENTS, say("There are: %(names)s.", names=", ".join(ELEMENTS)))
        yield line, "M02", say('there is no element "%(name)s".', name=name), hint
    if nested:
        yield line, "M02", say('the element "%(name)s" stands inside another block.', name=name), say("Begin it at the margin, after an empty line.")
    if re.search(r"[{}\[\]<>`]", title):
        yield line, "M04", say("an element's title is plain text, without facts, links and HTML."), ""


def _inline_problems(token: Token) -> Iterator[tuple[int, str, str, str]]:
    for pattern, sentence, hint in (
        (_HTML, say("HTML isn't allowed in the text."), say("Use Markdown; a layout decides how things look.")),
        (re.compile(r"!\["), say("pictures aren't allowed in the text."), ""),
    ):
        if found := pattern.search(token.content):
            yield (token.map or [0])[0] + 1 + token.content.count("\n", 0, found.start()), "M04", sentence, hint
    for child, line in with_lines(token):
        if child.type == "link_open" and not str(child.attrGet("href")).startswith(_LINK_SCHEMES):
            yield line, "M04", say('a link to "%(target)s" isn\'t allowed.', target=str(child.attrGet("href"))[:60]), _LINK_HINT
        if child.type == "code_inline":
            yield line, "M04", say('"`%(code)s`": code isn\'t allowed in the text.', code=child.content[:60]), ""
        if child.type == "text" and (found := re.search(r"\](?:\((.*)|: )", child.content)):
            yield line, "M04", say('a link to "%(target)s" isn\'t allowed.', target=(found[1] or child.content)[:60]), _LINK_HINT
        elif child.type == "text" and re.search(r"[{}]|\[\[|\]\]|^:::", child.content):
            message = say('"%(text)s" holds braces or brackets that mean nothing.', text=child.content[:60])
            yield line, "M04", message, say("A fact is written {fact-id}, a reference [[chapter]].")


def sorted_terms(tokens: Sequence[Token], code: str) -> tuple[Token, ...]:
    """The entries of definition lists in the alphabetical order of a locale: a translation begins with other letters."""
    made: list[Token] = []
    for block in blocks(tokens):
        if block[0].type != "dl_open":
            made += block
            continue
        entries: list[list[Token]] = []
        for piece in blocks(block[1:-1]):
            if piece[0].type == "dt_open":
                entries.append([])
            entries[-1] += piece
        entries.sort(key=lambda entry: localization.sort_key(entry[1].content, code))
        made += [block[0], *(token for entry in entries for token in entry), block[-1]]
    return tuple(made)


def typeset(tokens: Sequence[Token], code: str) -> None:
    """Put typographic spaces into the text of parsed tokens, in place."""
    for token in tokens:
        children = token.children or []
        for number, child in enumerate(children):
            if child.type == "text":  # a fact beside it counts as a digit: its unit stays on the same line
                before = "0" if number and children[number - 1].type == "fact" else ""
                after = "0" if [each.type for each in children[number + 1 : number + 2]] == ["fact"] else ""
                content = localization.typeset(before + child.content + after, code)
                child.content = content[len(before) : len(content) - len(after)]


_SENTENCE_END = re.compile(r"(?<!\b\w)[.!?][“‘]?(?= |$)")


def mark_sources(tokens: Sequence[Token], source_of: dict[str, str], numbers: dict[str, int]) -> None:
    """Put the number of a source behind the sentence with the last fact of a paragraph that comes from it, in place.

    Never behind the figure itself: "3" with a raised 12 would read as a power.
    """
    for token in tokens:
        last: dict[str, Token] = {}
        for child in token.children or ():
            if child.type == "fact":
                last[source_of[child.content.partition("@")[0]]] = child
        for source, fact in last.items():
            assert token.children is not None
            token.children = _with_mark(token.children, fact, numbers[source])


_JOINER = "\u2060"
"""Holds a source's number to the word before it, so that it never begins a line."""


def _with_mark(children: list[Token], fact: Token, number: int) -> list[Token]:
    mark = Token("source", "", 0, meta={"numbers": [number]})
    start = next(position for position, child in enumerate(children) if child is fact)
    for position in range(start + 1, len(children)):
        child = children[position]
        if child.type == "source":  # the sentence has a mark already
            child.meta["numbers"] = sorted([*child.meta["numbers"], number])
            return children
        found = _SENTENCE_END.search(child.content) if child.type == "text" else None
        if found and found.end() == len(child.content) and [each.type for each in children[position + 1 : position + 2]] == ["source"]:
            continue  # that mark is the next child
        if found:
            rest = Token("text", "", 0, content=child.content[found.end() :])
            child.content = child.content[: found.end()]
            return [*children[: position + 1], mark, rest, *children[position + 1 :]]
    return [*children, mark]


def _render_source(_: Any, tokens: Sequence[Token], index: int, __: Any, env: dict[str, Any]) -> str:
    numbers = enumerate(tokens[index].meta["numbers"])
    return _JOINER + "".join(f'<a class="source{" next" if position else ""}" href="#source-{number}">{number}</a>' for position, number in numbers)


def _render_fact(_: Any, tokens: Sequence[Token], index: int, __: Any, env: dict[str, Any]) -> str:
    return str(escape(env["facts"].text(tokens[index].content)))  # no element: the engine breaks lines badly at its edges


def _render_reference(_: Any, tokens: Sequence[Token], index: int, __: Any, env: dict[str, Any]) -> str:
    name = tokens[index].content
    label = env["references"].get(name)
    return f'<a class="reference" href="#{name}">{escape(label)}</a>' if label else ""


def _render_em_open(*_: Any) -> str:
    return '<em class="term">'


def german_words(text: str) -> Markup:
    """German beside a translation, marked as German."""
    return Markup('<span class="german" lang="de" dir="ltr">{}</span>').format(text)


def _render_german(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    return f" {german_words(tokens[index].content)}"


_RENDERERS = {"fact": _render_fact, "source": _render_source, "reference": _render_reference, "em_open": _render_em_open, "german": _render_german}
