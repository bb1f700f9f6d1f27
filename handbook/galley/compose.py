"""Manuscript + product -> Galley: one HTML text a section, and every file they need, in memory.

In: a manuscript, the edition, a product. Out: a `Galley`, small and serializable: a worker needs nothing else to lay it
out. Page numbers aren't known yet: the contents page holds marks (`page_mark`) that the pages stage replaces.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

from markupsafe import Markup

from handbook import artwork, assets, formats, localization, paths, products, qr, templates
from handbook.assets import Asset
from handbook.edition.brand import Palette
from handbook.edition.load import LoadedEdition
from handbook.errors import ContentError, raise_for
from handbook.findings import Finding, Place
from handbook.formats import Format
from handbook.galley.model import Galley, Section, page_mark
from handbook.manuscript.assemble import Chapter, Checklist, Manuscript
from handbook.manuscript.outline import Slot


def compose(manuscript: Manuscript, loaded: LoadedEdition, palette: Palette, product: str, logo: Asset | None, typeface: Sequence[Asset]) -> Galley:
    """The HTML of one product, with all files it needs."""
    edition = loaded.edition
    form = formats.FORMATS[edition.format] if product == products.HANDBOOK else formats.SHEET
    title = edition.title or localization.strings(manuscript.locale).gettext("Kundenservice: Ihr Weg hinein")
    desk = _Desk(manuscript, loaded, palette, form, title, logo)
    if product == products.HANDBOOK:
        sections, fillers = tuple(desk.handbook()), tuple(desk.fillers())
    else:
        sections, fillers = (desk.checklist(manuscript.checklists[product]),), ()
        title = f"{manuscript.checklists[product].head.title} – {title}"
    files = {asset.name: asset for asset in (*_style_sheets(desk, typeface), *desk.pictures(product), *typeface)}
    return Galley(product, manuscript.locale, title, form, sections, fillers, files)


class _Desk:
    """What all sections of one product share."""

    def __init__(self, manuscript: Manuscript, loaded: LoadedEdition, palette: Palette, form: Format, title: str, logo: Asset | None) -> None:
        self.manuscript, self.loaded, self.palette, self.form, self.logo = manuscript, loaded, palette, form, logo
        self.translations = localization.strings(manuscript.locale)
        edition, code = loaded.edition, manuscript.locale
        self.values: dict[str, Any] = {
            "locale": code,
            "direction": localization.direction(code),
            "title": title,
            "title_lines": [part.strip() for part in title.split(":", 1)],
            "brand": edition.brand,
            "logo": logo.name if logo else "",
            "contact": edition.contact,
            "fair": edition.fair and {**edition.fair.model_dump(), "days": localization.days(edition.fair.starts, edition.fair.ends, code)},
            "imprint": {**edition.imprint.model_dump(), "date": localization.month(edition.imprint.date, code)},
            "format": form.name,
            "wage": self.wage(),
        }

    def section(self, name: str, part: str, heading: str, pages: int, place: Place, *, on_left: bool = False, **values: Any) -> Section:
        """Fill one part's template."""
        html = templates.fill(f"parts/{part}.html", {**self.values, "id": name, "heading": heading, "pages": pages, **values}, self.translations)
        if f'id="{name}"' not in html:
            hint = 'It fills the block "section" of base.html.'
            raise ContentError(Finding("T01", f'sets nothing with the id "{name}", so nothing could lead there.', Place(f"layouts/parts/{part}.html"), hint))
        return Section(name, heading, html, pages, on_left, place)

    def handbook(self) -> Iterable[Section]:
        """The sections of the handbook, in order."""
        for slot in self.manuscript.slots:
            chapter = self.manuscript.chapters.get(slot.id)
            heading = chapter.head.title if chapter else self.translations.gettext(_HEADINGS[slot.id])
            place = Place(f"handbook/content/chapters/{slot.id}.md" if chapter else f"layouts/parts/{slot.part}.html", part=heading)
            yield self.section(slot.id, slot.part, heading, slot.pages, place, on_left=slot.on_left, chapter=chapter, **self.extras(slot))

    def extras(self, slot: Slot) -> dict[str, Any]:
        """What a part needs beyond its own chapter."""
        chapters = self.manuscript.chapters
        match slot.part:
            case "contents":
                return {"entries": list(self.entries()), "glance": chapters["at-a-glance"]}
            case "sources" | "reference":
                sources = self.sources()
                dates = {source["as_of"] for source in sources}
                return {"sources": sources, "as_of": dates.pop() if len(dates) == 1 else "", "glossary": chapters.get("glossary")}
            case "how-to-use":
                return {"route_marks": _ROUTE_MARKS}
            case _:
                return {}

    def entries(self) -> Iterable[dict[str, Any]]:
        """The lines of the contents page."""
        routes = self.routes()
        for slot in self.manuscript.slots:
            chapter = self.manuscript.chapters.get(slot.id)
            if slot.kind == "chapter" and chapter:
                yield {
                    "id": slot.id,
                    "number": chapter.number,
                    "title": chapter.head.title,
                    "promise": chapter.head.promise,
                    "page": page_mark(slot.id),
                    "routes": [mark for mark, names in zip(_ROUTE_MARKS, routes, strict=False) if slot.id in names],
                }

    def routes(self) -> list[set[str]]:
        """The chapters that each of the readers' routes leads through."""
        blocks = self.manuscript.chapters["how-to-use"].blocks
        return [set(re.findall(r'href="#([\w-]+)"', item.body)) for block in blocks if block.element == "routes" for item in block.items]

    def sources(self) -> list[dict[str, Any]]:
        """The numbered sources, ready to print."""
        code, facts = self.manuscript.locale, self.manuscript.facts
        looked_up = {source: max(fact.as_of for fact in facts.facts.values() if fact.source == source) for source in {fact.source for fact in facts.facts.values()}}
        names = {id(source): name for name, source in facts.sources.items()}
        return [
            {
                "number": number,
                "publisher": source.publisher,
                "title": localization.typeset(source.title, code),
                "date": localization.date(source.date, code) if source.date else "",
                "address": Markup("/\u200b").join(source.address.split("/")) if source.address else "",
                "as_of": localization.month(looked_up[names[id(source)]], code),
            }
            for number, source in enumerate(self.manuscript.sources, 1)
        ]

    def wage(self) -> dict[str, Any]:
        """The wage bar: the legal floor, and the employer's range if there is one, as text and as percent of the bar."""
        edition, facts, code = self.loaded.edition, self.manuscript.facts, self.manuscript.locale
        pay = edition.pay
        hours = pay.hours if pay else 40.0
        floor = facts.monthly_floor(hours)
        currency = localization.CURRENCIES[facts.country]
        top = max(pay.highest if pay else 0, floor * 1.3)
        low = min(floor, pay.lowest if pay else floor) * 0.8
        high = top + (top - low) * 0.12

        def at(value: float) -> float:
            return round((value - low) / (high - low) * 100, 2)

        def money(value: float) -> str:
            return localization.money(round(value), code, currency)

        return {
            "hours": localization.number(hours, code),
            "year": localization.year(edition.date.year),
            "floor": money(floor),
            "floor_at": at(floor),
            "range": pay
            and {
                "lowest": money(pay.lowest),
                "highest": money(pay.highest),
                "from": at(pay.lowest),
                "to": at(pay.highest),
                "width": round(at(pay.highest) - at(pay.lowest), 2),
                "source": pay.source,
                "as_of": localization.month(pay.as_of, code),
            },
        }

    def fillers(self) -> Iterable[Section]:
        """Pages for gaps, in the order of use."""
        for chapter in self.manuscript.fillers:
            place = Place(f"handbook/content/chapters/{chapter.id}.md", part=chapter.head.title)
            yield self.section(chapter.id, "filler", chapter.head.title, 1, place, chapter=chapter)

    def checklist(self, sheet: Checklist) -> Section:
        """A checklist's one page."""
        place = Place(f"handbook/content/checklists/{sheet.id}.md", part=sheet.head.title)
        return self.section(sheet.id, "checklist", sheet.head.title, 1, place, sheet=sheet, rows=sum(len(block.items) for block in sheet.blocks))

    def pictures(self, product: str) -> Iterable[Asset]:
        """Every picture that the pages of this product may ask for."""
        if self.logo:
            yield self.logo
        colours = self.palette.as_tokens()
        for use, name, token in _icon_uses(tuple(colours)):
            drawn = assets.icon(name, colours[token])
            yield Asset(f"icons/{use}.svg", drawn.mime, drawn.data)
        if contact := self.loaded.edition.contact:
            card = qr.vcard(
                contact.name, organisation=self.loaded.edition.brand.name, role=contact.role or "", phone=contact.phone or "", email=str(contact.email or ""), web=contact.web or ""
            )
            yield Asset("art/contact-code.svg", "image/svg+xml", qr.svg(card))
        if product == products.HANDBOOK:
            bleed = self.form.bleed_mm
            width = self.form.width_mm + 2 * bleed
            yield self.drawing("cover", width, self.form.height_mm * 0.62)
            yield self.drawing("opener", width, bleed + self.form.top_mm + (self.form.opener_lines + 0.5) * self.form.line_mm)
            yield self.drawing("chevron", 6, 20)

    def drawing(self, name: str, width_mm: float, height_mm: float) -> Asset:
        """A picture made of the brand's colours and name."""
        shapes = artwork.meeting(self.loaded.edition.brand.name, width_mm, height_mm)
        values = {"width": round(width_mm, 2), "height": round(height_mm, 2), "art": shapes, "colour": self.palette.as_tokens()}
        return Asset(f"art/{name}.svg", "image/svg+xml", templates.fill(f"art/{name}.svg", values, self.translations).encode())


_ROUTE_MARKS = ("A", "B", "C")

_HEADINGS = {"cover": "Titel", "contents": "Inhalt", "sources": "Quellen und Stand", "reference": "Glossar und Quellen"}


@cache
def _icon_uses(tokens: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Use, icon and colour token of every picture in the text, from `layouts/icons.toml`. ContentError with all that is wrong in it."""
    file = "layouts/icons.toml"
    try:
        text = (paths.LAYOUTS / "icons.toml").read_text("utf-8")
        uses = tomllib.loads(text)["use"]
        entries = [(use, name, token) for use, (name, token) in uses.items()]
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        reason = "is missing" if isinstance(error, OSError) else f"can't be read: {error}"
        raise ContentError(Finding("T01", f"{reason}.", Place(file), 'Below [use] stands: tip = ["lightbulb", "primary-ink"].')) from None
    icons = sorted(path.stem for path in (paths.LAYOUTS / "icons").glob("*.svg"))
    found = []
    for use, name, token in entries:
        line = next((number for number, each in enumerate(text.split("\n"), 1) if each.startswith(use)), 0)
        for kind, word, known in (("icon", name, icons), ("colour", token, tokens)):
            if word not in known:
                near = get_close_matches(str(word), known, n=1)
                found.append(Finding("T01", f'{use}: there is no {kind} "{word}".', Place(file, line), f'Did you mean "{near[0]}"?' if near else ""))
    raise_for(found)
    return tuple(entries)


def _style_sheets(desk: _Desk, typeface: Sequence[Asset]) -> Iterable[Asset]:
    """All style sheets; the one with the tokens is filled with palette, page and typeface."""
    folder = paths.LAYOUTS / "css"
    for path in sorted(folder.rglob("*.css")):
        name = path.relative_to(paths.LAYOUTS).as_posix()
        if name == "css/tokens.css":
            tokens = {**desk.palette.as_tokens()}
            text = templates.fill(
                name, {"tokens": tokens, "form": desk.form, "bottom_mm": round(desk.form.bottom_mm, 3), "typeface": [asset.name for asset in typeface]}, desk.translations
            )
        else:
            text = path.read_text("utf-8")
        yield Asset(name, "text/css", text.encode())


def chapters_of(manuscript: Manuscript) -> list[Chapter]:
    """The chapters in the order of the book."""
    return [manuscript.chapters[slot.id] for slot in manuscript.slots if slot.id in manuscript.chapters]
