"""A line as an artifact."""

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    small = Small()
    small.contents[0] += ["/Artifact <</Type /Pagination>> BDC 0 0 m 9 9 l S EMC", "0 0 9 9 re W n"]
    return small.saved()
