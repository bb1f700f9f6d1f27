"""What the program itself brings to every PDF: its code, its fonts, its words and looks, and the libraries below it.

In: the files of the program. Out: digests. `machinery` is what works on a galley, so that two galleys that are equal come out equal;
`texts` is what galleys are made of; `of_the_proof` is what only a proof is made of. The machinery is that of this process: what is
changed on the disk while it runs isn't in it.
"""

from __future__ import annotations

import ctypes
import hashlib
import platform
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from handbook import catalogs, manifest, paths
from handbook.wording import languages

_LIBRARIES = {
    "pango": (("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"), "pango_version_string"),
    "harfbuzz": (("libharfbuzz.so.0", "libharfbuzz.dylib", "libharfbuzz-0.dll"), "hb_version_string"),
}
"""What breaks lines and shapes letters, and belongs to the machine; by the names that the engine loads it under."""
_USED_BY_THE_ENGINE = ("fonts", "fields")
"""Folders of `layouts/` that no galley holds."""


@cache
def machinery() -> str:
    """The digest of all code, the fonts it sets, and the versions of all libraries. Asked in milliseconds: none of them is imported."""
    files = [*paths.PACKAGE.rglob("*.py"), *paths.PACKAGE.glob("channels/*.icc")]
    for name in _USED_BY_THE_ENGINE:
        files += (paths.LAYOUTS / name).rglob("*")
    versions = {**manifest.versions(), "python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    versions |= {name: _version(*known) for name, known in _LIBRARIES.items()}
    return _digest(files, repr(sorted(versions.items())))


def texts() -> str:
    """The digest of the guide, the layouts and the translations, read anew at each call."""
    roots = (paths.CONTENT, paths.LAYOUTS, paths.LOCALES)
    return _digest(path for root in roots for path in root.rglob("*"))


def of_the_proof(locale: str) -> dict[str, str]:
    """Name -> SHA-256 of each file that a proof in this language is made of beside its pages, read anew at each call: its layouts, and what the program says."""
    files = [*paths.LAYOUTS.glob("proof.*"), *(catalogs.path(code, catalogs.PROGRAM) for code in languages({"LANG": locale}))]
    return {path.relative_to(paths.ROOT).as_posix(): manifest.digest(path.read_bytes()) for path in sorted(files) if path.is_file()}


def _digest(files: Iterable[Path], more: str = "") -> str:
    whole = hashlib.sha256(more.encode())
    for path in sorted(files):
        if path.is_file() and not path.name.startswith(".") and path.suffix != ".pyc":
            data = path.read_bytes()
            whole.update(f"\n{path.relative_to(paths.ROOT if path.is_relative_to(paths.ROOT) else paths.PACKAGE).as_posix()} {len(data)}\n".encode())
            whole.update(data)
    return whole.hexdigest()


def _version(names: Iterable[str], function: str) -> str:
    """What a library of the machine calls its version; empty where it has another name."""
    for name in names:
        try:
            tell = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        tell.restype = ctypes.c_char_p
        return (tell() or b"").decode()
    return ""
