"""With its title in the older dictionary."""

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small()
    del small.root.Metadata
    small.pdf.docinfo["/Title"] = "Ein Titel"
    return small.saved()
