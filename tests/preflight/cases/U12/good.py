"""Nothing to reach with Tab."""

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small(2)
    small.text("Zwei", page=1)
    return small.saved()
