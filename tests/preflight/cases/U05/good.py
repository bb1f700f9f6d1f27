"""Links by a name of the tree, by an older name, to a page, to a tag and out of the file."""

from pikepdf import Array, Dictionary, Name, String

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small()
    here = Array([small.page, Name.Fit])
    leaf = small.pdf.make_indirect(Dictionary(Names=Array([String("neu"), Dictionary(D=here)])))
    small.root.Names = Dictionary(Dests=Dictionary(Kids=Array([leaf])))
    small.root.Dests = Dictionary(alt=here)
    ends = [
        {"Dest": String("neu")},
        {"Dest": Name("/alt")},
        {"Dest": here},
        {"A": Dictionary(S=Name.GoTo, SD=Array([small.document, Name.Fit]))},
        {"A": Dictionary(S=Name.URI, URI=String("https://a.example/"))},
    ]
    for number, end in enumerate(ends):
        small.lay("Link", (20, 30 + 10 * number, 40, 35 + 10 * number), "Link", Contents="x", **end)
    small.bookmark("Titel", Dest=here)
    return small.saved()
