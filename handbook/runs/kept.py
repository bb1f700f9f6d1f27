"""Findings kept for a later run, which tells them again without doing the work again.

In: findings. Out: plain values for the manifest, and from those the same findings, which can still be said in any language. The
edition's file is kept under its bare name, for it may lie elsewhere when the finding is told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import PurePath
from typing import Any

from handbook.findings import Finding, Place, Severity
from handbook.wording import Said


def keep(found: Iterable[Finding], edition_file: str) -> list[dict[str, Any]]:
    """The findings as plain values; what says nothing is left out. `edition_file` is the edition's file as messages name it."""
    return [_written(finding, edition_file) for finding in found]


def tell_again(kept: Iterable[Mapping[str, Any]], edition_file: str) -> list[Finding]:
    """The findings that were kept. KeyError, TypeError, AttributeError, ValueError or AssertionError if these are none."""
    return [_read(each, edition_file) for each in kept]


def _written(finding: Finding, edition_file: str) -> dict[str, Any]:
    place = {each.name: _plain(getattr(finding.place, each.name)) for each in fields(Place) if getattr(finding.place, each.name) != each.default}
    if finding.place.file == edition_file or PurePath(finding.place.file).is_absolute():  # no folder of this machine goes into a manifest
        place["file"] = PurePath(finding.place.file).name
    said = {"message": finding.message, "hint": finding.hint, "excerpt": finding.excerpt, "waived": finding.waived}
    return {"code": finding.code, "severity": str(finding.severity), "place": place, **{name: _plain(text) for name, text in said.items() if text}}


def _read(kept: Mapping[str, Any], edition_file: str) -> Finding:
    place = {name: _of_kind(_said(value), _OF_A_PLACE[name]) for name, value in kept["place"].items() if name in _OF_A_PLACE}
    if place.get("file") == PurePath(edition_file).name:
        place["file"] = edition_file
    said = {name: _of_kind(_said(kept.get(name, "")), str) for name in ("message", "hint", "excerpt", "waived")}
    return Finding(kept["code"], said["message"], Place(**place), said["hint"], Severity(kept["severity"]), said["excerpt"], said["waived"])


_OF_A_PLACE = {each.name: {"str": str, "int": int}.get(str(each.type), float) for each in fields(Place)}
_DEEPEST = 10
"""Sentences within sentences; the program's own go three deep."""


def _of_kind(value: Any, kind: type) -> Any:
    """The value, if it is of its kind; TypeError otherwise."""
    if isinstance(value, bool) or not isinstance(value, (int, float) if kind is float else kind):
        raise TypeError(value)
    return value


def _plain(value: Any) -> Any:
    """A sentence with all that it is made of; anything else as it is."""
    if not isinstance(value, Said):
        return value
    written: dict[str, Any] = {"say": value.template, "values": {name: _plain(each) for name, each in value.values.items()}}
    return written | ({"plural": value.plural, "number": value.number} if value.plural else {})


def _said(written: Any, depth: int = 0) -> Any:
    if not isinstance(written, Mapping):
        return written
    if depth == _DEEPEST:
        raise ValueError(written)
    values = {name: _of_kind(_said(each, depth + 1), str) for name, each in written["values"].items()}
    return Said(_of_kind(written["say"], str), values, _of_kind(written.get("plural", ""), str), _of_kind(written.get("number", 1), int))
