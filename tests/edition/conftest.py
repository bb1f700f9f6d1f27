"""An edition file of a made-up company, to be written with mistakes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.edition.load import LoadedEdition, load

ACME = """\
name = "acme"
pages = 32

[brand]
name = "Acme"
logo = "logo.svg"
primary = "#17527A"
accent = "#E8743B"

[imprint]
publisher = "Acme GmbH"
address = "Musterweg 2, 12345 Musterstadt"
date = 2026-11-23
"""

Write = Callable[..., Path]
Read = Callable[..., LoadedEdition]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes editions/acme/edition.toml below the current folder: the file above, with pieces exchanged, or bytes of the test's own."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "editions" / "acme" / "edition.toml"
    path.parent.mkdir(parents=True)

    def put(*changes: tuple[str, str], data: bytes | None = None) -> Path:
        text = ACME
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_bytes(text.encode() if data is None else data)
        return path

    return put


@pytest.fixture
def read(write: Write) -> Read:
    """The same, loaded."""

    def loaded(*changes: tuple[str, str], data: bytes | None = None) -> LoadedEdition:
        return load(write(*changes, data=data))

    return loaded
