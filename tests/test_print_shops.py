"""What a print shop asks for, from its name or from a file in the edition's folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import ImageCms

from handbook import print_shops
from handbook.catalogs import spoken
from handbook.errors import ContentError
from handbook.findings import Finding, Place
from handbook.icc import description
from handbook.print_shops import Terms, available, load

GOOD = 'name = "Druckerei Beispiel"\nprofile = "FOGRA39L_coated.icc"\ncondition = "FOGRA39"\ncondition_name = "Offset"\n'


def refused(text: str, folder: Path) -> list[Finding]:
    """What is said of a shop's file."""
    (folder / "shop.toml").write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        load("shop.toml", folder)
    return list(caught.value.findings)


@pytest.mark.parametrize("name", available())
def test_every_bundled_shop_can_be_had_by_its_name(name: str, tmp_path: Path) -> None:
    shop = load(name, tmp_path)
    assert description(shop.profile.data).startswith(shop.terms.condition)
    assert shop.terms.registered
    assert shop.terms.marks is False
    assert shop.terms.notes


def test_there_are_shops_for_coated_uncoated_and_digital() -> None:
    assert available() == ("digital", "offset-coated", "offset-uncoated")


def test_uncoated_paper_bears_less_ink_than_coated(tmp_path: Path) -> None:
    limits = {name: load(name, tmp_path).terms.ink_limit for name in available()}
    assert limits["offset-uncoated"] < limits["offset-coated"]


def test_a_shop_of_one_s_own_needs_four_lines(tmp_path: Path) -> None:
    (tmp_path / "shop.toml").write_text(GOOD, "utf-8")
    shop = load("shop.toml", tmp_path)
    assert shop.terms == Terms(name="Druckerei Beispiel", profile="FOGRA39L_coated.icc", condition="FOGRA39", condition_name="Offset")
    assert shop.profile.data == (print_shops.PROFILES / "FOGRA39L_coated.icc").read_bytes()


def test_a_shop_may_bring_its_own_profile(tmp_path: Path) -> None:
    shutil.copy(print_shops.PROFILES / "FOGRA29L_uncoated.icc", tmp_path / "haus.icc")
    (tmp_path / "shop.toml").write_text(GOOD.replace("FOGRA39L_coated.icc", "haus.icc").replace('"FOGRA39"', '"Custom"'), "utf-8")
    shop = load("shop.toml", tmp_path)
    assert description(shop.profile.data) == "FOGRA29L uncoated"
    assert not shop.terms.registered


def test_an_unknown_shop_is_named_where_the_edition_asks_for_it(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        load("offset-coatd", tmp_path, Place("editions/acme/edition.toml", 7, 1))
    assert str(caught.value) == 'editions/acme/edition.toml:7:1: there is no print shop "offset-coatd". Did you mean "offset-coated"?'


def test_a_missing_shop_file_is_named_with_a_near_one(tmp_path: Path) -> None:
    (tmp_path / "druckerei.toml").write_text(GOOD, "utf-8")
    with pytest.raises(ContentError, match=r'there is no file "druckrei.toml". Did you mean "druckerei.toml"\?'):
        load("druckrei.toml", tmp_path)


def test_a_shop_file_outside_the_edition_s_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shop.toml").write_text(GOOD, "utf-8")
    (tmp_path / "edition").mkdir()
    with pytest.raises(ContentError, match="lies outside the edition's folder"):
        load("../shop.toml", tmp_path / "edition")


def test_all_mistakes_of_a_file_are_named_at_once_with_their_lines(tmp_path: Path) -> None:
    text = 'name = "X"\nprofil = "a.icc"\nbleed_mm = 5\nmarks = "no"\ncondition_name = "Offset"\nink_limit = 1000\nstandard = "PDF/X-1a"\n'
    said = [(finding.code, finding.place.line, finding.message, finding.hint) for finding in refused(text, tmp_path)]
    assert sorted(said) == sorted(
        [
            ("S02", 1, "condition: is missing.", "Add a line `condition = …`."),
            ("S02", 1, "profile: is missing.", "Add a line `profile = …`."),
            ("S02", 2, "profil: is no field of a print shop.", 'Did you mean "profile"?'),
            ("S02", 3, "bleed_mm: must be at most 3.0.", ""),
            ("S02", 4, "marks: must be true or false, without quotes.", ""),
            ("S02", 6, "ink_limit: must be at most 400.", ""),
            ("S02", 7, 'standard: must be "PDF/X-4".', 'Did you mean "PDF/X-4"?'),
        ]
    )


def test_resolutions_the_wrong_way_round_are_refused(tmp_path: Path) -> None:
    (finding,) = refused(GOOD + "wanted_dpi = 150\n", tmp_path)
    assert finding.message == "print shop: wanted_dpi is below least_dpi."
    assert "Druckerei: wanted_dpi ist kleiner als least_dpi." in finding.told(spoken(("de",)))


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"name = ", 1, "Invalid value"),
        (b'name = "X"\nname = "Y"\n', 2, "Cannot overwrite"),
        (b'name = "X"\n\xff', 2, "is no UTF-8 text."),
        (b"a = " + b"[" * 5000, 1, "no valid TOML"),
    ],
    ids=["no value", "twice", "bytes", "deep"],
)
def test_a_file_that_is_no_toml_is_named_with_its_line(data: bytes, line: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "shop.toml").write_bytes(data)
    with pytest.raises(ContentError) as caught:
        load("shop.toml", tmp_path)
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.line) == ("S01", line)
    assert said in finding.message


def test_a_profile_that_is_missing_damaged_or_for_screens_is_named_with_its_line(tmp_path: Path) -> None:
    text = GOOD.replace("FOGRA39L_coated.icc", "haus.icc")
    (finding,) = refused(text, tmp_path)
    assert (finding.code, finding.place.line, finding.message) == ("A01", 2, 'there is no file "haus.icc".')
    (tmp_path / "haus.icc").write_bytes((print_shops.PROFILES / "FOGRA39L_coated.icc").read_bytes()[:5000])
    (finding,) = refused(text, tmp_path)
    assert (finding.code, finding.message) == ("A03", '"haus.icc" can\'t be used: it is cut off, or something was added to it.')
    (tmp_path / "haus.icc").write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    (finding,) = refused(text, tmp_path)
    assert finding.message == '"haus.icc" can\'t be used: it describes RGB colours, not the four printing inks (CMYK).'


def test_a_mistyped_bundled_profile_is_offered(tmp_path: Path) -> None:
    (finding,) = refused(GOOD.replace("FOGRA39L_coated", "FOGRA39_coated"), tmp_path)
    assert finding.hint == 'Did you mean "FOGRA39L_coated.icc"?'


def test_a_profile_of_more_than_ten_megabytes_is_refused(tmp_path: Path) -> None:
    with open(tmp_path / "haus.icc", "wb") as file:
        file.truncate(11 * 2**20)
    (finding,) = refused(GOOD.replace("FOGRA39L_coated.icc", "haus.icc"), tmp_path)
    assert (finding.code, finding.message) == ("A04", '"haus.icc" is larger than 10 MB.')
