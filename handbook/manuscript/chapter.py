"""One content file -> `Text`: its head, checked, and its body as tokens. Then, with facts at hand, tokens -> blocks.

A block is either prose (HTML) or an element: its name, title and items, ready for the part that sets it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from handbook import localization, paths
from handbook.catalogs import LEFT_OUT
from handbook.errors import ContentError
from handbook.findings import Finding, Place
from handbook.manuscript import markdown, passages
from handbook.manuscript.tokens import blocks as token_blocks
from handbook.wording import say

LARGEST_FILE = 256 * 1024


NO_MARKUP = Markup()


class Head(BaseModel):
    """What stands between the `+++` lines of a chapter."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    title: Annotated[str, Field(min_length=1, max_length=45)]
    """Heading of the chapter."""
    short: Annotated[str, Field(min_length=1, max_length=26)]
    """Running head."""
    promise: Annotated[str, Field(min_length=1, max_length=120)]
    """What the chapter gives, in one sentence."""
    goals: Annotated[tuple[Annotated[str, Field(max_length=80)], ...], Field(max_length=3)] = ()
    """Each completes "Danach wissen Sie, …"."""
    claims: tuple[Annotated[str, Field(pattern=r"^S\d{1,2}$")], ...] = ()
    """Claims of the guide's outline that the chapter tells."""


class SheetHead(BaseModel):
    """What stands between the `+++` lines of a checklist."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    code: Annotated[str, Field(pattern=r"^C\d$")]
    """Short mark of the sheet."""
    title: Annotated[str, Field(min_length=1, max_length=40)]
    """Heading of the sheet."""
    purpose: Annotated[str, Field(min_length=1, max_length=110)]
    """What the sheet is for, in one sentence."""
    kind: Literal["ticks", "scale", "plan"]
    """Boxes to tick, statements on a four-point scale, or a table to fill in."""
    notes: str = ""
    """Title of the writing lines at the foot."""
    scale: tuple[str, ...] = ()
    """The four points, from least to most."""
    claims: tuple[Annotated[str, Field(pattern=r"^S\d{1,2}$")], ...] = ()
    """Claims of the guide's outline that the sheet tells."""


@dataclass(frozen=True)
class Item:
    """One entry of an element: `- lead **head** body`, with the entries nested in it."""

    lead: Markup
    head: Markup
    body: Markup
    items: tuple[Item, ...]
    ordered: bool
    attributes: Markup = NO_MARKUP
    """For the element that is set around it: language and direction, where it has no translation."""
    german: str = ""
    """The German key words, where the entry is a translation."""


@dataclass(frozen=True)
class Block:
    """A piece of a chapter: prose as HTML, or an element with its items."""

    element: str
    """Name of the element; empty for prose."""
    title: Markup
    html: Markup
    items: tuple[Item, ...]
    count: int
    """The number behind an element's name, such as the lines of `notes 6`."""
    german_title: str = ""
    """The German title, where the title is a translation."""
    optional: bool = False
    """Whether a page that is too full may do without it."""


_H = TypeVar("_H", bound=BaseModel)


@dataclass(frozen=True)
class Text:
    """A content file, read and parsed, before facts are filled in."""

    id: str
    file: str
    head: Any
    tokens: tuple[Token, ...]
    first_line: int
    """Lines of the head: to be added to a token's line."""
    german_title: str = ""
    """The German title, where the title is a translation."""

    def place(self, line: int) -> Place:
        """A line of the body as a place in the file."""
        return Place(self.file, line + self.first_line, part=self.head.title)


def read(path: Path, model: type[_H], md: MarkdownIt, translate: passages.Translate | None = None) -> Text:
    """Read, check and translate one file. ContentError with every mistake in it."""
    name = paths.shown(path)
    try:
        data = path.read_bytes()
    except OSError:
        raise ContentError(Finding("M01", say("is missing or can't be read."), Place(name), say("The outline names it."))) from None
    if len(data) > LARGEST_FILE:
        raise ContentError(Finding("M01", say("is larger than %(size)s KB.", size=LARGEST_FILE // 1024), Place(name)))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(Finding("M01", say("is no UTF-8 text."), Place(name, line), say("Save it as UTF-8."))) from None
    found = re.match(r"\+\+\+\n(.*?)\n\+\+\+\n", text, re.DOTALL)
    if not found:
        raise ContentError(Finding("M01", say("has no head."), Place(name, 1), say("A file begins with a head between two lines `+++`.")))
    head, german_title = _head(found[1], model, name, translate)
    body = text[found.end() :]
    first_line = found[0].count("\n")
    tokens = md.parse(body, {"translate": translate and (lambda source, line: translate(source, line + first_line))})
    wrong = [Finding(code, message, Place(name, line), hint) for line, code, message, hint in markdown.invisible(text)]
    wrong += [Finding(code, message, Place(name, line + first_line), hint) for line, code, message, hint in markdown.problems(body, tokens)]
    if wrong:
        raise ContentError(*wrong)
    return Text(path.stem, name, head, tuple(tokens), first_line, german_title)


_PROSE = ("title", "short", "promise", "goals", "purpose", "notes", "scale")
"""Fields of a head that are read by people, and so translated."""


def _head(text: str, model: type[_H], name: str, translate: passages.Translate | None) -> tuple[_H, str]:
    """The head, translated, and its German title if that was translated."""
    try:
        values = tomllib.loads(text)
        head = model.model_validate(values)
        if not translate:
            return head, ""
        lines = text.split("\n")
        said = {}
        for key in _PROSE:
            line = next((number for number, each in enumerate(lines, 2) if each.startswith(key)), 1)
            if value := getattr(head, key, None):
                said[key] = _translated(value, translate, line)
        model.model_validate(values | said)  # a translation has the lengths of the German
        return head.model_copy(update=said), "" if isinstance(said["title"], passages.German) or said["title"] == values["title"] else str(values["title"])
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        raise ContentError(Finding("M01", say("head: %(problem)s.", problem=error), Place(name, int(found[1]) + 1 if found else 1))) from None
    except ValidationError as error:
        wrong = []
        for detail in error.errors(include_url=False):
            key = str(detail["loc"][0])
            line = next((number for number, each in enumerate(text.split("\n"), 2) if each.startswith(key)), 1)
            problem = f"{'.'.join(map(str, detail['loc']))}: {detail['msg'].lower()}"
            wrong.append(Finding("M01", say("head: %(problem)s.", problem=problem), Place(name, line)))
        raise ContentError(*wrong) from None


def _translated(value: Any, translate: passages.Translate, line: int) -> Any:
    if isinstance(value, tuple):
        said = (_translated(each, translate, line) for each in value)
        return tuple(each for each in said if each != LEFT_OUT)
    return translate(value, line)


def is_optional(token: Token) -> bool:
    """Whether a page that is too full may do without the block that this token opens: it tells no claim of its own."""
    return "full" in str(token.attrGet("class") or "").split() and not token.attrGet("claims")


def blocks(tokens: Sequence[Token], md: MarkdownIt, env: dict[str, Any]) -> Iterator[Block]:
    """Tokens -> blocks: neighbouring prose stays together, every element stands alone."""
    prose: list[Token] = []
    for block in token_blocks(tokens):
        alone = block[0].type == "container_element_open" or is_optional(block[0])
        if alone and prose:
            yield _prose(prose, md, env)
            prose = []
        if block[0].type == "container_element_open":
            yield _element(block, md, env)
        elif alone:
            yield _prose(block, md, env)
        else:
            prose += block
    if prose:
        yield _prose(prose, md, env)


def _prose(tokens: list[Token], md: MarkdownIt, env: dict[str, Any]) -> Block:
    optional = is_optional(tokens[0])
    return Block("", Markup(), _html(tokens, md, env), (), 0, optional=optional)


def _element(tokens: list[Token], md: MarkdownIt, env: dict[str, Any]) -> Block:
    name, _, rest = tokens[0].info.strip().partition(" ")
    counted = re.match(r"(\d+)\s*(.*)", rest)
    count, title = (int(counted[1]), counted[2]) if counted else (0, rest)
    inner = tokens[1:-1]
    if name == "key":
        _bind_last_words(inner)
    items = tuple(item for block in token_blocks(inner) if block[0].type in ("bullet_list_open", "ordered_list_open") for item in _items(block, md, env))
    others = [token for block in token_blocks(inner) if block[0].type not in ("bullet_list_open", "ordered_list_open") for token in block]
    listed = inner if name in markdown.CALLOUTS else others
    printed = _in_language(Markup(md.renderInline(title, env)), tokens[0])
    return Block(name, printed, _html(listed, md, env), items, count, passages.german(tokens[0]), optional=is_optional(tokens[0]))


def _bind_last_words(tokens: Sequence[Token]) -> None:
    """Keep the last two words of a sentence on one line, in place: a large line must not end with one short word alone."""
    for token in tokens:
        if token.children and token.children[-1].type == "text":
            before, space, last = token.children[-1].content.rpartition(" ")
            token.children[-1].content = before + (localization.FIXED if space else "") + last


def groups(tokens: Sequence[Token], md: MarkdownIt, env: dict[str, Any]) -> Iterator[Block]:
    """A checklist's tokens -> one block a group: its heading as the title, its entries as items; a table stays as HTML."""
    title = Markup()
    for block in token_blocks(tokens):
        if block[0].type == "heading_open":
            title = _in_language(_inline(block[1].children or [], md, env), block[1])
        elif block[0].type.endswith("_list_open"):
            yield Block("group", title, Markup(), tuple(_items(block, md, env)), 0)
        else:
            yield Block("", title, _html(block, md, env), (), 0)


def _with_row_heads(tokens: list[Token]) -> list[Token]:
    """A table's tokens with the first cell of each row as the head of that row."""
    first = False
    for token in tokens:
        if token.type == "tr_open":
            first = True
        elif token.type == "td_open" and first:
            token.tag, token.attrs = "th", {**token.attrs, "scope": "row"}
        elif token.type == "td_close" and first:
            token.tag, first = "th", False
        elif token.type == "th_open":
            token.attrs = {**token.attrs, "scope": "col"}
            first = False
    return tokens


def _items(tokens: Sequence[Token], md: MarkdownIt, env: dict[str, Any]) -> Iterator[Item]:
    ordered = tokens[0].type == "ordered_list_open"
    for block in token_blocks(tokens[1:-1]):
        inline = next((token for token in block if token.type == "inline"), None)
        nested = [each for each in token_blocks(block[1:-1]) if each[0].type.endswith("_list_open")]
        inner = tuple(item for each in nested for item in _items(each, md, env))
        lead, head, body = (_inline(part, md, env) for part in _parts(inline.children or [] if inline else []))
        yield Item(lead, head, body, inner, ordered, _attributes(inline), passages.german_term(inline))


def _in_language(text: Markup, token: Token | None) -> Markup:
    """A piece of text marked as German if the token it is from is: a translation has none of it."""
    attributes = _attributes(token)
    return Markup("<span{}>{}</span>").format(attributes, text) if attributes and text else text


def _attributes(token: Token | None) -> Markup:
    """Language and direction of a passage that has no translation."""
    given = ((name, token.attrGet(name)) for name in ("lang", "dir")) if token else ()
    return Markup().join(Markup(' {}="{}"').format(name, value) for name, value in given if value)


def _inline(children: Sequence[Token], md: MarkdownIt, env: dict[str, Any]) -> Markup:
    """One line of text as HTML."""
    wrapper = Token("inline", "", 0, children=list(children))
    return Markup(md.renderer.render([wrapper], md.options, env).strip())


def _parts(children: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token], Sequence[Token]]:
    """What stands before, in and after the first strong piece of a line."""
    start = next((number for number, token in enumerate(children) if token.type == "strong_open"), None)
    if start is None:
        return [], [], children
    end = next(number for number, token in enumerate(children) if token.type == "strong_close" and number > start)
    return children[:start], children[start + 1 : end], children[end + 1 :]


def _html(tokens: Sequence[Token], md: MarkdownIt, env: dict[str, Any]) -> Markup:
    for token in tokens:
        if token.attrs and "class" in token.attrs:  # which outline a block belongs to is no matter of style
            token.attrs = {key: value for key, value in token.attrs.items() if key not in ("class", "claims")}
    return Markup(md.renderer.render(_with_row_heads(list(tokens)), md.options, env))
