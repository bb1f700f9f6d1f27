"""Edition + locale -> Manuscript: the chosen chapters and checklists, parsed, facts filled in, sources numbered.

In: a loaded edition. Out: a frozen `Manuscript`, and findings that don't stop a build. Raises with all that do, from all files at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from handbook import catalogs, localization, paths, products
from handbook import facts as fact_files
from handbook.edition.load import LoadedEdition
from handbook.errors import ContentError, raise_for
from handbook.facts import Facts
from handbook.findings import Finding, Place, Severity, did_you_mean, errors
from handbook.manuscript import markdown, outline, passages
from handbook.manuscript.chapter import Block, Head, SheetHead, Text, blocks, groups, read
from handbook.manuscript.guide import Guide, open_guide
from handbook.manuscript.outline import Slot
from handbook.manuscript.telling import told_in
from handbook.manuscript.tokens import inlines
from handbook.wording import say


@dataclass(frozen=True)
class Chapter:
    """A chapter as it will be set."""

    id: str
    number: int
    """0 for chapters that carry none."""
    head: Head
    blocks: tuple[Block, ...]
    german_title: str = ""
    """Printed beside the title in a bilingual book."""


@dataclass(frozen=True)
class Checklist:
    """A checklist as it will be set."""

    id: str
    head: SheetHead
    blocks: tuple[Block, ...]
    german_title: str = ""
    """Printed beside the title on a bilingual sheet."""


@dataclass(frozen=True)
class Manuscript:
    """All text of one edition in one locale."""

    locale: str
    """With the country where that has a form of its own, such as "de_CH"."""
    unreviewed: Literal["", "translation", "country"]
    """What the imprint says that nobody has read yet: the translation, the country's own passages, or nothing."""
    slots: tuple[Slot, ...]
    chapters: dict[str, Chapter]
    checklists: dict[str, Checklist]
    fillers: tuple[Chapter, ...]
    sources: tuple[str, ...]
    """Ids of the sources, in the order of their numbers."""
    facts: Facts


_EXTRA = ("at-a-glance",)
"""Texts that stand inside a section of another."""


def assemble(loaded: LoadedEdition, code: str) -> tuple[Manuscript, list[Finding]]:
    """Read, check and fill in everything that an edition prints in one locale."""
    edition = loaded.edition
    code = localization.regional(code, edition.country)
    facts = fact_files.load(edition.country, edition.date, code, edition.last_day)
    md = markdown.parser(code)
    slots = outline.slots(loaded)
    guide = open_guide(code, facts)
    texts, sheets = _read_all(slots, edition.products, md, guide, glossary=edition.chapters.wants("glossary"))
    untranslated = [*guide.findings(edition.untranslated), *_unreviewed(guide.catalog, loaded)]
    told = {name: told_in(text, edition.pages) for name, text in texts.items()}
    if "glossary" in told:
        told["glossary"] = markdown.sorted_terms(told["glossary"], code)
    found = [finding for name, text in (texts | sheets).items() for finding in _check(text, told.get(name, text.tokens), facts)]
    found += [*_misplaced(texts.values()), *untranslated, *_underpaid(loaded, facts)]
    if errors(found):
        raise ContentError(*errors(found))

    numbers, printed = _numbers(slots, told, facts)
    references = _references(slots, texts, code)
    env: dict[str, Any] = {"facts": facts, "references": references}
    source_of = {name: fact.source for name, fact in facts.facts.items()}

    def set_blocks(tokens: Sequence[Any], *, marks: bool, cut: Any = blocks) -> tuple[Block, ...]:
        if edition.bilingual and not catalogs.in_german(code):
            passages.with_german_terms(tokens)
        markdown.typeset(tokens, code)
        if marks:
            markdown.mark_sources(tokens, source_of, numbers)
        return tuple(cut(tokens, md, env))

    chapters = {
        name: Chapter(name, _number(name, slots), texts[name].head, set_blocks(told[name], marks=True), texts[name].german_title) for name in texts if name not in outline.fillers()
    }
    fillers = tuple(Chapter(name, 0, texts[name].head, set_blocks(told[name], marks=False), texts[name].german_title) for name in outline.fillers() if name in texts)
    lists = {name: Checklist(name, text.head, set_blocks(text.tokens, marks=False, cut=groups), text.german_title) for name, text in sheets.items()}
    return Manuscript(code, _unread(guide.catalog, loaded), tuple(slots), chapters, lists, fillers, tuple(printed), facts), found


def _unread(catalog: catalogs.Catalog, loaded: LoadedEdition) -> Literal["", "translation", "country"]:
    if catalog.reviewed or loaded.edition.unreviewed is not None:
        return ""
    return "country" if catalogs.in_german(catalog.locale) else "translation"


def _unreviewed(catalog: catalogs.Catalog, loaded: LoadedEdition) -> Iterable[Finding]:
    """A finding for a catalog that names no reviewer, unless the edition waives it with a reason."""
    if _unread(catalog, loaded):
        place = Place(paths.shown(catalogs.path(catalog.locale, catalog.domain)))
        hint = say("Name the reader in the header behind `%(line)s`, or give the edition a reason as `unreviewed`.", line=catalogs.REVIEWED)
        yield Finding("C04", say("nobody has read this catalog against the German; the imprint says so."), place, hint, Severity.REVIEW)


def _read_all(slots: Iterable[Slot], wanted: Sequence[str], md: MarkdownIt, guide: Guide, *, glossary: bool) -> tuple[dict[str, Text], dict[str, Text]]:
    """Every file, with the mistakes of all of them in one error."""
    found: list[Finding] = []

    def collect(names: Iterable[str], folder: str, model: type[Any]) -> dict[str, Text]:
        made = {}
        for name in names:
            try:
                guide.file = paths.shown(path := paths.CONTENT / folder / f"{name}.md")
                made[name] = read(path, model, md, guide.translate)
            except ContentError as error:
                found.extend(error.findings)
        return made

    needed = [slot.id for slot in slots if slot.part not in ("cover", "contents", "sources", "reference")]
    if glossary and any(slot.part == "reference" for slot in slots):
        needed.append("glossary")
    texts = collect([*needed, *_EXTRA, *outline.fillers()], "chapters", Head) if products.HANDBOOK in wanted else {}
    sheets = collect([name for name in wanted if name != products.HANDBOOK], "checklists", SheetHead)
    raise_for(found)
    return texts, sheets


def _check(text: Text, told: Sequence[Token], facts: Facts) -> Iterable[Finding]:
    """Facts that are unknown or out of date in what is told, references to chapters that nobody wrote."""
    for name, line in inlines(told, "fact"):
        if finding := facts.problem(name, text.place(line)):
            yield finding
    known = outline.chapter_ids()
    for name, line in inlines(text.tokens, "reference"):
        if name not in known:
            yield Finding("M03", say("[[%(name)s]] leads to no chapter.", name=name), text.place(line), did_you_mean(name, known))


def _underpaid(loaded: LoadedEdition, facts: Facts) -> Iterable[Finding]:
    """An employer's range that begins below the legal floor."""
    pay = loaded.edition.pay
    floor = facts.monthly_floor(pay.hours) if pay else None
    if pay and floor and floor > pay.lowest:
        where = ("pay", "lowest")
        amounts = {"lowest": f"{pay.lowest:g}", "floor": f"{floor:.0f}", "hours": f"{pay.hours:g}"}
        message = say("pay.lowest: %(lowest)s is below the minimum wage, which makes %(floor)s a month at %(hours)s hours a week.", **amounts)
        yield Finding("E03", message, loaded.place(*where), say("Check the amount, the hours, and whether it is gross."), excerpt=loaded.source.excerpt(where))


def _misplaced(texts: Iterable[Text]) -> Iterable[Finding]:
    """Links inside the book that lead nowhere."""
    names = {text.id for text in texts}
    for text in texts:
        for token in text.tokens:
            for child in token.children or ():
                target = str(child.attrGet("href") or "")
                if child.type == "link_open" and target.startswith("#") and target[1:] not in names:
                    yield Finding("M03", say('the link "%(target)s" leads nowhere.', target=target), text.place((token.map or [0])[0] + 1))


def _numbers(slots: Iterable[Slot], told: dict[str, tuple[Any, ...]], facts: Facts) -> tuple[dict[str, int], list[str]]:
    """Sources numbered in the order in which a reader meets them."""
    order: dict[str, int] = {}
    for slot in slots:
        inside = ["at-a-glance"] if slot.part == "contents" else [slot.id]
        for name in inside:
            for fact, _ in inlines(told.get(name, ()), "fact"):
                order.setdefault(facts.facts[fact.partition("@")[0]].source, len(order) + 1)
    return order, list(order)


def _number(name: str, slots: Sequence[Slot]) -> int:
    numbered = [slot.id for slot in slots if slot.numbered]
    return numbered.index(name) + 1 if name in numbered else 0


def _references(slots: Sequence[Slot], texts: dict[str, Text], code: str) -> dict[str, str]:
    """What a reference to each chapter of the book prints."""
    gettext = catalogs.Translations(catalogs.load(code, "messages")).gettext
    made = {}
    for slot in slots:
        if slot.kind == "chapter" and slot.id in texts:
            number = _number(slot.id, slots)
            label = gettext("Kapitel %(number)s") % {"number": number} if number else texts[slot.id].head.short
            made[slot.id] = localization.arrow(code) + localization.FIXED + label.replace(" ", localization.FIXED)
    if "glossary" in texts and any(slot.part == "reference" for slot in slots):
        made["glossary"] = localization.arrow(code) + localization.FIXED + texts["glossary"].head.short
    return made
