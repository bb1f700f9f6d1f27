"""With a language that nobody speaks."""

from pikepdf import String

from tests.preflight.screen.small_pdf import Small

FINDS = ['U03 error a.pdf: says that its language is "Deutsch", which names none. Set the language in the document\'s properties, such as de or en-GB.']


def pdf() -> bytes:
    small = Small()
    small.root.Lang = String("Deutsch")
    return small.saved()
