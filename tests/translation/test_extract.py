"""Templates: always the same bytes, always fresh, and holding every passage as it is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook import catalogs, paths, pipeline
from handbook.catalogs import Catalog, Translations
from handbook.errors import EnvironmentProblem
from handbook.translation import extract
from tests.conftest import Call

EDITIONS = ("house", "sonnengelb-strom", "fernweh-reisen")
FILES = sorted(path for folder in ("chapters", "checklists") for path in (paths.CONTENT / folder).glob("*.md"))
DOMAINS = tuple(catalogs.SOURCES)
PRINTED = ("messages", "guide")


def passages(domain: str) -> dict[str, list[tuple[str, int]]]:
    """The messages of a template with the places they are from."""
    return {str(message.id): [(file, line or 0) for file, line in message.locations] for message in extract.templates()[domain] if message.id}


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_same_sources_give_the_same_bytes(domain: str) -> None:
    first, second = (extract.as_text(extract.templates()[domain]) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_templates_are_fresh(domain: str) -> None:
    assert extract.template_path(domain).read_bytes() == extract.as_text(extract.templates()[domain]), "run: python build_pdf.py i18n extract"


def test_extracting_again_writes_nothing(locales: Path, call: Call) -> None:
    before = {path: path.stat().st_mtime_ns for path in locales.rglob("*.pot")}
    said = call("i18n", "extract")
    assert (said.code, said.out, said.err) == (0, "", "")
    assert {path: path.stat().st_mtime_ns for path in locales.rglob("*.pot")} == before


def test_a_template_that_is_stale_is_written_and_named(locales: Path, call: Call) -> None:
    path = locales / "guide.pot"
    fresh = path.read_bytes()
    path.write_bytes(b"")
    assert call("i18n", "extract").out == "locales/guide.pot\n"
    assert path.read_bytes() == fresh


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_template_holds_no_date_and_no_translation(domain: str) -> None:
    text = extract.template_path(domain).read_text("utf-8")
    assert "-Date:" not in text
    assert set(re.findall(r'^msgstr(?:\[\d\])? (.*)\n(?!")', text, re.MULTILINE)) == {'""'}


def test_every_passage_is_looked_up_exactly_as_it_is_extracted(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that three editions ask their catalogs for, in the words they ask."""
    asked: dict[str, set[str]] = {domain: set() for domain in PRINTED}

    def get(catalog: Catalog, source: str) -> str:
        asked[catalog.domain].add(source)
        return source

    monkeypatch.setattr(Catalog, "get", get)
    for name in EDITIONS:
        pipeline.compose(pipeline.prepare(paths.EDITIONS / name / "edition.toml", locales=["en"]))
    assert len(asked["guide"]) > 600
    assert len(asked["messages"]) > 40
    assert asked["guide"] == passages("guide").keys()
    assert asked["messages"] <= passages("messages").keys()


def source_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Every line of a content file with words for readers, without list marks, fences and cells' borders; found without the parser."""
    text = path.read_text("utf-8")
    head = text.index("\n+++\n", 4)
    for number, line in enumerate(text.split("\n"), 1):
        if number <= text.count("\n", 0, head) + 2:
            key, _, value = line.partition(" = ")
            if key in ("title", "short", "promise", "goals", "purpose", "notes", "scale"):
                yield from ((number, each) for each in re.findall(r'"([^"]+)"', value))
            continue
        bare = re.sub(r"^\s*(?::::+\s*(?:\w+(?: \d+)?)?|[-*:]\s|\d+\.\s|#+\s|\{\.[^}]*\}$)\s*", "", line)
        for piece in bare.strip().strip("|").split("|") if bare.strip().startswith("|") else [bare]:
            if re.search(r"[^\W\d_]", piece):
                yield number, piece.strip()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_every_line_of_the_guide_stands_in_a_passage_of_its_file(path: Path) -> None:
    name = path.relative_to(paths.PACKAGE).as_posix()
    own = {passage for passage, places in passages("guide").items() if name in [file for file, _ in places]}
    lines = list(source_lines(path))
    assert lines
    assert [(number, line) for number, line in lines if not any(line in passage for passage in own)] == []


def test_a_passage_names_the_line_it_begins_on() -> None:
    files = {path.relative_to(paths.PACKAGE).as_posix(): path.read_text("utf-8").split("\n") for path in FILES}
    for passage, places in passages("guide").items():
        for file, line in places:
            assert passage.split("\n")[0] in files[file][line - 1], (file, line)


def test_a_translator_sees_the_title_and_the_heading_above_a_passage() -> None:
    comments = {comment for message in extract.templates()["guide"] for comment in message.auto_comments}
    titles = {re.search(r'^title = "(.*)"', path.read_text("utf-8"), re.MULTILINE)[1] for path in FILES}  # type: ignore[index]
    assert {comment.split(" – ")[0] for comment in comments} == titles
    assert len(comments) > len(titles)


def test_a_layout_string_with_a_name_in_it_is_one_message() -> None:
    found = [passage for passage in passages("messages") if "%(" in passage]
    assert "Checkliste %(code)s" in found
    assert "Kapitel %(number)s" in found


def test_every_string_marked_in_a_layout_is_a_message() -> None:
    marked = [text for path in paths.LAYOUTS.rglob("*.html") for text in re.findall(r'\b_\("([^"]+)"\)', path.read_text("utf-8"))]
    assert len(marked) > 10
    assert set(marked) <= passages("messages").keys()


def test_translations_ask_for_the_german_itself() -> None:
    translations = Translations(Catalog("en", "messages", {"Inhalt": "Contents"}))
    assert translations.gettext("Inhalt") == "Contents"


def test_a_folder_that_cannot_be_written_is_a_problem_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "locales").write_text("", "utf-8")
    with pytest.raises(EnvironmentProblem, match=r"guide\.pot: can't be written: "):
        extract.save(tmp_path / "locales" / "guide.pot", b"")
