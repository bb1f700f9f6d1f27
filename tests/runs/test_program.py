"""The program's own part of every PDF: whatever of it changes, the digest does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

from handbook import manifest, paths, templates
from handbook.proof import proof
from handbook.runs import program
from tests.proof.test_sheets import small


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The program's files, to be changed by a test."""
    for name in ("handbook", "layouts", "locales"):
        shutil.copytree(paths.ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "handbook")
    monkeypatch.setattr(paths, "CONTENT", tmp_path / "handbook" / "content")
    monkeypatch.setattr(paths, "LAYOUTS", tmp_path / "layouts")
    monkeypatch.setattr(paths, "LOCALES", tmp_path / "locales")
    program.machinery.cache_clear()
    yield tmp_path
    program.machinery.cache_clear()


@pytest.mark.parametrize("name", ["handbook/pages.py", "handbook/channels/srgb.icc", "layouts/fonts/fonts.conf", "layouts/fonts/IBMPlexSans-Bold.ttf", "layouts/fields/latin.ttf"])
def test_a_changed_part_of_the_machinery_changes_its_digest(copied: Path, name: str) -> None:
    before = program.machinery()
    (copied / name).write_bytes((copied / name).read_bytes() + b"\n")
    program.machinery.cache_clear()
    assert program.machinery() != before


@pytest.mark.parametrize(
    "name", ["handbook/content/chapters/pay.md", "layouts/base.html", "layouts/css/parts/cover.css", "locales/en/LC_MESSAGES/messages.po", "layouts/icons.toml"]
)
def test_a_changed_text_or_look_changes_theirs_and_not_the_machinery(copied: Path, name: str) -> None:
    before = program.texts(), program.machinery()
    (copied / name).write_bytes((copied / name).read_bytes() + b"\n")
    program.machinery.cache_clear()
    assert program.texts() != before[0]
    assert program.machinery() == before[1]


def test_the_digests_are_the_same_wherever_the_program_lies(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = program.texts(), program.machinery()
    monkeypatch.undo()
    program.machinery.cache_clear()
    assert (program.texts(), program.machinery()) == there


def test_another_version_of_a_library_changes_the_machinery(monkeypatch: pytest.MonkeyPatch) -> None:
    before = program.machinery()
    program.machinery.cache_clear()
    monkeypatch.setattr(manifest, "versions", lambda: {"weasyprint": "71.0"})
    assert program.machinery() != before
    program.machinery.cache_clear()


@pytest.mark.parametrize("name", ["tinycss2", "webencodings", "zxing-cpp", "page-validation", "coloraide"])
def test_every_library_counts_and_one_that_comes_later_is_a_change(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def lacking(package: str) -> str:
        if package == name:
            raise PackageNotFoundError
        return version(package)

    before = program.machinery()
    program.machinery.cache_clear()
    monkeypatch.setattr(manifest, "version", lacking)
    assert name not in manifest.versions()
    assert program.machinery() != before
    program.machinery.cache_clear()


def test_what_compresses_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = program.machinery()
    program.machinery.cache_clear()
    monkeypatch.setattr(program.zlib, "ZLIB_RUNTIME_VERSION", "0")
    assert program.machinery() != before
    program.machinery.cache_clear()


def test_the_program_is_known_without_importing_what_it_uses() -> None:
    code = "import sys; from handbook.runs import program; program.machinery(); print(*({'pikepdf', 'weasyprint', 'zxingcpp', 'pypdfium2', 'PIL'} & sys.modules.keys()))"
    alone = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=paths.ROOT)
    assert alone.stdout.split() == []


class Read:
    """Names of files as they are read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: set[str] = set()
        for each in ("read_bytes", "read_text", "open"):
            monkeypatch.setattr(Path, each, self._spied(getattr(Path, each)))
        monkeypatch.setattr("builtins.open", self._spied(open))

    def _spied(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def spied(path: Any, *given: Any, **more: Any) -> Any:
            self.names.add(str(path))
            return real(path, *given, **more)

        return spied


@pytest.mark.parametrize("locale", ["de", "ar"])
def test_a_proof_reads_no_text_or_look_but_those_it_names(monkeypatch: pytest.MonkeyPatch, locale: str) -> None:
    templates._environment.cache_clear()
    read = Read(monkeypatch)
    document, order = small(locale)
    before = set(read.names)
    proof(document, order, [])
    templates._environment.cache_clear()
    inside = {Path(name) for name in read.names - before if Path(name).is_absolute() and Path(name).is_relative_to(paths.ROOT)}
    named = {path.relative_to(paths.ROOT).as_posix() for path in inside if any(path.is_relative_to(root) for root in (paths.LAYOUTS, paths.LOCALES, paths.CONTENT))}
    fonts = {name for name in named if name.startswith(tuple(f"layouts/{folder}/" for folder in program._USED_BY_THE_ENGINE))}
    assert named - fonts == program.of_the_proof(locale).keys()


def test_the_libraries_of_the_machine_tell_their_versions() -> None:
    assert all(program._version(*known)[0].isdigit() for known in program._LIBRARIES.values())
    assert program._version(("nowhere.so",), "pango_version_string") == ""
