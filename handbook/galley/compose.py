"""Manuscript + product -> Galley: one HTML text a section, and every file they need, in memory.

In: a manuscript, the edition, a product. Out: a `Galley`, small and serializable: a worker needs nothing else to lay it out.
Page numbers aren't known yet: the contents page holds marks (`page_mark`) that the pages stage replaces.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from markupsafe import Markup

from handbook import catalogs, formats, localization, paths, products, templates
from handbook.assets import Asset
from handbook.edition.brand import Palette
from handbook.edition.model import Edition
from handbook.edition.recipient import Recipient, addressed
from handbook.errors import ContentError
from handbook.findings import Finding, Place
from handbook.galley import contact_code, lists, wage
from handbook.galley.files import files
from handbook.galley.model import Galley, Section
from handbook.manuscript.assemble import Checklist, Manuscript
from handbook.manuscript.outline import Slot
from handbook.wording import say

PRINT_RUNS = (10, 25, 50, 100, 200)
"""Copies for which the instructions count the sheets."""


def compose(
    manuscript: Manuscript, edition: Edition, palette: Palette, product: str, logo: Asset | None, typeface: tuple[Asset, ...], recipient: Recipient | None = None
) -> Galley:
    """The HTML of one product, with all files it needs; of a copy for one recipient, if one is given."""
    edition = addressed(edition, recipient) if recipient else edition
    form = formats.FORMATS[edition.format] if product == products.HANDBOOK else formats.SHEET
    form = formats.in_script(form, localization.script(manuscript.locale))
    translations = catalogs.Translations(catalogs.load(manuscript.locale, "messages"))
    title = title_of(edition, translations)
    desk = Desk(manuscript, edition, title, logo, form, translations, recipient)
    if product == products.HANDBOOK:
        sections, fillers = tuple(desk.handbook()), tuple(desk.fillers())
    else:
        sections, fillers = (desk.checklist(manuscript.checklists[product]),), ()
        title = f"{manuscript.checklists[product].head.title} – {title}"
    own = (logo,) if logo else ()
    direction = localization.direction(manuscript.locale)
    wanted = files(edition, palette, product, form, own, typeface, translations, direction=direction, ink_saving=edition.ink == "saving", recipient=recipient)
    check_translated(manuscript, edition, translations)
    return Galley(product, catalogs.without_country(manuscript.locale), title, form, sections, fillers, wanted, direction)


def compose_instructions(manuscript: Manuscript, edition: Edition, palette: Palette, logo: Asset | None, typeface: tuple[Asset, ...], *, pages: int) -> Galley:
    """The page that says how to print, fold and staple a booklet of so many pages (a multiple of four) on the office printer."""
    assert pages % 4 == 0, pages
    code, product = manuscript.locale, products.PRINT_INSTRUCTIONS
    form = formats.in_script(formats.SHEET, localization.script(code))
    translations = catalogs.Translations(catalogs.load(code, "messages"))
    desk = Desk(manuscript, edition, title_of(edition, translations), logo, form, translations)
    section = desk.instructions(pages)
    direction = localization.direction(code)
    own = (logo,) if logo else ()
    wanted = files(edition, palette, product, form, own, typeface, translations, direction=direction, ink_saving=edition.ink == "saving")
    check_translated(manuscript, edition, translations)
    title = f"{section.title} – {desk.values['title']}"
    return Galley(product, catalogs.without_country(code), title, form, (section,), (), wanted, direction)


def title_of(edition: Edition, translations: catalogs.Translations) -> str:
    """What the edition's handbook is called."""
    return edition.title or translations.gettext("Kundenservice: Ihr Weg hinein")


def check_translated(manuscript: Manuscript, edition: Edition, translations: catalogs.Translations) -> None:
    """ContentError with all strings of the layouts that lack a translation, if the edition doesn't print the German instead."""
    if translations.missing and edition.untranslated == "fail":
        place = Place(paths.shown(catalogs.path(manuscript.locale, "messages")))
        lacking = (say('"%(text)s" has no translation into %(locale)s.', text=each, locale=manuscript.locale) for each in dict.fromkeys(translations.missing))
        raise ContentError(*(Finding("C02", message, place) for message in lacking))


def _language(code: str, translations: catalogs.Translations) -> str:
    """What the cover says of the language: nothing in German, else its own name. Plain German is never called Leichte Sprache: nobody of that public has checked it."""
    if code.endswith("@simple"):
        return translations.gettext("in Einfacher Sprache")
    return "" if catalogs.in_german(code) else localization.own_name(code)


class Desk:
    """What all sections of one product share."""

    def __init__(
        self,
        manuscript: Manuscript,
        edition: Edition,
        title: str,
        logo: Asset | None,
        form: formats.Format,
        translations: catalogs.Translations,
        recipient: Recipient | None = None,
        code_name: str = contact_code.NAME,
    ) -> None:
        self.manuscript = manuscript
        self.translations = translations
        code = manuscript.locale
        self.values: dict[str, Any] = {
            "locale": localization.language_tag(code),
            "direction": localization.direction(code),
            "title": title,
            "title_lines": [part.strip() for part in title.split(":", 1)],
            "brand": edition.brand,
            "logo": logo.name if logo else "",
            "recipient": recipient,
            "code": code_name if edition.contact or (recipient and recipient.qr) else "",
            "contact": edition.contact and {**edition.contact.model_dump(), "tel": re.sub(r"[^+\d]", "", edition.contact.phone or "")},
            "fair": edition.fair and {**edition.fair.model_dump(), "days": localization.days(edition.fair.starts, edition.fair.ends, code)},
            "imprint": {**edition.imprint.model_dump(), "unreviewed": manuscript.unreviewed, "date": localization.month(edition.imprint.date, code)},
            "format": form.name,
            "language": _language(code, translations),
            "bilingual": edition.bilingual is not None and not catalogs.in_german(code),
            "arrow": localization.arrow(code),
            "comma": localization.comma(code),
            "wage": wage.bar(manuscript.facts, edition.pay, edition.date),
        }

    def section(self, name: str, part: str, heading: str, pages: int, place: Place, *, on_left: bool = False, **values: Any) -> Section:
        """Fill one part's template."""
        html = templates.fill(f"parts/{part}.html", {**self.values, "id": name, "heading": heading, "pages": pages, **values}, self.translations)
        if f'id="{name}"' not in html:
            message, hint = say('sets nothing with the id "%(name)s", so nothing could lead there.', name=name), say('It fills the block "section" of base.html.')
            raise ContentError(Finding("T01", message, Place(f"layouts/parts/{part}.html"), hint))
        return Section(name, heading, html, pages, on_left, place, holds_edition=part in ("closing", "checklist"))

    def handbook(self, only: Collection[str] | None = None) -> Iterable[Section]:
        """The sections of the handbook, in order: all, or only some."""
        for slot in self.manuscript.slots:
            if only is not None and slot.id not in only:
                continue
            chapter = self.manuscript.chapters.get(slot.id)
            heading = chapter.head.title if chapter else slot.id
            place = Place(f"handbook/content/chapters/{slot.id}.md", part=heading) if chapter else Place(f"layouts/parts/{slot.part}.html")
            yield self.section(slot.id, slot.part, heading, slot.pages, place, on_left=slot.on_left, chapter=chapter, **self.extras(slot))

    def extras(self, slot: Slot) -> dict[str, Any]:
        """What a part needs beyond its own chapter."""
        chapters = self.manuscript.chapters
        match slot.part:
            case "contents":
                entries = list(lists.contents(self.manuscript))
                marks = {mark for entry in entries for mark in entry["routes"]}
                return {"entries": entries, "marks": sorted(marks), "glance": chapters["at-a-glance"]}
            case "sources" | "reference":
                sources = lists.sources(self.manuscript)
                dates = {source["as_of"] for source in sources}
                attributes = Markup() if catalogs.in_german(self.manuscript.locale) else Markup(' lang="de" dir="ltr"')  # their titles are German in every language
                return {"german_attributes": attributes, "sources": sources, "as_of": dates.pop() if len(dates) == 1 else "", "glossary": chapters.get("glossary")}
            case "how-to-use":
                return {"route_marks": lists.ROUTE_MARKS}
            case _:
                return {}

    def fillers(self) -> Iterable[Section]:
        """Pages for gaps, in the order of use."""
        for chapter in self.manuscript.fillers:
            place = Place(f"handbook/content/chapters/{chapter.id}.md", part=chapter.head.title)
            yield self.section(chapter.id, "filler", chapter.head.title, 1, place, chapter=chapter)

    def checklist(self, sheet: Checklist) -> Section:
        """A checklist's one page."""
        place = Place(f"handbook/content/checklists/{sheet.id}.md", part=sheet.head.title)
        return self.section(sheet.id, "checklist", sheet.head.title, 1, place, sheet=sheet, rows=sum(len(block.items) for block in sheet.blocks))

    def instructions(self, pages: int) -> Section:
        """How to print, fold and staple a booklet."""
        code, heading = self.manuscript.locale, self.translations.gettext("Das Heft im Büro drucken")
        sheets = pages // 4
        counts = [{"copies": localization.number(copies, code), "sheets": localization.number(copies * sheets, code)} for copies in PRINT_RUNS]
        values: dict[str, Any] = {
            "sheets": localization.number(sheets, code),
            "counts": counts,
            "last": pages,
            "before_last": pages - 1,
            "full_size": localization.percent(100, code),
        }
        name = products.PRINT_INSTRUCTIONS
        return self.section(name, name, heading, 1, Place(f"layouts/parts/{name}.html"), **values)
