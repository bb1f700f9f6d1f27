"""The palette as it is made."""

from handbook.edition.brand import Palette


def palette(made: Palette) -> Palette:
    return made
