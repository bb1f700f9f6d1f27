"""Rules about a PDF for screens as a whole: tags, title, language, bookmarks, locks, and what it does by itself.

In: a subject. Out: findings, one for a file.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook import localization
from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.preflight.screen import claims, sheets, targets
from handbook.preflight.screen.circles import circles
from handbook.preflight.screen.objects import get, text
from handbook.preflight.screen.tags import is_tagged
from handbook.preflight.subject import Subject
from handbook.wording import say

LONG = 20
"""Pages beyond which nobody leafs through a file to find a chapter."""
_NO_TITLES = ("untitled", "unbenannt", "(anonymous)")
"""What programs write where nobody wrote a title."""
_DOES = {
    "JavaScript": say("runs a program that is in it."),
    "Launch": say("starts a program or opens a file on the reader's computer."),
    "ImportData": say("fetches data from another file."),
    "RichMedia": say("plays films or runs programs that are in it."),
    "Movie": say("plays films that are in it or elsewhere."),
    "SubmitForm": say("sends what is filled in to an address."),
}
"""Actions and annotations that nobody expects of a text: ISO 32000-1, table 198."""
_GRAVE = ("JavaScript", "Launch", "ImportData")


@rule("U01", "screen")
def has_tags(subject: Subject) -> Iterator[Finding]:
    """The PDF has no tags.

    Why: Tags tell screen readers what is a heading, a list or a table, and in which order it is read. Without them people who don't see
    the page hear words in any order, or nothing; telephones can't set the text anew for a small screen.
    Mend: Make the PDF with tags. Word, LibreOffice and InDesign ask for it when they save; "print to PDF" never makes any.
    """
    if not is_tagged(subject):
        yield Finding("U01", say("has no tags: screen readers can't tell headings, lists and order."), subject.place(), say("Save it as a tagged (accessible) PDF."))


@rule("U02", "screen")
def has_title(subject: Subject) -> Iterator[Finding]:
    """The PDF has no title, or viewers show the name of the file in its place.

    Why: The title is what a screen reader says first and what stands in the tab of the window. "doc_final3.pdf" tells nobody anything.
    Mend: Write the title into the document's properties, and let viewers show it (initial view: document title).
    """
    title = claims.title(subject)
    shown = get(sheets.root(subject), "/ViewerPreferences", "/DisplayDocTitle") is True
    if not title or title.lower() in _NO_TITLES:
        yield Finding("U02", say("has no title."), subject.place(), say("Write one into the document's properties."))
    elif not shown:
        message = say('says its title "%(title)s", but viewers show the name of the file.', title=title[:80])
        yield Finding("U02", message, subject.place(), say("Let viewers show the title."), Severity.REVIEW)


@rule("U03", "screen")
def has_language(subject: Subject) -> Iterator[Finding]:
    """The PDF doesn't say in which language it is.

    Why: A screen reader speaks it with the voice of another language, and nobody understands a word.
    Mend: Set the language in the document's properties, such as de or en-GB.
    """
    language = text(get(sheets.root(subject), "/Lang")).strip()
    hint = say("Set the language in the document's properties, such as de or en-GB.")
    if not language:
        yield Finding("U03", say("doesn't say in which language it is."), subject.place(), hint)
    elif not localization.names_language(language):
        yield Finding("U03", say('says that its language is "%(language)s", which names none.', language=language[:40]), subject.place(), hint)


@rule("U14", "screen", Severity.REVIEW)
def has_bookmarks(subject: Subject) -> Iterator[Finding]:
    """A long PDF has no bookmarks.

    Why: On a screen nobody leafs. Bookmarks are the contents that stand beside every page.
    Mend: Let the program that makes the PDF write bookmarks from the headings.
    """
    pages = len(subject.pdf.pages)
    if pages > LONG and not targets.outline(subject).bookmarks:
        message = say("has %(pages)s pages and no bookmarks.", pages=pages)
        yield Finding("U14", message, subject.place(), say("Let bookmarks be made from the headings."), Severity.REVIEW)


@rule("U15", "screen")
def is_open(subject: Subject) -> Iterator[Finding]:
    """The PDF is locked against screen readers.

    Why: The lock forbids programs to take the text out of the file. Some screen readers keep to that and say nothing.
    Mend: Save it without a password, or allow that text is read for accessibility.
    """
    if subject.pdf.is_encrypted and not subject.pdf.allow.accessibility:
        yield Finding("U15", say("is locked: it forbids screen readers to read its text."), subject.place(), say("Save it without a password."))


@rule("U16", "screen")
def lies_still(subject: Subject) -> Iterator[Finding]:
    """The PDF does something by itself, starts programs or fetches something from outside.

    Why: Companies' mail filters hold such files back, viewers warn of them, and telephones show a part of them only.
    Mend: Take programs (JavaScript), films and links to other files out, and put what it fetches into the file.
    """
    found: dict[str, targets.Action] = {}
    for action in targets.actions(subject):
        found.setdefault(action.kind, action)
    for kind, message in _DOES.items():
        if kind in found:
            place = sheets.spot(subject, found[kind].page, found[kind].box) if found[kind].page else subject.place()
            severity = Severity.ERROR if kind in _GRAVE else Severity.REVIEW
            yield Finding("U16", message, place, say("Take that out of the file."), severity)
    if targets.fetches(subject):
        yield Finding("U16", say("fetches a part of itself from another file."), subject.place(), say("Put everything into the file."))


@rule("U17", "screen")
def comes_to_an_end(subject: Subject) -> Iterator[Finding]:
    """A part of the PDF goes round in circles, has no end, or can't be read.

    Why: Viewers and screen readers stop there, hang, or leave out what follows. What comes after it wasn't checked either.
    Mend: Make the PDF again. If it comes from a program that joins or packs files, join the originals with another one.
    """
    for message, page in circles(subject):
        yield Finding("U17", message, subject.place(page), say("Make the PDF again; what comes after that wasn't looked at."))
