"""What the doctor finds on a machine that lacks something."""

from __future__ import annotations

import shutil
import tempfile
from collections import namedtuple
from pathlib import Path

import pytest

from handbook import assets, doctor, paths


@pytest.fixture
def layouts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the layouts that a test may damage."""
    folder = tmp_path / "layouts"
    shutil.copytree(paths.LAYOUTS, folder)
    monkeypatch.setattr(paths, "LAYOUTS", folder)
    monkeypatch.setattr(assets, "_digests", assets._digests.__wrapped__)
    return folder


@pytest.fixture
def engine_dies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine can't be loaded here."""
    monkeypatch.setattr(doctor, "_TRY", "raise OSError('cannot load library libpango-1.0-0')")


def test_a_machine_that_can_run_the_tests_lacks_nothing() -> None:
    assert list(doctor.examine()) == []


@pytest.mark.usefixtures("engine_dies")
def test_an_engine_that_does_not_run_is_named_with_the_line_that_mends_it(layouts: Path) -> None:
    (layouts / "fonts" / "IBMPlexSans-Bold.ttf").unlink()
    found = list(doctor.examine())
    assert [finding.code for finding in found] == ["A06", "L06"]
    assert "cannot load library libpango-1.0-0" in found[1].message
    assert "apt-get install" in found[1].hint


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "gone"))
    (found,) = doctor.examine()
    assert found.code == "W01"
    assert "gone: files can't be written here: No such file or directory." in found.message


def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(1, 1, doctor.NEEDED_ROOM - 1))
    found = list(doctor.examine())
    assert {finding.code for finding in found} == {"W01"}
    assert all("less than 200 MB are free" in finding.message for finding in found)
