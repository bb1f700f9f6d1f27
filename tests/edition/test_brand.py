from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handbook import paths
from handbook.edition.brand import AA_TEXT, Palette, palette, saving_ink
from handbook.edition.load import LoadedEdition, load
from handbook.findings import Finding, Severity

HOUSE = load(paths.EDITIONS / "house" / "edition.toml")

ANY_COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
AT_THE_EDGES = ("#000000", "#ffffff", "#ffff00", "#0000ff", "#777777")


def branded(primary: str, accent: str) -> LoadedEdition:
    """The house edition in other colours."""
    brand = HOUSE.edition.brand.model_copy(update={"primary": primary, "accent": accent})
    return replace(HOUSE, edition=HOUSE.edition.model_copy(update={"brand": brand}))


def contrast(first: str, second: str) -> float:
    """WCAG 2.2, contrast ratio, written down once more so that nothing vouches for itself."""

    def luminance(colour: str) -> float:
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def printed(colours: Palette) -> Iterator[tuple[str, str, str]]:
    """Every pair of text and field that a page can show: what it is, text, field."""
    yield "on primary", colours.on_primary, colours.primary
    yield "on accent", colours.on_accent, colours.accent
    for field in ("paper", "primary_tint", "primary_wash", "accent_tint"):
        for ink in ("ink", "ink_soft", "primary_ink"):
            yield f"{ink} on {field}", getattr(colours, ink), getattr(colours, field)
    for field in ("paper", "accent_tint"):
        yield f"accent_ink on {field}", colours.accent_ink, getattr(colours, field)


@settings(derandomize=True, deadline=None, database=None, max_examples=400)
@given(primary=ANY_COLOUR, accent=ANY_COLOUR)
@example(primary="#FFD400", accent="#006D6F")
@example(primary="#ffffff", accent="#000000")
@example(primary="#000000", accent="#ffff00")
def test_all_text_reads_on_all_fields_whatever_the_brand_colours_are(primary: str, accent: str) -> None:
    colours, _ = palette(branded(primary, accent))
    assert [f"{what}: {text} on {field}" for what, text, field in printed(colours) if contrast(text, field) < AA_TEXT] == []


@pytest.mark.parametrize("primary", AT_THE_EDGES)
@pytest.mark.parametrize("accent", AT_THE_EDGES)
def test_the_extremes_read_too_and_every_colour_is_one_that_print_can_set(primary: str, accent: str) -> None:
    colours, _ = palette(branded(primary, accent))
    assert min(contrast(text, field) for _, text, field in printed(colours)) >= AA_TEXT
    assert all(len(value) == 7 and int(value[1:], 16) >= 0 for value in colours.as_tokens().values())


@settings(derandomize=True, deadline=None, database=None, max_examples=100)
@given(primary=ANY_COLOUR, accent=ANY_COLOUR)
def test_the_brand_colours_themselves_stay_and_a_derived_tone_is_always_told(primary: str, accent: str) -> None:
    colours, notes = palette(branded(primary, accent))
    assert (colours.primary, colours.accent) == (primary, accent)
    derived = [field for field, colour, ink in (("primary", primary, colours.primary_ink), ("accent", accent, colours.accent_ink)) if colour != ink]
    assert [note.message.split(":")[0] for note in notes] == [f"brand.{field}" for field in derived]


def test_short_and_capital_notation_mean_the_same_colour() -> None:
    assert palette(branded("#ABC", "#fa0"))[0] == palette(branded("#aabbcc", "#FFAA00"))[0]


def test_a_dark_colour_carries_text_as_it_is() -> None:
    colours, notes = palette(branded("#0b3d5c", "#7a1f1f"))
    assert (colours.primary_ink, colours.accent_ink, notes) == ("#0b3d5c", "#7a1f1f", [])


def test_the_note_names_field_contrast_and_tone_at_the_place_of_the_colour() -> None:
    loaded = load(paths.EDITIONS / "sonnengelb-strom" / "edition.toml")
    colours, notes = palette(loaded)
    line = next(number for number, text in enumerate(loaded.source.text.splitlines(), 1) if text.startswith("primary"))
    ratio = min(contrast("#ffd400", ground) for ground in (colours.primary_wash, colours.accent_tint))
    assert notes == [
        Finding(
            "B01",
            f"brand.primary: #ffd400 on its tints has a contrast of {ratio:.1f} : 1; text in this colour is set in {colours.primary_ink}.",
            replace(loaded.place("brand", "primary"), line=line),
            "Fields and artwork keep your colour.",
            Severity.NOTE,
        )
    ]


def test_every_colour_of_the_palette_has_a_token_name() -> None:
    colours, _ = palette(HOUSE)
    assert colours.as_tokens()["primary-ink"] == colours.primary_ink
    assert len(colours.as_tokens()) == len(Palette.__dataclass_fields__)


@given(ANY_COLOUR, ANY_COLOUR)
def test_saving_ink_everything_is_black_or_paper_and_text_reads_on_every_field(primary: str, accent: str) -> None:
    made = saving_ink(palette(branded(primary, accent))[0])
    assert set(made.as_tokens().values()) == {"#000000", "#ffffff"}
    assert {made.paper, made.primary_tint, made.primary_wash, made.accent_tint} == {"#ffffff"}
    assert {made.ink, made.ink_soft, made.primary_ink, made.accent_ink} == {"#000000"}
