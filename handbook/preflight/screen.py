"""What is wrong with a finished PDF for those who read it on a screen, or have it read out to them.

In: a subject, whoever made it. Out: findings of the rules U01 to U17. The rules look at what other modules read once and in plain
values: `tags` what screen readers are told, `strings` and `letters` what the pages show, `targets` where links lead, `claims` what
the file says of itself.
"""

from __future__ import annotations

from handbook.findings import Finding
from handbook.preflight import screen_file, screen_links, screen_standards, screen_tags, screen_text
from handbook.preflight.rule import run
from handbook.preflight.subject import Subject

__all__ = ["check", "screen_file", "screen_links", "screen_standards", "screen_tags", "screen_text"]


def check(subject: Subject) -> list[Finding]:
    """Everything that the rules find in this file."""
    return run("screen", subject)
