"""The whole road, from an edition file to pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import pipeline, products
from handbook.errors import ContentError, UsageError

Edition = Callable[[str], Path]


def damaged(edition: Edition, *changes: tuple[str, str]) -> Path:
    path = edition("house")
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return path


def test_files_and_text_are_checked_together_and_named_at_once(edition: Edition) -> None:
    path = damaged(edition, ('logo = "logo.svg"', 'logo = "lgoo.svg"'), ("date = 2026-11-23", "date = 2035-01-01"))
    with pytest.raises(ContentError) as caught:
        pipeline.prepare(path)
    assert {"A01", "F02"} <= {finding.code for finding in caught.value.findings}


def test_a_missing_typeface_is_named_for_both_weights(edition: Edition) -> None:
    path = edition("house")
    path.write_text(path.read_text("utf-8") + '[brand.typeface]\nregular = "a.ttf"\nbold = "b.otf"\n', "utf-8")
    with pytest.raises(ContentError) as caught:
        pipeline.prepare(path)
    assert [(finding.code, finding.place.line > 0) for finding in caught.value.findings] == [("A01", True)] * 2


def test_the_command_line_may_say_otherwise(edition: Edition) -> None:
    ready = pipeline.prepare(edition("house"), form="A4", wanted=["skills", "handbook"])
    galleys, _ = pipeline.compose(ready)
    assert [(galley.product, galley.format.name) for galley in galleys] == [("handbook", "A4"), ("skills", "A4")]


@pytest.mark.parametrize(
    ("said", "words"),
    [({"form": "B5"}, 'format "B5"'), ({"locales": ["xx"]}, 'locales "xx"'), ({"wanted": ["poster"]}, 'products "poster"')],
)
def test_what_does_not_exist_is_named(said: dict[str, str], words: str, edition: Edition) -> None:
    with pytest.raises(UsageError, match=f"this doesn't exist: {words}"):
        pipeline.prepare(edition("house"), **said)  # type: ignore[arg-type]


def test_a_language_named_twice_is_built_once(edition: Edition) -> None:
    path = damaged(edition, ('locales = ["de"]', 'locales = ["de", "de"]'))
    assert len(pipeline.prepare(path, wanted=["skills"]).manuscripts) == 1


def test_galleys_come_in_the_order_of_the_products(edition: Edition) -> None:
    path = damaged(edition, ("pages = 32", 'pages = 32\nproducts = ["skills", "handbook", "skills"]'))
    galleys, notes = pipeline.compose(pipeline.prepare(path))
    assert [galley.product for galley in galleys] == ["handbook", "skills"]
    assert products.PRODUCTS[0] == "handbook"
    assert {finding.code for finding in notes} <= {"B01"}


def test_a_galley_becomes_a_file_with_the_pages_of_its_outline(edition: Edition) -> None:
    path = damaged(edition, ("pages = 32", "pages = 24"))
    (galley,), _ = pipeline.compose(pipeline.prepare(path, wanted=["handbook"]))
    told: list[str] = []
    made = pipeline.make(galley, progress=lambda step, done, total: told.append(step))
    assert made.pages == 24
    assert made.data.startswith(b"%PDF-")
    assert list(dict.fromkeys(told)) == [*pipeline.STEPS[3:6]]


def test_a_book_without_some_chapters_is_a_multiple_of_four_pages(edition: Edition) -> None:
    path = edition("house")
    path.write_text(path.read_text("utf-8") + '[chapters]\nexclude = ["learning", "new-in-germany", "glossary"]\n', "utf-8")
    (galley,), _ = pipeline.compose(pipeline.prepare(path, wanted=["handbook"]))
    assert pipeline.make(galley).pages in (24, 28)
