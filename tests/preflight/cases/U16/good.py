"""Opens at its first page, and a button clears the form."""

from pikepdf import Array, Dictionary, Name

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small()
    small.root.OpenAction = Dictionary(S=Name.GoTo, D=Array([small.page, Name.Fit]))
    button = small.lay("Widget", (20, 30, 40, 35), "Form", FT=Name.Btn, T="leeren", TU="Alles leeren", A=Dictionary(S=Name.ResetForm))
    small.root.AcroForm = Dictionary(Fields=Array([button]))
    return small.saved()
