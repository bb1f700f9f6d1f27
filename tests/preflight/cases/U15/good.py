"""Locked against changes only."""

import pikepdf

from tests.preflight.screen.small_pdf import Small


def pdf() -> bytes:
    return Small().saved(encryption=pikepdf.Encryption(owner="x", allow=pikepdf.Permissions(modify_other=False)))
