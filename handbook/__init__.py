"""Branded, printable career handbooks and checklists, from an edition file to PDF.

    edition.toml ─load─▶ Edition ─assemble─▶ Manuscript ─compose─▶ Galley ─paginate─▶ Document ─write─▶ PDF ─finish─▶ Files ─record─▶ Manifest

1. load       edition/      the recruiter's file becomes an `Edition`; all mistakes are named at once
2. assemble   manuscript/   the chosen chapters, parsed, facts filled in, sources numbered: a `Manuscript`
3. compose    galley/       templates make HTML of it, one text a section: a `Galley`
4. paginate   pages.py      the engine lays out each section with its folio: a `Document`
5. write      pdf.py        pages become a tagged PDF
6. finish     finishing.py  a file for each channel: screen, office printer, press
7. record     manifest.py   what was made from what: a `Manifest`

`pipeline.py` shows the calls on one screen. Every artifact is a value, every arrow a function, nothing looks back.
"""
