"""A link outside the tags, and one that says nothing."""

from pikepdf import Array, Name

from tests.preflight.screen.small_pdf import Small

FINDS = [
    "U06 error a.pdf (page 1, 20 mm from the left and 30 mm from the top): a link isn't in the tags. Tag it as a link, and describe it.",
    "U06 review a.pdf (page 1, 20 mm from the left and 40 mm from the top): a link doesn't say where it leads. Tag it as a link, and describe it.",
]


def pdf() -> bytes:
    small = Small()
    small.lay("Link", (20, 30, 40, 35), Contents="Titel", Dest=Array([small.page, Name.Fit]))
    small.lay("Link", (20, 40, 40, 45), "Link", Dest=Array([small.page, Name.Fit]))
    return small.saved()
