"""What the tests of the manuscript share: the house edition with a changed file, and a copy of the content to damage."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import paths
from handbook.edition.load import LoadedEdition, load


@pytest.fixture
def loaded(edition: Callable[[str], Path]) -> Callable[..., LoadedEdition]:
    """The house edition with lines added to its file, and another outline."""
    path = edition("house")
    original = path.read_text("utf-8")

    def changed(added: str = "", pages: int = 32) -> LoadedEdition:
        path.write_text(original.replace("pages = 32", f"pages = {pages}") + added, "utf-8")
        return load(path)

    return changed


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all content that a test may damage; messages name it `content/…`."""
    folder = tmp_path / "content"
    shutil.copytree(paths.CONTENT, folder)
    monkeypatch.setattr(paths, "CONTENT", folder)
    monkeypatch.chdir(tmp_path)
    return folder
