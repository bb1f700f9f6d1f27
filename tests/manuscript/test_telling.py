"""What an outline tells of a chapter, and which claims it loses."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from handbook import paths
from handbook.manuscript import markdown
from handbook.manuscript.chapter import Head, Text, read
from handbook.manuscript.telling import claims_lost, told_in
from handbook.manuscript.tokens import blocks

HEAD = '+++\ntitle = "Ein Kapitel"\nshort = "Kapitel"\npromise = "Was es gibt."\n+++\n'
CHAPTERS = sorted((paths.CONTENT / "chapters").glob("*.md"))


@cache
def chapter(path: Path) -> Text:
    return read(path, Head, markdown.parser("de"))


DETAILED = """Bleibt.

{.full}
Nur groß.

{.medium}
## Groß und mittel

{.full claims="S1"}
- Liste

{.medium claims="S2 S3"}
::: tip
Kasten.
:::

{.full}
| A |
|---|
| b |

Bleibt auch.
"""


@pytest.mark.parametrize(
    ("pages", "told", "left_out", "lost"),
    [
        (32, ["Nur groß", "mittel", "Liste", "Kasten", "<table"], [], set()),
        (28, ["mittel", "Kasten"], ["Nur groß", "Liste", "<table"], {"S1"}),
        (24, [], ["Nur groß", "mittel", "Liste", "Kasten", "<table"], {"S1", "S2", "S3"}),
    ],
)
def test_a_shorter_outline_leaves_out_whole_blocks_and_knows_which_claims(pages: int, told: list[str], left_out: list[str], lost: set[str], tmp_path: Path) -> None:
    file = tmp_path / "sample.md"
    file.write_text(HEAD + DETAILED, "utf-8")
    text, md = chapter(file), markdown.parser("de")
    html = md.renderer.render(told_in(text, pages), md.options, {})
    assert "Bleibt." in html
    assert "Bleibt auch." in html
    assert all(piece in html for piece in told)
    assert not any(piece in html for piece in left_out)
    assert claims_lost(text, pages) == lost


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_thinner_outline_tells_no_more_than_a_thicker_one_and_in_the_same_order(path: Path) -> None:
    text = chapter(path)
    told = {pages: list(map(id, told_in(text, pages))) for pages in (32, 28, 24)}
    assert told[32] == list(map(id, text.tokens))
    for thin, thick in ((28, 32), (24, 28)):
        assert told[thin] == [each for each in told[thick] if each in set(told[thin])]
    assert claims_lost(text, 32) == set()
    assert claims_lost(text, 28) <= claims_lost(text, 24)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_no_outline_leaves_a_heading_with_nothing_below_it(path: Path) -> None:
    for pages in (32, 28, 24):
        kinds = [block[0].type for block in blocks(told_in(chapter(path), pages))]
        assert kinds
        assert [kind for kind, following in zip(kinds, [*kinds[1:], "heading_open"], strict=True) if kind == following == "heading_open"] == []
