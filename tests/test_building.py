"""The verb `build`: what hasn't changed stays, and what stands in the way is named."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.errors import ExitCode
from handbook.runs import output
from tests.conftest import ROOT, Call, Run


def test_what_has_not_changed_stays_unless_it_is_forced_and_a_dry_run_makes_nothing(run: Run, tmp_path: Path) -> None:
    sheets = ("build", "house", "--product", "interview,skills")
    told = run(*sheets, "--dry-run", cwd=tmp_path)
    assert (told.returncode, told.stdout.splitlines()) == (ExitCode.GOOD, ["house-interview-de: new", "house-skills-de: new"])
    assert os.listdir(tmp_path) == []
    first = run(*sheets, cwd=tmp_path)
    assert "unchanged" not in first.stderr
    (tmp_path / "dist" / "house" / "house-skills-de.pdf").write_bytes(b"by hand")
    assert run(*sheets, "-n", cwd=tmp_path).stdout.splitlines() == ["house-interview-de: unchanged", "house-skills-de: file changed: house-skills-de.pdf"]
    plans = json.loads(run(*sheets, "-n", "--json", "--force", "--select", "*-skills-*", cwd=tmp_path).stdout)
    assert plans == {"schema_version": 1, "jobs": [{"job": "house-skills-de", "build": True, "why": ["forced"]}]}
    again = run(*sheets, cwd=tmp_path)
    assert "1 built, 1 unchanged" in again.stderr
    assert again.stdout == first.stdout
    last = run(*sheets, cwd=tmp_path)
    assert "0 built, 2 unchanged" in last.stderr
    assert last.stdout == first.stdout


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_pattern_that_no_job_has_is_named(run: Run, tmp_path: Path, more: tuple[str, ...]) -> None:
    done = run("build", "house", "--select", "acme-*", "--json", *more, cwd=tmp_path)
    assert [finding["code"] for finding in json.loads(done.stdout)["findings"]] == ["E04"]
    assert done.returncode == ExitCode.USAGE
    assert 'no job is called "acme-*". `build_pdf.py build --dry-run` names them.' in done.stderr


def test_an_edition_named_twice_is_built_once_and_two_of_one_name_are_refused(call: Call, edition: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = str(edition("house"))
    (tmp_path / "elsewhere").mkdir()
    shutil.copytree(ROOT / "editions" / "house", tmp_path / "elsewhere" / "house")
    once = call("build", path, "house", "--product", "skills", "--dry-run")
    assert once.out.splitlines() == ["house-skills-de: new"]
    twice = call("build", path, "elsewhere/house/edition.toml", "--product", "skills", "--dry-run")
    assert twice.code == ExitCode.USAGE
    assert 'there are two editions called "house": their files would overwrite each other.' in twice.err


@pytest.mark.skipif(os.name != "posix", reason="folders can be locked")
def test_a_folder_that_another_run_writes_into_ends_with_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dist" / "house").mkdir(parents=True)
    with output.alone(tmp_path / "dist" / "house"):
        done = run("build", "house", "--product", "skills", cwd=tmp_path)
        as_json = run("build", "house", "--product", "skills", "--json", cwd=tmp_path)
    assert done.returncode == as_json.returncode == ExitCode.ENVIRONMENT
    assert "dist/house: another run is writing into this folder." in done.stderr
    assert [finding["code"] for finding in json.loads(as_json.stdout)["findings"]] == ["W02"]


def test_a_cluster_without_its_library_ends_with_3(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = call("build", "house", "--scheduler", "tcp://127.0.0.1:9", "-o", str(tmp_path))
    assert done.code == ExitCode.ENVIRONMENT
    assert "pip install 'career-handbook[cluster]'" in done.err
    assert os.listdir(tmp_path) == []


def test_editions_and_files_elsewhere_are_called_by_their_urls(call: Call, tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    home, out = f"memory://{tmp_path.as_posix()}/house", f"memory://{tmp_path.as_posix()}/dist"
    fsspec.filesystem("memory").put(f"{ROOT}/editions/house/", home, recursive=True)
    wanted = ("build", home, "--product", "skills", "-j", "1", "-o", out, "-v")
    assert call(*wanted, "-n").out.split("\n")[0] == "house-skills-de: new"
    assert not fsspec.filesystem("memory").exists(out)
    first = call(*wanted)
    assert (first.code, first.out.split()) == (ExitCode.GOOD, [f"{out}/house/{name}" for name in ("house-skills-de.pdf", "manifest.json")])
    assert f"note: {home}/edition.toml:13:10: brand.accent" in first.err
    assert fsspec.filesystem("memory").cat_file(f"{out}/house/house-skills-de.pdf").startswith(b"%PDF")
    again = call(*wanted)
    assert again.out == first.out
    assert "0 built, 1 unchanged" in again.err


@pytest.mark.parametrize("arguments", [("memory://house", "--watch"), ("house", "-o", "memory://dist", "--open")])
def test_what_needs_files_of_this_machine_is_said_before_anything_is_fetched(call: Call, arguments: tuple[str, ...]) -> None:
    told = call("build", *arguments)
    assert told.code == ExitCode.USAGE
    assert "--watch needs editions on this machine, and --open a folder on it." in told.err
