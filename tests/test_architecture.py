"""What holds the program together: who imports whom, the road told everywhere the same, a test for each module."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import handbook
from handbook import paths, pipeline
from tests.conftest import ROOT

MODULES = sorted(path.relative_to(ROOT) for path in (ROOT / "handbook").rglob("*.py") if "__pycache__" not in path.parts)

HOMES = {
    "babel": {"catalogs.py", "localization.py", "translation/check.py", "translation/extract.py", "translation/status.py", "translation/update.py"},
    "click": {"building.py", "cli.py", "imposing.py", "merging.py", "preflighting.py", "speaking.py", "translating.py"},
    "coloraide": {"edition/brand.py"},
    "distributed": {"runs/scheduler.py"},
    "email_validator": {"edition/model.py"},
    "fontTools": {"assets.py", "channels/field_font.py"},
    "fsspec": {"storage.py"},
    "jinja2": {"compiled.py", "templates.py", "translation/extract.py"},
    "markdown_it": {"manuscript/assemble.py", "manuscript/chapter.py", "manuscript/markdown.py", "manuscript/passages.py", "manuscript/telling.py", "manuscript/tokens.py"},
    "markupsafe": {"galley/compose.py", "galley/lists.py", "manuscript/chapter.py", "manuscript/markdown.py", "manuscript/passages.py", "templates.py"},
    "mdit_py_plugins": {"manuscript/markdown.py"},
    "openpyxl": {"runs/workbooks.py"},
    "pikepdf": {f"channels/{name}.py" for name in ("field_font", "forms", "geometry", "links", "screen", "screen_colour", "second_part", "structure")}
    | {f"channels/{name}.py" for name in ("graft", "objects", "office", "pdfx", "pictures", "press", "separation", "shadings", "shell", "trunk")}
    | {f"imposition/{name}.py" for name in ("impose", "ink", "source")}
    | {"proof/sheets.py"}
    | {f"preflight/press/{name}.py" for name in ("file", "fonts", "inks", "painting", "pens", "total_ink")}
    | {"preflight/screen/objects.py", "preflight/screen/targets.py", "preflight/subject.py", "preflight/unpacking.py"},
    "page": {"preflight/screen/standards.py"},
    "pebble": {"runs/pool.py", "runs/workers.py"},
    "PIL": {"assets.py", "channels/screen_colour.py", "channels/colours.py", "channels/pictures.py", "icc.py", "preflight/press/total_ink.py"},
    "pydantic": {f"edition/{name}.py" for name in ("load", "model", "problems", "recipient")}
    | {"runs/recipients.py", "facts.py", "manuscript/chapter.py", "manuscript/outline.py", "pipeline.py", "print_shops.py", "templates.py"},
    "pydantic_core": {"edition/model.py", "edition/problems.py"},
    "pypdfium2": {"preflight/codes.py", "preflight/press/bleed.py"},
    "pyphen": {"hyphens.py"},
    "rapidfuzz": {"translation/update.py"},
    "rich": {"watching.py"},
    "segno": {"qr.py"},
    "spanned_toml": {"edition/load.py", "edition/spans.py", "print_shops.py"},
    "watchfiles": {"building.py"},
    "weasyprint": {"copyfit/walk.py", "engine.py", "tagging.py"},
    "zxingcpp": {"preflight/codes.py"},
}
"""Which modules may speak to which library; whoever replaces a library has to look nowhere else."""

WITHOUT_A_TEST_OF_ITS_OWN = {
    "__init__.py": "a docstring",
    "__main__.py": "three lines, called in test_cli.py",
    "channels/__init__.py": "a docstring",
    "copyfit/__init__.py": "one call, in copyfit/test_false_alarms.py",
    "copyfit/edges.py": "rules, each with its cases in preflight/test_copyfit.py",
    "copyfit/flow.py": "rules, each with its cases in preflight/test_copyfit.py",
    "copyfit/pictures.py": "rules, each with its cases in preflight/test_copyfit.py",
    "copyfit/placed.py": "values, read by every rule in preflight/test_copyfit.py",
    "copyfit/spot.py": "places of findings, read in preflight/test_copyfit.py",
    "copyfit/strays.py": "rules, each with its cases in preflight/test_copyfit.py",
    "copyfit/walk.py": "the walk behind every rule in preflight/test_copyfit.py",
    "copyfit/type_size.py": "a rule, with its cases in preflight/test_copyfit.py",
    "edition/__init__.py": "a docstring",
    "edition/problems.py": "sentences, read in edition/test_load.py",
    "edition/spans.py": "places, read in edition/test_load.py",
    "galley/__init__.py": "names only",
    "galley/model.py": "a value, in galley/test_compose.py and test_lists.py",
    "imposition/__init__.py": "a docstring",
    "manuscript/__init__.py": "a docstring",
    "preflight/__init__.py": "a docstring",
    "proof/__init__.py": "names only",
    "preflight/press/painting.py": "the walk behind preflight/press/test_painted.py",
    "preflight/press/pens.py": "states of the walk, in preflight/press/test_painted.py",
    "preflight/press/__init__.py": "names only",
    "preflight/screen/__init__.py": "names only",
    "preflight/press/bleed.py": "a rule, with its cases in preflight/press/test_rules.py",
    "preflight/press/colour.py": "rules, each with its cases in preflight/press/test_rules.py",
    "preflight/press/file.py": "rules, each with its cases in preflight/press/test_rules.py",
    "preflight/press/fonts.py": "rules, each with its cases in preflight/press/test_rules.py",
    "preflight/press/total_ink.py": "a rule, with its cases in preflight/press/test_rules.py",
    "preflight/press/pages.py": "rules, each with its cases in preflight/press/test_rules.py",
    "preflight/press/spots.py": "places of findings, read in preflight/press/test_rules.py",
    "preflight/press/standards.py": "claims of a file, read in preflight/press/test_rules.py",
    "preflight/press/things.py": "values, in preflight/press/test_painted.py",
    "preflight/screen/file.py": "rules, each with its cases in preflight/screen/test_rules.py",
    "preflight/screen/links.py": "rules, each with its cases in preflight/screen/test_rules.py",
    "preflight/screen/structure.py": "rules, each with its cases in preflight/screen/test_rules.py",
    "preflight/screen/text.py": "a rule, with its cases in preflight/screen/test_rules.py",
    "runs/__init__.py": "a docstring",
    "runs/scheduler.py": "what Cluster and ClusterPool share, in runs/test_cluster.py and runs/test_cluster_pool.py",
    "translation/__init__.py": "a docstring",
}
"""Modules that another test proves, with the reason."""

SIDE_BY_SIDE = ("benchmarks", "content")
"""Folders of tests that mirror no package: measurements, and the texts."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    """The outside packages that a module imports anywhere, but for type checking only."""
    checked = {id(inner) for node in ast.walk(tree(path)) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" for inner in ast.walk(node)}
    for node in ast.walk(tree(path)):
        if id(node) in checked:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield (node.module or "").split(".")[0]


def test_modules_import_downwards_only() -> None:
    """In a process of its own: the linter switches every logger off."""
    code = "import sys; from importlinter import cli; sys.exit(cli.lint_imports(config_filename='pyproject.toml', no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library: str) -> None:
    homes = {path.relative_to("handbook").as_posix() for path in MODULES if library in imports(path)}
    assert homes == HOMES[library]


def test_every_outside_library_has_a_home_and_is_declared() -> None:
    outside = {name for path in MODULES for name in imports(path)} - set(sys.stdlib_module_names) - {"handbook"}
    assert outside == set(HOMES)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[<>=\[;]", line)[0].lower() for line in [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]}
    named = {
        "fontTools": "fonttools",
        "PIL": "pillow",
        "markdown_it": "markdown-it-py",
        "pydantic_core": "pydantic",
        "markupsafe": "jinja2",
        "zxingcpp": "zxing-cpp",
        "page": "page-validation",
    }
    assert {named.get(name, name).replace("_", "-") for name in outside} == declared


def road(text: str) -> str:
    """The line that shows the road from the edition file to the manifest."""
    (line,) = (line for line in text.splitlines() if "─load─▶" in line)
    return line.strip()


def test_the_road_is_told_everywhere_the_same() -> None:
    assert handbook.__doc__
    assert pipeline.__doc__
    told = road(handbook.__doc__)
    assert road(pipeline.__doc__) == told
    assert road((ROOT / "README.md").read_text("utf-8")) == told
    assert tuple(re.findall(r"─(\w+)─▶", told)) == pipeline.STEPS
    steps = re.findall(r"^\d\. (\w+)\s+([\w/.]+)", handbook.__doc__, re.MULTILINE)
    assert tuple(name for name, _ in steps) == pipeline.STEPS
    assert all((paths.PACKAGE / home).exists() for _, home in steps)


def test_the_file_of_each_step_says_the_same_arrow() -> None:
    steps = {"assemble": "manuscript.assemble", "compose": "galley.compose", "paginate": "pages", "write": "pdf"}
    for verb, name in steps.items():
        module = importlib.import_module(f"handbook.{name}")
        assert callable(getattr(module, verb)), name
        assert "->" in (module.__doc__ or "").split("\n")[0], name


def test_each_module_has_a_test_or_a_reason() -> None:
    lacking = set()
    for path in MODULES:
        inner = path.relative_to("handbook")
        mirrored = ROOT / "tests" / inner.parent / f"test_{inner.name}"
        if not mirrored.is_file():
            lacking.add(inner.as_posix())
    assert lacking == set(WITHOUT_A_TEST_OF_ITS_OWN)


def test_folders_of_tests_are_those_of_the_source() -> None:
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    source = {path.name for path in (ROOT / "handbook").iterdir() if (path / "__init__.py").is_file()}
    assert folders - set(SIDE_BY_SIDE) == source


def undocumented(body: list[ast.stmt], where: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None:
                yield f"{where}.{node.name}"
            if isinstance(node, ast.ClassDef):
                yield from undocumented(node.body, f"{where}.{node.name}")


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_every_module_and_everything_public_in_it_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path))
    assert list(undocumented(tree(path).body, path.name)) == []


def test_every_test_says_its_claim_by_its_name() -> None:
    for path in (ROOT / "tests").rglob("test_*.py"):
        names = [node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
        assert names, path
        assert [name for name in names if name.count("_") < 3] == [], path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as others install it; skipped where the build backend can't be fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    for command in (["uv", "build", "--wheel", "--out-dir", str(folder)], [sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(folder), "."]):
        try:
            subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120)
        except (OSError, subprocess.SubprocessError):
            continue
        return next(folder.glob("*.whl"))
    pytest.skip("no build backend at hand")


@pytest.mark.sweep
def test_a_wheel_holds_all_that_a_build_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    here = {f"handbook/share/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "layouts").rglob("*") if path.is_file()}
    here |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "handbook").rglob("*") if path.is_file() and path.suffix in (".py", ".md", ".toml")}
    here |= {f"handbook/share/editions/{name}" for name in ("house/edition.toml", "house/logo.svg", "edition.schema.json")}
    assert here <= names
    assert not [name for name in names if name.startswith(("tests/", "dist/", "tools/")) or name.endswith(".pyc")]


@pytest.mark.sweep
def test_a_wheel_builds_the_house_edition_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-m", "handbook", "build", "house", "--product", "interview", "-o", "out", "-q"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "house" / "house-interview-de.pdf").is_file()
