"""Every file that a galley's pages may ask for."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import paths
from handbook.errors import ContentError
from handbook.galley import STYLE_SHEET
from tests.galley.conftest import CONTACT, Compose


def test_a_contact_brings_its_code_and_none_brings_lines_to_write_on(composed: Compose) -> None:
    assert "art/contact-code.svg" not in composed().assets
    with_contact = composed(added=CONTACT)
    assert b"<svg" in with_contact.assets["art/contact-code.svg"].data
    assert 'href="mailto:jobs@example.com"' in with_contact.sections[-1].html


def test_an_own_typeface_is_declared_and_comes_first(composed: Compose, edition: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tmp_path / "editions" / "house"
    for name in ("Regular", "Bold"):
        shutil.copy(paths.LAYOUTS / "fonts" / f"IBMPlexSans-{name}.ttf", folder / f"{name}.ttf")
    galley = composed("interview", added='[brand.typeface]\nregular = "Regular.ttf"\nbold = "Bold.ttf"\n')
    tokens = galley.assets["css/tokens.css"].data.decode()
    fonts = [name for name in galley.assets if name.endswith(".ttf")]
    assert len(fonts) == 2
    assert re.findall(r'url\("/([^"]+)"\)', tokens) == fonts
    assert re.findall(r"font-weight: (\d+)", tokens) == ["400", "700"]
    assert '--typeface: "Brand", "IBM Plex Sans"' in tokens


def test_the_palette_stands_in_the_tokens(composed: Compose) -> None:
    tokens = composed("interview", primary='primary = "#123456"').assets["css/tokens.css"].data.decode()
    assert "--primary: #123456;" in tokens


def test_every_style_sheet_of_the_layouts_is_in_the_galley(composed: Compose) -> None:
    sheets = {path.relative_to(paths.LAYOUTS).as_posix() for path in (paths.LAYOUTS / "css").rglob("*.css")}
    assert STYLE_SHEET in sheets
    assert sheets <= composed("interview").assets.keys()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('tip = ["lightbulb"', 'tip = ["lihgtbulb"', 'layouts/icons.toml:3: tip: there is no icon "lihgtbulb". Did you mean "lightbulb"?'),
        ('scale", "primary-ink"', 'scale", "primary-nik"', 'layouts/icons.toml:5: law: there is no colour "primary-nik". Did you mean "primary-ink"?'),
        ('["lightbulb", "primary-ink"]', '["lightbulb"]', "layouts/icons.toml: can't be read"),
        ('["lightbulb", "primary-ink"]', "3", "layouts/icons.toml: can't be read"),
        ("[use]", "[uses]", "layouts/icons.toml: can't be read: 'use'"),
        ("[use]", "[use", "layouts/icons.toml: can't be read"),
    ],
)
def test_a_mistake_in_the_list_of_icons_is_named(composed: Compose, layouts: Path, old: str, new: str, words: str) -> None:
    path = layouts / "icons.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as caught:
        composed("interview")
    assert words in str(caught.value)


def test_a_missing_list_of_icons_is_named(composed: Compose, layouts: Path) -> None:
    (layouts / "icons.toml").unlink()
    with pytest.raises(ContentError, match=r"layouts/icons\.toml: is missing\."):
        composed("interview")
