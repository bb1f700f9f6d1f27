"""A tag that holds many."""

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small()
    for _ in range(300):
        small.text("x")
    return small.saved()
