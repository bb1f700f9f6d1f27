"""Where things are, and how a message names them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from handbook import paths


def test_everything_is_where_it_is_said_to_be() -> None:
    assert (paths.CONTENT / "outline.toml").is_file()
    assert (paths.LAYOUTS / "base.html").is_file()
    assert (paths.EDITIONS / "house" / "edition.toml").is_file()
    assert paths.LOCALES.is_dir()
    assert paths.SCHEMA.is_file()


def test_in_a_wheel_the_shared_files_lie_in_the_package(tmp_path: Path) -> None:
    package = tmp_path / "handbook"
    (package / "share").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "paths.py").write_bytes(Path(paths.__file__).read_bytes())
    done = subprocess.run([sys.executable, "-c", "from handbook import paths; print(paths.LAYOUTS, paths.CONTENT)"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(package / "share" / "layouts"), str(package / "content")]


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("HERE/dist/a.pdf", "dist/a.pdf"),
        ("ROOT/layouts/base.html", "layouts/base.html"),
        ("dist/a.pdf", "dist/a.pdf"),
        ("/elsewhere/a.pdf", "/elsewhere/a.pdf"),
    ],
)
def test_a_message_names_files_from_the_current_folder_or_the_project(path: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.shown(Path(path.replace("HERE", str(Path.cwd())).replace("ROOT", str(paths.ROOT)))) == named


def test_what_stands_for_a_folder_elsewhere_is_told_by_its_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with paths.standing_for(tmp_path / "room", "s3://fair/dist"):
        assert paths.shown(tmp_path / "room" / "house" / "a.pdf") == paths.printed(tmp_path / "room" / "house" / "a.pdf") == "s3://fair/dist/house/a.pdf"
        assert paths.shown(tmp_path / "rooms" / "a.pdf") == "rooms/a.pdf"
    assert paths.shown(tmp_path / "room" / "a.pdf") == "room/a.pdf"
    assert paths.printed(Path("dist") / "a.pdf") == "dist/a.pdf"
