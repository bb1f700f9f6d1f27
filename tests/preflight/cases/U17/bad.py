"""Tags, bookmarks, names and fields that go round in circles, and a page that can't be read."""

from pikepdf import Array, Dictionary, Name

from tests.preflight.screen.small_pdf import Small

FINDS = [
    "U17 error a.pdf: its tags go round in circles, or are too many. Make the PDF again; what comes after that wasn't looked at.",
    "U17 error a.pdf: its bookmarks go round in circles, or are too many. Make the PDF again; what comes after that wasn't looked at.",
    "U17 error a.pdf: the names that links lead to go round in circles, or are too many. Make the PDF again; what comes after that wasn't looked at.",
    "U17 error a.pdf: the fields of its form go round in circles, or are too many. Make the PDF again; what comes after that wasn't looked at.",
]


def pdf() -> bytes:
    small = Small()
    small.document.K.append(small.document)
    mark = small.bookmark("Titel", Dest=Array([small.page, Name.Fit]))
    mark.Next = mark
    names = small.pdf.make_indirect(Dictionary())
    names.Kids = Array([names])
    small.root.Names = Dictionary(Dests=names)
    field = small.pdf.make_indirect(Dictionary(T="x"))
    field.Kids = Array([field])
    small.root.AcroForm = Dictionary(Fields=Array([field]))
    return small.saved()
