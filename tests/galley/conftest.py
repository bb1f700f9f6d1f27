"""What the tests of galleys share: the house edition with a changed file, everything the project prints, and a copy of the layouts to damage."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import paths, products, templates
from handbook.galley import Galley, files
from handbook.pipeline import compose as compose_all
from handbook.pipeline import prepare

Compose = Callable[..., Galley]

EDITIONS = ("house", "sonnengelb-strom", "fernweh-reisen")
CONTACT = '[contact]\nname = "Robin <Muster>"\nemail = "jobs@example.com"\nweb = "example.com/jobs"\n'


@pytest.fixture
def composed(edition: Callable[[str], Path]) -> Compose:
    """One product of the house edition, its file changed by replacements and an addition."""
    path = edition("house")

    def made(product: str = products.HANDBOOK, added: str = "", **replaced: str) -> Galley:
        text = path.read_text("utf-8")
        for old, new in replaced.items():
            found = re.search(rf"^{old} = .*$", text, re.MULTILINE)
            assert found, old
            text = text.replace(found[0], new)
        path.write_text(text + added, "utf-8")
        return compose_all(prepare(path, wanted=[product]))[0][0]

    return made


@pytest.fixture(scope="session")
def books() -> dict[str, list[Galley]]:
    """Everything that the three editions of the project print."""
    return {name: compose_all(prepare(paths.EDITIONS / name / "edition.toml"))[0] for name in EDITIONS}


@pytest.fixture
def layouts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the layouts that a test may damage."""
    folder = tmp_path / "layouts"
    shutil.copytree(paths.LAYOUTS, folder)
    monkeypatch.setattr(paths, "LAYOUTS", folder)
    monkeypatch.setattr(files, "_icon_uses", files._icon_uses.__wrapped__)
    monkeypatch.setattr(templates, "_environment", templates._environment.__wrapped__)
    return folder
