"""A link to a file that only its maker has."""

from pikepdf import Dictionary, Name, String

from tests.preflight.screen.small_pdf import Small

FINDS = [
    "U05 error a.pdf (page 1, 20 mm from the left and 30 mm from the top): a link leads to a file on the computer where this one was made. "
    "Let it lead to a place in the file, or take it out."
]


def pdf() -> bytes:
    small = Small()
    small.lay("Link", (20, 30, 40, 35), "Link", Contents="Anhang", A=Dictionary(S=Name.URI, URI=String("file:///C:/Users/ich/anhang.pdf")))
    return small.saved()
