"""Ways to damage the project, each a small slip: none of them gets as far as a PDF, and each is named with its place and cause."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

Edit = Callable[[bytes], bytes | None]

CHECK = ("check", "house")
SHEET = ("build", "house", "--product", "interview")
BOOK = ("build", "house", "--product", "handbook")


@dataclass(frozen=True)
class Defect:
    """One damaged file, the smallest call that shows it, and what must be said."""

    file: str
    edit: Edit | str
    """What happens to its bytes, or the name it gets instead."""
    call: tuple[str, ...]
    place: str
    cause: str
    code: int = 1


def swap(old: str, new: str) -> Edit:
    """One word becomes another, at its first place."""

    def edit(data: bytes) -> bytes:
        assert old.encode() in data, f"{old} isn't there any more"
        return data.replace(old.encode(), new.encode(), 1)

    return edit


def gone(_: bytes) -> None:
    return None


def halved(data: bytes) -> bytes:
    return data[: len(data) // 2]


def without(pattern: str) -> Edit:
    """Without the first match."""

    def edit(data: bytes) -> bytes:
        left, count = re.subn(pattern.encode(), b"", data, count=1, flags=re.DOTALL | re.MULTILINE)
        assert count, f"{pattern} isn't there any more"
        return left

    return edit


def end(text: str) -> Edit:
    return lambda data: data + text.encode()


LAYOUTS, CONTENT, EDITION = "layouts/", "handbook/content/", "editions/house/"
PAY = CONTENT + "chapters/pay.md"
INTERVIEW = CONTENT + "checklists/interview.md"
OUTLINE = CONTENT + "outline.toml"
FACTS = CONTENT + "facts/de.toml"
TOML = EDITION + "edition.toml"

DEFECTS: dict[str, Defect] = {
    # fonts, icons, digests
    "a font is gone": Defect(LAYOUTS + "fonts/IBMPlexSans-Regular.ttf", gone, CHECK, "fonts/IBMPlexSans-Regular.ttf", "is missing", 3),
    "a font is cut off": Defect(LAYOUTS + "fonts/IBMPlexSans-Bold.ttf", halved, CHECK, "fonts/IBMPlexSans-Bold.ttf", "changed or cut off", 3),
    "a font has another name": Defect(LAYOUTS + "fonts/IBMPlexSans-Bold.ttf", "IBMPlexSans-Blod.ttf", CHECK, "fonts/IBMPlexSans-Bold.ttf", "is missing", 3),
    "the list of fonts is gone": Defect(LAYOUTS + "fonts/fonts.conf", gone, SHEET, "fonts/fonts.conf", "is missing", 3),
    "an icon is gone": Defect(LAYOUTS + "icons/lightbulb.svg", gone, CHECK, "icons/lightbulb.svg", "is missing", 3),
    "an icon is cut off": Defect(LAYOUTS + "icons/scale.svg", halved, CHECK, "icons/scale.svg", "changed or cut off", 3),
    "a digest has another figure": Defect(LAYOUTS + "digests.toml", swap("fcd1465d", "fcd1465e"), CHECK, "fonts/IBMPlexSans-Bold.ttf", "changed or cut off", 3),
    "a digest is gone": Defect(LAYOUTS + "digests.toml", without('^"icons/mail.*?\n'), CHECK, "icons/mail.svg", "isn't among the noted files", 3),
    "the digests are cut off": Defect(LAYOUTS + "digests.toml", halved, CHECK, "layouts/digests.toml", "changed or cut off", 3),
    "an icon's name is misspelt": Defect(LAYOUTS + "icons.toml", swap('"lightbulb"', '"lihgtbulb"'), SHEET, "layouts/icons.toml:", 'Did you mean "lightbulb"?'),
    "an icon's colour is misspelt": Defect(LAYOUTS + "icons.toml", swap("primary-ink", "primary-nik"), SHEET, "layouts/icons.toml:", 'there is no colour "primary-nik"'),
    "an icon's use is gone": Defect(LAYOUTS + "icons.toml", without("^tip = .*?\n"), BOOK, "layouts/css/parts/callout.css:", '"icons/tip.svg" isn\'t among the files'),
    # facts and sources
    "a fact is misspelt in the text": Defect(PAY, swap("{minimum-wage@2026}", "{minimum-wgae@2026}"), CHECK, "chapters/pay.md:", 'Did you mean "minimum-wage"?'),
    "a fact is gone": Defect(FACTS, swap("[minimum-wage]", "[minimum-wage-old]"), CHECK, "chapters/pay.md:", 'there is no fact "minimum-wage"'),
    "a fact has no value this year": Defect(FACTS, without(r"^  \{ value = 13\.90.*?\n"), CHECK, "chapters/pay.md:", "has no value for 2026"),
    "a fact's unit is misspelt": Defect(FACTS, swap('unit = "EUR"', 'unit = "ERU"'), CHECK, "facts/de.toml:", "unit"),
    "a fact's source is misspelt": Defect(FACTS, swap('"minimum-wage-order"', '"minimum-wage-oder"'), CHECK, "facts/de.toml:", 'names the source "minimum-wage-oder"'),
    "the facts are cut off": Defect(FACTS, lambda data: data[:-20], CHECK, "facts/de.toml", "can't be read"),
    "a source is gone": Defect(CONTENT + "facts/sources.toml", swap("[pay-atlas]", "[pay-atals]"), CHECK, "facts/de.toml:", 'names the source "pay-atlas"'),
    "the sources are gone": Defect(CONTENT + "facts/sources.toml", gone, CHECK, "facts/sources.toml", "can't be read"),
    # chapters, checklists, outline
    "a chapter is gone": Defect(PAY, gone, CHECK, "chapters/pay.md", "is missing"),
    "a chapter has another name": Defect(PAY, "money.md", CHECK, "chapters/pay.md", "is missing"),
    "a chapter is cut off within its head": Defect(PAY, lambda data: data[:120], CHECK, "chapters/pay.md:1", "has no head"),
    "a chapter is cut off within an element": Defect(PAY, lambda data: data[: data.index(b"::: ") + 60], CHECK, "chapters/pay.md:", "element"),
    "a chapter's field is misspelt": Defect(PAY, swap("promise =", "promsie ="), CHECK, "chapters/pay.md:", "promsie"),
    "an element is misspelt": Defect(PAY, swap("::: ask", "::: aks"), CHECK, "chapters/pay.md:", 'Did you mean "ask"?'),
    "an element is empty": Defect(PAY, end("\n::: tip\n:::\n"), CHECK, "chapters/pay.md:", 'the element "tip" is empty'),
    "a reference is misspelt": Defect(PAY, swap("[[growth]]", "[[grwoth]]"), CHECK, "chapters/pay.md:", 'Did you mean "growth"?'),
    "a link's scheme is misspelt": Defect(PAY, end("\n[Atlas](htps://example.org)\n"), CHECK, "chapters/pay.md:", "htps://example.org"),
    "a link inside leads nowhere": Defect(PAY, end("\n[Gehalt](#pya)\n"), CHECK, "chapters/pay.md:", '"#pya" leads nowhere'),
    "a chapter is too long": Defect(PAY, end("\n\nNoch ein Absatz, der hier keinen Platz hat." * 60), BOOK, "chapters/pay.md", "the outline plans 2"),
    "a checklist is gone": Defect(INTERVIEW, gone, SHEET, "checklists/interview.md", "is missing"),
    "a checklist's kind is misspelt": Defect(INTERVIEW, swap('"ticks"', '"tikcs"'), CHECK, "checklists/interview.md:", "kind"),
    "a character has no glyph": Defect(INTERVIEW, swap('title = "', 'title = "漢'), SHEET, "Vorstellungsgespräch", "(U+6F22)"),
    "a chapter is gone from the outline": Defect(OUTLINE, without(r"^\[\[section\]\]\nid = \"day\".*?\n\n"), CHECK, "content/outline.toml", "the outline of 32 pages plans 30"),
    "a chapter is misspelt in the outline": Defect(OUTLINE, swap('id = "pay"', 'id = "pya"'), CHECK, "chapters/pya.md", "is missing"),
    "a cover is misspelt in the outline": Defect(OUTLINE, swap('id = "cover"', 'id = "covre"'), CHECK, "content/outline.toml:", "covre"),
    "a part is misspelt in the outline": Defect(OUTLINE, swap('part = "faq"', 'part = "fqa"'), CHECK, "content/outline.toml:", 'there is no part "fqa"'),
    "the outline is cut off": Defect(OUTLINE, lambda data: data[:-12], CHECK, "content/outline.toml", "can't be read"),
    # layouts
    "a template is gone": Defect(LAYOUTS + "parts/checklist.html", gone, SHEET, "layouts/parts/checklist.html", "there is no template"),
    "the base of all templates is gone": Defect(LAYOUTS + "base.html", gone, SHEET, "layouts/parts/checklist.html:1", 'there is no template "base.html"'),
    "an include is misspelt": Defect(LAYOUTS + "macros.html", swap("elements/callout.html", "elements/calluot.html"), BOOK, "layouts/macros.html:", "calluot.html"),
    "an element's template is gone": Defect(LAYOUTS + "parts/elements/callout.html", gone, BOOK, "layouts/macros.html:", 'there is no template "parts/elements/callout.html"'),
    "a variable is misspelt": Defect(LAYOUTS + "parts/checklist.html", swap("sheet.head.purpose", "sheet.head.prupose"), SHEET, "layouts/parts/checklist.html:", "prupose"),
    "a macro is misspelt": Defect(LAYOUTS + "macros.html", swap("macro imprint", "macro imprnit"), SHEET, "layouts/parts/checklist.html:", "imprint"),
    "a template's block is misspelt": Defect(LAYOUTS + "parts/checklist.html", swap("block section", "block setcion"), SHEET, "layouts/parts/checklist.html", "sets nothing"),
    "a template is cut off": Defect(LAYOUTS + "parts/checklist.html", halved, SHEET, "layouts/parts/checklist.html:", "layout prints only what the galley gives it"),
    "a picture's address is misspelt": Defect(LAYOUTS + "macros.html", swap('src="/{{ file', 'src="/lgoo/{{ file'), SHEET, "checklists/interview.md", "isn't among the files"),
    "a drawing is gone": Defect(LAYOUTS + "art/opener.svg", gone, BOOK, "layouts/art/opener.svg", "there is no template"),
    "a drawing is cut off": Defect(LAYOUTS + "art/cover.svg", without("</svg>"), BOOK, "layouts/parts/cover.html", "art/cover.svg"),
    "a drawing's variable is misspelt": Defect(LAYOUTS + "art/cover.svg", swap("art.lens", "art.lnes"), BOOK, "layouts/art/cover.svg:", "lnes"),
    "a style sheet is gone": Defect(LAYOUTS + "css/parts/checklist.css", gone, SHEET, "layouts/css/main.css:", '"css/parts/checklist.css" isn\'t among the files'),
    "a style sheet is cut off": Defect(LAYOUTS + "css/text.css", lambda data: data[: data.index(b"}") - 3], SHEET, "layouts/css/text.css:", "cut off"),
    "an import is misspelt": Defect(LAYOUTS + "css/main.css", swap('"text.css"', '"txet.css"'), SHEET, "layouts/css/main.css:", '"css/txet.css" isn\'t among the files'),
    "a property is misspelt": Defect(LAYOUTS + "css/text.css", end("\np { magrin: 0; }\n"), SHEET, "layouts/css/text.css:", "unknown property"),
    "a value is misspelt": Defect(LAYOUTS + "css/text.css", swap("break-inside: avoid", "break-inside: aviod"), SHEET, "layouts/css/text.css:", "aviod"),
    "a token is misspelt": Defect(LAYOUTS + "css/tokens.css", swap("--small:", "--smal:"), SHEET, "layouts/css/", 'Did you mean "--smal"?'),
    "a named page is misspelt": Defect(LAYOUTS + "css/page.css", swap("@page sheet", "@page shete"), SHEET, "layouts/css/page.css:", 'there is no page "sheet"'),
    "a typeface is misspelt": Defect(LAYOUTS + "css/tokens.css", swap("IBM Plex Sans", "IBM Plax Sans"), SHEET, "layouts/css/tokens.css:", 'Did you mean "IBM Plex Sans"?'),
    "an icon's address is misspelt": Defect(LAYOUTS + "css/parts/callout.css", swap("icons/tip.svg", "icons/tpi.svg"), BOOK, "layouts/css/parts/callout.css:", '"icons/tpi.svg"'),
    # the edition
    "the logo is gone": Defect(EDITION + "logo.svg", gone, CHECK, "house/edition.toml:", 'there is no file "logo.svg"'),
    "the logo has another name": Defect(EDITION + "logo.svg", "lgoo.svg", CHECK, "house/edition.toml:", 'Did you mean "lgoo.svg"?'),
    "the logo is cut off": Defect(EDITION + "logo.svg", halved, CHECK, "house/edition.toml:", "can't be used"),
    "the logo is misspelt": Defect(TOML, swap('"logo.svg"', '"lgoo.svg"'), CHECK, "house/edition.toml:", 'Did you mean "logo.svg"?'),
    "a field is misspelt": Defect(TOML, swap("primary =", "primray ="), CHECK, "house/edition.toml:", 'Did you mean "primary"?'),
    "a chapter to leave out is misspelt": Defect(TOML, end('\n[chapters]\nexclude = ["pya"]\n'), CHECK, "house/edition.toml:", 'Did you mean "pay"?'),
    "the edition is cut off": Defect(TOML, lambda data: data.rstrip()[:-2], CHECK, "house/edition.toml:", "date"),
}


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of everything that makes a PDF."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("handbook", "layouts", "locales", "editions"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "build_pdf.py", folder)
    return folder


@pytest.fixture
def call(project: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line of the copy; a build goes to the test's folder."""

    def called(*arguments: str) -> subprocess.CompletedProcess[str]:
        where = ("-o", str(tmp_path)) if arguments[0] == "build" else ()
        return subprocess.run(
            [sys.executable, "build_pdf.py", *arguments, *where],
            cwd=project,
            env={**os.environ, "XDG_CACHE_HOME": str(project / "cache")},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return called


@pytest.fixture
def damaged(request: pytest.FixtureRequest, project: Path) -> Iterator[Defect]:
    """One file of the copy damaged, and whole again afterwards."""
    defect: Defect = request.param
    path = project / defect.file
    data = path.read_bytes()
    moved = path.with_name(defect.edit) if isinstance(defect.edit, str) else None
    if moved:
        path.rename(moved)
    else:
        assert not isinstance(defect.edit, str)
        changed = defect.edit(data)
        assert changed != data
        path.unlink()
        if changed is not None:
            path.write_bytes(changed)
    yield defect
    if moved:
        moved.unlink()
    path.write_bytes(data)


@pytest.mark.parametrize("damaged", DEFECTS.values(), ids=DEFECTS, indirect=True)
def test_a_small_slip_is_named_with_place_and_cause_and_nothing_is_built(damaged: Defect, call: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    done = call(*damaged.call)
    assert "Traceback" not in done.stderr
    assert done.returncode == damaged.code, done.stderr
    assert damaged.place in done.stderr
    assert damaged.cause in done.stderr
    assert list(tmp_path.rglob("*.pdf")) == []


@pytest.mark.parametrize("arguments", [CHECK, SHEET])
def test_the_undamaged_copy_is_good(arguments: tuple[str, ...], call: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = call(*arguments)
    assert done.returncode == 0, done.stderr
