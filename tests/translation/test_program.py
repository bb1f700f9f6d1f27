"""What the program says: every sentence can be translated, German is complete, and programs go on reading English."""

from __future__ import annotations

import ast
import gettext
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from handbook import catalogs, paths
from handbook.errors import ExitCode
from handbook.translation import extract
from handbook.translation.check import check
from handbook.translation.status import status
from handbook.translation.update import update, write
from handbook.wording import in_language, nsay, say
from tests.conftest import ROOT, Call, Run

Edition = Callable[[str], Path]

MODULES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "handbook").rglob("*.py"))
SAYING = {"say", "nsay", "mark"}
SILENT = {"CODES", "COLUMNS", "HEADER", "INSTALL", "LETTERS", "NEVER", "PROGRAM_HEADER", "TEMPLATES", "_COMMENT", "_SAMPLE", "_TEXT", "_TRY"}
"""Names of texts that the program doesn't say in its own words: documentation, commands, files, what others say."""


def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text("utf-8"))


def name_of(call: ast.AST) -> str:
    """The name of what is called, without what it hangs on."""
    return ast.unparse(call.func).rpartition(".")[2] if isinstance(call, ast.Call) else ""


def unmarked(node: ast.expr | None, body: ast.AST) -> Iterator[str]:
    """Texts that an argument may become without having been said: literals, f-strings, sums, also through a name."""
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.JoinedStr() | ast.BinOp():
            yield ast.unparse(node)
        case ast.IfExp(body=first, orelse=second):
            yield from (*unmarked(first, body), *unmarked(second, body))
        case ast.BoolOp(values=values):
            yield from (each for value in values for each in unmarked(value, body))
        case ast.Call() if name_of(node) == "did_you_mean":
            yield from (each for value in node.args[2:3] for each in unmarked(value, body))
        case ast.Name(id=name):
            for inner in ast.walk(body):
                if isinstance(inner, (ast.Assign, ast.AnnAssign)):
                    yield from (each for value in assigned(inner, name) for each in unmarked(value, ast.Module([], [])))


def assigned(statement: ast.Assign | ast.AnnAssign, name: str) -> Iterator[ast.expr]:
    """What a statement gives to a name."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    for target in targets:
        if isinstance(target, ast.Name) and target.id == name and statement.value:
            yield statement.value
        if isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
            yield from (value for each, value in zip(target.elts, statement.value.elts, strict=True) if isinstance(each, ast.Name) and each.id == name)


@pytest.mark.parametrize("module", MODULES)
def test_sentence_and_hint_of_every_finding_are_said(module: str) -> None:
    whole = tree(module)
    functions = [node for node in ast.walk(whole) if isinstance(node, (ast.FunctionDef, ast.Module))]
    for function in functions:
        for call in ast.walk(function):
            if name_of(call) in ("Finding", "finding", "refuse", "_stopped") and isinstance(call, ast.Call):
                given = [*call.args[1:2], *call.args[2 if name_of(call) == "refuse" else 3 :][:1], *(each.value for each in call.keywords if each.arg in ("message", "hint"))]
                assert [each for node in given for each in unmarked(node, function)] == [], f"{module}:{call.lineno}"


def test_the_test_above_finds_what_was_forgotten() -> None:
    code = 'def f():\n    hint = "Do it." if a else say("x")\n    message, other = f"is {b}.", ""\n    Finding("E01", message, place, hint)'
    body = ast.parse(code)
    (call,) = (node for node in ast.walk(body) if isinstance(node, ast.Call) and name_of(node) == "Finding")
    assert [each for node in (call.args[1], call.args[3]) for each in unmarked(node, body)] == ["f'is {b}.'", "Do it."]


def silent(whole: ast.Module) -> Iterator[ast.AST]:
    """Texts that need no translation here: said ones, docstrings, help of the command line, patterns, German for the pages, what only we are told, and those in SILENT."""
    for node in ast.walk(whole):
        match node:
            case ast.Call() if name_of(node) in SAYING | {"compile", "gettext", "match", "search", "Markup"}:
                yield node
            case ast.keyword(arg="help") | ast.Expr(value=ast.Constant()) | ast.Raise(exc=ast.Call(func=ast.Name(id="RuntimeError"))):
                yield node
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)) if name in SILENT:
                yield node


@pytest.mark.parametrize("module", MODULES)
def test_no_sentence_is_left_that_nobody_can_translate(module: str) -> None:
    whole = tree(module)
    passed = {id(inner) for node in silent(whole) for inner in ast.walk(node)} | {id(value) for value in schema_titles(whole)}
    texts = [node for node in ast.walk(whole) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed]
    assert [f"{module}:{node.lineno}: {node.value}" for node in texts if re.search(r"[a-z]{2,} [a-z]{2,}", node.value) and not str(node.value).startswith("<")] == []


def schema_titles(whole: ast.Module) -> Iterator[ast.expr]:
    """The title of the JSON Schema, which is English as its descriptions are."""
    for node in ast.walk(whole):
        if isinstance(node, ast.Dict):
            yield from (value for key, value in zip(node.keys, node.values, strict=True) if isinstance(key, ast.Constant) and key.value == "title")


def test_every_sentence_that_is_said_stands_in_the_template_with_its_module() -> None:
    there = {(catalogs.singular(message), file) for message in extract.templates()["program"] if message.id for file, _ in message.locations}
    said = set()
    for module in MODULES:
        for call in ast.walk(tree(module)):
            if isinstance(call, ast.Call) and name_of(call) in SAYING and isinstance(call.args[0], ast.Constant):
                said.add((call.args[0].value, module))
    assert len(said) > 250
    assert said == there


PLURAL = ("one passage has no translation into %(locale)s.", "%(count)s passages have no translation into %(locale)s.")


def test_a_plural_is_one_message_with_both_forms() -> None:
    plurals = [message.id for message in extract.templates()["program"] if message.pluralizable]
    assert PLURAL in plurals
    assert not {each for plural in plurals for each in plural} & {message.id for message in extract.templates()["program"] if not message.pluralizable}


def test_a_change_of_the_code_moves_no_line_in_the_catalogs() -> None:
    assert {line for message in extract.templates()["program"] for _, line in message.locations} == {None}


def test_every_locale_but_english_has_a_catalog_and_german_no_other() -> None:
    assert {code: catalogs.domains(code) for code in ("de", "en", "pl")} == {"de": ("program",), "en": ("messages", "guide"), "pl": ("messages", "guide", "program")}
    assert {path.parent.parent.name for path in paths.LOCALES.rglob("program.po")} == set(catalogs.LOCALES) - {"en"}
    assert catalogs.load("en", "program").get("good") == "good"


def german() -> list[Message]:
    return [message for message in catalogs.read("de", "program") if message.id]


def test_german_is_complete_and_without_slips() -> None:
    assert [count for count in status(extract.templates(), "de") if count.fuzzy or count.missing] == []
    assert list(check("de")) == []


def test_german_has_german_quotes_and_keeps_commands_and_fields() -> None:
    for message in german():
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        translations = [message.string] if isinstance(message.string, str) else list(message.string or ())
        for source, translation in zip(sources, translations, strict=True):
            assert sorted(re.findall(r"`[^`]*`", translation)) == sorted(re.findall(r"`[^`]*`", source)), source
            assert ('"%(' in translation, translation.count("„")) == (False, translation.count("“")), source


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs gettext")
@pytest.mark.parametrize("code", [code for code in catalogs.LOCALES if code != "en"])
def test_gettext_reads_the_catalog(code: str) -> None:
    done = subprocess.run(["msgfmt", "-c", "-o", "-", str(catalogs.path(code, "program"))], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def entries(code: str, text: str, forms: str = "") -> None:
    """Write a catalog of the program; `locales` must be a copy."""
    path = catalogs.path(code, "program")
    assert not path.is_relative_to(paths.ROOT)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n{forms}"\n\n{text}', "utf-8")


def test_what_a_variant_lacks_is_said_in_the_language_and_then_in_english(locales: Path) -> None:
    entries("de", 'msgid "good"\nmsgstr "gut"\n\nmsgid "note"\nmsgstr "Hinweis"\n\n#, fuzzy\nmsgid "review"\nmsgstr "sehen"\n')
    entries("de@simple", 'msgid "good"\nmsgstr "Alles gut"\n\nmsgid "note"\nmsgstr ""\n')
    told = [in_language(say(word), catalogs.spoken(("de_AT@simple", "de@simple", "de"))) for word in ("good", "note", "review", "error")]
    assert told == ["Alles gut", "Hinweis", "review", "error"]


def test_a_plural_is_said_by_the_rule_of_the_language_and_half_a_plural_not_at_all(locales: Path) -> None:
    rule = "Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"
    forms = 'msgid "one"\nmsgid_plural "%(count)s of them"\nmsgstr[0] "jeden"\nmsgstr[1] "%(count)s są"\nmsgstr[2] "%(count)s jest"\n'
    entries("pl", forms, rule)
    assert [in_language(nsay("one", "%(count)s of them", number), catalogs.spoken(("pl",))) for number in (1, 3, 5)] == ["jeden", "3 są", "5 jest"]
    entries("pl", forms.replace('"%(count)s jest"', '""'), rule)
    assert [in_language(nsay("one", "%(count)s of them", number), catalogs.spoken(("pl",))) for number in (1, 3, 5)] == ["one", "3 of them", "5 of them"]


@pytest.mark.parametrize("text", ['msgid "a"\nmsgid "b"\n', 'msgid "good"\nmsgstr "gut"\n\nund so weiter\n'])
def test_a_catalog_that_is_broken_leaves_english(text: str, locales: Path) -> None:
    entries("de", text)
    assert in_language(say("good"), catalogs.spoken(("de",))) == "good"
    assert in_language(say("good"), catalogs.spoken(("fr_CA", "fr"))) == "good"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('msgid "no %(a)s"\nmsgstr "kein %(b)s"\n', ['the name "%(b)s" isn\'t in the English.', 'the name "%(a)s" is missing in the translation.']),
        ('msgid "no %(a)s"\nmsgstr "5 % %(a)s"\n', ["holds a percent sign that stands for nothing."]),
        ('msgid "no %(a)s"\nmsgstr "5 %% %(a)s, `code` und {Klammern}"\n', []),
        ('msgid "one"\nmsgid_plural "%(count)s"\nmsgstr[0] "eins"\nmsgstr[1] "%(cuont)s"\n', ['the name "%(cuont)s" isn\'t in the English.']),
    ],
)
def test_a_slip_in_a_name_is_found_in_every_form(text: str, words: list[str], locales: Path) -> None:
    entries("de", text)
    assert [finding.message for finding in check("de")] == words


def test_arabic_begins_with_a_form_for_every_number(locales: Path) -> None:
    catalogs.path("ar", "program").unlink()
    write(update(extract.templates()["program"], "ar", "program"), "ar", "program")
    begun = catalogs.read("ar", "program")
    assert begun.num_plurals == 6
    assert {message.string for message in begun if message.pluralizable} == {("",) * 6}
    assert [gettext.c2py(begun.plural_expr)(number) for number in (0, 1, 2, 3, 11, 99, 100, 103)] == [0, 1, 2, 3, 4, 4, 5, 3]
    assert "#, fuzzy" not in catalogs.path("ar", "program").read_text("utf-8")


def test_a_plural_that_was_changed_keeps_its_forms_as_a_proposal(locales: Path) -> None:
    template = extract.templates()["program"]
    plural = template.get(PLURAL)
    assert plural is not None
    (before,) = (message.string for message in german() if message.id == PLURAL)
    template.delete(plural.id)
    louder = tuple(f"{each[:-1]}!" for each in plural.id)
    template.add(louder, locations=plural.locations)
    write(update(template, "de", "program"), "de", "program")
    (changed,) = (message for message in german() if message.id == louder)
    assert (changed.string, changed.fuzzy, changed.previous_id) == (before, True, [plural.id[0]])


def damaged(edition: Edition) -> Path:
    path = edition("house")
    path.write_text(path.read_text("utf-8").replace("pages = 32", "pgaes = 32"), "utf-8")
    return path


def test_a_wrong_edition_is_explained_in_german_with_the_same_place_and_exit_code(run: Run, edition: Edition) -> None:
    path = damaged(edition)
    english, told = run("check", path), run("check", path, HANDBOOK_LANG="de")
    assert (told.returncode, told.stdout) == (english.returncode, english.stdout) == (ExitCode.CONTENT, "")
    assert told.stderr == english.stderr.replace("error: ", "Fehler: ", 1).replace("is no field of an edition. Did you mean", "ist kein Feld einer Ausgabe. Meinten Sie").replace(
        '"pages"?', "„pages“?"
    )
    assert told.stderr != english.stderr
    assert run("check", path, HANDBOOK_LANG="", LC_ALL="de_AT.UTF-8").stderr == told.stderr
    assert run("check", path, HANDBOOK_LANG="", LC_ALL="C", LANG="de_DE.UTF-8").stderr == english.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hose"], "Fehler: Die Ausgabe „hose“ gibt es nicht. Meinten Sie „house“?\n"),
        (["chekc"], "Weder ein Befehl noch eine Ausgabe heißt „chekc“. Meinten Sie „check“?"),
        (["build", "--product", "poster"], "Das Produkt „poster“ gibt es nicht. Zur Auswahl stehen: handbook, "),
        (["build", "--format", "B5"], "Fehler: Das gibt es nicht: format "),
        (["i18n", "check", "xx"], "Fehler: Die Sprache „xx“ gibt es nicht."),
    ],
)
def test_a_wrong_call_is_explained_in_german_too(arguments: list[str], words: str, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDBOOK_LANG", "de")
    said = call(*arguments)
    assert (said.code, said.out) == (ExitCode.USAGE, "")
    assert words in said.err


def test_the_few_words_of_success_are_german_too(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDBOOK_LANG", "de")
    assert call("check").err == "Alles in Ordnung\n"
    assert [line.split(": ")[0] for line in call("list").out.splitlines()] == ["Ausgaben", "Kapitel", "Checklisten", "Sprachen", "Formate", "Seiten"]
    assert re.fullmatch(r"de: \d+ übersetzt, 0 unsicher, 0 offen, nicht gegengelesen\n", call("i18n", "status", "de").out)


def test_choices_and_reasons_inside_a_sentence_are_german_too(call: Call, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    path = edition("house")
    path.write_text(path.read_text("utf-8").replace("pages = 32", "pages = 33"), "utf-8")
    monkeypatch.setenv("HANDBOOK_LANG", "de")
    assert "pages: muss 32, 28 oder 24 sein." in call("check", str(path)).err
    path.write_text(path.read_text("utf-8").replace("pages = 33", "pages = 32"), "utf-8")
    (path.parent / "logo.svg").write_text("<svg><script/></svg>", "utf-8")
    assert "„logo.svg“ kann nicht verwendet werden: es enthält <script>, das nicht erlaubt ist. Speichern Sie" in call("check", str(path)).err


def test_json_is_english_whatever_the_user_speaks(run: Run, edition: Edition) -> None:
    path = damaged(edition)
    for arguments in (["check", path, "--json"], ["build", "hose", "--json"], ["chekc", "--json"], ["list", "--json"]):
        english, told = run(*arguments), run(*arguments, HANDBOOK_LANG="de")
        assert (told.returncode, told.stdout) == (english.returncode, english.stdout)
        assert json.loads(told.stdout)["schema_version"] == 1


def test_the_manifest_is_english_whatever_the_user_speaks(run: Run, tmp_path: Path) -> None:
    order = ("build", "sonnengelb-strom", "--product", "interview", "-v")
    english, told = run(*order, "-o", tmp_path / "en"), run(*order, "-o", tmp_path / "de", HANDBOOK_LANG="de")
    assert (english.returncode, told.returncode) == (ExitCode.GOOD, ExitCode.GOOD)
    manifests = [(tmp_path / code / "sonnengelb-strom" / "manifest.json").read_bytes() for code in ("en", "de")]
    assert manifests[0] == manifests[1]
    assert b"text in this colour is set in" in manifests[1]
    assert "Text in dieser Farbe wird in" in told.stderr
