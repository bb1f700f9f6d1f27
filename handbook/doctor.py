"""What does this machine lack? Findings, each with the line that mends it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from handbook import assets
from handbook.errors import EnvironmentProblem
from handbook.findings import Finding
from handbook.wording import say

NEEDED_ROOM = 200 * 2**20
"""Bytes of free disk space that a run may want."""

_TRY = "from handbook import engine; w = engine.load(); w.HTML(string='<p>ä', base_url='asset:///').write_pdf(font_config=engine.font_configuration())"


def examine() -> Iterator[Finding]:
    """Everything that is missing. The engine is tried in a process of its own: without fonts it dies."""
    if sys.version_info < (3, 11):
        yield Finding("L06", say("Python 3.11 or newer is needed."), hint=say("Debian 12 has it as python3."))
    try:
        assets.check_bundled()
    except EnvironmentProblem as error:
        yield from error.findings
    run = subprocess.run([sys.executable, "-c", _TRY], capture_output=True, text=True, check=False, cwd=Path(__file__).resolve().parent.parent)
    if run.returncode:
        from handbook.engine import INSTALL

        words = run.stderr.strip().splitlines()
        message = say("the layout engine doesn't run here: %(reason)s", reason=words[-1][:200] if words else say("it ended without a word"))
        yield Finding("L06", message, hint=say("Run: %(command)s", command=INSTALL))
    for folder in {Path.cwd(), Path(tempfile.gettempdir())}:
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            message = say("%(folder)s: files can't be written here: %(reason)s.", folder=folder, reason=error.strerror)
            yield Finding("W01", message, hint=say("Work in a folder of your own."))
            continue
        if shutil.disk_usage(folder).free < NEEDED_ROOM:
            message = say("%(folder)s: less than %(size)s MB are free.", folder=folder, size=NEEDED_ROOM // 2**20)
            yield Finding("W01", message, hint=say("Make room on this disk."))
