"""Down step by step, and up at once."""

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small()
    for level in (2, 3, 1, 2):
        small.text("Titel", f"H{level}")
    return small.saved()
