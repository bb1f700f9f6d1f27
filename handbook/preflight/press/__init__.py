"""What a print shop would send back of a finished PDF: rules X02 to X19, S03, S05, S06 and S08.

The rules look at what `painted` saw on its one walk through the pages: each thing with its inks, its size on paper and its place.
"""

from handbook.preflight.press import bleed, colour, detail, file, fonts, pages, total_ink

__all__ = ["bleed", "colour", "detail", "file", "fonts", "pages", "total_ink"]
