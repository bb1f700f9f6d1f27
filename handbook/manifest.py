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
_PACKAGES = (
    *("spanned-toml", "pydantic", "pydantic-core", "email-validator", "idna", "coloraide"),  # read an edition
    *("markdown-it-py", "mdurl", "mdit-py-plugins", "jinja2", "markupsafe", "babel", "segno"),  # compose its pages
    *("weasyprint", "tinyhtml5", "webencodings", "tinycss2", "cssselect2", "pyphen", "pillow"),  # lay them out
    *("pydyf", "fonttools", "pikepdf", "lxml"),  # write them
    *("pypdfium2", "zxing-cpp", "page-validation"),  # look at what was written
)
"""What decides about the bytes of a page, and about what is found in it; in the order of the road."""


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

    def line(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {
            "file": self.file,
            "product": self.product,
            "locale": self.locale,
            "channel": self.channel,
            "rejected": self.rejected,
            "pages": self.pages,
            "bytes": self.size,
            "sha256": self.data_digest,
            "inputs": dict(sorted(self.inputs.items())),
        }


def digest(data: bytes) -> str:
    """SHA-256 as hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def compose(edition: str, lines: Iterable[Mapping[str, Any]], findings: Iterable[Finding], jobs: Iterable[Mapping[str, Any]] = (), order: Mapping[str, Any] | None = None) -> str:
    """The manifest's text. `lines` are those of the files; `jobs` and `order` are what a later run needs to leave alone what hasn't changed."""
    content: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "edition": edition,
        "program": version_of("career-handbook"),
        "versions": versions(),
        "files": list(lines),
        "findings": [_lasting(finding) for finding in findings],
        "jobs": list(jobs),
        "order": order or {},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _lasting(finding: Finding) -> dict[str, object]:
    """A finding whose file is named the same from every folder: the edition's as among the inputs, others without this machine's folders."""
    path = PurePath(finding.place.file)
    return finding.as_dict() | ({"file": path.name} if path.is_absolute() or path.name == "edition.toml" else {})


def versions() -> dict[str, str]:
    """The packages that decide about the bytes of a page and its findings, those that are installed: an extra that comes later is a change."""
    return {name: known for name in _PACKAGES if (known := _version_of(name))}


def version_of(package: str) -> str:
    """The version of an installed package; 0 where the program runs without being installed."""
    return _version_of(package) or "0"


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
