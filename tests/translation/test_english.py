"""The English guide: complete, set as English is set, and one finished handbook."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import page as pdfcheck
import pikepdf
import pytest

from handbook import catalogs, finishing, localization, paths, pipeline
from handbook.galley import Galley
from handbook.localization import FIXED
from handbook.translation import extract
from handbook.translation.check import check
from handbook.translation.status import status
from tests.test_pdf import bookmarks, heading


@cache
def ready() -> pipeline.Ready:
    return pipeline.prepare(paths.EDITIONS / "house" / "edition.toml", locales=["en"])


@cache
def galleys() -> dict[str, Galley]:
    """Every product of the English house edition."""
    return {galley.product: galley for galley in pipeline.compose(ready())[0]}


@cache
def printed() -> str:
    """All English text as HTML, without passages that are marked as German."""
    whole = "".join(section.html for galley in galleys().values() for section in (*galley.sections, *galley.fillers))
    return re.sub(r'<span lang="de">.*?</span>', "", whole)


def text(source: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", source))


def test_every_passage_is_translated() -> None:
    assert [count for count in status(extract.templates(), "en") if count.fuzzy or count.missing] == []


def test_nothing_is_wrong_in_the_catalogs() -> None:
    assert list(check("en")) == []


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs gettext")
@pytest.mark.parametrize("domain", catalogs.domains("en"))
def test_gettext_reads_the_catalogs(domain: str) -> None:
    done = subprocess.run(["msgfmt", "-c", "-o", "-", str(catalogs.path("en", domain))], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert b"error" not in done.stderr


def test_every_page_is_in_british_english() -> None:
    sections = [section for galley in galleys().values() for section in (*galley.sections, *galley.fillers)]
    assert len(sections) > 24
    assert [section.id for section in sections if '<html lang="en-GB" dir="ltr">' not in section.html] == []


@pytest.mark.parametrize("expected", ["€13.90", "25%", f"2{FIXED}August{FIXED}2026", "“", "”"])
def test_figures_dates_and_quotes_are_printed_as_english_sets_them(expected: str) -> None:
    assert expected in printed()


@pytest.mark.parametrize("german", ["„", "‚", "\u202f€", "\u202f%", r"\d,\d\d?\b(?!\d)", r"\d\.\s?(?:Januar|August)", r"\b(?:und|nicht|Sie|Ihre)\b"])
def test_nothing_is_printed_as_german_sets_it(german: str) -> None:
    edition = ready().loaded.edition
    own = (edition.brand.name, edition.imprint.publisher, edition.imprint.address, edition.imprint.printer)
    sources = [section for section in galleys()["handbook"].sections if section.id == "sources"]  # German titles of German works
    told = text("".join(section.html for galley in galleys().values() for section in galley.sections if section not in sources))
    assert told
    bare = text(re.sub(r'<(\w+)[^>]* lang="de"[^>]*>.*?</\1>', "", "".join(section.html for galley in galleys().values() for section in galley.sections if section not in sources)))
    for each in own:
        bare = bare.replace(each, "")
    assert re.findall(rf".{{0,30}}{german}.{{0,20}}", bare) == []


def test_languages_made_in_one_process_are_kept_apart() -> None:
    """Macros that a layout imports too."""
    both = pipeline.prepare(paths.EDITIONS / "house" / "edition.toml", locales=["de", "en"])
    made = {(galley.locale, galley.product): "".join(section.html for section in galley.sections) for galley in pipeline.compose(both)[0]}
    publisher = {"de": "Herausgeber:", "en": catalogs.load("en", "messages").get("Herausgeber:")}
    assert len(set(publisher.values())) == 2
    for (code, product), page in made.items():
        other = publisher["en" if code == "de" else "de"]
        assert str(publisher[code]) in page, (code, product)
        assert str(other) not in page, (code, product)


def test_the_glossary_is_in_the_order_of_its_english_headwords() -> None:
    (english,) = ready().manuscripts
    german = pipeline.prepare(paths.EDITIONS / "house" / "edition.toml", wanted=["handbook"]).manuscripts[0]

    def entries(manuscript: object) -> list[str]:
        blocks = manuscript.chapters["glossary"].blocks  # type: ignore[attr-defined]
        return [text(found).strip() for block in blocks for found in re.findall(r"<dt[^>]*>(.*?)</dt>", block.html)]

    heads = entries(english)
    assert len(heads) == len(entries(german)) > 15
    assert heads == sorted(heads, key=lambda head: localization.sort_key(re.sub(r"\s+", " ", head), "en"))
    assert heads != [text(str(catalogs.load("en", "guide").get(head))) for head in entries(german)]


def test_each_term_stays_with_its_explanation() -> None:
    glossary = "".join(block.html for block in ready().manuscripts[0].chapters["glossary"].blocks)
    catalog = catalogs.load("en", "guide")
    term = catalog.get("Backoffice")
    meaning = catalog.get("Büro im Hintergrund: Hier werden Fälle ohne direktes Gespräch bearbeitet.")
    assert term
    assert meaning
    (found,) = re.findall(rf"<dt>{re.escape(term)}</dt>\s*<dd>(.*?)</dd>", glossary, re.DOTALL)
    assert text(found).strip() == meaning


def test_the_english_handbook_is_32_accessible_pages_with_english_bookmarks(tmp_path: Path) -> None:
    galley = galleys()["handbook"]
    made = finishing.make(galley)
    assert made.pages == 32
    path = tmp_path / "handbook.pdf"
    path.write_bytes(made.data)
    report = pdfcheck.validate_pdf(path, profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    with pikepdf.open(path) as document:
        assert document.Root.Lang == "en-GB"
        assert str(document.docinfo.Title) == galley.title == catalogs.load("en", "messages").get("Kundenservice: Ihr Weg hinein")
        titles = [title.replace(FIXED, " ") for title, _ in bookmarks(document)]
    german = {heading(section) for section in pipeline.compose(pipeline.prepare(paths.EDITIONS / "house" / "edition.toml", wanted=["handbook"]))[0][0].sections}
    assert len(titles) == len(galley.sections)
    assert [title for title, section in zip(titles, galley.sections, strict=True) if section.id not in ("cover", "how-to-use") and title != heading(section)] == []
    assert set(titles) & german <= {"FAQ"}
