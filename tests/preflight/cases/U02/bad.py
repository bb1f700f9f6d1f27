"""With a title that a program put in for want of one."""

from tests.preflight.screen.small_pdf import Small

FINDS = ["U02 error a.pdf: has no title. Write one into the document's properties."]


def pdf() -> bytes:
    small = Small()
    del small.root.Metadata
    small.pdf.docinfo["/Title"] = "Untitled"
    return small.saved()
