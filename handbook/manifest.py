"""What was made from what: one JSON file in each edition's folder of `dist/`.

In: the results of a run. Out: `manifest.json`, written last, so that a folder with a manifest is whole. It holds no clock
and no path of this machine: the same inputs give the same manifest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any

from handbook.findings import Finding

SCHEMA_VERSION = 1
FILE_NAME = "manifest.json"
_PACKAGES = ("weasyprint", "pydyf", "jinja2", "babel", "markdown-it-py", "fonttools", "pikepdf", "pillow", "pyphen", "segno")
"""What decides about the bytes of a page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished file, or one that didn't come out."""

    file: str
    product: str
    locale: str
    channel: str
    pages: int
    data_digest: str
    size: int
    inputs: Mapping[str, str]
    """Name -> SHA-256 of everything that went in."""
    rejected: bool = False
    """Whether it has errors and must not be printed."""


def digest(data: bytes) -> str:
    """SHA-256 as hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def compose(edition: str, entries: Iterable[Entry], findings: Iterable[Finding], kept: Iterable[Mapping[str, Any]] = ()) -> str:
    """The manifest's text. `kept` are the lines of an earlier manifest for files that are still there as it says."""
    content: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "edition": edition,
        "program": version_of("career-handbook"),
        "versions": {name: version_of(name) for name in _PACKAGES},
        "files": [
            {
                "file": entry.file,
                "product": entry.product,
                "locale": entry.locale,
                "channel": entry.channel,
                "rejected": entry.rejected,
                "pages": entry.pages,
                "bytes": entry.size,
                "sha256": entry.data_digest,
                "inputs": dict(sorted(entry.inputs.items())),
            }
            for entry in entries
        ]
        + list(kept),
        "findings": [_lasting(finding) for finding in findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _lasting(finding: Finding) -> dict[str, object]:
    """A finding whose file is named the same from every folder: the edition's as among the inputs, others without this machine's folders."""
    path = PurePath(finding.place.file)
    return finding.as_dict() | ({"file": path.name} if path.is_absolute() or path.name == "edition.toml" else {})


def version_of(package: str) -> str:
    """The version of an installed package; 0 where the program runs without being installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "0"
