"""The verb `merge`, as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Call, Run
from tests.runs.small_edition import write


def test_a_list_becomes_copies_by_one_call(run: Run, tmp_path: Path) -> None:
    edition = write(tmp_path)
    (tmp_path / "list.csv").write_text("Name;Schule;Kundennummer\n9a;Musterschule Nord;1\n9b;Musterschule Süd;2\n", "cp1252")
    done = run("merge", edition, tmp_path / "list.csv", "-o", tmp_path / "dist", "-v", "-j", "1")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "dist" / "small" / "copies"
    told = [folder / f"small-handbook-de-{name}.pdf" for name in ("0001-9a", "0002-9b")]
    assert done.stdout.split() == [path.as_posix() for path in (*told, folder / "copies.json")]
    assert all(path.read_bytes().startswith(b"%PDF-1.7") for path in told)
    assert 'nothing is printed of the column "Kundennummer"' in done.stderr


def test_bad_rows_stop_everything_before_it_begins(call: Call, tmp_path: Path) -> None:
    edition = write(tmp_path)
    (tmp_path / "list.csv").write_text("Name;E-Mail\n9a;\n9b;nobody\n=1+1;\n", "utf-8")
    done = call("merge", str(edition), str(tmp_path / "list.csv"), "-o", str(tmp_path / "dist"), "--json")
    assert done.code == 1
    assert [(finding["line"], finding["column"]) for finding in json.loads(done.out)["findings"]] == [(3, 2), (4, 1)]
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.csv"], "there is no such list"),
        (["memory://none/list.csv"], "memory://none/list.csv: there is no such list"),
        (["list.csv", "--select", "7"], "selects no copy"),
        (["list.csv", "--name", "../{nr}"], "can't name files"),
        (["list.csv", "--locale-column", "Lang"], 'no column "Lang"'),
        (["list.csv", "--channel", "web"], "web"),
    ],
)
def test_a_wrong_call_is_told_as_one(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str) -> None:
    edition = write(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text("Name\n9a\n", "utf-8")
    done = call("merge", str(edition), *arguments)
    assert done.code == 2
    assert said in done.err


def test_bad_rows_of_a_list_elsewhere_are_named_by_its_url(call: Call, tmp_path: Path) -> None:
    url = f"memory://{tmp_path.as_posix()}/list.csv"
    pytest.importorskip("fsspec").filesystem("memory").pipe_file(url, b"Name;E-Mail\n9a;nobody\n")
    done = call("merge", str(write(tmp_path)), url, "-o", str(tmp_path / "dist"))
    assert done.code == 1
    assert f'{url}:2:2: E-Mail "nobody"' in done.err
    assert not (tmp_path / "dist").exists()


@pytest.mark.sweep
def test_a_print_shop_gets_all_copies_of_a_language_in_one_file_bound_as_it_is_read(call: Call, tmp_path: Path) -> None:
    import pikepdf

    edition = write(tmp_path)
    text = edition.read_text("utf-8").replace('locales = ["de"]', 'locales = ["ar"]\nuntranslated = "source"').replace("pages = 24", "pages = 32")
    edition.write_text(text.partition("[chapters]")[0], "utf-8")
    (tmp_path / "list.csv").write_text("Name\n9a\n9b\n", "utf-8")
    done = call("merge", str(edition), str(tmp_path / "list.csv"), "-o", str(tmp_path / "dist"), "--channel", "press", "--one-file", "-j", "1")
    assert done.code == 0, done.err
    folder = tmp_path / "dist" / "small" / "copies"
    assert done.out.split() == [path.as_posix() for path in (folder / "small-handbook-ar-copies-press.pdf", folder / "copies.json")]
    with pikepdf.open(folder / "small-handbook-ar-copies-press.pdf") as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        assert len(pdf.pages) == 2 * 32
    assert [row["file"] for row in json.loads((folder / "copies.json").read_text("utf-8"))["copies"]] == ["small-handbook-ar-copies-press.pdf"] * 2


def test_letters_that_no_typeface_has_are_told_with_their_cells_before_anything_is_made(call: Call, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Name;Schule\nKlasse 9a;Nord\n李雷;Süd 🎓\n", "utf-8")
    done = call("merge", str(write(tmp_path)), str(tmp_path / "list.csv"), "-o", str(tmp_path / "out"))
    assert done.code == 1
    assert [line.split(": ")[1].split("/")[-1] for line in done.err.splitlines() if line.startswith("error")] == ["list.csv:3:1", "list.csv:3:2"]
    assert not (tmp_path / "out").exists()


def test_a_strict_merge_counts_what_wants_review_of_a_list(call: Call, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Name;Alter\nKlasse 9a;15\n", "utf-8")
    done = call("merge", str(write(tmp_path)), str(tmp_path / "list.csv"), "-o", str(tmp_path / "out"), "--strict")
    assert (done.code, next(line for line in done.err.splitlines() if "Alter" in line).split(":")[0]) == (1, "error")


@pytest.mark.sweep
def test_copies_of_a_list_elsewhere_go_elsewhere_and_those_of_other_rows_stay(call: Call, tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    out, system = f"memory://{tmp_path.as_posix()}/dist", fsspec.filesystem("memory")
    edition, rows = write(tmp_path), f"memory://{tmp_path.as_posix()}/list.csv"
    system.pipe_file(rows, b"Name\n9a\n9b\n")
    for row, name in (("1", "0001-9a"), ("2", "0002-9b")):
        done = call("merge", str(edition), rows, "-o", out, "--select", row, "-j", "1")
        assert (done.code, done.out.split()) == (0, [f"{out}/small/copies/{file}" for file in (f"small-handbook-de-{name}.pdf", "copies.json")]), done.err
    record = json.loads(system.cat_file(f"{out}/small/copies/copies.json"))
    assert (record["list"], [row["nr"] for row in record["copies"]]) == ("list.csv", [1, 2])
    assert all(system.size(f"{out}/small/copies/{row['file']}") == row["bytes"] for row in record["copies"])
    assert "0 built, 2 unchanged" in call("merge", str(edition), rows, "-o", out).err
