"""Twenty-one pages with a bookmark, and its child."""

from pikepdf import Array, Dictionary, Name, String

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small(21)
    mark = small.bookmark("Titel", Dest=Array([small.page, Name.Fit]))
    mark.First = mark.Last = small.pdf.make_indirect(Dictionary(Title=String("Kind"), Parent=mark, Dest=Array([small.pages[20], Name.Fit])))
    return small.saved()
