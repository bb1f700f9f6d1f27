"""With a title that viewers don't show."""

from tests.preflight.screen.small_pdf import Small

FINDS = ['U02 review a.pdf: says its title "Ein Titel", but viewers show the name of the file. Let viewers show the title.']


def pdf() -> bytes:
    small = Small()
    del small.root.ViewerPreferences
    return small.saved()
