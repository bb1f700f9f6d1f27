"""A table of nothing but cells."""

from tests.preflight.screen.small_pdf import Small

FINDS = ["U13 review a.pdf (page 1): a table has no head cells (page 1). Mark its first row or column as head."]


def pdf() -> bytes:
    small = Small()
    table = small.tag("Table")
    for _ in range(2):
        row = small.tag("TR", within=table)
        small.text("Zelle", "TD", within=row)
    return small.saved()
