"""A slip names all that a ticket holds by digest, and is whole again with those bytes alone."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from handbook import paths, print_shops
from handbook.errors import EnvironmentProblem
from handbook.pipeline import compose, prepare, wanted_of
from handbook.runs.slip import Slip, part, whole
from handbook.runs.ticket import Ticket
from tests.runs.conftest import tickets

SHOP = print_shops.load("offset-coated", print_shops.FOLDER)


def pressed() -> Ticket:
    ticket = tickets()[0]
    return replace(ticket, wanted=replace(ticket.wanted, shop=SHOP))


def handbook() -> Ticket:
    """One with many sections, and fillers."""
    ready = prepare(paths.EDITIONS / "house" / "edition.toml", wanted=["handbook"])
    (galley, *_), _ = compose(ready)
    assert galley.fillers
    return Ticket("house", galley, wanted_of(ready, galley))


def travelled(slip: Slip) -> Slip:
    there: Slip = pickle.loads(pickle.dumps(slip))
    return there


@pytest.mark.parametrize("ticket", [tickets()[0], pressed(), handbook()], ids=["screen", "press", "handbook"])
def test_a_slip_and_its_contents_are_the_ticket_again(ticket: Ticket) -> None:
    slip, contents = part(ticket)
    assert whole(travelled(slip), reversed(contents.values())) == (ticket.galley, ticket.wanted)


def test_a_slip_holds_none_of_its_contents() -> None:
    ticket = pressed()
    slip, contents = part(ticket)
    html = [section.html.encode() for section in ticket.galley.sections]
    assert {*html, SHOP.profile.data, *(asset.data for asset in ticket.galley.assets.values())} == set(contents.values())
    assert [data for data in contents.values() if data in pickle.dumps(slip)] == []


def test_contents_are_named_by_the_digests_that_a_later_run_compares() -> None:
    ticket = handbook()
    assert part(ticket)[1].keys() <= set(ticket.inputs.values())


def test_what_several_names_mean_travels_once() -> None:
    ticket = tickets()[0]
    (first, *_) = ticket.galley.assets.values()
    twice = replace(ticket, galley=replace(ticket.galley, assets={**ticket.galley.assets, "again.css": replace(first, name="again.css")}))
    slip, contents = part(twice)
    assert contents == part(ticket)[1]
    assert whole(travelled(slip), contents.values()) == (twice.galley, twice.wanted)


def test_other_bytes_and_none_are_both_missing_ones() -> None:
    slip, contents = part(pressed())
    digest = SHOP.profile.digest
    for given in ({**contents, digest: contents[digest][:-1] + b"x"}, {key: data for key, data in contents.items() if key != digest}):
        with pytest.raises(EnvironmentProblem, match=f"came to a worker as other bytes, or not at all: {SHOP.profile.name}"):
            whole(slip, given.values())
