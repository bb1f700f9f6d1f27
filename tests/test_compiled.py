"""Compiled templates: used only for the very source, place and environment that they were compiled for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from handbook.compiled import Compiled


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The module that makes the environment."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    path = tmp_path / "templates.py"
    path.write_text("x = 1")
    return path


def filled(maker: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    """The text, and how many templates were compiled for it."""
    compiled = []
    compile_ = Environment.compile
    with monkeypatch.context() as patch:
        patch.setattr(Environment, "compile", lambda *given, **more: (compiled.append(given), compile_(*given, **more))[1])
        environment = Environment(loader=DictLoader({"parts/a.html": source}), bytecode_cache=Compiled(maker), autoescape=True)
        return environment.get_template("parts/a.html").render(x="<"), len(compiled)


def test_a_template_is_compiled_once(maker: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert filled(maker, "{{ x }}", monkeypatch) == ("&lt;", 1)
    assert filled(maker, "{{ x }}", monkeypatch) == ("&lt;", 0)
    assert len(list(maker.parent.glob("__pycache__/*"))) == 1


def test_another_source_or_another_environment_is_compiled_again(maker: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(maker, "{{ x }}", monkeypatch)
    assert filled(maker, "{{ x }}!", monkeypatch) == ("&lt;!", 1)
    maker.write_text("x = 2")
    assert filled(maker, "{{ x }}!", monkeypatch) == ("&lt;!", 1)
    assert len(list(maker.parent.glob("__pycache__/*"))) == 1


@pytest.mark.parametrize("damage", [b"", b"\0", b"j2\0\0" * 99])
def test_a_damaged_file_is_compiled_again(maker: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    filled(maker, "{{ x }}", monkeypatch)
    (path,) = maker.parent.glob("__pycache__/*")
    path.write_bytes(path.read_bytes()[: len(damage)] + damage)
    assert filled(maker, "{{ x }}", monkeypatch) == ("&lt;", 1)


def test_where_nothing_can_be_written_it_is_compiled_each_time(maker: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (maker.parent / "__pycache__").write_text("in the way")
    assert filled(maker, "{{ x }}", monkeypatch) == filled(maker, "{{ x }}", monkeypatch) == ("&lt;", 1)
    (maker.parent / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert filled(maker, "{{ x }}", monkeypatch) == ("&lt;", 1)
    assert not (maker.parent / "__pycache__").exists()
