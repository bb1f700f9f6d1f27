"""What a galley holds: the HTML of each section, and every file it needs."""

from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from handbook import paths, products, templates
from handbook.errors import ContentError
from handbook.galley import PAGE_MARK, STYLE_SHEET, Galley, files, page_mark
from handbook.pipeline import compose as compose_all
from handbook.pipeline import prepare

Compose = Callable[..., Galley]

EDITIONS = ("house", "sonnengelb-strom", "fernweh-reisen")
CONTACT = '[contact]\nname = "Robin <Muster>"\nemail = "jobs@example.com"\nweb = "example.com/jobs"\n'


@pytest.fixture
def composed(edition: Callable[[str], Path]) -> Compose:
    """One product of the house edition, its file changed by replacements and an addition."""
    path = edition("house")

    def made(product: str = products.HANDBOOK, added: str = "", **replaced: str) -> Galley:
        text = path.read_text("utf-8")
        for old, new in replaced.items():
            found = re.search(rf"^{old} = .*$", text, re.MULTILINE)
            assert found, old
            text = text.replace(found[0], new)
        path.write_text(text + added, "utf-8")
        return compose_all(prepare(path, wanted=[product]))[0][0]

    return made


@pytest.fixture(scope="session")
def books() -> dict[str, list[Galley]]:
    """Everything that the three editions of the project print."""
    return {name: compose_all(prepare(paths.EDITIONS / name / "edition.toml"))[0] for name in EDITIONS}


class _Reader(HTMLParser):
    """Collects ids, links, pictures and headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.sources: list[str] = []
        self.alternatives: list[str | None] = []
        self.headings = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.hrefs += [given["href"] or ""] if "href" in given else []
        self.headings += tag == "h1"
        if tag == "img":
            self.sources.append(given["src"] or "")
            self.alternatives.append(given.get("alt"))


def read(galley: Galley) -> _Reader:
    return _Reader("".join(section.html for section in (*galley.sections, *galley.fillers)))


@pytest.mark.parametrize("name", EDITIONS)
def test_ids_are_unique_and_every_link_leads_to_one_or_outside_by_a_safe_scheme(name: str, books: dict[str, list[Galley]]) -> None:
    for galley in books[name]:
        found = read(galley)
        assert len(found.ids) == len(set(found.ids))
        for href in found.hrefs:
            assert href.removeprefix("#") in found.ids if href.startswith("#") else href.startswith(("https://", "mailto:", "tel:")), href


@pytest.mark.parametrize("name", EDITIONS)
def test_every_picture_is_in_the_galley_and_has_an_alternative_text(name: str, books: dict[str, list[Galley]]) -> None:
    for galley in books[name]:
        found = read(galley)
        assert {source.removeprefix("/") for source in found.sources} <= galley.assets.keys()
        assert None not in found.alternatives


@pytest.mark.parametrize("name", EDITIONS)
def test_every_section_has_one_title_and_says_its_language(name: str, books: dict[str, list[Galley]]) -> None:
    for galley in books[name]:
        for section in (*galley.sections, *galley.fillers):
            assert _Reader(section.html).headings == 1, section.id
            assert '<html lang="de" dir="ltr">' in section.html


@pytest.mark.parametrize("name", EDITIONS)
def test_a_galley_names_no_folder_of_this_machine(name: str, books: dict[str, list[Galley]]) -> None:
    for galley in books[name]:
        assert str(paths.ROOT).encode() not in pickle.dumps(galley)


def test_a_galley_travels_to_a_worker_and_stays_the_same(books: dict[str, list[Galley]]) -> None:
    galley = books["house"][0]
    assert pickle.loads(pickle.dumps(galley)) == galley


def test_the_same_edition_gives_the_same_galley(composed: Compose) -> None:
    assert composed("interview") == composed("interview")


def test_the_contents_page_marks_the_chapters_in_their_order(books: dict[str, list[Galley]]) -> None:
    for galley in (books[name][0] for name in EDITIONS):
        contents = next(section for section in galley.sections if section.id == "contents")
        after = [section.id for section in galley.sections[galley.sections.index(contents) + 1 :]]
        assert PAGE_MARK.findall(contents.html) == after[: after.index("sources" if "sources" in after else "reference")]


def test_a_page_mark_is_found_again() -> None:
    assert PAGE_MARK.findall(f"Seite {page_mark('new-in-germany')}") == ["new-in-germany"]


def test_an_edition_has_the_products_it_orders(books: dict[str, list[Galley]]) -> None:
    assert [galley.product for galley in books["house"]] == list(products.PRODUCTS)
    assert [galley.product for galley in books["fernweh-reisen"]] == ["handbook", "at-the-fair", "application", "interview"]


def test_a_checklist_is_one_a4_page_in_a_handbook_of_any_format(composed: Compose) -> None:
    galley = composed("interview", format='format = "A5"')
    assert (galley.format.width_mm, galley.format.height_mm) == (210, 297)
    assert [section.pages for section in galley.sections] == [1]
    assert galley.title == "Vorstellungsgespräch – Kundenservice: Ihr Weg hinein"


def test_without_a_logo_the_name_is_set_in_type(composed: Compose) -> None:
    galley = composed("interview", logo="")
    assert '<p class="company">Karriere im Kundenservice</p>' in galley.sections[0].html
    assert not read(galley).sources


def test_the_logo_bears_the_name_for_those_who_cannot_see_it(composed: Compose) -> None:
    galley = composed("interview")
    logo = next(name for name in galley.assets if name.startswith("edition/"))
    assert f'<img src="/{logo}" alt="Karriere im Kundenservice">' in galley.sections[0].html


def test_what_an_edition_says_is_never_taken_for_html(composed: Compose) -> None:
    galley = composed("interview", added=CONTACT, publisher='publisher = "A & B <script>"')
    assert "A &amp; B &lt;script&gt;" in galley.sections[0].html
    assert "Robin &lt;Muster&gt;" in galley.sections[0].html
    assert "<script" not in galley.sections[0].html


def test_a_contact_brings_its_code_and_none_brings_lines_to_write_on(composed: Compose) -> None:
    assert "art/contact-code.svg" not in composed().assets
    with_contact = composed(added=CONTACT)
    assert b"<svg" in with_contact.assets["art/contact-code.svg"].data
    assert 'href="mailto:jobs@example.com"' in with_contact.sections[-1].html


def test_a_fair_stands_on_the_cover(composed: Compose) -> None:
    cover = composed(added='[fair]\nname = "Jobtag"\nplace = "Köln"\nstarts = 2027-03-12\nends = 2027-03-13\nstand = "Halle 3"\n').sections[0]
    assert "Jobtag" in cover.html
    assert re.search(r"12\.–13\.\sMärz 2027 · Köln · Halle 3", cover.html)


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
    ("hours", "lowest", "highest"),
    [(40, 2600, 3000), (48, 1, 20000), (5, 20000, 20000), (40, 2410, 2410), (40, 500, 600), (38.5, 0.5, 0.5)],
)
def test_the_wage_bar_stays_on_its_track(composed: Compose, hours: float, lowest: float, highest: float) -> None:
    pay = f'[pay]\nhours = {hours}\nlowest = {lowest}\nhighest = {highest}\nsource = "Tarif"\nas_of = 2026-10-01\n'
    html = next(section.html for section in composed(added=pay).sections if section.id == "pay")
    found = re.search(r'class="range" style="left: ([-\d.]+)%; width: ([-\d.]+)%"', html)
    assert found
    left, width = float(found[1]), float(found[2])
    assert left >= 0
    assert width >= 0
    assert left + width <= 100
    (floor,) = re.findall(r'class="tick" style="left: ([-\d.]+)%"', html)
    assert 0 < float(floor) < 100


def test_the_legal_floor_is_the_minimum_wage_times_the_hours_of_a_month(composed: Compose) -> None:
    html = next(section.html for section in composed().sections if section.id == "pay")
    assert "2.409\u202f€" in html  # 13.90 € × 40 hours × 52 weeks / 12 months
    assert 'class="range"' not in html


@pytest.fixture
def layouts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the layouts that a test may damage."""
    folder = tmp_path / "layouts"
    shutil.copytree(paths.LAYOUTS, folder)
    monkeypatch.setattr(paths, "LAYOUTS", folder)
    monkeypatch.setattr(files, "_icon_uses", files._icon_uses.__wrapped__)
    monkeypatch.setattr(templates, "_environment", templates._environment.__wrapped__)
    return folder


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


def test_a_part_whose_block_the_base_does_not_have_is_named_instead_of_an_empty_page(composed: Compose, layouts: Path) -> None:
    part = layouts / "parts" / "checklist.html"
    part.write_text(part.read_text("utf-8").replace("{% block section %}", "{% block setcion %}"), "utf-8")
    with pytest.raises(ContentError, match=r'layouts/parts/checklist\.html: sets nothing with the id "interview"'):
        composed("interview")
