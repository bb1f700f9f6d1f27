"""A link in a reference, and one whose tag says where it leads."""

from pikepdf import Array, Dictionary, Name

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small()
    end = Array([small.page, Name.Fit])
    small.lay("Link", (20, 30, 40, 35), "Reference", Contents="Titel", Dest=end)
    silent = small.lay("Link", (20, 40, 40, 45), Dest=end)
    small.tag("Link", Dictionary(Type=Name.OBJR, Obj=silent, Pg=small.page), Alt="Titel")
    return small.saved()
