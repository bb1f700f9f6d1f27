"""What stops a build, and with which exit code.

HandbookError                the user can mend it: findings with place, sentence and hint, no traceback
├── ContentError             1   edition, text, asset, template or page is wrong
├── UsageError               2   the command was called wrongly
├── EnvironmentProblem       3   the machine lacks something: a library, a font, room on the disk
└── Interrupted              130 somebody pressed Ctrl-C

Everything else is our bug and shows a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from handbook.findings import Finding, in_order


class ExitCode(IntEnum):
    """What the shell sees."""

    GOOD = 0
    CONTENT = 1
    USAGE = 2
    ENVIRONMENT = 3
    INTERRUPTED = 130


class HandbookError(Exception):
    """The user can mend it. Carries every finding of the stage that gave up, so that all can be mended at once."""

    exit_code = ExitCode.CONTENT

    def __init__(self, *findings: Finding) -> None:
        self.findings = tuple(in_order(findings))
        super().__init__("\n".join(map(str, self.findings)))

    def __reduce__(self) -> tuple[type[HandbookError], tuple[Finding, ...]]:
        return type(self), self.findings


class ContentError(HandbookError):
    """Edition, text, asset, template or page is wrong."""


class UsageError(HandbookError):
    """The command was called wrongly."""

    exit_code = ExitCode.USAGE


class EnvironmentProblem(HandbookError):
    """The machine lacks something."""

    exit_code = ExitCode.ENVIRONMENT


class Interrupted(HandbookError):
    """Somebody pressed Ctrl-C."""

    exit_code = ExitCode.INTERRUPTED


def raise_for(findings: Iterable[Finding]) -> None:
    """Raise one `ContentError` with all findings if there are any."""
    if found := list(findings):
        raise ContentError(*found)
