"""The guide as its tests read it: every file, and what the program prints of it in each outline."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from handbook import paths
from handbook.edition.load import load
from handbook.manuscript import markdown
from handbook.manuscript.assemble import Chapter, Checklist, Manuscript, assemble
from handbook.manuscript.chapter import Head, Item, SheetHead, Text, read

_PARSER = markdown.parser("de")
_NO_PROSE = re.compile(r'<table>.*?</table>|<h2>.*?</h2>|<dt>.*?</dt>|<a class="(?:source|reference)".*?</a>', re.DOTALL)
_BREAK = re.compile(r"</(?:p|li|dd|td|th|h2|dt)>|<br>")


@cache
def _manuscript(pages: int) -> Manuscript:
    house = load(paths.EDITIONS / "house" / "edition.toml")
    manuscript, _ = assemble(replace(house, edition=house.edition.model_copy(update={"pages": pages})), "de")
    return manuscript


@pytest.fixture(scope="session")
def manuscript() -> Callable[[int], Manuscript]:
    """Everything that the house edition prints in an outline of so many pages."""
    return _manuscript


@pytest.fixture(scope="session")
def texts() -> Mapping[str, Text]:
    """Every chapter and checklist, by its path below `content/`."""
    made = {}
    for folder, model in (("chapters", Head), ("checklists", SheetHead)):
        for path in sorted((paths.CONTENT / folder).glob("*.md")):
            made[f"{folder}/{path.name}"] = read(path, model, _PARSER)
    return made


@pytest.fixture(scope="session")
def files() -> Mapping[str, str]:
    """Everything with German words in it as it is written: the guide, the sources, the layouts."""
    found = [*paths.CONTENT.rglob("*.md"), *(paths.CONTENT / "facts").glob("*.toml"), *paths.LAYOUTS.rglob("*.html")]
    return {_name(path): path.read_text("utf-8") for path in sorted(found)}


def _name(path: Path) -> str:
    return path.relative_to(paths.CONTENT if path.is_relative_to(paths.CONTENT) else paths.LAYOUTS.parent).as_posix()


@pytest.fixture(scope="session")
def prose() -> Callable[[Chapter | Checklist], list[str]]:
    """The running text of a chapter or checklist as printed, passage by passage: no headings, no tables, no source numbers."""

    def passages(part: Chapter | Checklist) -> list[str]:
        head = part.head
        lines = [head.purpose] if isinstance(head, SheetHead) else [head.promise, *(f"Danach wissen Sie, {goal}." for goal in head.goals)]
        for block in part.blocks:
            lines += _plain(_NO_PROSE.sub("", block.html))
            lines += [line for item in block.items for line in _item(item)]
        return lines

    return passages


@pytest.fixture(scope="session")
def words() -> Callable[[Chapter | Checklist], str]:
    """Everything that a chapter or checklist prints as one string: headings and tables too, spaces made plain, in small letters."""

    def all_words(part: Chapter | Checklist) -> str:
        head = part.head
        lines = [head.title, *([head.purpose] if isinstance(head, SheetHead) else [head.promise, *head.goals])]
        for block in part.blocks:
            lines += [*_plain(block.title), *_plain(block.html), *(line for item in block.items for line in _item(item))]
        return re.sub(r"\s+", " ", " ".join(lines)).replace("\u2011", "-").lower()

    return all_words


def _item(item: Item) -> Iterable[str]:
    yield from _plain(" ".join(part for part in (item.lead, item.head, item.body) if part))
    for inner in item.items:
        yield from _item(inner)


def _plain(text: str) -> list[str]:
    lines = re.sub(r"<[^>]+>|\u2060", "", _BREAK.sub("\n", text)).split("\n")
    return [html.unescape(line).strip() for line in lines if line.strip()]
