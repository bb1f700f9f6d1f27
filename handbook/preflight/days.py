"""Rule N06: the days of an edition fit each other.

Days are compared among themselves, never with today: what was right when it was built stays right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import nsay, say

if TYPE_CHECKING:
    from handbook.preflight.content import Content

YEAR = dt.timedelta(days=366)
"""So old may a day be before somebody looks at it again: fairs and pay rounds come once a year."""
LONGEST_FAIR = dt.timedelta(days=14)


@rule("N06", "content")
def days_fit_each_other(content: Content) -> Iterator[Finding]:
    """The days of the edition contradict each other.

    Why: an edition is mostly made from last year's. A fair that was over when the edition was made, or a pay range that nobody has looked
    at for more than a year, is what was forgotten, and it stands on the cover of every copy.
    Mend: correct the day that is named. When the fair is over and the book goes on being handed out, leave `[fair]` out.
    """
    edition = content.edition
    fair, made, pay = edition.fair, edition.imprint.date, edition.pay
    if fair and edition.last_day < made:
        message = say("the fair ended on %(end)s, before the day of this edition, %(made)s.", end=edition.last_day, made=made)
        hint = say("Correct fair.starts and fair.ends, or leave [fair] out.")
        yield content.finding("N06", message, ("fair", "ends") if fair.ends else ("fair", "starts"), hint, Severity.ERROR)
    if fair and fair.starts - made > YEAR:
        message = say("imprint.date: %(made)s is more than a year before the fair on %(start)s.", made=made, start=fair.starts)
        yield content.finding("N06", message, ("imprint", "date"), say("Correct the one that was left from another edition."))
    if fair and fair.ends and fair.ends - fair.starts > LONGEST_FAIR:
        count = (fair.ends - fair.starts).days + 1
        message = nsay("the fair lasts %(count)s day.", "the fair lasts %(count)s days.", count)
        yield content.finding("N06", message, ("fair", "ends"), say("Compare fair.starts and fair.ends."))
    if pay and pay.as_of > edition.last_day:
        message = say("pay.as_of: %(day)s comes after the days of this edition.", day=pay.as_of)
        yield content.finding("N06", message, ("pay", "as_of"), say("It is the day on which the range was checked."))
    if pay and edition.date - pay.as_of > YEAR:
        message = say("pay.as_of: the range was checked on %(day)s, more than a year before %(date)s.", day=pay.as_of, date=edition.date)
        yield content.finding("N06", message, ("pay", "as_of"), say("Check the range again and write the new day."))
