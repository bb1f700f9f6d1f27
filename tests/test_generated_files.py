"""Files that are made from others are as fresh as what they are made from."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from handbook import paths
from handbook.edition.load import schema
from tests.conftest import ROOT

EDITIONS = sorted(ROOT.glob("editions/*/edition.toml"))
THIRD_PARTY = tomllib.loads((paths.LAYOUTS / "third_party.toml").read_text("utf-8"))
DIGESTS: dict[str, str] = tomllib.loads((paths.LAYOUTS / "digests.toml").read_text("utf-8"))
LOCK: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_the_schema_is_that_of_the_model() -> None:
    assert json.loads(paths.SCHEMA.read_text("utf-8")) == schema()


def test_everything_that_is_generated_is_fresh() -> None:
    done = subprocess.run([sys.executable, "tools/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: str(path.parent.name))
def test_every_edition_names_the_schema_in_its_first_line(path: Path) -> None:
    named = path.read_text("utf-8").splitlines()[0].removeprefix("#:schema ")
    assert (path.parent / named).resolve() == paths.SCHEMA


def normal(name: str) -> str:
    """A package's name as the index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, dict[str, Any]]:
    """The packages of the lock file, without this project."""
    return {package["name"]: package for package in LOCK["package"] if package["name"] != PROJECT["project"]["name"]}


def for_development() -> set[str]:
    """What the project and its developers need; what only an extra needs is for those who want it."""
    (own,) = (package for package in LOCK["package"] if package["name"] == PROJECT["project"]["name"])
    waiting = [*own["dependencies"], *own["dev-dependencies"]["dev"]]
    needed: set[str] = set()
    while waiting:
        each = waiting.pop()
        package = locked()[each["name"]]
        waiting += [more for extra in each.get("extra", ()) for more in package["optional-dependencies"][extra]]
        if each["name"] not in needed:
            needed.add(each["name"])
            waiting += package.get("dependencies", ())
    return needed


def test_requirements_pin_the_versions_and_digests_of_the_lock_file() -> None:
    text = (ROOT / "requirements.txt").read_text("utf-8").replace("\\\n", " ")
    entries = re.findall(r"^([\w.-]+)==(\S+)([^\n]*)", text, re.MULTILINE)
    assert {name: version for name, version, _ in entries} == {name: locked()[name]["version"] for name in for_development()}
    for name, _, rest in entries:
        package = locked()[name]
        files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
        assert set(re.findall(r"--hash=(\S+)", rest)) == {file["hash"] for file in files}, name


def test_the_lock_file_knows_what_the_project_asks_for() -> None:
    (own,) = (package for package in LOCK["package"] if package["name"] == PROJECT["project"]["name"])
    extras = PROJECT["project"]["optional-dependencies"]
    asked = [*PROJECT["project"]["dependencies"], *(each for extra in extras.values() for each in extra), *PROJECT["dependency-groups"]["dev"]]
    noted = [*own["metadata"]["requires-dist"], *own["metadata"]["requires-dev"]["dev"]]
    assert sorted(asked) == sorted(f"{each['name']}{each['specifier']}" for each in noted)
    assert own["metadata"]["provides-extras"] == list(extras)
    assert {extra: [each["name"] for each in noted if each.get("marker") == f"extra == '{extra}'"] for extra in extras} == {
        extra: [normal(re.split(r"[><=~!\[; ]", each)[0]) for each in asked] for extra, asked in extras.items()
    }
    assert own["version"] == PROJECT["project"]["version"]
    assert {normal(re.split(r"[><=~!\[; ]", each)[0]) for each in asked} <= locked().keys()


@pytest.mark.parametrize("name", DIGESTS)
def test_a_third_party_file_is_the_one_that_was_fetched(name: str) -> None:
    assert hashlib.sha256((paths.LAYOUTS / name).read_bytes()).hexdigest() == DIGESTS[name]


def test_every_font_icon_and_profile_has_a_digest_and_a_package_it_comes_from() -> None:
    taken = {f"{entry['folder']}/{line.split(' -> ')[1]}" for entry in THIRD_PARTY.values() for line in entry["take"]}
    there = {path.relative_to(paths.LAYOUTS).as_posix() for folder in ("fonts", "icons", "profiles") for path in (paths.LAYOUTS / folder).iterdir()}
    assert there - {"fonts/fonts.conf"} == taken == {name for name in DIGESTS if not name.startswith("fields/")}


def test_the_fonts_of_forms_are_what_the_tool_cuts_out_of_the_fetched_ones() -> None:
    code = """
import sys; sys.path.insert(0, "tools")
import field_fonts, hashlib, pathlib
latin, arabic = (pathlib.Path("layouts/fonts", f"IBMPlexSans{script}-Regular.ttf").read_bytes() for script in ("", "Arabic"))
for name, data in field_fonts.made(latin, arabic).items():
    print(name, hashlib.sha256(data).hexdigest())
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert dict(line.split() for line in done.stdout.splitlines()) == {name: digest for name, digest in DIGESTS.items() if name.startswith("fields/")}
    assert {f"fields/{path.name}" for path in (paths.LAYOUTS / "fields").iterdir()} == {name for name in DIGESTS if name.startswith("fields/")}


@pytest.mark.parametrize("entry", THIRD_PARTY.values(), ids=THIRD_PARTY.keys())
def test_third_party_md_tells_package_version_licence_and_change(entry: dict[str, Any]) -> None:
    rows = [row for row in (ROOT / "THIRD_PARTY.md").read_text("utf-8").splitlines() if f"`{entry['package']}`" in row]
    assert len(rows) == 1
    name, version, source, licence, files, changed = (cell.strip() for cell in rows[0].strip("|").split(" | "))
    assert name
    assert (version, source) == (entry["version"], f"{entry['registry']} `{entry['package']}`")
    assert licence.startswith(entry["licence"])
    (text,) = re.findall(r"\]\((\S+)\)", licence)
    assert (ROOT / text).is_file()
    (pattern,) = re.findall(r"`(\S+)`", files)
    taken = [f"{entry['folder']}/{line.split(' -> ')[1]}" for line in entry["take"] if "LICENSE" not in line]
    assert sorted(path.relative_to(paths.LAYOUTS).as_posix() for path in ROOT.glob(pattern)) == sorted(taken)
    assert ("WOFF2 unpacked to TrueType" in changed) == any("woff2" in line for line in entry["take"])
    assert ("turned into a profile" in changed) == any("ti3" in line for line in entry["take"])


def test_every_licence_of_a_third_party_is_shipped_with_its_files() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (paths.LAYOUTS / "fonts" / "IBM-Plex-LICENSE.txt").read_text("utf-8")
    assert all("The zlib/libpng License" in path.read_text("utf-8") for path in (paths.LAYOUTS / "profiles").glob("*-LICENSE.txt"))
    assert "ISC License" in (paths.LAYOUTS / "icons" / "LICENSE").read_text("utf-8")
    assert {"LICENSE", "THIRD_PARTY.md"} == set(PROJECT["project"]["license-files"])
