"""Bringing catalogs up to the German: what is changed becomes fuzzy, what is gone goes, what is done stays."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handbook import catalogs
from handbook.errors import EnvironmentProblem, ExitCode
from handbook.translation import extract
from handbook.translation.status import status
from handbook.translation.update import update, write
from tests.conftest import Call
from tests.translation.conftest import entry, put

FORMER = "Drei kleine Schritte, mit denen Sie heute beginnen."
LATTER = "Drei kleine Schritte, mit denen Sie schon heute beginnen."


def edited(content: Path, old: str = FORMER, new: str = LATTER) -> None:
    """Change the German."""
    path = content / "chapters" / "closing.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_changed_passage_becomes_fuzzy_and_keeps_its_translation_and_its_former_german(content: Path, call: Call) -> None:
    put(FORMER, "Three small steps.")
    edited(content)
    assert call("i18n", "update").code == ExitCode.GOOD
    message = entry(LATTER)
    assert (message.string, message.fuzzy, message.previous_id) == ("Three small steps.", True, [FORMER])
    text = catalogs.path("en", "guide").read_text("utf-8")
    assert f'#, fuzzy\n#| msgid "{FORMER}"\nmsgid "{LATTER}"\nmsgstr "Three small steps."\n' in text
    assert f'\nmsgid "{FORMER}"' not in text
    assert catalogs.load("en", "guide").get(LATTER) is None


def test_once_somebody_has_looked_it_is_printed_again(content: Path, call: Call) -> None:
    edited(content)
    call("i18n", "update")
    path = catalogs.path("en", "guide")
    text = path.read_text("utf-8")
    path.write_text(text.replace(f'#, fuzzy\n#| msgid "{FORMER}"\n', ""), "utf-8")
    assert catalogs.load("en", "guide").get(LATTER) == entry(LATTER).string


def test_a_passage_that_is_gone_disappears(content: Path, call: Call) -> None:
    gone = "Eine Stelle können wir nicht versprechen. Aber wir nehmen uns Zeit für Ihre Fragen."
    assert entry(gone).string
    edited(content, f"\n{gone}\n", "")
    call("i18n", "update")
    text = catalogs.path("en", "guide").read_text("utf-8")
    assert "Eine Stelle können wir nicht versprechen" not in text
    assert "#~" not in text


def test_a_passage_unlike_any_other_starts_empty(content: Path, call: Call) -> None:
    edited(content, new="Womit fangen wir an?")
    call("i18n", "update")
    message = entry("Womit fangen wir an?")
    assert (message.string, message.fuzzy) == ("", False)


def test_a_proposal_is_made_to_one_passage_only(content: Path, call: Call) -> None:
    edited(content, f'promise = "{FORMER}"', f'promise = "{LATTER}"')
    edited(content, "Eine Stelle können wir nicht versprechen.", f"{LATTER.replace('schon', 'gleich')}\n\nEine Stelle können wir nicht versprechen.")
    call("i18n", "update")
    made = [entry(LATTER), entry(LATTER.replace("schon", "gleich"))]
    assert sorted(message.fuzzy for message in made) == [False, True]


def test_updating_twice_changes_nothing(content: Path, call: Call) -> None:
    edited(content)
    call("i18n", "update")
    folder = content.with_name("locales")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*.po*")}
    said = call("i18n", "update")
    assert (said.code, said.out) == (ExitCode.GOOD, "")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*.po*")} == before


@pytest.mark.parametrize(
    "former",
    [
        "Das Gelernte hilft beim Einstieg und noch Jahre später beim Wechsel. Technik und Homeoffice "
        "ändern die Arbeit weiter. Das bietet Chancen für Menschen, die gern Neues ausprobieren.",
        'Sie sagt "Ja" und\nschreibt \\ in die zweite Zeile.',
    ],
    ids=["long", "quotes and lines"],
)
def test_a_former_passage_of_any_kind_is_written_and_read_again(former: str, locales: Path) -> None:
    catalog = catalogs.read("en", "guide")
    message = catalog.get(FORMER)
    assert message is not None
    message.previous_id, message.user_comments = [former], ["Seen by Kim"]
    message.flags.add("fuzzy")
    data = extract.as_text(catalog)
    catalogs.path("en", "guide").write_bytes(data)
    again = entry(FORMER)
    assert (again.previous_id, again.user_comments) == ([former], ["Seen by Kim"])
    assert extract.as_text(catalogs.read("en", "guide")) == data
    if shutil.which("msgfmt"):
        done = subprocess.run(["msgfmt", "-c", "-o", "-", str(catalogs.path("en", "guide"))], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()


def test_a_template_is_left_as_it_is(locales: Path) -> None:
    template = extract.templates()["guide"]
    before = extract.as_text(template)
    put(FORMER, "")
    catalog = update(template, "en", "guide")
    changed = catalog.get(FORMER)
    assert changed is not None
    changed.string = "x"
    changed.flags.add("fuzzy")
    assert extract.as_text(template) == before


def test_what_was_written_is_named_and_the_templates_are_written_too(content: Path, call: Call) -> None:
    call("i18n", "update")
    edited(content)
    assert call("i18n", "update", "en").out == "locales/en/LC_MESSAGES/guide.po\nlocales/guide.pot\n"
    assert extract.template_path("guide").read_bytes() == extract.as_text(extract.templates()["guide"])


def test_a_reader_who_signed_stays_signed(content: Path, call: Call) -> None:
    path = catalogs.path("en", "guide")
    lines = path.read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("# Reviewed-By:"))
    lines[at] = "# Reviewed-By: Robin Muster"
    path.write_text("\n".join(lines), "utf-8")
    edited(content)
    call("i18n", "update")
    assert catalogs.load("en", "guide").reviewer == "Robin Muster"


def test_a_whole_catalog_with_every_tenth_passage_changed_keeps_every_translation(locales: Path) -> None:
    template = extract.templates()["guide"]
    before = {str(message.id): str(message.string) for message in catalogs.read("en", "guide") if message.id}
    changed = {f"{passage}!": passage for passage in list(before)[::10]}
    for new, old in changed.items():
        (message,) = (each for each in template if each.id == old)
        template.delete(old)
        template.add(new, locations=message.locations)
    assert len(changed) > 60
    catalog = update(template, "en", "guide")
    after = {str(message.id): message for message in catalog if message.id}
    assert {passage: (str(message.string), message.previous_id) for passage, message in after.items() if message.fuzzy} == {
        new: (before[old], [old]) for new, old in changed.items()
    }
    assert {passage: str(message.string) for passage, message in after.items() if not message.fuzzy} == {
        passage: translation for passage, translation in before.items() if passage not in changed.values()
    }
    assert write(catalog, "en", "guide")
    counts = list(status({"guide": template}, "en"))
    assert (sum(count.missing for count in counts), sum(count.fuzzy for count in counts) >= len(changed)) == (0, True)


def test_a_new_language_starts_with_every_passage_and_none_translated(locales: Path, call: Call) -> None:
    said = call("i18n", "update", "fr")
    assert said.out == "".join(f"locales/fr/LC_MESSAGES/{domain}.po\n" for domain in ("messages", "guide", "program"))
    for domain, template in extract.templates().items():
        made = catalogs.read("fr", domain)
        assert {message.id for message in made} == {message.id for message in template}
        assert {each for message in made if message.id for each in ([message.string] if isinstance(message.string, str) else message.string or ())} == {""}
        text = catalogs.path("fr", domain).read_text("utf-8")
        assert '"Language: fr\\n"' in text
        assert "#, fuzzy" not in text
        assert "# Reviewed-By:\n" in text
        assert not catalogs.load("fr", domain).reviewed
    before = sorted((path, path.read_bytes()) for path in locales.rglob("*.po*"))
    assert call("i18n", "update", "fr").out == ""
    assert sorted((path, path.read_bytes()) for path in locales.rglob("*.po*")) == before


@pytest.mark.parametrize(("code", "domain"), [(code, domain) for code in catalogs.LOCALES for domain in catalogs.domains(code)])
def test_every_catalog_is_up_to_its_template(code: str, domain: str) -> None:
    """Passages, their places and comments; how lines are wrapped is the editor's."""
    assert [(message.id, message.locations, message.auto_comments) for message in catalogs.read(code, domain) if message.id] == [
        (message.id, message.locations, message.auto_comments) for message in extract.templates()[domain] if message.id
    ], f"run: python build_pdf.py i18n update {code}"


def test_without_the_library_that_compares_the_line_that_installs_it_is_told(content: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    edited(content)
    before = catalogs.path("en", "guide").read_bytes()
    said = call("i18n", "update")
    assert said.code == ExitCode.ENVIRONMENT
    assert "pip install 'career-handbook[translation]'" in said.err
    assert catalogs.path("en", "guide").read_bytes() == before


def test_a_catalog_that_cannot_be_written_is_a_problem_of_the_machine(locales: Path) -> None:
    catalog = update(extract.templates()["guide"], "fr", "guide")
    (locales / "fr").write_text("in the way", "utf-8")
    with pytest.raises(EnvironmentProblem, match=r"locales/fr/LC_MESSAGES/guide\.po: can't be written: "):
        write(catalog, "fr", "guide")
