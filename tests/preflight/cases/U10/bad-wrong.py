"""A map that makes letters of nobody of all signs."""

from tests.preflight.screen.small_pdf import Small

FINDS = [
    "U10 error a.pdf (page 1): text in the typeface Helvetica can't be read out: what stands for its letters are none (pages: 1). "
    "Make the PDF with another program, or with another typeface.",
]


def pdf() -> bytes:
    small = Small()
    small.font.ToUnicode = small.pdf.make_stream(b"1 beginbfrange <41> <7a> <E000> endbfrange")
    return small.saved()
