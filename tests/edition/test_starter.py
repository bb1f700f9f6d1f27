from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from handbook import paths
from handbook.edition.load import load
from handbook.edition.model import Edition
from handbook.edition.starter import start
from handbook.errors import EnvironmentProblem, UsageError

TODAY = dt.date(2026, 11, 23)


def test_a_started_edition_loads_and_keeps_the_defaults(tmp_path: Path) -> None:
    made = load(start("acme", tmp_path, TODAY)).edition
    assert made == Edition.model_validate({"name": "acme", "brand": made.brand, "imprint": made.imprint})
    assert (made.brand.primary, made.brand.accent, made.imprint.date) == ("#1F4E79", "#E2725B", TODAY)


def test_every_field_that_is_switched_off_is_right_once_it_is_switched_on(tmp_path: Path) -> None:
    path = start("acme", tmp_path, TODAY)
    path.write_text(re.sub(r"^# (?=\[|[a-z_]+ = )", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    made = load(path).edition
    assert made.fair is not None
    assert made.fair.starts == dt.date(2027, 3, 12)
    assert made.model_fields_set == set(Edition.model_fields) - {"unreviewed", "standard", "waivers"}


def test_the_schema_is_laid_beside_the_editions_where_the_first_line_looks_for_it(tmp_path: Path) -> None:
    path = start("acme", tmp_path, TODAY)
    named = path.read_text("utf-8").splitlines()[0].removeprefix("#:schema ")
    assert (path.parent / named).read_bytes() == paths.SCHEMA.read_bytes()


def test_a_schema_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / paths.SCHEMA.name).write_text("{}", "utf-8")
    start("acme", tmp_path, TODAY)
    assert (tmp_path / paths.SCHEMA.name).read_text("utf-8") == "{}"


def test_an_edition_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = start("acme", tmp_path, TODAY)
    path.write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="is there already; nothing was changed"):
        start("acme", tmp_path, TODAY)
    assert path.read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["", "Acme", "../acme", "a/b", "a\n", "2027", "a" * 41, "ä", "-h"])
def test_a_name_that_makes_no_good_folder_is_refused_and_makes_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="can't be the name of an edition"):
        start(name, tmp_path / "editions", TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_problem_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "editions").write_text("", "utf-8")
    with pytest.raises(EnvironmentProblem, match="can't be written: Not a directory"):
        start("acme", tmp_path / "editions", TODAY)
