"""The text fits the pages: every outline, in both formats and all looks, comes out at exactly its planned pages as it is.

Nothing is set tighter and no page is filled: the page count alone would always be right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from handbook import pages, pipeline
from handbook.edition.load import available, load

EDITIONS = ("house", "sonnengelb-strom", "fernweh-reisen")


def laid_out(monkeypatch: pytest.MonkeyPatch, name: str, outline: int, form: str) -> pages.Document:
    """The pages of an edition's handbook in another outline and format; raises if a section doesn't come out."""
    loaded = load(available()[name])
    said = {"pages": outline, "format": form, "products": ("handbook",)}
    changed = replace(loaded, edition=loaded.edition.model_copy(update=said))
    monkeypatch.setattr(pipeline, "load", lambda path: changed)
    (galley,), _ = pipeline.compose(pipeline.prepare(available()[name]))
    return pages.paginate(galley)


@pytest.mark.parametrize(("name", "outline"), [("house", 32), ("house", 28), ("house", 24), ("sonnengelb-strom", 32), ("fernweh-reisen", 28)])
def test_every_edition_comes_out_at_the_pages_of_its_outline(monkeypatch: pytest.MonkeyPatch, name: str, outline: int) -> None:
    document = laid_out(monkeypatch, name, outline, "A5")
    assert (len(document.pages), document.findings) == (outline, ())


@pytest.mark.sweep
@pytest.mark.parametrize("form", ["A5", "A4"])
@pytest.mark.parametrize("outline", [32, 28, 24])
@pytest.mark.parametrize("name", EDITIONS)
def test_every_edition_fits_in_every_outline_and_format(monkeypatch: pytest.MonkeyPatch, name: str, outline: int, form: str) -> None:
    document = laid_out(monkeypatch, name, outline, form)
    assert (len(document.pages), document.findings) == (outline, ())


def lines_of(box: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Every block with its lines."""
    children = getattr(box, "children", [])
    lines = [child for child in children if type(child).__name__ == "LineBox"]
    if lines:
        yield box, lines
    for child in children:
        if child not in lines:
            yield from lines_of(child)


def words(line: Any) -> list[Any]:
    return [box for box in line.descendants() if getattr(box, "text", "")]


def test_no_line_ends_although_the_next_word_would_have_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    early = []
    for number, page in enumerate(laid_out(monkeypatch, "house", 32, "A5").pages, 1):
        for block, lines in lines_of(page._page_box):
            for line, following in pairwise(lines):
                here, there = words(line), words(following)
                if not here or not there:
                    continue
                text = "".join(box.text for box in there)
                first = text.strip(" ").split(" ")[0]  # what fixed spaces hold together is one word here
                room = block.content_box_x() + block.width - max(box.position_x + box.width for box in here)
                needed = there[0].width / len(there[0].text) * (len(first) + 1)
                if room > needed * 1.5 + 8 and not here[-1].text.endswith(("\u2010", "-")):
                    early.append((number, here[-1].text[-30:], first))
    assert not early
