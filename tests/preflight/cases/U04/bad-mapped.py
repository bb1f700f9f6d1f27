"""A picture by another name."""

from pikepdf import Dictionary, Name

from tests.preflight.screen.small_pdf import Small

FINDS = ["U04 error a.pdf (page 1): a picture has no alternative text. Write what it tells, or mark it as decoration."]


def pdf() -> bytes:
    small = Small()
    small.tags.RoleMap = Dictionary(Bild=Name.Figure)
    small.tag("Bild", small.mark("0 0 9 9 re f", "Bild"))
    return small.saved()
