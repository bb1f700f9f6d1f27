"""Slip: a ticket as it travels to another machine, with digests where its contents were.

In: a ticket. Out: a slip, and the contents that it names (the HTML of sections, style sheets, pictures, fonts, a print shop's profile), so
that what many jobs share travels once. There: the galley again, and what is wanted of it, of the slip and bytes from anywhere. Bytes are
known by their digest alone, so wrong ones are missing ones and never another page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from handbook.errors import EnvironmentProblem
from handbook.findings import Finding, Place
from handbook.finishing import Wanted
from handbook.galley import Galley, Section
from handbook.manifest import digest
from handbook.runs.ticket import SECTION, Ticket, some
from handbook.wording import say


@dataclass(frozen=True)
class Slip:
    """A job whose contents are elsewhere."""

    galley: Galley
    """Its assets and sections hold the SHA-256 of what they held."""
    wanted: Wanted
    """So does the print shop's profile."""


def part(ticket: Ticket) -> tuple[Slip, dict[str, bytes]]:
    """The ticket's slip, and SHA-256 -> bytes of all that it names."""
    contents: dict[str, bytes] = {}

    def away(_: str, data: bytes) -> bytes:
        contents[named := digest(data)] = data
        return named.encode()

    return Slip(*_holding(ticket.galley, ticket.wanted, away)), contents


def whole(slip: Slip, contents: Iterable[bytes]) -> tuple[Galley, Wanted]:
    """The galley and what is wanted of it, as the ticket had them. EnvironmentProblem if bytes of one of its digests aren't among the contents."""
    known = {digest(data): data for data in contents}
    lacking: list[str] = []

    def back(name: str, named: bytes) -> bytes:
        if named.decode() not in known:
            lacking.append(name)
        return known.get(named.decode(), b"")

    made = _holding(slip.galley, slip.wanted, back)
    if lacking:
        raise other_bytes(lacking, slip.galley.title)
    return made


def other_bytes(names: list[str], part: str) -> EnvironmentProblem:
    """What is said of contents that aren't what their digests say."""
    message = say("these came to a worker as other bytes, or not at all: %(names)s.", names=some(names))
    hint = say("Start the scheduler and its workers anew; something else may keep files there under the same names.")
    return EnvironmentProblem(Finding("W03", message, Place(part=part), hint))


def _holding(galley: Galley, wanted: Wanted, content: Callable[[str, bytes], bytes]) -> tuple[Galley, Wanted]:
    """Both with other contents, made of the name and what was there."""

    def section(each: Section) -> Section:
        return replace(each, html=content(f"{SECTION}{each.id}", each.html.encode()).decode())

    if shop := wanted.shop:
        wanted = replace(wanted, shop=replace(shop, profile=replace(shop.profile, data=content(shop.profile.name, shop.profile.data))))
    assets = {name: replace(asset, data=content(asset.name, asset.data)) for name, asset in galley.assets.items()}
    return replace(galley, assets=assets, sections=tuple(map(section, galley.sections)), fillers=tuple(map(section, galley.fillers))), wanted
