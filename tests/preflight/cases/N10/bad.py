"""The code of last year's contact."""

from tests.preflight import code_page

EXPECTED = "https://acme-energie.de/2027"


def pdf() -> bytes:
    return code_page.page("https://acme-energie.de/2026")
