"""A line that is nothing."""

from tests.preflight.screen.small_pdf import Small

FINDS = [
    "U11 review a.pdf (page 1, 18 mm from the left and 34 mm from the top): something drawn is neither in the tags nor an artifact (page 1). Tag it, or mark it as an artifact.",
]


def pdf() -> bytes:
    small = Small()
    small.contents[0].append("50 300 m 9 9 l S")
    return small.saved()
