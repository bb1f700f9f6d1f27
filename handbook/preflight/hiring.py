"""Rules N03 and N04: whom the edition's own words invite, and whom they seem to leave out.

In: the words a recruiter wrote, in German unless told. Both are for review: a person decides, for words alone never tell whether
they offer a job.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from handbook.findings import Finding, Severity
from handbook.preflight.rule import rule
from handbook.wording import mark, say

if TYPE_CHECKING:
    from handbook.preflight.content import Content

_MEN = "berater|betreuer|mitarbeiter|verkäufer|vertreter|sachbearbeiter|disponent|telefonist|referent|assistent|techniker|teamleiter|gruppenleiter|serviceleiter|agent|manager"
_MASCULINE = re.compile(rf"(?<!\w)\w*(?:(?:{_MEN})(?:n|en|s)?|kaufmann|fachmann)(?![\w-])", re.IGNORECASE)
_FEMININE = re.compile(rf"(?<!\w)\w*(?:(?:{_MEN})in(?:nen)?|kauffrau(?:en)?|fachfrau(?:en)?)(?![\w-])", re.IGNORECASE)
_SIGNED = re.compile(rf"\w*(?:{_MEN})(?:[:*_·]in|/-?in|\(in)(?:nen)?\)?|\w*kaufmann/(?:-|kauf)?frau|\w*kauffrau/(?:-|kauf)?mann", re.IGNORECASE)
"""Both at once: Kundenberater:in, Kundenberater/-in, Kaufmann/-frau."""
_INNER_CAPITAL = re.compile(r"\w*[a-zäöüß]In(?:nen)?(?!\w)")
"""KundenberaterInnen: only the capital tells it from the feminine."""
_FOR_ALL = re.compile(r"\((?:[a-z*]{1,3})(?:\s*[/|,]\s*[a-z*]{1,3}){1,3}\)|\bgn\b|all genders|alle geschlechter|alle menschen", re.IGNORECASE)
"""(m/w/d), (w, m, d), (gn), (all genders)."""
_VACANCY = re.compile(r"\b(?:such(?:en|t)|gesucht|ausbildung (?:zum|zur|als)|jobs?|stellen?|vakan\w*|bewerb\w*)\b", re.IGNORECASE)
"""What makes a person's role an offer."""


def one_sided(text: str) -> str:
    """The first job that a German text names for men or for women only; empty if it names none, or both."""
    if _FOR_ALL.search(text):
        return ""
    bare = _SIGNED.sub("", _INNER_CAPITAL.sub("", text))
    masculine, feminine = _MASCULINE.search(bare), _FEMININE.search(bare)
    if masculine and feminine:
        return ""
    found = masculine or feminine
    return found[0] if found else ""


@rule("N03", "content", Severity.REVIEW)
def jobs_are_for_everybody(content: Content) -> Iterator[Finding]:
    """A job is named for men or for women only.

    Why: § 11 AGG forbids to advertise a job for one sex; whoever feels left out may ask for up to three months' pay. A title such as
    "Kundenberater gesucht" on a handout counts as an advertisement.
    Mend: name the work ("Kundenberatung") or both forms ("Kundenberaterinnen und Kundenberater"), or put (m/w/d) behind the title. The
    role of a person whom visitors may call is theirs and isn't looked at unless it offers a job.
    """
    if not any(locale.startswith("de") for locale in content.edition.locales):
        return
    for field, text in content.of(("title",), ("fair", "name"), ("fair", "stand"), ("contact", "role")):
        if field == ("contact", "role") and not _VACANCY.search(text):
            continue
        if job := one_sided(text):
            message = say('%(field)s: "%(job)s" names a job for one sex only.', field=".".join(field), job=job)
            yield content.finding("N03", message, field, say("Name the work, or both forms, or put (m/w/d) behind it."))


# For translators: what a word may leave people out for, in brackets behind it
AGE = mark("age")
# For translators: what a word may leave people out for, in brackets behind it
ORIGIN = mark("origin")
# For translators: what a word may leave people out for, in brackets behind it
HEALTH = mark("health")
_LEAVES_OUT = (
    (AGE, re.compile(r"\bjunge[snmr]?\b(?! und alt)|\b(?-i:jung)\b(?! und alt)|\bjüngere[snmr]?\b|\bjunggeblieben\w*|\bdynamisch\w*", re.IGNORECASE)),
    (AGE, re.compile(r"\bdigital natives?\b|\bhöchstalter\b|\b(?:maximal|höchstens|bis|unter|nicht älter als) \d\d jahren?\b|\byoung\b", re.IGNORECASE)),
    (ORIGIN, re.compile(r"\bmuttersprach\w*|\bnative[ -]speakers?\b|\bakzentfrei\w*|\bohne akzent\b|\baccent[ -]free\b|\bdeutschstämmig\w*", re.IGNORECASE)),
    (HEALTH, re.compile(r"\bkörperlich (?:fit|belastbar)\w*|\b(?:voll|uneingeschränkt) (?:belastbar|gesund)\w*", re.IGNORECASE)),
)
"""Words that courts or advice bodies have read as signs of discrimination, by the ground in § 1 AGG."""


@rule("N04", "content", Severity.REVIEW)
def words_leave_nobody_out(content: Content) -> Iterator[Finding]:
    """A word of the edition may be read as leaving people out.

    Why: "junges, dynamisches Team", "Muttersprachler" and the like are what rejected applicants quote when they claim compensation
    (§§ 1, 11, 15, 22 AGG): the word alone shifts the burden of proof to the employer. And good people put the handout down.
    Mend: say what the work asks for: "Deutsch auf Niveau C1", "ein Team, das viel ausprobiert".
    """
    for field, text in content.of(("title",), ("fair", "stand"), ("contact", "role"), ("pay", "source"), ("imprint", "credits")):
        for ground, pattern in _LEAVES_OUT:
            if found := pattern.search(text):
                message = say('%(field)s: "%(word)s" may be read as leaving people out (%(ground)s).', field=".".join(field), word=found[0], ground=say(ground))
                yield content.finding("N04", message, field, say("Say what the work asks for instead."))
