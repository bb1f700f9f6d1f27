"""Locked against everything."""

import pikepdf

from tests.preflight.screen.small_pdf import Small

FINDS = ["U15 error a.pdf: is locked: it forbids screen readers to read its text. Save it without a password."]


def pdf() -> bytes:
    return Small().saved(encryption=pikepdf.Encryption(owner="x", R=3, aes=False, metadata=False, allow=pikepdf.Permissions(accessibility=False, extract=False)))
