from __future__ import annotations

import io
import sys
import time

import pytest

from handbook.watching import progress, rate


def test_nobody_watching_means_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(["acme"], quiet=False) as report:
        report("paginate", 1, 2)
    assert capsys.readouterr() == ("", "")


def test_whoever_watches_sees_step_and_count(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with progress(["acme"], quiet=False) as report:
        report("paginate", 1, 2)
    told = capsys.readouterr().err
    assert "acme" in told
    assert "paginate" in told
    assert "1/2" in told


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        return True


def test_progress_says_how_fast_it_goes_and_how_long_the_rest_will_take(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(time, "monotonic", iter(range(10_000)).__next__)
    with progress(["a", "b"], quiet=False) as report:
        report("paginate", 3, 6)
    drawn = terminal.getvalue()
    assert "2" in drawn
    assert "paginate" in drawn
    assert "3/6" in drawn
    assert "a minute" in drawn
    assert rate(3, 60) == "3 a minute"
    assert rate(0, 60) == ""
