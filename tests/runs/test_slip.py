"""A slip names files by digest, and is whole again with them alone."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from handbook import print_shops
from handbook.errors import EnvironmentProblem
from handbook.runs.slip import Slip, files_of, slip_of, whole
from handbook.runs.ticket import Ticket
from tests.runs.conftest import tickets

SHOP = print_shops.load("offset-coated", print_shops.FOLDER)


def pressed() -> Ticket:
    ticket = tickets()[0]
    return replace(ticket, wanted=replace(ticket.wanted, shop=SHOP))


def travelled(ticket: Ticket) -> Slip:
    slip: Slip = pickle.loads(pickle.dumps(slip_of(ticket)))
    return slip


@pytest.mark.parametrize("ticket", [tickets()[0], pressed()], ids=["screen", "press"])
def test_a_slip_and_its_files_are_the_ticket_again(ticket: Ticket) -> None:
    assert whole(travelled(ticket), reversed(files_of(ticket).values())) == (ticket.galley, ticket.wanted)


def test_a_slip_holds_no_file() -> None:
    written = pickle.dumps(slip_of(pressed()))
    assert SHOP.profile.data in files_of(pressed()).values()
    assert [name for name, asset in pressed().galley.assets.items() if asset.data and asset.data in written] == []
    assert SHOP.profile.data not in written


def test_a_file_that_several_names_mean_travels_once() -> None:
    ticket = tickets()[0]
    (first, *_) = ticket.galley.assets.values()
    twice = replace(ticket, galley=replace(ticket.galley, assets={**ticket.galley.assets, "again.css": replace(first, name="again.css")}))
    assert files_of(twice) == files_of(ticket)
    assert whole(travelled(twice), files_of(twice).values()) == (twice.galley, twice.wanted)


def test_other_bytes_and_none_are_both_a_missing_file() -> None:
    files = files_of(pressed())
    digest = SHOP.profile.digest
    for given in ({**files, digest: files[digest][:-1] + b"x"}, {key: data for key, data in files.items() if key != digest}):
        with pytest.raises(EnvironmentProblem, match=f"came to a worker as other bytes, or not at all: {SHOP.profile.name}"):
            whole(travelled(pressed()), given.values())
