from __future__ import annotations

import pickle

import pytest

from handbook import errors
from handbook.errors import ContentError, EnvironmentProblem, HandbookError, Interrupted, UsageError, raise_for
from handbook.findings import Finding, Place

KINDS = [(ContentError, 1), (UsageError, 2), (EnvironmentProblem, 3), (Interrupted, 130)]


@pytest.mark.parametrize(("kind", "code"), KINDS)
def test_each_kind_has_its_exit_code_and_the_docstring_tells_it(kind: type[HandbookError], code: int) -> None:
    assert kind.exit_code == code
    (line,) = (line for line in (errors.__doc__ or "").splitlines() if kind.__name__ in line)
    assert f" {code} " in line


def test_there_is_no_kind_beside_these() -> None:
    assert set(HandbookError.__subclasses__()) == {kind for kind, _ in KINDS}


@pytest.mark.parametrize(("kind", "code"), KINDS)
def test_an_error_comes_whole_out_of_a_worker(kind: type[HandbookError], code: int) -> None:
    error = kind(Finding("E03", "b.", Place("a", 2)), Finding("E03", "a.", Place("a", 1)))
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), back.findings, str(back)) == (kind, error.findings, "a:1: a.\na:2: b.")


def test_findings_are_raised_together_and_nothing_is_raised_without_any() -> None:
    raise_for([])
    with pytest.raises(ContentError) as error:
        raise_for(Finding("E03", text) for text in ("a.", "b."))
    assert len(error.value.findings) == 2
