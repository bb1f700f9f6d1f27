"""A table with a head, and a row of boxes."""

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small()
    for roles in (("TH", "TD"), ("TD",)):
        table = small.tag("Table")
        for role in roles:
            small.text("Zelle", role, within=small.tag("TR", within=table))
    return small.saved()
