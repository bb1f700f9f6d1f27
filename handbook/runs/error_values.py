"""What spreadsheets show where a formula failed or a column is too narrow: no name of anybody.

In: a cell. Out: whether it is such a value, in English or German. The words are a closed list: a greeting may begin with "#" and end with "!".
"""

from __future__ import annotations

import re

_LISTED = """
    #CALC! #DIV/0! #FIELD! #GETTING_DATA #N/A #NAME? #NULL! #NUM! #REF! #SPILL! #VALUE!
    #BEZUG! #FELD! #KALK! #NV #WERT! #ZAHL! #ÜBERLAUF!
"""
_WORDS = frozenset(_LISTED.split())
_SHAPES = re.compile(r"#{2,}|(?:Err|Fehler|Erreur|Errore):\d{3}")
"""A column that was too narrow when a sheet was saved as CSV, and LibreOffice's numbers."""


def is_error_value(cell: str) -> bool:
    """Whether a spreadsheet means a mistake by a cell."""
    return cell[:1] in ("#", "E", "F") and (cell in _WORDS or bool(_SHAPES.fullmatch(cell)))
