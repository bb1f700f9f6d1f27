"""Twenty-one pages and no bookmarks."""

from tests.preflight.screen.small_pdf import Small

FINDS = ["U14 review a.pdf: has 21 pages and no bookmarks. Let bookmarks be made from the headings."]


def pdf() -> bytes:
    return Small(21).saved()
