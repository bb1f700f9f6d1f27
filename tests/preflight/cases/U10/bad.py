"""Type whose signs are numbers of glyphs, and nothing says which letters they are."""

from pikepdf import Array, Dictionary, Name

from tests.preflight.screen.small_pdf import Small

FINDS = [
    "U10 error a.pdf (page 1): text in the typeface Lost can't be read out: nothing says which letters it is made of (pages: 1). "
    "Make the PDF with another program, or with another typeface.",
]


def pdf() -> bytes:
    small = Small()
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Lost"), CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0))
    small.font = small.pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Lost"), Encoding=Name("/Identity-H"), DescendantFonts=Array([inner]))
    )
    return small.saved()
