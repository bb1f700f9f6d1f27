"""Slip: a ticket as it travels to another machine, its files named by digest.

In: a ticket. Out: a slip, and the files it names, so that what many jobs share travels once. There: the galley again, and what is wanted of
it, of the slip and bytes from anywhere. Bytes are known by their digest alone, so a wrong file is a missing one and never another page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from handbook.assets import Asset
from handbook.errors import EnvironmentProblem
from handbook.findings import Finding, Place
from handbook.finishing import Wanted
from handbook.galley import Galley
from handbook.manifest import digest
from handbook.runs.ticket import Ticket, some
from handbook.wording import say


@dataclass(frozen=True)
class Slip:
    """A job whose files are elsewhere."""

    galley: Galley
    """Its assets are empty."""
    wanted: Wanted
    """The print shop's profile is empty."""
    digests: Mapping[str, str]
    """Name of an asset or profile -> SHA-256 of its bytes."""


def slip_of(ticket: Ticket) -> Slip:
    """The ticket without its files."""
    galley, wanted = _holding(ticket.galley, ticket.wanted, lambda asset: b"")
    return Slip(galley, wanted, {asset.name: ticket.inputs[asset.name] for asset in _assets(ticket)})


def files_of(ticket: Ticket) -> dict[str, bytes]:
    """SHA-256 -> bytes of everything that its slip names."""
    return {ticket.inputs[asset.name]: asset.data for asset in _assets(ticket)}


def whole(slip: Slip, files: Iterable[bytes]) -> tuple[Galley, Wanted]:
    """The galley and what is wanted of it, as the ticket had them. EnvironmentProblem if bytes of one of its digests aren't among the files."""
    known = {digest(data): data for data in files}
    lacking = sorted(name for name, each in slip.digests.items() if each not in known)
    if lacking:
        message = say("these files came to a worker as other bytes, or not at all: %(names)s.", names=some(lacking))
        hint = say("Start the scheduler and its workers anew; something else may keep files there under the same names.")
        raise EnvironmentProblem(Finding("W03", message, Place(part=slip.galley.title), hint))
    return _holding(slip.galley, slip.wanted, lambda asset: known[slip.digests[asset.name]])


def _holding(galley: Galley, wanted: Wanted, data: Callable[[Asset], bytes]) -> tuple[Galley, Wanted]:
    """Both with other bytes in their files."""
    if shop := wanted.shop:
        wanted = replace(wanted, shop=replace(shop, profile=replace(shop.profile, data=data(shop.profile))))
    return replace(galley, assets={name: replace(asset, data=data(asset)) for name, asset in galley.assets.items()}), wanted


def _assets(ticket: Ticket) -> Iterator[Asset]:
    yield from ticket.galley.assets.values()
    if ticket.wanted.shop:
        yield ticket.wanted.shop.profile
