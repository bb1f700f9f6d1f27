"""The translators' side: German texts and English sentences in, PO files out, and what is missing or wrong in them.

`extract` gathers what can be translated, `update` brings the catalogs up to it, `status` counts, `check` reads them with a
proof-reader's eye. The verbs are `build_pdf.py i18n extract | update | status | check`.
"""
