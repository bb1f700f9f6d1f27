"""Two pictures without words, the first of which says where it stands."""

from pikepdf import Array, Dictionary, Name

from tests.preflight.screen.small_pdf import Small

FINDS = [
    "U04 error a.pdf (page 1, 18 mm from the left and 34 mm from the top): 2 pictures have no alternative text. Write what it tells, or mark it as decoration.",
]


def pdf() -> bytes:
    small = Small()
    small.tag("Figure", small.mark("0 0 9 9 re f", "Figure"), A=Dictionary(O=Name.Layout, BBox=Array([50, 200, 90, 300])))
    small.tag("Figure", small.mark("9 9 9 9 re f", "Figure"), Alt=" ")
    return small.saved()
