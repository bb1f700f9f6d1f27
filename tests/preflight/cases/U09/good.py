"""A field with a name, and one of a group that has one."""

from pikepdf import Array, Dictionary, Name

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small()
    field = small.lay("Widget", (20, 30, 60, 36), "Form", FT=Name.Tx, T="text1", TU="Ihr Name")
    group = small.pdf.make_indirect(Dictionary(FT=Name.Btn, T="wahl", TU="Wann passt es?"))
    group.Kids = Array([small.lay("Widget", (20, 40, 25, 45), "Form", Parent=group)])
    small.root.AcroForm = Dictionary(Fields=Array([field, group]))
    return small.saved()
