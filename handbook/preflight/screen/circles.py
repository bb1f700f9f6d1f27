"""Which parts of a PDF go round in circles, have no end, or can't be read: what every walk through it noticed on its way.

In: a subject. Out: a sentence for each such part. A file for which there is one isn't given to programs that know no such limits.
"""

from __future__ import annotations

from handbook.preflight.ranges import ranges
from handbook.preflight.screen.sheets import crowded
from handbook.preflight.screen.strings import drawn
from handbook.preflight.screen.tags import tree
from handbook.preflight.screen.targets import fields, names, outline
from handbook.preflight.subject import Subject, once
from handbook.wording import Said, say


@once
def circles(subject: Subject) -> tuple[tuple[Said, int], ...]:
    """What is said of each part, with the page that it stands on, or 0."""
    parts = {
        say("its tags go round in circles, or are too many."): tree(subject).endless,
        say("its bookmarks go round in circles, or are too many."): outline(subject).endless,
        say("the names that links lead to go round in circles, or are too many."): names(subject).endless,
        say("the fields of its form go round in circles, or are too many."): fields(subject).endless,
        say("there are too many links and fields on its pages."): crowded(subject),
    }
    made = [(said, 0) for said, holds in parts.items() if holds]
    if broken := drawn(subject).broken:
        made.append((say("what stands on the page can't be read, or has no end (pages: %(pages)s).", pages=ranges(broken)), broken[0]))
    return tuple(made)
