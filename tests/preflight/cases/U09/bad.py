"""A field that only its maker knows what it is for."""

from pikepdf import Array, Dictionary, Name

from tests.preflight.screen.small_pdf import Small

FINDS = ["U09 error a.pdf (page 1, 20 mm from the left and 30 mm from the top): a field to fill in has no name. Give each field a tooltip."]


def pdf() -> bytes:
    small = Small()
    field = small.lay("Widget", (20, 30, 60, 36), "Form", FT=Name.Tx, T="text1")
    small.root.AcroForm = Dictionary(Fields=Array([field]))
    return small.saved()
