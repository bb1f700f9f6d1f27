"""The finished files: sizes, fonts, text, bookmarks, links, accessibility, and the same bytes for ever."""

from __future__ import annotations

import html
import io
import re
import shutil
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import page as pdfcheck
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from handbook import finishing, paths, pdf, pipeline
from handbook.assets import Asset
from handbook.errors import ContentError, UsageError
from handbook.galley import Galley, Section
from handbook.localization import FIXED
from handbook.pages import Document, paginate
from tests.channels.conftest import drawn
from tests.channels.test_screen import KNOWN
from tests.conftest import Run

POINTS_PER_MM = 72 / 25.4


@cache
def house() -> pipeline.Ready:
    return pipeline.prepare(paths.EDITIONS / "house" / "edition.toml")


@cache
def galley(product: str) -> Galley:
    """A product of the house edition."""
    return next(each for each in pipeline.compose(house())[0] if each.product == product)


def plain(text: str) -> str:
    """Text without what typesetting did to it: line breaks, hyphens at line ends, kinds of spaces."""
    text = re.sub(r"[\u2010\u00ad\ufffe\u0002-]\s*\n", "", text.replace("\r", ""))
    return re.sub(r"[\s\u200b\u2060]+", "", text).replace("\u2010", "-").replace("\u2011", "-")


@pytest.fixture(scope="session")
def lines(house_pdf: Path) -> list[list[str]]:
    """The lines of text of each page, as a program extracts them."""
    with pypdfium2.PdfDocument(house_pdf) as document:
        return [each.get_textpage().get_text_range().replace(FIXED, " ").replace("\r", "").split("\n") for each in document]


@pytest.fixture(scope="session")
def texts(lines: list[list[str]]) -> list[str]:
    """The text of each page without its spaces and hyphens."""
    return [plain("\n".join(each)) for each in lines]


@pytest.fixture
def opened(house_pdf: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(house_pdf) as document:
        yield document


def bookmarks(document: pikepdf.Pdf) -> list[tuple[str, int]]:
    """The upper bookmarks with the pages they lead to, from 1."""
    numbers = {each.obj.objgen: number for number, each in enumerate(document.pages, 1)}
    with document.open_outline() as outline:
        return [(str(item.title), numbers[item.destination[0].objgen]) for item in outline.root]  # type: ignore[index, union-attr]


def heading(section: Section) -> str:
    """The title that a section bears: a chapter's own, otherwise that of its layout."""
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", section.html, re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", "", found))
    assert text == section.title or not section.place.file.startswith("handbook/content")
    return text


def targets(document: pikepdf.Pdf) -> dict[str, int]:
    """The named places inside the file with their pages, from 1."""
    numbers = {each.obj.objgen: number for number, each in enumerate(document.pages, 1)}
    named = document.Root.Names.Dests.Names
    return {str(named[at]): numbers[named[at + 1][0].objgen] for at in range(0, len(named), 2)}


def sizes(document: pikepdf.Pdf, box: str) -> set[tuple[float, float]]:
    """The widths and heights of all pages in millimetres."""
    found = [[float(edge) / POINTS_PER_MM for edge in each.obj[box]] for each in document.pages]
    return {(round(right - left, 1), round(top - bottom, 1)) for left, bottom, right, top in found}


def test_the_handbook_has_32_a5_pages(opened: pikepdf.Pdf) -> None:
    assert len(opened.pages) == 32
    assert sizes(opened, "/TrimBox") == {(148, 210)}


def test_a_checklist_is_one_a4_page(sheet_pdfs: list[Path]) -> None:
    assert len(sheet_pdfs) == 7
    for path in sheet_pdfs:
        with pikepdf.open(path) as document:
            assert len(document.pages) == 1
            assert sizes(document, "/TrimBox") == {(210, 297)}


def everything(house_pdf: Path, sheet_pdfs: list[Path]) -> list[Path]:
    return [house_pdf, *sheet_pdfs]


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_all_files_keep_the_rules_of_pdf_ua_and_pdf_a(profile: str, house_pdf: Path, sheet_pdfs: list[Path]) -> None:
    for path in everything(house_pdf, sheet_pdfs):
        report = pdfcheck.validate_pdf(path, profile=profile)
        assert [(path.name, failure.rule_id, failure.message) for failure in report.failures if failure.rule_id not in KNOWN] == []


def test_files_stay_small(house_pdf: Path, sheet_pdfs: list[Path]) -> None:
    assert house_pdf.stat().st_size < 400_000
    assert max(path.stat().st_size for path in sheet_pdfs) < 120_000


@cache
def trees(path: Path) -> list[str]:
    """The lines of a file's tree."""
    return drawn(path.read_bytes()).split("\n")


def test_headings_of_all_files_nest_without_skips(house_pdf: Path, sheet_pdfs: list[Path]) -> None:
    for path in everything(house_pdf, sheet_pdfs):
        levels = [int(found[1]) for line in trees(path) if (found := re.match(r" *H(\d) ", line))]
        assert levels[0] == 1
        assert all(later <= before + 1 for before, later in pairwise(levels)), path.name


def test_each_section_is_one_part_and_begins_with_its_heading(house_pdf: Path) -> None:
    lines = trees(house_pdf)
    starts = [number for number, line in enumerate(lines) if line == "  Part"]
    assert len(starts) == len(galley("handbook").sections)
    for start, end in pairwise([*starts, len(lines)]):
        assert sum(line.startswith("    H1 ") for line in lines[start:end]) == 1


def test_every_picture_has_a_text_and_every_table_heads(house_pdf: Path, sheet_pdfs: list[Path]) -> None:
    for path in everything(house_pdf, sheet_pdfs):
        lines = trees(path)
        assert all("alt=" in line for line in lines if line.strip().startswith("Figure"))
        heads = [line for line in lines if re.match(r" *TH ", line)]
        assert all("Scope=" in line for line in heads)
        assert bool(heads) == any(line.strip() == "Table" for line in lines)


def test_diagrams_are_read_as_lists_in_their_order(house_pdf: Path) -> None:
    text = "\n".join(trees(house_pdf))
    for found in ("Einstieg", "Fachkraft (Senior)", "Teamleitung", "Serviceleitung"):
        assert re.search(rf"LBody\n *P '{re.escape(found)}'", text), found
    assert re.search(r"Lbl '08:00'\n *LBody 'Start und Lage", text)
    assert re.search(r"Lbl '1'\n *LBody\n *P '", text)
    assert re.search(r"P 'gesetzliche Untergrenze [\d.]+", text)


def test_the_contents_are_read_as_contents(house_pdf: Path) -> None:
    lines = trees(house_pdf)
    entries = [line.strip() for line in lines if line.strip().startswith("TOCI")]
    assert len(entries) == 14
    assert all(re.match(r"TOCI \[Reference \[Link -> '(.+)' '\1'\]\]", entry) for entry in entries)


def test_every_box_and_line_to_write_on_is_a_field_with_a_name(house_pdf: Path, sheet_pdfs: list[Path]) -> None:
    kinds = {}
    for path in everything(house_pdf, sheet_pdfs):
        with pikepdf.open(path) as document:
            fields = list(document.Root.AcroForm.Fields)
            assert all(str(field.TU).strip() for field in fields)
            assert len({str(field.T) for field in fields}) == len(fields)
            kinds[path.stem.removeprefix("house-").removesuffix("-de")] = Counter(str(field.T).split("-")[0] for field in fields)
    html = {product: "".join(section.html for section in galley(product).sections) for product in kinds}
    for product, found in kinds.items():
        assert found["tick"] == html[product].count('data-field="tick"')
        assert found["choice"] == html[product].count('class="statement"')
    assert kinds["handbook"]["choice"] == 18
    assert kinds["skills"]["choice"] == 15
    assert kinds["qualification-plan"]["text"] == 44
    assert kinds["handbook"]["text"] > 10


def test_every_font_is_embedded_and_ours_and_maps_to_text(house_pdf: Path, sheet_pdfs: list[Path]) -> None:
    for path in everything(house_pdf, sheet_pdfs):
        with pikepdf.open(path) as document:
            dictionaries = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [each for each in dictionaries if each.get("/Type") == "/Font"]
        descriptors = [each for each in dictionaries if each.get("/Type") == "/FontDescriptor"]
        assert fonts
        assert all(re.fullmatch(r"/[A-Z]{6}\+IBM-Plex-Sans(-[A-Za-z]+)*|/Handbook-Field", str(font.BaseFont)) for font in fonts)
        assert all("/FontFile2" in each for each in descriptors)
        assert len(descriptors) == sum(font.Subtype == "/Type0" for font in fonts)
        assert all("/ToUnicode" in font for font in fonts if font.Subtype == "/Type0")


def test_title_and_language_stand_in_every_file(house_pdf: Path, sheet_pdfs: list[Path]) -> None:
    for path in everything(house_pdf, sheet_pdfs):
        with pikepdf.open(path) as document:
            assert str(document.docinfo.Title).endswith("Kundenservice: Ihr Weg hinein")
            assert document.Root.Lang == "de"
            assert document.Root.ViewerPreferences.DisplayDocTitle
            with document.open_metadata() as metadata:
                assert metadata["dc:title"] == str(document.docinfo.Title)


def test_bookmarks_are_the_sections_in_order_on_the_right_pages(opened: pikepdf.Pdf) -> None:
    sections = galley("handbook").sections
    assert len(bookmarks(opened)) == len(sections)
    places = targets(opened)
    for (title, number), section in zip(bookmarks(opened), sections, strict=True):
        if section.id in places:
            assert number == places[section.id], section.id
        if section.id not in ("cover", "how-to-use"):
            assert title.replace(FIXED, " ") == heading(section)
    pages = [number for _, number in bookmarks(opened)]
    assert pages == sorted(pages)
    assert len(set(pages)) == len(pages)


def test_every_section_stands_on_as_many_pages_as_the_outline_plans(opened: pikepdf.Pdf) -> None:
    first = 1
    for (_, number), section in zip(bookmarks(opened), galley("handbook").sections, strict=True):
        assert number == first, section.id
        first += section.pages
    assert first - 1 == len(opened.pages)


def test_a_chapter_of_two_pages_lies_open_as_a_spread(opened: pikepdf.Pdf) -> None:
    on_left = [number for (_, number), section in zip(bookmarks(opened), galley("handbook").sections, strict=True) if section.on_left]
    assert len(on_left) >= 10
    assert [number for number in on_left if number % 2] == []


def test_the_contents_page_names_the_pages_on_which_chapters_begin(opened: pikepdf.Pdf, lines: list[list[str]]) -> None:
    at = {section.id: number for (_, number), section in zip(bookmarks(opened), galley("handbook").sections, strict=True)}
    entries = [found.groups() for line in lines[at["contents"] - 1] if (found := re.fullmatch(r"(?:\d+ )?(.+?)((?: [ABC])*) (\d+)", line.strip()))]
    named = [(title, int(number)) for title, _, number in entries]
    chapters = [section for section in galley("handbook").sections if section.place.file.startswith("handbook/content") and section.id not in ("how-to-use", "closing")]
    assert named[: len(chapters)] == [(section.title, at[section.id]) for section in chapters]
    assert len(chapters) == 14


def test_every_page_but_the_cover_carries_its_number_at_its_foot(lines: list[list[str]]) -> None:
    without = [number for number, page in enumerate(lines, 1) if str(number) not in (page[-1].split()[0], page[-1].split()[-1])]
    assert without == [1]


def test_titles_are_extracted_in_the_order_of_the_book(texts: list[str], opened: pikepdf.Pdf) -> None:
    for (_, number), section in list(zip(bookmarks(opened), galley("handbook").sections, strict=True))[2:]:
        text = texts[number - 1]
        title = plain(heading(section))
        assert title in text, section.id
        subheads = [plain(re.sub(r"<[^>]+>", "", found)) for found in re.findall(r"<h2[^>]*>(.*?)</h2>", section.html, re.DOTALL)]
        whole = "".join(texts[number - 1 : number - 1 + section.pages])
        places = [whole.find(subhead) for subhead in subheads]
        assert -1 not in places, section.id
        assert places == sorted(places), section.id


def in_one_piece(text: str, pages: list[str]) -> bool:
    """Whether a text stands on one page, or ends one page and goes on at the next."""
    if any(text in page for page in pages):
        return True
    splits = ((text[:at], text[at:]) for at in range(1, len(text)))
    return any(start in left and rest in right for start, rest in splits for left, right in pairwise(pages))


def test_every_paragraph_is_extracted_in_one_piece(texts: list[str]) -> None:
    """Prose of all chapters, as the templates set it; commas between raised numbers are the style sheet's."""

    def bare(text: str) -> str:
        return re.sub("[,\ufffe-]", "", text)

    pages = [bare(text) for text in texts]
    chapters = [section.html for section in galley("handbook").sections if section.place.file.startswith("handbook/content/chapters")]
    paragraphs = [found for html in chapters for found in re.findall(r"\n<p>(.*?)</p>", html, re.DOTALL)]
    assert len(paragraphs) > 80
    assert [found for found in paragraphs if not in_one_piece(bare(plain(re.sub(r"<[^>]+>", "", found).replace("&amp;", "&"))), pages)] == []


def test_every_link_inside_leads_somewhere_and_every_link_outside_is_safe(house_pdf: Path, sheet_pdfs: list[Path]) -> None:
    count = 0
    for path in everything(house_pdf, sheet_pdfs):
        with pikepdf.open(path) as document:
            known = targets(document) if "/Names" in document.Root else {}
            for each in document.pages:
                for link in each.obj.get("/Annots", []):
                    if link.Subtype == "/Widget":
                        continue
                    count += 1
                    assert link.Subtype == "/Link"
                    assert link.Contents, "a link says where it leads"
                    if "/A" in link:
                        assert str(link.A.URI).startswith(("https://", "mailto:", "tel:"))
                    else:
                        assert str(link.Dest) in known
    assert count > 30


def test_the_contact_of_an_edition_can_be_clicked() -> None:
    ready = pipeline.prepare(paths.EDITIONS / "sonnengelb-strom" / "edition.toml", wanted=["handbook"])
    closing = pipeline.compose(ready)[0][0]
    small = replace(closing, sections=closing.sections[-1:], fillers=())
    with pikepdf.open(io.BytesIO(finishing.make(small).data)) as document:
        links = {str(link.A.URI) for link in document.pages[0].obj.get("/Annots", []) if "/A" in link}
    assert links == {"tel:+493023125100", "mailto:karriere@example.org", "https://example.org/karriere"}


def test_no_file_holds_scripts_attachments_or_names_of_this_machine(house_pdf: Path, sheet_pdfs: list[Path]) -> None:
    names = [str(paths.ROOT), str(Path.home()), socket.gethostname(), str(house_pdf.parent)]
    for path in everything(house_pdf, sheet_pdfs):
        with pikepdf.open(path) as document:
            raw = b"".join(each.read_bytes() for each in document.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") != "/Image")
            keys = {str(key) for each in document.objects if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)) for key in each.keys()}  # noqa: SIM118
            assert not keys & {
                "/JavaScript",
                "/JS",
                "/EmbeddedFile",
                "/EmbeddedFiles",
                "/OpenAction",
                "/AA",
                "/NeedAppearances",
                "/SubmitForm",
                "/Launch",
                "/CreationDate",
                "/ModDate",
            }
        for name in names:
            if len(name) > 3:
                assert name.encode() not in raw + path.read_bytes(), name


PLACES = {
    "in Kiritimati": {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LANG": "tr_TR.UTF-8", "LC_ALL": "C"},
    "in Honolulu": {"TZ": "Pacific/Honolulu", "PYTHONHASHSEED": "4711", "LANG": "C", "LC_ALL": "C.UTF-8", "COLUMNS": "20"},
}


@pytest.mark.parametrize("place", PLACES)
def test_the_same_edition_gives_the_same_bytes_everywhere(place: str, house_pdf: Path, run: Run, tmp_path: Path) -> None:
    """Another zone, hash seed, language, current folder, and a copy of the edition elsewhere."""
    shutil.copytree(paths.EDITIONS / "house", tmp_path / "anywhere" / "house")
    done = run("build", "anywhere/house/edition.toml", "--product", "handbook", "-o", "out", cwd=tmp_path, **PLACES[place])
    assert done.returncode == 0, done.stderr
    made = tmp_path / "out" / "house"
    assert (made / house_pdf.name).read_bytes() == house_pdf.read_bytes()
    assert (made / "manifest.json").read_bytes() == (house_pdf.parent / "manifest.json").read_bytes()


@pytest.fixture(scope="module")
def sheet() -> Callable[[], Document]:
    """A small document, laid out anew for each call."""
    return lambda: paginate(galley("interview"))


def test_a_date_is_in_the_file_only_if_one_is_given(sheet: Callable[[], Document], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    without = pdf.write(sheet(), "x")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first, second = pdf.write(sheet(), "x"), pdf.write(sheet(), "x")
    assert b"CreationDate" not in without
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as document:
        assert str(document.docinfo.CreationDate).startswith("D:20231114221320")


@cache
def book() -> Document:
    """The handbook, laid out once for all that is painted from it."""
    return paginate(galley("handbook"))


def test_the_same_pages_are_cut_for_a_screen_and_bled_for_a_press() -> None:
    screen, press, again = pdf.write(book(), "x"), pdf.write(book(), "x", bleed_mm=3, tags=False), pdf.write(book(), "x")
    assert screen == again
    with pikepdf.open(io.BytesIO(press)) as document:
        assert sizes(document, "/MediaBox") == {(154.0, 216.0)}
        assert sizes(document, "/TrimBox") == {(148.0, 210.0)}
        assert "/StructTreeRoot" not in document.Root
    with pikepdf.open(io.BytesIO(screen)) as document:
        assert sizes(document, "/MediaBox") == sizes(document, "/TrimBox") == {(148.0, 210.0)}


def edges(picture: Image.Image) -> str:
    """At which edges of the sheet something is printed on the outermost pixels."""
    width, height = picture.size
    strips = {"left": (0, 0, 1, height), "right": (width - 1, 0, width, height), "top": (0, 0, width, 1), "bottom": (0, height - 1, width, height)}
    return " ".join(name for name, strip in strips.items() if picture.crop(strip).getextrema() != (255, 255))


def test_artwork_reaches_to_the_end_of_the_bleed_and_is_cut_in_the_same_place_for_screens() -> None:
    with pypdfium2.PdfDocument(pdf.write(book(), "x", bleed_mm=3, tags=False)) as press, pypdfium2.PdfDocument(pdf.write(book(), "x")) as screen:
        pairs = [tuple(page.render(scale=2).to_pil().convert("L") for page in both) for both in zip(press, screen, strict=True)]
    bled = {number: edges(each) for number, (each, _) in enumerate(pairs, 1) if edges(each)}
    openers = {book().folios[section.id] for section in galley("handbook").sections if section.on_left or section.id in ("faq", "closing")}
    assert bled == {1: "left right bottom"} | dict.fromkeys(openers, "left right top")
    for large, small in pairs:
        border = round(3 * POINTS_PER_MM * 2)
        cut = large.crop((border, border, border + small.width, border + small.height))
        assert sum(ImageChops.difference(cut, small).histogram()[100:]) < small.width * small.height / 200  # but for the half pixel between the two grids


@pytest.mark.parametrize("moment", ["tomorrow", "1.5", "99999999999999999999", "253402300800"])
def test_a_date_that_is_none_is_named(moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    with pytest.raises(UsageError, match=f'SOURCE_DATE_EPOCH is "{moment}"'):
        pdf.created()


def with_text(text: str) -> Galley:
    """The sheet for the interview with more on it."""
    made = galley("interview")
    (section,) = made.sections
    return replace(made, sections=(replace(section, html=section.html.replace("</main>", f"{text}</main>")),))


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ('<p style="position: absolute">漢</p>', "L03", "lacks the character"),
        ('<p style="position: absolute"><a href="#nowhere">x</a></p>', "L04", "nowhere"),
        ('<div style="position: absolute"><svg viewBox="0 0 9 9" width="9"><image href="/x.png" width="9" height="9"/></svg></div>', "L02", '"x.png" isn\'t among the files'),
        ('<a style="position: absolute" rel="attachment" href="/x.pdf">x</a>', "L02", '"x.pdf" isn\'t among the files'),
    ],
)
def test_what_the_engine_says_only_while_it_paints_stops_the_file(text: str, code: str, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        finishing.make(with_text(text))
    assert (code, True) in {(finding.code, words in finding.message) for finding in caught.value.findings}


def test_a_typeface_of_the_machine_never_takes_the_place_of_ours(sheet: Callable[[], Document], monkeypatch: pytest.MonkeyPatch) -> None:
    document = sheet()
    monkeypatch.setattr("handbook.engine.FAMILIES", ("IBM Plex Sans Arabic",))
    with pytest.raises(ContentError, match='the typeface "IBM Plex Sans" was used in place of one that is missing'):
        pdf.write(document, "x")


def test_an_own_typeface_is_embedded_under_its_own_name() -> None:
    made = galley("at-the-fair")
    font = Asset("edition/own.ttf", "font/ttf", (paths.LAYOUTS / "fonts" / "IBMPlexSansArabic-Light.ttf").read_bytes())
    tokens = made.assets["css/tokens.css"]
    text = '@font-face { font-family: "Brand"; src: url("/edition/own.ttf"); }\n' + tokens.data.decode().replace('--typeface: "', '--typeface: "Brand", "')
    assets = {**made.assets, font.name: font, tokens.name: replace(tokens, data=text.encode())}
    with pikepdf.open(io.BytesIO(finishing.make(replace(made, assets=assets)).data)) as document:
        fonts = {str(each.BaseFont) for each in document.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"}
    assert any("Brand" in name for name in fonts), fonts


def test_every_printed_address_of_a_source_can_be_read_off_the_page(house_pdf: Path) -> None:
    with pypdfium2.PdfDocument(house_pdf) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    joined = re.sub(r"[\s\u200b]", "", text)
    manuscript = house().manuscripts[0]
    addresses = [manuscript.facts.sources[name].address for name in manuscript.sources]
    assert [address for address in addresses if address and address not in joined] == []
