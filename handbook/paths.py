"""Where things are: the only module that knows. In a checkout they lie beside the package, in the wheel inside it."""

from __future__ import annotations

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


def shown(path: Path) -> str:
    """A path as a message shows it: relative to the current folder or the project where possible, with `/`."""
    for base in (Path.cwd(), ROOT):
        if path.is_absolute() and path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.as_posix()
