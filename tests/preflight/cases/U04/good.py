"""A picture with words, and one inside another that has them."""

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small()
    outer = small.tag("Figure", small.mark("0 0 9 9 re f", "Figure"), Alt="Zwei Felder")
    small.tag("Figure", small.mark("9 9 9 9 re f", "Figure"), within=outer)
    return small.saved()
