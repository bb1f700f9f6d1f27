"""Links to a name that is nowhere and to a page that was taken out."""

from pikepdf import Array, Dictionary, Name, String

from tests.preflight.screen.small_pdf import Small

FINDS = [
    'U05 error a.pdf (page 1, 20 mm from the left and 30 mm from the top): 3 links lead nowhere; the first leads to "kapitel-9", a name that is nowhere in the file. '
    "Let it lead to a place in the file, or take it out.",
]


def pdf() -> bytes:
    small = Small()
    gone = small.pdf.make_indirect(Dictionary(Type=Name.Page))
    small.lay("Link", (20, 30, 40, 35), "Link", Contents="Kapitel 9", A=Dictionary(S=Name.GoTo, D=String("kapitel-9")))
    small.lay("Link", (20, 40, 40, 45), "Link", Contents="Seite 7", Dest=Array([gone, Name.Fit]))
    small.lay("Link", (20, 50, 40, 55), "Link", Contents="Nichts")
    return small.saved()
