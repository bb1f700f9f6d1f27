"""A finished PDF opened for looking at, whoever made it.

In: bytes from anywhere. Out: a `Subject`, or findings that say why the file can't be looked at. Nothing in it is trusted: a file may
be cut off, damaged, locked or built to take forever; each of these ends as a finding.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, wraps
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

from handbook.errors import ContentError
from handbook.findings import Finding, Place
from handbook.wording import Said, say

if TYPE_CHECKING:
    import pikepdf

    from handbook.preflight.press.things import Page
    from handbook.print_shops import PrintShop

logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # what it warns of is found by rules, or by nobody

_T = TypeVar("_T")

MOST_PAGES = 2000
"""A file with more pages is no handbook, and looking at it takes longer than anybody waits."""


@dataclass(frozen=True)
class Subject:
    """A PDF, and what it is to be used for."""

    pdf: pikepdf.Pdf
    data: bytes
    """The file as it was given."""
    name: str = ""
    """What it is called in a finding."""
    shop: PrintShop | None = None
    """The print shop whose terms hold; None for a file that people read on a screen."""
    part: str = ""
    """What it is of, for a PDF that is no file yet."""
    seen: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False, compare=False)
    """What was read of it already, see `once`."""

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All that the pages paint; looked at once, for all rules."""
        from handbook.preflight.press.painted import look

        return look(self.pdf)

    def place(self, page: int = 0, x_mm: float | None = None, y_mm: float | None = None) -> Place:
        """Where something is: a page from 1, and millimetres from the left and upper edge of the trimmed page."""
        return Place(self.name, part=self.part, page=page, x_mm=x_mm, y_mm=y_mm)


def once(look: Callable[[Subject], _T]) -> Callable[[Subject], _T]:
    """A look at a subject that several rules ask for, and that is taken once."""

    @wraps(look)
    def asked(subject: Subject) -> _T:
        if look not in subject.seen:
            subject.seen[look] = look(subject)
        seen: _T = subject.seen[look]
        return seen

    return asked


@contextmanager
def opened(data: bytes, name: str = "", shop: PrintShop | None = None, part: str = "") -> Iterator[Subject]:
    """The file as a subject, closed at the end. ContentError (X01) if it can't be read, needs a password or has no pages."""
    import pikepdf

    try:
        pdf = pikepdf.open(BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        raise _unreadable(name, part, say("is locked with a password."), say("Ask for the file without a password.")) from None
    except Exception as error:  # a damaged file makes the library raise whatever the damage calls for
        raise _unreadable(name, part, say("can't be read as a PDF."), say("Make the PDF again; it is damaged or cut off.")) from error
    with pdf:
        try:
            pages = len(pdf.pages)
        except Exception as error:
            raise _unreadable(name, part, say("can't be read as a PDF."), say("Make the PDF again; it is damaged or cut off.")) from error
        if not 0 < pages <= MOST_PAGES:
            raise _unreadable(name, part, say("has %(pages)s pages; 1 to %(most)s can be looked at.", pages=pages, most=MOST_PAGES))
        yield Subject(pdf, data, name, shop, part)


def _unreadable(name: str, part: str, message: Said, hint: str = "") -> ContentError:
    return ContentError(Finding("X01", message, Place(name, part=part), hint))
