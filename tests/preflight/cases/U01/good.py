"""The smallest page with tags."""

from tests.preflight.small_pdf import Small


def pdf() -> bytes:
    return Small().saved()
