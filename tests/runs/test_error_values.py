"""What spreadsheets show in place of a result, and what only looks like it."""

from __future__ import annotations

import pytest

from handbook.runs.error_values import is_error_value


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "#NV", "#WERT!", "#BEZUG!", "#DIV/0!", "#NAME?", "#ÜBERLAUF!", "########", "Err:502"])
def test_a_failed_result_is_known(cell: str) -> None:
    assert is_error_value(cell)


@pytest.mark.parametrize("cell", ["#ZUKUNFT!", "#Ausbildung", "#1", "#", "Klasse #REF!", "NV", "Erich", "Err:5", "Fehler", ""])
def test_what_people_write_is_none(cell: str) -> None:
    assert not is_error_value(cell)
