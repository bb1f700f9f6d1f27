"""What can be ordered."""

from __future__ import annotations

from typing import get_args

from handbook import paths, products
from handbook.edition.model import Product


def test_every_checklist_has_its_file_and_every_file_is_a_checklist() -> None:
    assert {path.stem for path in (paths.CONTENT / "checklists").glob("*.md")} == set(products.CHECKLISTS)


def test_an_edition_may_order_each_product_by_name() -> None:
    assert get_args(Product) == products.PRODUCTS
    assert ("handbook", *products.CHECKLISTS) == products.PRODUCTS
