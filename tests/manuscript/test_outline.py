"""The order of the book, and what an edition takes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

import pytest

from handbook.edition.load import LoadedEdition
from handbook.errors import ContentError
from handbook.manuscript import outline

Loaded = Callable[..., LoadedEdition]

FRONT = ["cover", "how-to-use", "contents"]
CHAPTERS = [
    "role",
    "day",
    "industries",
    "skills",
    "self-test",
    "ways-in",
    "new-in-germany",
    "fair",
    "pay",
    "growth",
    "future",
    "learning",
    "faq",
    "glossary",
]


def ids(loaded: LoadedEdition) -> list[str]:
    return [slot.id for slot in outline.slots(loaded)]


def test_the_full_outline_is_a_cover_fourteen_chapters_and_the_back_matter(loaded: Loaded) -> None:
    assert ids(loaded()) == [*FRONT, *CHAPTERS, "sources", "closing"]


@pytest.mark.parametrize("pages", [28, 24])
def test_a_shorter_outline_tells_every_chapter_and_puts_glossary_and_sources_on_one_page(pages: int, loaded: Loaded) -> None:
    *told, reference, closing = ids(loaded(pages=pages))
    assert sorted(told) == sorted([*FRONT, *CHAPTERS[:-1]])
    assert (told[:3], reference, closing) == (FRONT, "reference", "closing")


@pytest.mark.parametrize("pages", [32, 28, 24])
def test_an_outline_plans_exactly_its_pages_and_each_spread_on_a_left_one(pages: int, loaded: Loaded) -> None:
    slots = outline.slots(loaded(pages=pages))
    first = dict(zip([slot.id for slot in slots], accumulate([1, *(slot.pages for slot in slots)]), strict=False))
    assert sum(slot.pages for slot in slots) == pages
    assert [slot.id for slot in slots if slot.on_left and first[slot.id] % 2] == []


def test_include_keeps_only_those_chapters_in_the_outlines_order(loaded: Loaded) -> None:
    assert ids(loaded('[chapters]\ninclude = ["pay", "role"]\n')) == [*FRONT, "role", "pay", "sources", "closing"]


def test_exclude_leaves_those_chapters_out(loaded: Loaded) -> None:
    assert ids(loaded('[chapters]\nexclude = ["day", "glossary"]\n')) == [*FRONT, "role", *CHAPTERS[2:-1], "sources", "closing"]


def test_order_moves_those_chapters_to_the_front_and_leaves_cover_and_back_where_they_are(loaded: Loaded) -> None:
    assert ids(loaded('[chapters]\norder = ["fair", "pay"]\nexclude = ["faq", "pay"]\n')) == [
        *FRONT,
        "fair",
        *(name for name in CHAPTERS if name not in ("fair", "pay", "faq")),
        "sources",
        "closing",
    ]


@pytest.mark.parametrize("field", ["include", "exclude", "order"])
def test_an_unknown_chapter_is_named_with_its_line_and_a_near_match(field: str, loaded: Loaded) -> None:
    edition = f'\n[chapters]\n{field} = [\n  "role",\n  "industrie",\n]\n'
    line = loaded(edition.replace("industrie", "industries")).source.text.split("\n").index('  "industries",') + 1
    with pytest.raises(ContentError) as caught:
        outline.slots(loaded(edition))
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.line, finding.place.column) == ("E04", line, 3)
    assert finding.place.file.endswith("edition.toml")
    assert finding.message == f'chapters.{field}: there is no "industrie".'
    assert finding.hint == 'Did you mean "industries"?'
    assert finding.excerpt.endswith("^" * len('"industrie"'))


def test_a_name_like_no_chapter_gets_the_list_of_all(loaded: Loaded) -> None:
    with pytest.raises(ContentError, match=r"Known: role, day, industries"):
        outline.slots(loaded('[chapters]\nexclude = ["xyzzy"]\n'))


def test_all_unknown_names_are_told_at_once(loaded: Loaded) -> None:
    with pytest.raises(ContentError) as caught:
        outline.slots(loaded('[chapters]\nexclude = ["rolle"]\norder = ["geld", "fare"]\n'))
    assert len(caught.value.findings) == 3


def test_cover_and_imprint_are_no_chapters_to_leave_out(loaded: Loaded) -> None:
    with pytest.raises(ContentError, match='there is no "closing"'):
        outline.slots(loaded('[chapters]\nexclude = ["closing"]\n'))


@pytest.mark.parametrize("chapters", [f"exclude = {CHAPTERS}", "include = []"])
def test_a_book_without_chapters_is_refused_at_the_line_of_the_table(chapters: str, loaded: Loaded) -> None:
    edition = loaded(f"[chapters]\n{chapters}\n")
    with pytest.raises(ContentError, match="no chapter is left") as caught:
        outline.slots(edition)
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.line) == ("E04", edition.source.text.split("\n").index("[chapters]") + 1)


@pytest.fixture
def outline_file(content: Path) -> Iterator[Path]:
    """The outline in a copy of the content, read anew."""
    outline._outline.cache_clear()
    yield content / "outline.toml"
    outline._outline.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "back"\npart = "closing"', 'kind = "bak"\npart = "closing"', "'front', 'chapter' or 'back'"),
        ('kind = "back"\npart = "closing"', 'kind = "back"\npart = "close"', 'there is no part "close"'),
        ('kind = "back"\npart = "closing"', 'kind = "back"\npart = "cover"', 'called like their part, "cover"'),
        ('part = "closing"\npages = { 32 = 1,', 'part = "closing"\npages = { 32 = 2,', "the outline of 32 pages plans 33"),
        ('id = "closing"\n', "id = closing\n", "can't be read"),
    ],
)
def test_an_outline_that_doesnt_fit_the_content_says_where(old: str, new: str, said: str, outline_file: Path, loaded: Loaded) -> None:
    text = outline_file.read_text("utf-8")
    assert text.count(old) == 1
    outline_file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ContentError) as caught:
        outline.slots(loaded())
    assert {(finding.code, finding.place.file) for finding in caught.value.findings} == {("M05", "content/outline.toml")}
    assert said in str(caught.value)


def test_a_missing_outline_is_named(outline_file: Path, loaded: Loaded) -> None:
    outline_file.unlink()
    with pytest.raises(ContentError, match=r"content/outline\.toml: is missing"):
        outline.slots(loaded())
