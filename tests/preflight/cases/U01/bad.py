"""Without tags."""

from tests.preflight.screen.small_pdf import Small

FINDS = ["U01 error a.pdf: has no tags: screen readers can't tell headings, lists and order. Save it as a tagged (accessible) PDF."]


def pdf() -> bytes:
    small = Small()
    del small.root.StructTreeRoot
    return small.saved()
