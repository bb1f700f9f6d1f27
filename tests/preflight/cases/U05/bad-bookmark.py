"""A bookmark to a page that isn't there."""

from pikepdf import Array, Name

from tests.preflight.screen.small_pdf import Small

FINDS = ['U05 error a.pdf: the bookmark "Kapitel 2" leads to a page that isn\'t there. Let it lead to a place in the file, or take it out.']


def pdf() -> bytes:
    small = Small()
    small.bookmark("Kapitel 2", Dest=Array([3, Name.Fit]))
    return small.saved()
