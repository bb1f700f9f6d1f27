"""Claims PDF/UA-1, and its typeface isn't embedded."""

from tests.preflight.screen.small_pdf import Small

FINDS = [
    "U07 error a.pdf: says that it keeps PDF/UA-1, but breaks a rule of it: font object 8 0 (PDFUA1-FONT-EMBEDDING-001). Mend that, or take the claim out of the file.",
]


def pdf() -> bytes:
    small = Small()
    small.describe('<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>')
    return small.saved()
