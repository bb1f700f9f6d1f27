"""Says that it is tagged, and isn't."""

from pikepdf import Array

from tests.preflight.screen.small_pdf import Small

FINDS = ["U01 error a.pdf: has no tags: screen readers can't tell headings, lists and order. Save it as a tagged (accessible) PDF."]


def pdf() -> bytes:
    small = Small()
    small.tags.K = Array()
    return small.saved()
