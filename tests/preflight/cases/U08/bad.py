"""From the first level to the third."""

from tests.preflight.screen.small_pdf import Small

FINDS = ["U08 review a.pdf (page 1): a heading of level 3 follows on one of level 1 (pages: 1). Levels go down one by one, beginning with 1."]


def pdf() -> bytes:
    small = Small()
    small.text("Drei", "H3")
    return small.saved()
