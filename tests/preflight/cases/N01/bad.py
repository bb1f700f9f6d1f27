"""A palette that somebody changed by hand: the accent as text, undarkened."""

from dataclasses import replace

from handbook.edition.brand import Palette


def palette(made: Palette) -> Palette:
    return replace(made, accent_ink=made.accent)
