"""Runs a program when it is opened, starts one when it is clicked, and sends what is filled in."""

from pikepdf import Dictionary, Name, String

from tests.preflight.screen.small_pdf import Small

FINDS = [
    "U16 error a.pdf: runs a program that is in it. Take that out of the file.",
    "U16 error a.pdf (page 1, 20 mm from the left and 30 mm from the top): starts a program or opens a file on the reader's computer. Take that out of the file.",
    "U16 review a.pdf (page 1, 20 mm from the left and 30 mm from the top): sends what is filled in to an address. Take that out of the file.",
]


def pdf() -> bytes:
    small = Small()
    small.root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
    sends = Dictionary(S=Name.SubmitForm, F=String("https://a.example/"))
    small.lay("Link", (20, 30, 40, 35), "Link", Contents="Los", A=Dictionary(S=Name.Launch, F=String("cmd.exe"), Next=sends))
    return small.saved()
