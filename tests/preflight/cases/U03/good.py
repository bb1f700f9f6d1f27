"""In Swiss German."""

from pikepdf import String

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small()
    small.root.Lang = String("gsw-CH")
    return small.saved()
