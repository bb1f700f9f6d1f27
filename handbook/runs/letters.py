"""Recipients and a typeface -> nothing, or every cell with letters that can't be printed.

In: a list that was read, and the edition's own typeface if it has one. Out: ContentError with line and column of each such cell, before anything
is built; the engine would say the same of every panel, once it paints. No typeface is opened for a list in the alphabets of Europe's west.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook.assets import Asset
from handbook.errors import ContentError
from handbook.findings import Finding, Place
from handbook.runs.recipients import Copy, Recipients, shown
from handbook.runs.tables import MOST_NAMED
from handbook.wording import say

_NAMED = 3
"""Letters of a cell that are named; the others are like them."""
_UNPRINTED = "locale"


def check(recipients: Recipients, typeface: Sequence[Asset] = ()) -> None:
    """ContentError if a list has letters that neither the book's typefaces have nor the edition's own."""
    unusual = [(copy, field, text) for copy in recipients.copies for field, text in _texts(copy, recipients) if not text.isascii() and max(text) > "\xff"]
    if not unusual:
        return
    from handbook.preflight import glyphs  # late: most lists need no typeface

    wrong: list[Finding] = []
    for copy, field, text in unusual:
        if missing := glyphs.missing(text, typeface):
            wrong.append(_finding(recipients, copy, field, text, missing))
        if len(wrong) > MOST_NAMED:
            message = say("has more mistakes than the %(count)s above; the rest isn't read.", count=MOST_NAMED)
            wrong[MOST_NAMED:] = [Finding("R03", message, Place(recipients.name, recipients.copies[-1].line))]
            break
    if wrong:
        raise ContentError(*wrong)


def _texts(copy: Copy, recipients: Recipients) -> Iterator[tuple[str, str]]:
    """What is printed of a row, by field."""
    return ((field, text) for field in recipients.columns if field != _UNPRINTED and (text := getattr(copy.recipient, field)))


def _finding(recipients: Recipients, copy: Copy, field: str, text: str, missing: Sequence[str]) -> Finding:
    named = ", ".join(f"{each} (U+{ord(each):04X})" for each in missing[:_NAMED]) + (", …" if len(missing) > _NAMED else "")
    message = say('"%(text)s" has letters that no typeface of the book has: %(letters)s.', text=shown(text), letters=named)
    return Finding("R03", message, Place(recipients.name, copy.line, recipients.columns[field]), say("Leave them out, or write it in others, such as Latin ones."))
