"""An order that was made before: looked through, not made again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import manifest
from handbook.edition.load import load
from handbook.findings import Finding, Place, Severity
from handbook.finishing import Made, Wanted
from handbook.galley import Galley
from handbook.runs import order, past
from handbook.runs import run as runs
from handbook.runs.run import Choice, Result
from tests.runs.conftest import AtOnce, ready, written

NOTE = Finding("P03", "was set tighter.", Place(part="cover"), severity=Severity.NOTE)
FILE = "editions/house/edition.toml"


def noting(galley: Galley, wanted: Wanted) -> Made:
    return replace(written(galley, wanted), findings=(NOTE,))


def failing(galley: Galley, wanted: Wanted) -> Made:
    return replace(written(galley, wanted), findings=(replace(NOTE, severity=Severity.ERROR),))


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Result]:
    """A folder with what was ordered as "1"."""
    return tmp_path, runs.run(ready(), tmp_path, jobs=AtOnce(noting), choice=Choice(order="1"))


def test_the_same_order_stands_with_all_that_was_found(built: tuple[Path, Result]) -> None:
    folder, result = built
    assert order.again(folder, "1", FILE) == replace(result, done=0, unchanged=2)
    assert order.again(folder, "2", FILE) is None
    assert order.again(folder, "", FILE) is None


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"by hand")])
def test_an_order_with_a_file_that_is_not_as_it_was_is_made(built: tuple[Path, Result], damage: Callable[[Path], object]) -> None:
    folder, _ = built
    damage(folder / "house-skills-de.pdf")
    assert order.again(folder, "1", FILE) is None


def test_an_order_whose_run_was_cut_short_or_failed_is_made(built: tuple[Path, Result], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, _ = built
    past.note_job(folder, next(iter(past.read(folder).jobs.values())))
    assert order.again(folder, "1", FILE) is None
    elsewhere = tmp_path_factory.mktemp("dist")
    assert runs.run(ready(), elsewhere, jobs=AtOnce(failing), choice=Choice(order="1")).failed
    assert order.again(elsewhere, "1", FILE) is None


def test_an_order_that_names_no_files_or_rejected_ones_is_made(built: tuple[Path, Result]) -> None:
    folder, _ = built
    path = folder / manifest.FILE_NAME
    said = json.loads(path.read_bytes())
    for damaged in (said | {"order": said["order"] | {"files": []}}, said | {"files": [line | {"rejected": True} for line in said["files"]]}, said | {"order": 3}):
        path.write_text(json.dumps(damaged))
        assert order.again(folder, "1", FILE) is None


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("edition.toml", "pages = 32", "pages = 28"),
        ("logo.svg", "<svg", "<svg "),
        ("shop.toml", "least_dpi", "least_dpi "),
    ],
)
def test_a_changed_file_of_the_edition_is_another_order(edition: Callable[[str], Path], file: str, old: str, new: str) -> None:
    path = edition("house")
    shop = path.parent / "shop.toml"
    shop.write_text('least_dpi = 200\nprofile = "FOGRA39L_coated.icc"\n')
    path.write_text(path.read_text("utf-8").replace("pages = 32", 'pages = 32\nprint_shop = "shop.toml"'), "utf-8")
    before = order.digest(load(path), "texts")
    assert before == order.digest(load(path), "texts") != order.digest(load(path), "texts", "en")
    assert before != order.digest(load(path), "other texts")
    changed = path.parent / file
    changed.write_text(changed.read_text("utf-8").replace(old, new), "utf-8")
    assert order.digest(load(path), "texts") != before


def test_an_edition_whose_file_is_missing_is_no_order_that_was_made(edition: Callable[[str], Path]) -> None:
    path = edition("house")
    (path.parent / "logo.svg").unlink()
    assert order.digest(load(path), "texts") == ""
