"""The one hook into the engine: contained, undone, and refused where the engine has changed."""

from __future__ import annotations

import inspect
import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from handbook import engine, tagging
from handbook.channels import structure
from handbook.channels.structure import Node
from tests.channels.conftest import raw


def tree(body: str, css: str = "", **about: Any) -> Iterator[Node]:
    with pikepdf.open(io.BytesIO(raw(body, css, **about))) as document:
        yield from structure.read(document).walk()


def original() -> Any:
    engine.load()
    from weasyprint.pdf import tags

    return tags._build_box_tree


def test_the_hooked_function_has_the_parameters_that_the_hook_was_made_for() -> None:
    """Fails with an engine in which it has others: then renew handbook/tagging.py, and look at what it returns."""
    assert tuple(inspect.signature(original()).parameters) == tagging.PARAMETERS
    assert inspect.isgeneratorfunction(original())


def test_another_engine_is_refused_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    original()
    from weasyprint.pdf import tags

    monkeypatch.setattr(tags, "_build_box_tree", lambda box, parent: iter(()))
    with pytest.raises(RuntimeError, match=r"renew handbook/tagging\.py"), tagging.noting():
        pass


def test_the_engine_is_as_before_after_the_block() -> None:
    before = original()
    with tagging.noting():
        assert original() is not before
    assert original() is before
    with pytest.raises(ZeroDivisionError), tagging.noting():
        raise ZeroDivisionError
    assert original() is before


def test_elements_carry_tag_language_direction_and_identity() -> None:
    body = '<p>a</p><p lang="en" dir="rtl" class="next">b</p>'
    one, two = [node.origin for node in tree(body, count=2) if node.role == "P" and node.origin]
    assert (one.tag, one.language, one.rtl, one.block) == ("p", "de", False, True)
    assert (two.language, two.rtl) == ("en", True)
    assert one.number != two.number


def test_pieces_of_one_element_have_one_number() -> None:
    body = f'<p style="margin-top: 30mm; orphans: 1; widows: 1">{"Worte und noch mehr Worte. " * 5}</p>'
    numbers = {node.origin.number for node in tree(body, count=2) if node.role == "P" and node.origin}
    assert len(numbers) == 1


def test_places_to_fill_in_carry_their_box_and_the_size_of_their_text() -> None:
    css = 'li { list-style: none } li::before { content: ""; display: inline-block; width: 4mm; height: 5mm }'
    (origin,) = [node.origin for node in tree('<ul style="margin: 0; padding: 0"><li data-field="tick">a</li></ul>', css) if node.origin and node.origin.field]
    assert origin.tag == "li::before"
    assert origin.box
    left, top, right, bottom = (edge * 25.4 / 96 for edge in origin.box)
    assert (right - left, bottom - top) == (pytest.approx(4), pytest.approx(5))
    assert left == pytest.approx(8)
    assert origin.field is not None
    assert (origin.field.name, origin.field.size) == ("a", 10)


def test_margin_boxes_are_told_from_the_text() -> None:
    document = next(tree("<p>x</p>", "@page { @top-left { content: 'Kopf' } }"))
    assert document.origin
    assert sorted(document.origin.furniture.values()) == ["Footer", "Header"]
