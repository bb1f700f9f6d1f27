"""Claims nothing."""

from tests.preflight.small_pdf import Small


def pdf() -> bytes:
    return Small().saved()
