"""An order that was made before is not made again: its files stand, and what was found is told again.

In: an edition as it is read, and what the command line wants of it. Out: the digest of everything that its files can depend on, and the
`Result` of the run that made them, if nothing of it changed since. This asks for no composed page, so that a hundred editions of which
nothing changed are looked through in a second. Only a run without errors is taken as it was.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

from handbook import manifest
from handbook.edition.load import LoadedEdition
from handbook.finishing import PROOF
from handbook.print_shops import PROFILES
from handbook.runs import past, program
from handbook.runs.kept import tell_again
from handbook.runs.run import Result


def digest(loaded: LoadedEdition, texts: str, *wanted: object) -> str:
    """Of the edition with its own files, the texts and looks (`program.texts`), the program, and what else is wanted. Empty where a file can't be read."""
    try:
        files = {name: manifest.digest((loaded.folder / name).read_bytes()) for name in own_files(loaded)}
    except (OSError, ValueError):
        return ""
    everything = [loaded.source.text, files, texts, program.machinery(), os.environ.get("SOURCE_DATE_EPOCH", ""), repr(wanted)]
    return manifest.digest(json.dumps(everything, sort_keys=True).encode())


def own_files(loaded: LoadedEdition) -> Iterator[str]:
    """The files that an edition names, and those that a print shop of its own names."""
    edition = loaded.edition
    typeface = edition.brand.typeface
    yield from filter(None, (edition.brand.logo, typeface and typeface.regular, typeface and typeface.bold))
    if edition.print_shop.endswith(".toml"):
        yield edition.print_shop
        named = tomllib.loads((loaded.folder / edition.print_shop).read_text("utf-8-sig")).get("profile", "")
        if (loaded.folder / str(named)).is_file() or not (PROFILES / str(named)).is_file():
            yield str(named)


def again(folder: Path, wanted: str, edition_file: str) -> Result | None:
    """What came of the same order, if it was good and all its files are as they were written."""
    before = past.read(folder)
    if not wanted or before.order.get("digest") != wanted:
        return None
    try:
        files = [before.files[name] for name in before.order["files"]]
        findings = tell_again(before.order["findings"], edition_file)
    except (KeyError, TypeError, AttributeError, ValueError, AssertionError):  # written by hand
        return None
    if not files or any(line["rejected"] or not past.intact(folder, line) for line in files):
        return None
    jobs = {(line["product"], line["locale"]) for line in files}
    proofs = tuple(folder / line["file"] for line in files if line["channel"] == PROOF)
    written = [folder / line["file"] for line in files if line["channel"] != PROOF]
    return Result((*written, folder / manifest.FILE_NAME), tuple(findings), proofs=proofs, unchanged=len(jobs))
