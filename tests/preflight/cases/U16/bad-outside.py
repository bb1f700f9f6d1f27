"""A picture that lies in another file."""

from pikepdf import Dictionary, Name, String

from tests.preflight.screen.small_pdf import Small

FINDS = ["U16 error a.pdf: fetches a part of itself from another file. Put everything into the file."]


def pdf() -> bytes:
    small = Small()
    picture = small.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8, F=String("http://a.example/x"))
    small.page.Resources = Dictionary(XObject=Dictionary(X=picture))
    small.tag("Figure", small.mark("/X Do", "Figure"), Alt="Bild")
    return small.saved()
