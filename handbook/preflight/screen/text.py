"""The rule about text that is seen and can't be read out.

In: a subject. Out: findings, one for each way of being wrong, with the typefaces that are meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding
from handbook.preflight.ranges import ranges
from handbook.preflight.rule import rule
from handbook.preflight.screen.letters import Fault, Reader
from handbook.preflight.screen.objects import get, text
from handbook.preflight.screen.strings import Typeface, drawn
from handbook.preflight.subject import Subject
from handbook.wording import say

_MOST_NAMES = 3


@rule("U10", "screen")
def text_can_be_read_out(subject: Subject) -> Iterator[Finding]:
    """Text can't be read out, searched or copied, because nothing says which letters it is made of.

    Why: It is seen as text, but to a screen reader, a search or a translation it is silence or gibberish.
    Mend: Make the PDF with another program, or with typefaces that are embedded whole. Icons from a typeface are given words of their own.
    """
    reader = Reader()
    found: dict[Fault, list[Typeface]] = {}
    for typeface in drawn(subject).typefaces.values():
        if typeface.strings and (why := reader.fault(typeface.object, typeface.strings)):
            found.setdefault(why, []).append(typeface)
    for why, typefaces in found.items():
        pages = {page for typeface in typefaces for page in typeface.pages}
        said = {"names": _names(typefaces), "pages": ranges(pages)}
        message = say("text in the typeface %(names)s can't be read out: nothing says which letters it is made of (pages: %(pages)s).", **said)
        if why == "wrong":
            message = say("text in the typeface %(names)s can't be read out: what stands for its letters are none (pages: %(pages)s).", **said)
        yield Finding("U10", message, subject.place(min(pages)), say("Make the PDF with another program, or with another typeface."))


def _names(typefaces: list[Typeface]) -> str:
    """What the typefaces are called, without the letters that a part of one begins with: ISO 32000-1, 9.6.4."""
    names = [text(get(typeface.object, "/BaseFont"))[1:] or "?" for typeface in typefaces]
    plain = sorted({name[7:] if name[6:7] == "+" else name for name in names})
    return ", ".join(plain[:_MOST_NAMES] + (["…"] if len(plain) > _MOST_NAMES else []))
