"""What the tests of the translation share: content to damage, entries to change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from handbook import catalogs, paths
from handbook.translation import extract


@pytest.fixture
def content(locales: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the guide beside the copy of the catalogs."""
    folder = locales.with_name("content")
    shutil.copytree(paths.CONTENT, folder)
    monkeypatch.setattr(paths, "CONTENT", folder)
    return folder


def entry(passage: str, domain: str = "guide", code: str = "en") -> Message:
    """What the catalog has for a passage."""
    found = catalogs.read(code, domain).get(passage)
    assert found is not None, passage
    return found


def put(passage: str, translation: str, domain: str = "guide", *, fuzzy: bool = False) -> None:
    """Write another translation into the English catalog; `locales` must be a copy."""
    catalog = catalogs.read("en", domain)
    message = catalog.get(passage)
    assert message is not None, passage
    message.string = translation
    message.flags |= {"fuzzy"} if fuzzy else set()
    path = catalogs.path("en", domain)
    assert not path.is_relative_to(paths.ROOT)
    path.write_bytes(extract.as_text(catalog))
