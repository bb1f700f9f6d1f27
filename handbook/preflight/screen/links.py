"""Rules about what is clicked in a PDF for screens: links, bookmarks, fields to fill in, and the order in which Tab reaches them.

In: a subject. Out: findings, one for a page or a file, at the first place that is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from handbook.findings import Finding, Severity
from handbook.preflight.ranges import ranges
from handbook.preflight.rule import rule
from handbook.preflight.screen.objects import Key, get, key, text
from handbook.preflight.screen.sheets import Annotation, annotated, sheets, spot
from handbook.preflight.screen.tags import is_tagged, tree
from handbook.preflight.screen.targets import dead_end, outline
from handbook.preflight.subject import Subject
from handbook.wording import nsay, say

_MOST_PARENTS = 30
_INNER = ("Link", "Reference", "Annot")
"""Tags that a link may stand in: ISO 32000-1, table 338, and ISO 14289-1, 7.18.5."""


def _by_page(found: Iterable[Annotation]) -> Iterator[tuple[int, list[Annotation]]]:
    for page, each in groupby(found, key=lambda annotation: annotation.page):
        yield page, list(each)


def _of(subject: Subject, kind: str) -> list[Annotation]:
    return [annotation for annotation in annotated(subject) if annotation.kind == kind and not annotation.hidden]


@rule("U05", "screen")
def links_lead_somewhere(subject: Subject) -> Iterator[Finding]:
    """A link or bookmark leads nowhere.

    Why: Readers click, and nothing happens, or a viewer tells them of a mistake.
    Mend: Let it lead to a page or heading that is in the file. Where pages were taken out, take the links to them out as well.
    """
    hint = say("Let it lead to a place in the file, or take it out.")
    for page, links in _by_page(_of(subject, "Link")):
        dead = [(link, why) for link in links if (why := dead_end(subject, link.object))]
        if dead:
            first, why = dead[0]
            message = nsay("a link leads %(where)s.", "%(count)s links lead nowhere; the first leads %(where)s.", len(dead), where=why)
            yield Finding("U05", message, spot(subject, page, get(first.object, "/Rect")), hint)
    lost = [(mark, why) for mark in outline(subject).bookmarks if get(mark.object, "/First") is None and (why := dead_end(subject, mark.object))]
    if lost:
        mark, why = lost[0]
        message = nsay(
            'the bookmark "%(title)s" leads %(where)s.',
            '%(count)s bookmarks lead nowhere; the first, "%(title)s", leads %(where)s.',
            len(lost),
            title=mark.title,
            where=why,
        )
        yield Finding("U05", message, subject.place(), hint)


@rule("U06", "screen")
def links_are_told(subject: Subject) -> Iterator[Finding]:
    """A link isn't in the tags, or doesn't say where it leads.

    Why: Who listens to a page doesn't learn that there is a link, or hears "link" and not what it is for.
    Mend: Let the program that makes the PDF tag links and describe them. PDF/UA asks for both.
    """
    if not is_tagged(subject):  # told already, and then no link is
        return
    made = tree(subject)
    for page, links in _by_page(_of(subject, "Link")):
        outside = [link for link in links if (at := made.objects.get(key(link.object))) is None or all(tag.role not in _INNER for tag in islice(made.around(at), _MOST_PARENTS))]
        silent = [link for link in links if not _described(subject, link)]
        for wrong, message, severity in (
            (outside, nsay("a link isn't in the tags.", "%(count)s links aren't in the tags.", len(outside)), Severity.ERROR),
            (silent, nsay("a link doesn't say where it leads.", "%(count)s links don't say where they lead.", len(silent)), Severity.REVIEW),  # its text is read out
        ):
            if wrong:
                yield Finding("U06", message, spot(subject, page, get(wrong[0].object, "/Rect")), say("Tag it as a link, and describe it."), severity)


def _described(subject: Subject, link: Annotation) -> bool:
    """Whether a link has a description of its own, or its tag has."""
    at = tree(subject).objects.get(key(link.object))
    return bool(text(get(link.object, "/Contents")).strip()) or (at is not None and tree(subject).tags[at].said)


@rule("U09", "screen")
def fields_have_names(subject: Subject) -> Iterator[Finding]:
    """A field to fill in has no name that can be read out.

    Why: Who doesn't see the page hears "edit" and doesn't know what to write.
    Mend: Give each field a tooltip that says what goes into it; the label beside it isn't enough.
    """
    for page, places in _by_page(_of(subject, "Widget")):
        unnamed = [place for place in places if not _name(place.object)]
        if unnamed:
            message = nsay("a field to fill in has no name.", "%(count)s fields to fill in have no name.", len(unnamed))
            yield Finding("U09", message, spot(subject, page, get(unnamed[0].object, "/Rect")), say("Give each field a tooltip."))


def _name(place: object) -> str:
    """The name of a field, or of the group that it belongs to: /TU, ISO 32000-1, table 220."""
    met: set[Key] = set()
    for _ in range(_MOST_PARENTS):
        if name := text(get(place, "/TU")).strip():
            return name
        place = get(place, "/Parent")
        if place is None or key(place) in met:
            break
        met.add(key(place))
    return ""


@rule("U12", "screen", Severity.REVIEW)
def tab_follows_the_tags(subject: Subject) -> Iterator[Finding]:
    """The Tab key doesn't go through links and fields in the order of reading.

    Why: Who can't use a mouse jumps about on the page, and fills the form in in the wrong order.
    Mend: Set the tab order of all pages to "use document structure".
    """
    if not is_tagged(subject):
        return
    here = {annotation.page for annotation in annotated(subject) if annotation.kind in ("Link", "Widget") and not annotation.hidden}
    wrong = [sheet.number for sheet in sheets(subject) if sheet.number in here and text(get(sheet.object, "/Tabs")) != "/S"]
    if wrong:
        message = say("the Tab key doesn't follow the tags (pages: %(pages)s).", pages=ranges(wrong))
        yield Finding("U12", message, subject.place(wrong[0]), say('Set the tab order to "use document structure".'), Severity.REVIEW)
