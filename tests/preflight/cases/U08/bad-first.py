"""Begins with the second level."""

from pikepdf import Name

from tests.preflight.screen.small_pdf import Small

FINDS = ["U08 review a.pdf (page 1): the first heading is of level 2 (pages: 1). Levels go down one by one, beginning with 1."]


def pdf() -> bytes:
    small = Small()
    small.document.K[0].S = Name.H2
    return small.saved()
