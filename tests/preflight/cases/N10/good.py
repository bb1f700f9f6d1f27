"""The code says what the edition says."""

from tests.preflight import code_page

EXPECTED = "https://acme-energie.de/2027"


def pdf() -> bytes:
    return code_page.page("https://acme-energie.de/2027")
