"""Rules about the tags of a PDF for screens: pictures, headings, tables, and what is left out of them.

In: a subject. Out: findings, one for a page or a file, at the first place that is meant. A file without tags is told once, by U01.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding, Severity
from handbook.preflight.ranges import ranges
from handbook.preflight.rule import rule
from handbook.preflight.screen.sheets import spot
from handbook.preflight.screen.strings import drawn
from handbook.preflight.screen.tags import Tag, is_tagged, tree
from handbook.preflight.subject import Subject
from handbook.wording import nsay, say


@rule("U04", "screen")
def pictures_have_words(subject: Subject) -> Iterator[Finding]:
    """A picture has no alternative text.

    Why: Who doesn't see it hears "graphic" and doesn't know what is missed.
    Mend: Write in a sentence what the picture tells. One that tells nothing is marked as decoration (an artifact).
    """
    mute: dict[int, list[Tag]] = {}
    for tag in tree(subject).tags:
        if tag.role in ("Figure", "Formula") and not tag.said:
            mute.setdefault(tag.page, []).append(tag)
    for page, tags in mute.items():
        message = nsay("a picture has no alternative text.", "%(count)s pictures have no alternative text.", len(tags))
        yield Finding("U04", message, spot(subject, page, next((tag.box for tag in tags if tag.box), ())), say("Write what it tells, or mark it as decoration."))


@rule("U08", "screen", Severity.REVIEW)
def headings_step_by_step(subject: Subject) -> Iterator[Finding]:
    """Headings leave out a level, or the first one isn't of the first level.

    Why: Headings are the map of those who listen: after level 2 they look for what stands above a heading of level 4, and find nothing.
    Mend: Give headings the level that fits their place, and let the looks be a matter of style.
    """
    before, wrong = 0, []
    for tag in tree(subject).tags:
        if tag.level:
            if tag.level > before + 1:
                wrong.append((before, tag))
            before = tag.level
    if wrong:
        level, tag = wrong[0]
        where = ranges(each.page for _, each in wrong if each.page)
        message = say("a heading of level %(level)s follows on one of level %(before)s (pages: %(pages)s).", level=tag.level, before=level, pages=where)
        if not level:
            message = say("the first heading is of level %(level)s (pages: %(pages)s).", level=tag.level, pages=where)
        yield Finding("U08", message, subject.place(tag.page), say("Levels go down one by one, beginning with 1."), Severity.REVIEW)


@rule("U11", "screen")
def all_is_told(subject: Subject) -> Iterator[Finding]:
    """Something on the pages is neither in the tags nor marked as decoration.

    Why: Screen readers leave it out, and nobody can say whether it mattered.
    Mend: Tag what belongs to the text, and mark lines, grounds, heads and folios as artifacts.
    """
    if is_tagged(subject) and (untold := drawn(subject).untold):
        count = sum(untold.values())
        message = nsay(
            "something drawn is neither in the tags nor an artifact (page %(pages)s).",
            "%(count)s things drawn are neither in the tags nor artifacts (pages: %(pages)s).",
            count,
            pages=ranges(untold),
        )
        first = drawn(subject).first
        severity = Severity.ERROR if drawn(subject).lost else Severity.REVIEW
        yield Finding("U11", message, spot(subject, min(untold), first * 2 if first else ()), say("Tag it, or mark it as an artifact."), severity)


@rule("U13", "screen", Severity.REVIEW)
def tables_have_heads(subject: Subject) -> Iterator[Finding]:
    """A table has no head cells.

    Why: Who listens hears numbers, and not of what. With head cells each number is said with the names of its row and column.
    Mend: Mark the first row or column as head. What is no table, but set in columns, isn't tagged as one.
    """
    tags = tree(subject).tags
    table = [-1] * len(tags)
    rows, headed = dict[int, int](), set[int]()
    for at, tag in enumerate(tags):
        table[at] = at if tag.role == "Table" else table[tag.parent] if tag.parent >= 0 else -1
        if tag.role == "TR":
            rows[table[at]] = rows.get(table[at], 0) + 1
        elif tag.role == "TH":
            headed.add(table[at])
    bare = [at for at, count in rows.items() if at >= 0 and at not in headed and count > 1]
    if bare:
        message = nsay(
            "a table has no head cells (page %(pages)s).", "%(count)s tables have no head cells (pages: %(pages)s).", len(bare), pages=ranges(tags[at].page for at in bare)
        )
        yield Finding("U13", message, subject.place(tags[bare[0]].page), say("Mark its first row or column as head."), Severity.REVIEW)
