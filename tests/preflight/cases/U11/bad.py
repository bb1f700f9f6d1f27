"""A line that is nothing, and text that only says what it is."""

from tests.preflight.screen.small_pdf import Small

FINDS = [
    "U11 error a.pdf (page 1, 18 mm from the left and 34 mm from the top): 2 things drawn are neither in the tags nor artifacts (pages: 1). Tag it, or mark it as an artifact.",
]


def pdf() -> bytes:
    small = Small()
    small.contents[0] += ["50 300 m 9 9 l S", "/P BMC BT /F 10 Tf (x) Tj ET EMC"]
    return small.saved()
