"""Tab goes along the rows."""

from pikepdf import Array, Name

from tests.preflight.screen.small_pdf import Small

FINDS = ['U12 review a.pdf (page 1): the Tab key doesn\'t follow the tags (pages: 1). Set the tab order to "use document structure".']


def pdf() -> bytes:
    small = Small()
    small.lay("Link", (20, 30, 40, 35), "Link", Contents="Titel", Dest=Array([small.page, Name.Fit]))
    small.page.Tabs = Name.R
    return small.saved()
