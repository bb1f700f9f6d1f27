"""Ticket: a job written down completely. A worker gets nothing else, and a later run sees by its inputs whether they changed.

In: a galley and what is to become of it. Out: its name, and the digest of each thing that goes in. Not the edition's file itself: what
it says is in the galley, and a comment in it changes no page.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from handbook.finishing import PdfFile, Wanted
from handbook.galley import Galley
from handbook.manifest import digest
from handbook.runs import program
from handbook.wording import Said, say

Job = tuple[str, str]
"""Product and locale: what tells the jobs of one edition apart."""
EDITION, PROGRAM, ORDER, PLAN, SHOP, CLAIMS, SECTION, SHEETS = "edition.toml", "program", "order", "plan", "print-shop", "claims", "section/", "proof/"
"""Names of inputs that are no files of the galley."""


@dataclass(frozen=True)
class Ticket:
    """One galley, and what is to become of it."""

    edition: str
    galley: Galley
    wanted: Wanted

    @property
    def job(self) -> Job:
        """Its product and locale."""
        return self.galley.product, self.galley.locale

    @property
    def name(self) -> str:
        """`house-handbook-de`: how the names of its files begin."""
        return "-".join((self.edition, *self.job))

    def file_name(self, file: PdfFile) -> str:
        """`house-handbook-de.pdf`, `house-handbook-de-office.pdf`, `house-handbook-de-press-cover.pdf`, `house-handbook-de-proof.pdf`."""
        channel = () if file.channel == "screen" else (file.channel,)
        return "-".join([self.name, *channel, *filter(None, [file.part])]) + ".pdf"

    @cached_property
    def inputs(self) -> dict[str, str]:
        """Name -> SHA-256 of everything that goes in but the program."""
        galley, wanted = self.galley, self.wanted
        sections = (*galley.sections, *galley.fillers)
        made = {asset.name: asset.digest for asset in galley.assets.values()}
        made |= {f"{SECTION}{section.id}": digest(section.html.encode()) for section in sections}
        plan = [galley.title, galley.format, galley.direction, *(replace(section, html="") for section in sections)]
        made[PLAN] = digest(repr(plan).encode())
        made[ORDER] = digest(repr((replace(wanted, shop=None, claims=True), os.environ.get("SOURCE_DATE_EPOCH", ""))).encode())
        if not wanted.claims:
            made[CLAIMS] = digest(b"unchecked")
        if wanted.shop:
            made |= {SHOP: digest(wanted.shop.terms.model_dump_json().encode()), wanted.shop.profile.name: wanted.shop.profile.digest}
        if wanted.proof:
            made |= {f"{SHEETS}{name}": value for name, value in program.of_the_proof(galley.locale).items()}
        return made

    def digest(self, machinery: str) -> str:
        """One digest of everything that goes in, the program included."""
        return digest(json.dumps({**self.inputs, PROGRAM: machinery}, sort_keys=True).encode())


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Said]:
    """What changed between the inputs of an earlier job and of this one, in a person's words."""
    changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    sheets_of_both = all(any(name.startswith(SHEETS) for name in inputs) for inputs in (before, now))  # else the proof itself is new, which `ORDER` tells
    of_the_proof = sorted(name for name in changed if name.startswith(SHEETS))
    changed.difference_update(of_the_proof)
    if sections := sorted(name.removeprefix(SECTION) for name in changed if name.startswith(SECTION)):
        yield say("text changed: %(names)s", names=some(sections))
    if sheets := sorted(name for name in changed if name.endswith(".css")):
        yield say("style changed: %(names)s", names=some(sheets))
    if files := sorted(name for name in changed if "/" in name and not name.startswith(SECTION) and not name.endswith(".css")):
        yield say("picture or font changed: %(names)s", names=some(files))
    if of_the_proof and sheets_of_both:
        yield say("look or words of the proof changed: %(names)s", names=some([name.removeprefix(SHEETS) for name in of_the_proof]))
    if SHOP in changed:
        yield say("print shop changed")
    if not changed.isdisjoint({ORDER, PLAN}):
        yield say("order changed")
    if CLAIMS in changed:
        yield say("claimed standards not checked yet")
    if PROGRAM in changed:
        yield say("program newer")


_MOST_NAMES = 4
"""As many as fit into a line."""


def some(names: list[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) <= _MOST_NAMES:
        return ", ".join(names)
    return say("%(names)s and %(count)s more", names=", ".join(names[:_MOST_NAMES]), count=len(names) - _MOST_NAMES)
