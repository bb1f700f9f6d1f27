"""Without a language."""

from tests.preflight.screen.small_pdf import Small

FINDS = ["U03 error a.pdf: doesn't say in which language it is. Set the language in the document's properties, such as de or en-GB."]


def pdf() -> bytes:
    small = Small()
    del small.root.Lang
    return small.saved()
