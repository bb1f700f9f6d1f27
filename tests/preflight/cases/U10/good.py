"""Signs that are numbers of glyphs, with a map to letters."""

from pikepdf import Array, Dictionary, Name

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small()
    made = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Kept"), Encoding=Name("/Identity-H"), DescendantFonts=Array([Dictionary()]))
    made.ToUnicode = small.pdf.make_stream(b"2 beginbfchar <5469> <0041> <7465> <00420043> endbfchar 1 beginbfrange <6c00> <6cff> <0061> endbfrange")
    small.font = small.pdf.make_indirect(made)
    small.contents[0][0] = small.contents[0][0].replace("(Titel)", "[<5469>-7<7465>] ").replace("Tj", "TJ")
    return small.saved()
