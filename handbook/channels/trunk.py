"""A finished book -> its trunk: all that every copy shares, written down once, with places for the pages that differ.

In: a finished PDF for screens, and which of its pages are personal. Out: a `Trunk`, a value that travels to workers. The personal pages
keep their object numbers, so that bookmarks, links and the page tree of the trunk lead to whatever page is put there. What they drew,
said and asked is gone from the trunk: nothing of the book for nobody is left in a copy. A book that can't be cut so raises `NotApart`.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from handbook.channels.objects import Body, spell, spell_whole, stream
from handbook.channels.shell import NotApart, Panelled, Shell, as_form, elements_of, pages_of, parents_of
from handbook.wording import say

_FREE_KEYS = 10_000
"""Keys of the parent tree that the pages of a copy may use beyond those of the book."""
OF_A_PAGE = ("/Parent", "/Annots", "/StructParents", "/Tabs")
"""What a page has beside what it draws."""
Paper = Literal["", "pages", "forms"]
"""Whether nobody reads the copies on a screen, and what their pages become."""
_CHARACTER = re.compile(rb"<([0-9a-fA-F]{4})> *<")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A place for one personal page, or for the panel on it."""

    index: int
    """Of the page in the book, from 0: also its key in the parent tree."""
    page: int
    """Object number of the page."""
    parents: int
    """Object number of the elements of its marks."""
    shell: Shell | None = None


@dataclass(frozen=True)
class Trunk:
    """What all copies share."""

    written: bytes
    rows: bytes
    root: int
    info: int
    info_rest: bytes
    """What the file says of itself beside its title."""
    metadata: int
    packet: tuple[bytes, bytes]
    """The XMP packet before and behind the title."""
    pages: int
    document: int
    kids: int
    """Of the Document element."""
    elements: tuple[bytes | int, ...]
    """The elements below the document: shared ones as bytes, and the number of each personal section."""
    numbers: int
    """The parent tree's, as `shared_numbers` has them without those of a copy."""
    shared_numbers: bytes
    next_key: int
    fields: int
    """Of the form; 0 where the book has none."""
    shared_fields: bytes
    sections: tuple[tuple[Leaf, ...], ...]
    fonts: int
    letters: Mapping[str, frozenset[bytes]]
    """Font -> the glyphs that it has."""
    known: Mapping[bytes, int]
    """Digest -> number of objects that pages use."""
    plain: tuple[bytes, ...]
    """Every page as it is drawn, without what it says to a screen reader; empty for a personal one."""
    forms: tuple[int, ...]
    """What stands for each page on a sheet, 0 for a personal one; none where pages are pages."""
    trim: tuple[float, float, float, float]
    """The page that is left after cutting, in points."""
    intents: bytes
    """What the numbers of its colours mean."""
    binding: bytes
    """What viewers shall know of the file, its direction among it."""

    def body(self) -> Body:
        """The trunk's objects, to write others behind them."""
        return Body(bytearray(self.written), bytearray(self.rows))


def digest(data: bytes) -> bytes:
    """What an object is known by."""
    return hashlib.sha256(data).digest()[:16]


def cut(data: bytes, sections: Sequence[Sequence[int]], dropped: Collection[int] = (), *, mark: str = "", paper: Paper = "") -> Trunk:
    """The trunk of a book whose personal sections have these pages, from 0. `dropped` are pages that no copy has; they are the last.

    With a mark, the pages are shells: a picture whose alternative text it is stands where a copy has its panel. For paper nothing is written
    down but what pages draw, as pages or as forms for sheets: no structure, no bookmarks, no form to fill in.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _Saw(pdf, sections, dropped, mark, paper=paper).trunk()


class _Saw:
    """One book while it is cut."""

    def __init__(self, pdf: pikepdf.Pdf, sections: Sequence[Sequence[int]], dropped: Collection[int], mark: str, *, paper: Paper) -> None:
        self.pdf = pdf
        self.mark = mark
        self.paper = paper
        self.sections = sections
        leaves = [page.obj for page in pdf.pages]
        self.owner = {} if mark else {leaves[index].objgen: number for number, pages in enumerate(sections) for index in pages}
        self.dropped = {leaves[index].objgen for index in dropped}
        self.places = [[(index, leaves[index]) for index in pages] for pages in sections]
        self.numbers: dict[tuple[int, int], int] = {}
        self.next = 1
        self.gone: set[tuple[int, int]] = set()
        """What no object of the trunk may lead to."""

    def trunk(self) -> Trunk:
        pdf = self.pdf
        if "/StructTreeRoot" not in pdf.Root or "/Info" not in pdf.trailer or "/Namespaces" in pdf.Root.StructTreeRoot:
            raise NotApart(say("it isn't tagged as PDF/UA-1"))
        root, info = pdf.Root.StructTreeRoot, pdf.trailer.Info
        fonts: Any = pdf.pages[0].obj.Resources.get("/Font")
        document = root.K[0]
        if not all(getattr(item, "is_indirect", False) for item in (document, root.ParentTree, fonts, pdf.pages[0].obj.Resources)):
            raise NotApart(say("its pages don't share their typefaces"))
        shells = {index: Panelled(pdf, index, page, self.mark) for pages in self.places for index, page in pages} if self.mark else {}
        self.gone |= {shell.figure.objgen for shell in shells.values()}
        kids = self.apart(document)
        fields = self.fields()
        keys = self.detach(document, parents_of(pdf))
        self.drop_pages()
        number = {what: self.new() for what in ("kids", "numbers", "fields", "info", "metadata")}
        self.numbers[pdf.Root.Metadata.objgen] = number["metadata"]
        leaves = tuple(tuple(Leaf(index, self.number(page), self.new()) for index, page in pages) for pages in self.places)
        next_key = int(root.ParentTreeNextKey)
        root.ParentTreeNextKey = next_key + _FREE_KEYS
        within = {leaf.index for section in leaves for leaf in section}
        beyond = [
            *(each for shell in shells.values() for each in shell.beyond),
            *(each for each in kids if not _is_place(each)),
            *(each for key, each in keys.items() if key not in within),
            *(fields or ()),
        ]
        if self.paper:
            beyond = [*pdf.Root.OutputIntents, *(shell.content for shell in shells.values())]
            beyond += [each for index, page in enumerate(pdf.pages) if index not in within for each in (page.obj.Contents, page.obj.Resources)]
        if self.paper == "forms":
            for index, page in enumerate(pdf.pages):
                as_form(shells[index].content if index in shells else page.obj.Contents, page)
        elements = {shell.element.objgen for shell in shells.values()}
        body, held, known = self.write(beyond, elements, {"kids": document, "numbers": root.ParentTree, "fields": pdf.Root.get("/AcroForm")}, number)
        if found := self.gone & self.numbers.keys():
            raise NotApart(say("something else leads to object %(number)s of a personal page", number=min(found)[0]))
        personal = {page.objgen for pages in self.places for _, page in pages}
        at = {leaf.index: leaf.parents for section in leaves for leaf in section}
        leaves = tuple(tuple(replace(leaf, shell=shells[leaf.index].shell(self.number)) if shells else leaf for leaf in section) for section in leaves)
        kept = {key: at[key] if key in at else self.number(each) for key, each in keys.items()}
        made = Trunk(
            written=b"",
            rows=b"",
            root=self.number(pdf.Root),
            info=number["info"],
            info_rest=spell_whole(info, self.number, {"/Title"})[2:-2],
            metadata=number["metadata"],
            packet=self.packet(str(info.Title)),
            pages=self.number(pdf.Root.Pages),
            document=self.number(document),
            kids=number["kids"],
            elements=tuple(each if isinstance(each, int) else b"%d 0 R" % self.number(each) for each in kids),
            numbers=number["numbers"],
            shared_numbers=b" ".join(b"%d %d 0 R" % pair for pair in sorted(kept.items())),
            next_key=next_key,
            fields=0 if fields is None else number["fields"],
            shared_fields=b" ".join(b"%d 0 R" % self.number(each) for each in fields or ()),
            sections=leaves,
            fonts=self.number(fonts),
            letters={name: frozenset(_CHARACTER.findall(font.ToUnicode.read_bytes())) for name, font in fonts.items()},
            known=known,
            plain=tuple(b"" if page.obj.objgen in personal else spell_whole(page.obj, self.number, OF_A_PAGE) for page in pdf.pages),
            forms=tuple(0 if page.obj.objgen in personal else self.number(page.obj.Contents) for page in pdf.pages) if self.paper == "forms" else (),
            trim=tuple(map(float, pdf.pages[0].trimbox)),  # type: ignore[arg-type]
            intents=spell(pdf.Root.OutputIntents, self.number),
            binding=spell(pdf.Root.ViewerPreferences, self.number),
        )
        body.reserve(self.next)  # not before, for what isn't written for paper is numbered as it is spoken of
        body.hold(held)
        return replace(made, written=bytes(body.written), rows=bytes(body.rows))

    def new(self) -> int:
        """The next number."""
        self.next += 1
        return self.next - 1

    def number(self, item: Any) -> int:
        """The number of an object, a new one if it has none yet."""
        if item.objgen not in self.numbers:
            self.numbers[item.objgen] = self.new()
        return self.numbers[item.objgen]

    def apart(self, document: Any) -> list[Any]:
        """The kids of the document, each personal section as its number."""
        made: list[Any] = []
        for kid in document.K:
            pages = set(pages_of(kid))
            owners = {self.owner[page] for page in pages & self.owner.keys()}
            if pages and pages <= self.dropped:
                continue
            if not owners:
                made.append(kid)
            elif len(owners) > 1 or not pages <= self.owner.keys() or (owners <= set(filter(_is_place, made)) and made[-1] not in owners):
                raise NotApart(say("an element stands on a personal page and on another one"))
            elif made[-1:] != list(owners):
                made += owners
        if not self.mark and sorted(filter(_is_place, made)) != list(range(len(self.sections))):
            raise NotApart(say("a personal section has no element of its own"))
        return made

    def fields(self) -> list[Any] | None:
        """The fields on shared pages, if the book has a form."""
        form = self.pdf.Root.get("/AcroForm")
        return None if form is None else [field for field in form.Fields if "/P" not in field or field.P.objgen not in self.owner.keys() | self.dropped]

    def drop_pages(self) -> None:
        """Take the pages away that no copy has."""
        for index in reversed([index for index, page in enumerate(self.pdf.pages) if page.obj.objgen in self.dropped]):
            del self.pdf.pages[index]

    def detach(self, document: Any, keys: dict[int, Any]) -> dict[int, Any]:
        """The parent tree without what belongs to personal and dropped pages; of the former, the places stay."""
        away = self.owner.keys() | self.dropped
        for kid in document.K:
            if (pages := set(pages_of(kid))) and pages <= away:
                self.gone |= {each.objgen for each in elements_of(kid)}
        for page in self.pdf.pages:
            if page.obj.objgen in away:
                self.gone |= {each.objgen for each in page.obj.get("/Annots", ())}
        at = {index for pages in self.places for index, _ in pages}

        def is_gone(each: Any) -> bool:
            return each is not None and (each.objgen in self.gone or (isinstance(each, Array) and any(map(is_gone, each))))

        return {key: each for key, each in keys.items() if key in at or not is_gone(each)}

    def write(self, beyond: Sequence[Any], elements: Set[tuple[int, int]], open_: Mapping[str, Any], number: Mapping[str, int]) -> tuple[Body, dict[int, bytes], dict[bytes, int]]:
        """Everything that can be reached, also by the lists of which a copy has its own, and isn't a copy's own: written, and to be written packed."""
        stand_in = {"kids": "/K", "numbers": "/Nums", "fields": "/Fields"}
        replaced = {holder.objgen: (key, number[what]) for what, key in stand_in.items() if (holder := open_[what]) is not None}
        leaves = {page.objgen for pages in self.places for _, page in pages}
        body, held, known = Body(), dict[int, bytes](), dict[bytes, int]()
        waiting = [*([] if self.paper else [self.pdf.Root]), *(page.Resources for pages in self.places for _, page in pages), *reversed(beyond)]
        seen: set[tuple[int, int]] = set()
        metadata = self.pdf.Root.Metadata.objgen

        def refer(item: Any) -> int:
            waiting.append(item)
            return self.number(item)

        while waiting:
            item = waiting.pop()
            if item.objgen in seen or item.objgen in leaves or item.objgen in elements or item.objgen == metadata:
                continue
            seen.add(item.objgen)
            mine = self.number(item)
            if item.objgen in replaced:
                key, other = replaced[item.objgen]
                held[mine] = spell_whole(item, refer, {key})[:-2] + b"%s %d 0 R>>" % (key.encode(), other)
                continue
            said = spell_whole(item, refer)
            if isinstance(item, Stream):
                raw = item.read_raw_bytes()
                known[digest(said + raw)] = mine
                body.put(mine, stream(said, raw))
            else:
                if not isinstance(item, Dictionary) or item.get("/Type") not in (Name.Page, Name.StructElem):
                    known[digest(said)] = mine
                held[mine] = said
        return body, held, known

    def packet(self, title: str) -> tuple[bytes, bytes]:
        """The XMP packet around the title, which it says once."""
        parts: list[bytes] = self.pdf.Root.Metadata.read_bytes().split(b'"x-default">' + escape(title).encode() + b"</rdf:li>")
        if len(parts) != 2:
            raise NotApart(say("its metadata don't say the title once"))
        return parts[0] + b'"x-default">', b"</rdf:li>" + parts[1]


def _is_place(each: Any) -> bool:
    return isinstance(each, int)
