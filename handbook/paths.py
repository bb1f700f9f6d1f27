"""Where things are: the only module that knows. In a checkout they lie beside the package, in the wheel inside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_SHARE = PACKAGE / "share"
"""What the wheel carries of `layouts/`, `locales/` and `editions/`."""

ROOT = _SHARE if _SHARE.is_dir() else PACKAGE.parent
CONTENT = PACKAGE / "content"
LAYOUTS = ROOT / "layouts"
LOCALES = ROOT / "locales"
EDITIONS = ROOT / "editions"
SCHEMA = EDITIONS / "edition.schema.json"


_STAND_INS: dict[Path, str] = {}
"""Folders for temporary files that stand for a folder elsewhere, with its URL."""


@contextmanager
def standing_for(folder: Path, url: str) -> Iterator[None]:
    """A block in which whatever lies in a folder is told as it is called elsewhere."""
    _STAND_INS[folder] = url
    try:
        yield
    finally:
        del _STAND_INS[folder]


def printed(path: Path) -> str:
    """A path as it was given, with `/`; a URL where it lies elsewhere."""
    for folder, url in _STAND_INS.items():
        if path.is_relative_to(folder):
            return "/".join([url, *path.relative_to(folder).parts])
    return path.as_posix()


def shown(path: Path) -> str:
    """A path as a message shows it: relative to the current folder or the project where possible, with `/`; a URL where it lies elsewhere."""
    for base in (Path.cwd(), ROOT):
        if path.is_absolute() and path.is_relative_to(base) and not any(path.is_relative_to(folder) for folder in _STAND_INS):
            return path.relative_to(base).as_posix()
    return printed(path)
