"""Claims nothing."""

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    return Small().saved()
