"""Manuscript + product in, `Galley` out: one HTML text a section, and every file they need, in memory.

`model` is the value, light enough for a worker; `compose.compose()` makes it.
"""

from handbook.galley.model import PAGE_MARK, STYLE_SHEET, Galley, Section, page_mark

__all__ = ["PAGE_MARK", "STYLE_SHEET", "Galley", "Section", "page_mark"]
