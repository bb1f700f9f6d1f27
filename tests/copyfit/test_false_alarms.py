"""Pages that are as they should be give nothing to say."""

from __future__ import annotations

import pytest

from handbook import copyfit
from tests.layout import laid_out

GOOD = [
    ("house", "de", "handbook"),
    ("sonnengelb-strom", "de", "at-the-fair"),
    ("house", "ar", "before-the-fair"),
    pytest.param("fernweh-reisen", "ar", "handbook", marks=pytest.mark.sweep),  # German stands in for what has no translation
]


@pytest.mark.parametrize(("edition", "locale", "product"), GOOD)
def test_good_pages_give_no_finding_at_all(edition: str, locale: str, product: str) -> None:
    assert list(copyfit.check(laid_out(edition, locale, product))) == []
