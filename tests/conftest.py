"""What all tests share: editions to damage, the command line to call, the house edition built once a worker."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

os.environ["HANDBOOK_LANG"] = "en"  # here and in every process that a test starts, whatever the machine speaks

Run = Callable[..., subprocess.CompletedProcess[str]]


def command(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python build_pdf.py …` as a user calls it; never raises."""
    return subprocess.run(
        [sys.executable, str(ROOT / "build_pdf.py"), *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


@pytest.fixture
def run() -> Run:
    """The command line."""
    return command


@pytest.fixture
def edition(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of an edition's folder that a test may damage; returns its edition.toml."""

    def copy(name: str = "house") -> Path:
        folder = tmp_path / "editions" / name
        shutil.copytree(ROOT / "editions" / name, folder)
        return folder / "edition.toml"

    return copy


@dataclass
class Said:
    """What a call of the command line printed, and its exit code."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """`build_pdf.py …` in this process, so that it sees the folders of the test."""

    from handbook import cli

    def called(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["build_pdf.py", *arguments])
        capsys.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as done:
            code = int(done.code or 0)
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return called


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all templates and catalogs that a test may damage; messages name it `locales/…`."""
    from handbook import paths

    folder = tmp_path / "locales"
    shutil.copytree(paths.LOCALES, folder)
    monkeypatch.setattr(paths, "LOCALES", folder)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture(scope="session")
def house_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house edition's handbook, built once."""
    folder = tmp_path_factory.mktemp("dist")
    done = command("build", "house", "--product", "handbook", "-o", folder)
    assert done.returncode == 0, done.stderr
    return folder / "house" / "house-handbook-de.pdf"


@pytest.fixture(scope="session")
def sheet_pdfs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The house edition's seven checklists, built once."""
    from handbook.products import CHECKLISTS

    folder = tmp_path_factory.mktemp("sheets")
    done = command("build", "house", "--product", ",".join(CHECKLISTS), "-o", folder)
    assert done.returncode == 0, done.stderr
    return [folder / "house" / f"house-{name}-de.pdf" for name in CHECKLISTS]
