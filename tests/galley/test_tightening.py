"""The typesetter's means, in their order: leading, size, optional text; on a sheet the lines to write on first."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from handbook import products
from handbook.formats import FORMATS, SHEET
from handbook.galley.tightening import SMALLEST, Step, steps

ALL = pytest.mark.parametrize("product", products.PRODUCTS)


def token(step: Step, name: str) -> float:
    """What a step's style sets a token of the layout to; 1 where it says nothing."""
    found = re.search(rf"--{name}:([\d.]+)", step.style)
    return float(found[1]) if found else 1.0


def hidden(step: Step) -> int:
    """How many lines to write on a step takes away."""
    found = re.search(r"nth-last-child\(-n\+(\d+)\)", step.style)
    return 99 if ".writing{display:none}" in step.style else int(found[1]) if found else 0


@ALL
def test_the_first_step_changes_nothing_and_each_next_one_sets_tighter(product: str) -> None:
    first, *others = steps(product)
    assert (first.style, first.means, first.share) == ("", "", 1.0)
    for looser, tighter in pairwise([first, *others]):
        before, after = ([-token(step, "type"), -token(step, "leading"), hidden(step), "optional" in step.style] for step in (looser, tighter))
        assert all(old <= new for old, new in zip(before, after, strict=True))
        assert before != after


@ALL
def test_the_type_never_becomes_smaller_than_its_least_share_and_what_is_told_is_true(product: str) -> None:
    for step in steps(product):
        assert SMALLEST <= token(step, "type") == step.share
        assert step.style.count("{") == step.style.count("}")
        assert (step.means == "leading") == (step.share == 1 and token(step, "leading") < 1)
        assert (step.means in ("type", "optional")) == (step.share < 1)


def test_the_least_size_can_still_be_read_at_arms_length() -> None:
    assert FORMATS["A5"].body_pt * SMALLEST >= 8.5
    assert min(FORMATS["A4"].body_pt, SHEET.body_pt) * SMALLEST >= 9.7
    assert min(token(step, "leading") / token(step, "type") for product in products.PRODUCTS for step in steps(product)) >= 0.92


def test_optional_passages_go_last_of_all() -> None:
    *others, last = steps(products.HANDBOOK)
    assert last.means == "optional"
    assert ".optional{display:none}" in last.style
    assert {step.means for step in others} == {"", "leading", "type"}


@pytest.mark.parametrize("product", products.CHECKLISTS)
def test_a_sheet_loses_lines_to_write_on_before_its_text_gives_way(product: str) -> None:
    means = [step.means for step in steps(product)]
    assert means == sorted(means, key=["", "lines", "leading", "type"].index)
    assert means.count("lines") >= 2
    assert hidden(steps(product)[-1]) == 99
