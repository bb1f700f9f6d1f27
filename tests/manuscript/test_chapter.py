"""One content file: its head checked, its body cut into blocks, its mistakes named with file and line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from handbook import facts
from handbook.errors import ContentError
from handbook.findings import Finding
from handbook.manuscript import markdown
from handbook.manuscript.chapter import LARGEST_FILE, Block, Head, SheetHead, Text, blocks, groups, read

HEAD = """+++
title = "Ein Kapitel"
short = "Kapitel"
promise = "Was dieses Kapitel gibt."
goals = ["was es gibt"]
claims = ["S1", "S2"]
+++
"""


@pytest.fixture(scope="module")
def md() -> MarkdownIt:
    return markdown.parser("de")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a test writes its chapter; messages name it `sample.md`."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "sample.md"


def wrong(file: Path, data: str | bytes) -> list[Finding]:
    """The findings for a file with this content."""
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(ContentError) as caught:
        read(file, Head, markdown.parser("de"))
    return list(caught.value.findings)


def text(file: Path, body: str, model: type[Any] = Head) -> Text:
    """A chapter with this body, read."""
    head = HEAD if model is Head else '+++\ncode = "C1"\ntitle = "Blatt"\npurpose = "Wozu."\nkind = "ticks"\n+++\n'
    file.write_text(head + body, "utf-8")
    return read(file, model, markdown.parser("de"))


def cut(file: Path, body: str, md: MarkdownIt) -> list[Block]:
    """The blocks of a chapter with this body."""
    env = {"facts": facts.load("DE", dt.date(2026, 11, 23), "de"), "references": {}}
    return list(blocks(text(file, body).tokens, md, env))


@pytest.mark.parametrize(
    ("head", "line", "said"),
    [
        ('title = "Ein Kapitel"', 2, "goal: extra inputs are not permitted"),
        (f'title = "{"x" * 46}"', 3, "title: string should have at most 45 characters"),
        ('short = "Kapitel mit einem sehr langen Kolumnentitel"', 4, "short: string should have at most 26 characters"),
        ('promise = ""', 5, "promise: string should have at least 1 character"),
        (f'goals = ["gut", "{"x" * 81}"]', 6, "goals.1: string should have at most 80 characters"),
        ('goals = ["a", "b", "c", "d"]', 6, "goals: tuple should have at most 3 items"),
        ('claims = ["S1", "X2"]', 7, "claims.1: string should match pattern"),
    ],
)
def test_a_wrong_line_of_the_head_is_named_with_file_and_line(head: str, line: int, said: str, file: Path) -> None:
    key = head.split(" ")[0]
    lines = [head if each.startswith(f"{key} ") else each for each in HEAD.split("\n")]
    found = wrong(file, "\n".join([lines[0], 'goal = "x"', *lines[1:]]))
    assert (line, said) in [(finding.place.line, said) for finding in found if said in finding.message]
    assert {(finding.code, finding.place.file) for finding in found} == {("M01", "sample.md")}


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (HEAD.replace('short = "Kapitel"', "short = Kapitel"), 3, "head: Invalid value"),
        ("Text ohne Kopf.\n", 1, "has no head"),
        (HEAD.replace("+++\n", "", 1), 1, "has no head"),
        (HEAD.encode() + b"gut\nM\xfcll\n", 9, "is no UTF-8 text"),
        (HEAD + "x" * LARGEST_FILE, 0, "is larger than 256 KB"),
    ],
)
def test_a_file_that_is_no_chapter_is_named_with_its_line(data: str | bytes, line: int, said: str, file: Path) -> None:
    (finding,) = wrong(file, data)
    assert (finding.code, finding.place.file, finding.place.line) == ("M01", "sample.md", line)
    assert said in finding.message


def test_a_file_that_is_missing_is_named(file: Path) -> None:
    with pytest.raises(ContentError, match=r"sample\.md: is missing"):
        read(file, Head, markdown.parser("de"))


def test_all_mistakes_of_a_body_are_named_at_once_with_lines_of_the_file(file: Path) -> None:
    found = wrong(file, HEAD + "Ein <b>Wort</b>.\n\n::: tipp\nx\n:::\n\n{allein\n")
    assert [(finding.code, finding.place.line) for finding in found] == [("M04", 8), ("M02", 10), ("M04", 14)]


def test_an_invisible_character_in_the_head_is_named(file: Path) -> None:
    (finding,) = wrong(file, HEAD.replace("Ein Kapitel", "Ein\u200b Kapitel"))
    assert (finding.code, finding.place.line) == ("M04", 2)


def test_a_file_from_windows_reads_the_same(file: Path) -> None:
    body = "Ein Absatz.\n\n::: tip\nText.\n:::\n"
    plain = text(file, body)
    file.write_bytes(b"\xef\xbb\xbf" + (HEAD + body).replace("\n", "\r\n").encode())
    assert read(file, Head, markdown.parser("de")) == plain


def test_the_mark_of_an_outline_never_reaches_the_page(file: Path, md: MarkdownIt) -> None:
    assert [str(block.html) for block in cut(file, '{.full claims="S1"}\nText.\n', md)] == ["<p>Text.</p>\n"]


def test_the_first_cell_of_a_row_is_its_head(file: Path, md: MarkdownIt) -> None:
    (table,) = cut(file, "::: matrix\n| Kanal | Wofür |\n|---|---|\n| Telefon | Dringendes |\n| Chat | Kurzes |\n:::\n", md)
    html = str(table.html)
    assert html.count('<th scope="col">') == 2
    assert '<th scope="row">Telefon</th>\n<td>Dringendes</td>' in html
    assert '<th scope="row">Chat</th>\n<td>Kurzes</td>' in html


def test_neighbouring_prose_is_one_block_and_every_element_one_of_its_own(file: Path, md: MarkdownIt) -> None:
    made = cut(file, "Eins.\n\n## Zwei\n\n::: key\nDrei.\n:::\n\n::: tip Titel\nVier.\n:::\n\nFünf.\n", md)
    assert [(block.element, block.title) for block in made] == [("", ""), ("key", ""), ("tip", "Titel"), ("", "")]
    assert made[0].html == "<p>Eins.</p>\n<h2>Zwei</h2>\n"


def test_an_entry_is_parted_into_lead_head_and_body(file: Path, md: MarkdownIt) -> None:
    (line,) = cut(file, "::: timeline\n- 08:00 **Start und Lage** Ein *Ticket* wartet.\n- ohne Kopf\n:::\n", md)
    first, second = line.items
    assert (first.lead, first.head, first.body) == ("08:00", "Start und Lage", 'Ein <em class="term">Ticket</em> wartet.')
    assert (second.lead, second.head, second.body) == ("", "", "ohne Kopf")


def test_entries_hold_the_entries_nested_in_them_and_steps_know_they_are_ordered(file: Path, md: MarkdownIt) -> None:
    (career,) = cut(file, "::: career\n1. **Einstieg** a\n2. **Senior** b\n\n- **Vertrieb** c\n  - **Dauer** d\n:::\n", md)
    assert [(item.head, item.ordered, [inner.head for inner in item.items]) for item in career.items] == [
        ("Einstieg", True, []),
        ("Senior", True, []),
        ("Vertrieb", False, ["Dauer"]),
    ]


def test_a_callout_keeps_its_list_as_text(file: Path, md: MarkdownIt) -> None:
    (ask,) = cut(file, "::: ask\n- Eins?\n- Zwei?\n:::\n", md)
    assert "<li>Zwei?</li>" in ask.html


def test_the_number_behind_an_element_counts_its_lines(file: Path, md: MarkdownIt) -> None:
    (notes,) = cut(file, "::: notes 17 Meine Notizen\n:::\n", md)
    assert (notes.count, notes.title) == (17, "Meine Notizen")


def test_a_checklist_is_cut_into_groups_under_their_headings(file: Path, md: MarkdownIt) -> None:
    sheet = text(file, "## Vorher\n- [ ] **Fahrt geklärt** Mit Luft.\n- [ ] **Stift dabei**\n\n## Danach\n- Ich höre zu.\n", SheetHead)
    first, second = groups(sheet.tokens, md, {})
    assert (first.title, [item.head for item in first.items], first.items[0].body) == ("Vorher", ["Fahrt geklärt", "Stift dabei"], "Mit Luft.")
    assert (second.title, [item.body for item in second.items]) == ("Danach", ["Ich höre zu."])
