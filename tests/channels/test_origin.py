"""Origins as text: what goes in comes out, and nothing that says nothing is written."""

from __future__ import annotations

from handbook.channels.origin import Field, Origin, parse


def test_an_origin_survives_the_way_through_the_file() -> None:
    field = Field("choice", "Ich höre zu", 7, "manchmal", 9.5)
    origin = Origin(3, "li::before", "de", True, True, {"role": "list"}, "Wörter", "Titel", {"4": " "}, {"4": "x"}, {"0 1": "Footer"}, (1.5, 2.0, 3.0, 4.0), field)
    assert parse(origin.line()) == origin


def test_what_says_nothing_is_not_written() -> None:
    assert Origin(3, "p").line() == '{"number":3,"tag":"p"}'


def test_tag_and_pseudo_element_are_told_apart() -> None:
    assert (Origin(1, "li::before").base, Origin(1, "li::before").pseudo) == ("li", "before")
    assert (Origin(1, "li").base, Origin(1, "li").pseudo) == ("li", "")
