"""The smallest pages there are: one HTML file, laid out as a section of its own on pages of 100 by 140 mm with margins of 10 mm."""

from __future__ import annotations

import re
from pathlib import Path

from handbook.assets import MIME_TYPES, Asset
from handbook.findings import Place
from handbook.formats import Format
from handbook.galley import STYLE_SHEET, Galley, Section
from handbook.pages import Document, paginate

STYLE = """
@page { size: 100mm 140mm; margin: 10mm; bleed: 3mm; @bottom-left { content: string(foot); } }
html { font: 10pt/14pt "IBM Plex Sans"; }
body, p, h1, h2, table, td { margin: 0; padding: 0; }
p { orphans: 1; widows: 1; }
"""
FORM = Format("small", 100, 140, top_mm=10, inner_mm=10, outer_mm=10, lines=24, body_pt=10, leading_pt=14)


def laid_out(html: str, folder: Path | None = None) -> Document:
    """The pages of a body; pictures come from a folder. It takes as many pages as its comment `<!-- pages: 2 -->` says, else one."""
    pages = int(found[1]) if (found := re.search(r"<!-- pages: (\d+) -->", html)) else 1
    files = [path for path in sorted(folder.iterdir()) if path.suffix in (".png", ".svg", ".jpg")] if folder else []
    assets = {path.name: Asset(path.name, MIME_TYPES[path.suffix], path.read_bytes()) for path in files}
    assets[STYLE_SHEET] = Asset(STYLE_SHEET, "text/css", STYLE.encode())
    section = Section("only", "Only", f'<!DOCTYPE html><html lang="en"><body>{html}</body></html>', pages, place=Place("only.md"))
    return paginate(Galley("handbook", "en", "Only", FORM, (section,), (), assets))
