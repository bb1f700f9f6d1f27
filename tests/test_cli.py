"""The command line as a user or another program calls it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import catalogs, paths, products
from handbook.errors import ExitCode
from tests.conftest import ROOT, Run

Edition = Callable[[str], Path]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hose"], 'there is no edition "hose". Did you mean "house"?'),
        (["build", "hose"], 'there is no edition "hose". Did you mean "house"?'),
        (["check", "quite-another"], 'there is no edition "quite-another". There are: '),
        (["check", "gone.toml"], "gone.toml: there is no such edition file."),
        (["chekc"], 'There is no verb or edition "chekc". Did you mean "check"?'),
        (["--nope"], "No such option '--nope'"),
        (["build", "--product", "intervew"], 'there is no product "intervew". Did you mean "interview"?'),
        (["build", "--product", "poster"], 'there is no product "poster". There are: handbook, '),
        (["build", "--format", "B5"], 'this doesn\'t exist: format "B5".'),
        (["build", "--lang", "xx"], 'this doesn\'t exist: locales "xx".'),
        (["build", "-j", "-1"], "Invalid value for '-j'"),
        (["build", "-o", "README.md"], "README.md"),
        (["new"], "Missing argument 'NAME'"),
        (["new", "Ä B"], "can't be the name of an edition"),
        (["list", "house"], "unexpected extra argument"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_was_meant(arguments: list[str], words: str, run: Run) -> None:
    done = run(*arguments)
    assert done.returncode == ExitCode.USAGE
    assert words in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["build", "--help"], ["check", "-h"], ["doctor", "--help"]])
def test_help_goes_to_stdout(arguments: list[str], run: Run) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (ExitCode.GOOD, "")
    assert done.stdout.startswith("Usage: build_pdf.py")


def test_the_package_can_be_called_too_and_says_its_version() -> None:
    done = subprocess.run([sys.executable, "-m", "handbook", "--version"], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.startswith("career-handbook, version ")


def test_list_names_what_there_is(run: Run) -> None:
    known = json.loads(run("list", "--json").stdout)
    assert {"house", "sonnengelb-strom", "fernweh-reisen"} <= set(known["editions"])
    assert known["checklists"] == list(products.CHECKLISTS)
    assert len(known["chapters"]) == 14
    assert (known["formats"], known["pages"], known["locales"]) == (["A5", "A4"], [32, 28, 24], list(catalogs.LOCALES))
    told = run("list").stdout.splitlines()
    assert [line.split(": ")[0] for line in told] == [name for name in known if name != "schema_version"]


def test_schema_is_the_one_that_lies_beside_the_editions(run: Run) -> None:
    assert json.loads(run("schema").stdout) == json.loads(paths.SCHEMA.read_text("utf-8"))


def test_doctor_finds_nothing_where_the_tests_run(run: Run) -> None:
    done = run("doctor")
    assert (done.returncode, done.stderr.strip()) == (ExitCode.GOOD, "good")


def test_a_new_edition_is_good_as_it_is_and_never_overwritten(run: Run, tmp_path: Path) -> None:
    made = run("new", "acme", cwd=tmp_path)
    assert (made.returncode, made.stdout.strip()) == (ExitCode.GOOD, "editions/acme/edition.toml")
    assert run("check", "acme", cwd=tmp_path).returncode == ExitCode.GOOD
    again = run("new", "acme", cwd=tmp_path)
    assert again.returncode == ExitCode.USAGE
    assert "is there already; nothing was changed" in again.stderr


def test_check_says_good_and_makes_nothing(run: Run, tmp_path: Path) -> None:
    done = run("check", "house", "fernweh-reisen", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (ExitCode.GOOD, "", "good")
    assert os.listdir(tmp_path) == []
    assert run("check", "-q").stderr == ""


def imported(*arguments: str) -> set[str]:
    """The packages that a call of the command line imports."""
    done = subprocess.run([sys.executable, "-X", "importtime", "build_pdf.py", *arguments], capture_output=True, text=True, check=True, cwd=ROOT)
    return {line.rsplit("|", 1)[1].strip().split(".")[0] for line in done.stderr.splitlines() if line.startswith("import time:")}


def test_check_imports_neither_the_engine_nor_what_lays_out() -> None:
    assert imported("check").isdisjoint({"weasyprint", "pydyf", "jinja2", "segno", "pebble", "rich", "coloraide"})


def test_help_imports_nothing_heavy() -> None:
    assert imported("--help").isdisjoint({"weasyprint", "pydantic", "jinja2", "babel", "markdown_it", "PIL", "fontTools", "rich"})


def damaged(edition: Edition, old: str, new: str) -> Path:
    path = edition("house")
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path


def test_check_names_all_mistakes_of_all_editions(run: Run, edition: Edition, tmp_path: Path) -> None:
    path = damaged(edition, "pages = 32", "pgaes = 32\ncountry_code = 3")
    done = run("check", "house", path)
    assert done.returncode == ExitCode.CONTENT
    assert 'Did you mean "pages"?' in done.stderr
    assert "^" in done.stderr
    assert done.stderr.count("error: ") >= 2


def test_findings_as_json_are_the_same_as_those_for_people(run: Run, edition: Edition) -> None:
    path = damaged(edition, "pages = 32", "pgaes = 32")
    done = run("check", path, "--json")
    assert done.returncode == ExitCode.CONTENT
    (finding,) = json.loads(done.stdout)["findings"]
    assert list(finding) == ["code", "severity", "file", "line", "column", "part", "page", "x_mm", "y_mm", "message", "hint"]
    assert (finding["code"], finding["severity"], finding["line"]) == ("E03", "error", 7)
    assert finding["message"] in run("check", path).stderr
    assert done.stdout == run("check", path, "--json").stdout


@pytest.mark.parametrize(
    ("arguments", "code"), [(["check", "hose", "--json"], ExitCode.USAGE), (["build", "hose", "--json"], ExitCode.USAGE), (["check", "--json"], ExitCode.GOOD)]
)
def test_json_is_printed_whatever_happens(arguments: list[str], code: ExitCode, run: Run) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert json.loads(done.stdout)["schema_version"] == 1


def test_build_prints_the_paths_of_what_it_made(run: Run, tmp_path: Path) -> None:
    done = run("build", "--product", "interview,skills", "-o", "out", "-q", cwd=tmp_path)
    assert done.returncode == ExitCode.GOOD, done.stderr
    assert done.stdout.split() == ["out/house/house-interview-de.pdf", "out/house/house-skills-de.pdf", "out/house/manifest.json"]
    assert all((tmp_path / name).is_file() for name in done.stdout.split())


def test_proof_adds_proofs_to_the_files_of_the_channels(run: Run, tmp_path: Path) -> None:
    done = run("house", "--product", "interview", "--channel", "screen,office", "--proof", "--json", "-o", tmp_path)
    assert done.returncode == ExitCode.GOOD, done.stderr
    (made,) = json.loads(done.stdout)["editions"]
    assert [Path(path).name for path in made["files"]] == ["house-interview-de.pdf", "house-interview-de-office.pdf", "manifest.json"]
    assert [Path(path).name for path in made["proofs"]] == ["house-interview-de-proof.pdf"]
    assert all(Path(path).is_file() for path in made["proofs"])


def test_a_sheet_that_an_edition_does_not_order_can_be_built_by_name(run: Run, tmp_path: Path) -> None:
    done = run("build", "fernweh-reisen", "--product", "skills", "-o", tmp_path)
    assert done.returncode == ExitCode.GOOD, done.stderr
    assert (tmp_path / "fernweh-reisen" / "fernweh-reisen-skills-de.pdf").is_file()


def test_an_edition_that_fails_leaves_the_others_to_be_built(run: Run, edition: Edition, tmp_path: Path) -> None:
    path = damaged(edition, 'logo = "logo.svg"', 'logo = "lgoo.svg"')
    done = run("build", path, "fernweh-reisen", "--product", "interview", "-o", tmp_path / "out", "--json")
    assert done.returncode == ExitCode.CONTENT
    bad, good = json.loads(done.stdout)["editions"]
    assert bad["files"] == []
    assert [finding["code"] for finding in bad["findings"]] == ["A01"]
    assert (good["edition"], len(good["files"])) == ("fernweh-reisen", 2)


def test_an_output_folder_that_cannot_be_written_ends_with_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = run("build", "-o", tmp_path / "file" / "out")
    assert done.returncode == ExitCode.ENVIRONMENT
    assert "can't be written: Not a directory." in done.stderr
    assert done.stdout == ""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_ends_with_3(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        assert run("build", "-o", tmp_path / "out").returncode == ExitCode.ENVIRONMENT
        assert run("new", "acme", cwd=tmp_path).returncode == ExitCode.ENVIRONMENT
    finally:
        tmp_path.chmod(0o755)


def test_a_date_that_is_none_ends_with_2(run: Run, tmp_path: Path) -> None:
    done = run("build", "-o", tmp_path, SOURCE_DATE_EPOCH="now")
    assert done.returncode == ExitCode.USAGE
    assert 'SOURCE_DATE_EPOCH is "now"' in done.stderr


def test_umlauts_are_printed_in_any_locale(run: Run, edition: Edition) -> None:
    path = damaged(edition, 'address = "Musterstraße 1, 12345 Musterstadt"', 'adresse = "Musterstraße 1"')
    done = run("check", path, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert 'adresse = "Musterstraße 1"' in done.stderr


def waiting_for(ready: Callable[[], bool], process: subprocess.Popen[bytes] | None) -> None:
    """Until something is so; fails if the process ends before."""
    for _ in range(3000):
        if ready():
            return
        assert process is None or process.poll() is None
        time.sleep(0.01)
    raise AssertionError("nothing happened")


def living(group: int) -> list[str]:
    """The processes of a group that aren't dead: state and group are the first and third field after the name, proc(5)."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, belongs_to, *_ = path.read_text().rpartition(")")[2].split()
            found += [path.parent.name] if belongs_to == str(group) and state not in "ZX" else []
    return found


def started(*arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    """The command line in a group of processes of its own, as in a terminal; what it says goes into files."""
    with (cwd / "stdout").open("wb") as out, (cwd / "stderr").open("wb") as err:
        return subprocess.Popen([sys.executable, str(ROOT / "build_pdf.py"), *arguments], cwd=cwd, stdout=out, stderr=err, start_new_session=True)


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(("tell", "what"), [("killpg", signal.SIGINT), ("kill", signal.SIGTERM), ("killpg", signal.SIGTERM)], ids=["Ctrl-C", "SIGTERM", "SIGTERM to all"])
def test_an_interruption_ends_a_build_with_130_and_leaves_nothing_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tell: str, what: signal.Signals) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    process = started("build", "house", "-o", "out", cwd=tmp_path)
    folder = tmp_path / "out" / "house"
    waiting_for(folder.is_dir, process)
    getattr(os, tell)(process.pid, what)
    assert process.wait(timeout=30) == ExitCode.INTERRUPTED
    said = (tmp_path / "stderr").read_text("utf-8")
    assert "interrupted; files that were finished are whole" in said
    assert "Traceback" not in said
    assert os.listdir(folder) == os.listdir(tmp_path / "temporary") == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc")
def test_a_build_that_was_killed_goes_on_where_it_stopped_and_its_workers_end(run: Run, tmp_path: Path) -> None:
    sheets = ("--product", "interview,skills,application", "-j", "1", "-o", "out")
    process = started("build", *sheets, cwd=tmp_path)
    folder = tmp_path / "out" / "house"
    waiting_for((folder / ".journal.jsonl").is_file, process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    waiting_for(lambda: not living(process.pid), None)
    done = len((folder / ".journal.jsonl").read_text("utf-8").split("\n")) - 1
    again = run("build", *sheets, cwd=tmp_path)
    assert again.returncode == ExitCode.GOOD, again.stderr
    assert f"{3 - done} built, {done} unchanged" in again.stderr
    assert sorted(os.listdir(folder)) == ["house-application-de.pdf", "house-interview-de.pdf", "house-skills-de.pdf", "manifest.json"]
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run("build", *sheets, "--force", cwd=tmp_path).returncode == ExitCode.GOOD
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == kept


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_watch_builds_again_after_a_change_and_goes_on_after_a_mistake(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "editions" / "house", tmp_path / "editions" / "house")
    path = tmp_path / "editions" / "house" / "edition.toml"
    good = path.read_text("utf-8")
    process = started("build", "house", "--watch", "--product", "interview", "-q", cwd=tmp_path)

    def says(words: str, times: int) -> bool:
        return (tmp_path / "stderr").read_text("utf-8").count(words) >= times

    try:
        waiting_for(lambda: says("watching", 1), process)
        path.write_text(good.replace("pages = 32", "pages = 33"), "utf-8")
        waiting_for(lambda: says("must be 32, 28 or 24", 1) and says("failed, watching", 1), process)
        path.write_text(good.replace('primary = "#17527A"', 'primary = "#7A1752"'), "utf-8")
        waiting_for(lambda: says("built in", 2), process)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)
    assert process.returncode == ExitCode.INTERRUPTED


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_that_finds_no_room_is_told() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "handbook", "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (3, "error: there is no room for what it says, or for temporary files: No space left on device.\n")
