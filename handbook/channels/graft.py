"""A trunk and pages for many recipients -> one finished PDF for each of them.

In: the trunk of a book, and one PDF for screens that holds the personal sections of all recipients one after the other, or their panels, first
all of one section, made by the same road. Out: for each recipient the bytes of a whole file, structure tree, links, form and metadata included, or why it can't be made
so. A copy depends on its own pages alone: it has the same bytes whoever else was laid out in the same pass.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from handbook.channels.objects import Body, Lately, packed, spell, spell_whole, stream, string, text
from handbook.channels.shell import NotApart, Shell, pages_of, parents_of
from handbook.channels.trunk import OF_A_PAGE, Leaf, Trunk, digest
from handbook.wording import say

_NAMED = re.compile(rb"/([a-z])(\d+)(?=\s)")
"""What the engine counts through its whole file: pictures, patterns and shadings."""
_SET = re.compile(rb"/(\S+) [\d.-]+ Tf\b|<([0-9a-f]+)>")
_PROPERTIES = re.compile(rb"<<.*?>>(?=\s*BDC)", re.DOTALL)
_MARKED = re.compile(rb"/MCID (\d+)")
_KINDS = ("/ExtGState", "/ColorSpace", "/XObject", "/Pattern", "/Shading")


def graft(trunk: Trunk, data: bytes, titles: Sequence[str]) -> Iterator[bytes | NotApart]:
    """A finished copy with each of the titles, or why its pages don't go with the trunk."""
    for number, copy in enumerate(copies_of(trunk, data, len(titles))):
        try:
            yield copy.finished(titles[number])
        except NotApart as reason:
            yield reason


def copies_of(trunk: Trunk, data: bytes, count: int, body: Body | None = None, lately: Lately | None = None) -> Iterator[Copy]:
    """So many copies, each to be written into a file of its own, or all into one where what was written `lately` is there for them too."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        batch = _Batch(pdf)
        each = sum(map(len, trunk.sections))
        shells = any(leaf.shell for section in trunk.sections for leaf in section)

        def order(number: int) -> list[int]:
            """The pages of one copy: beside each other, or as many apart as there are copies."""
            return [number + at * count for at in range(each)] if shells else [number * each + at for at in range(each)]

        if len(pdf.pages) != each * count:
            raise NotApart(say("%(pages)s pages came for %(copies)s copies", pages=len(pdf.pages), copies=count))
        for number in range(count):
            yield Copy(trunk, batch, order(number), body or trunk.body(), lately or Lately(0))


class _Batch:
    """The pages of many recipients, opened once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pages = [page.obj for page in pdf.pages]
        self.document = pdf.Root.StructTreeRoot.K[0]
        self.parents = parents_of(pdf)
        self.fonts = self.pages[0].Resources.Font.objgen
        self.elements: dict[tuple[int, int], list[Any]] = {}
        for kid in self.document.K:
            pages = list(dict.fromkeys(pages_of(kid)))
            if pages:
                self.elements.setdefault(pages[0], []).append(kid)
        self.shared: dict[tuple[int, int], int] = {}
        """Objects that the trunk has, by their number there."""


class Copy:
    """What one copy has beyond the trunk."""

    def __init__(self, trunk: Trunk, batch: _Batch, pages: Sequence[int], body: Body, lately: Lately) -> None:
        self.trunk = trunk
        self.batch = batch
        self.body = body
        self.lately = lately
        self.written: dict[bytes, int] = {}
        """What this copy adds to it, once all of it is in the file."""
        self.next = self.body.size
        leaves = [leaf for section in trunk.sections for leaf in section]
        self.leaves: list[tuple[Leaf, Any]] = [(leaf, batch.pages[number]) for leaf, number in zip(leaves, pages, strict=True)]
        self.numbers = {page.objgen: leaf.page for leaf, page in self.leaves} | {batch.document.objgen: trunk.document, batch.fonts: trunk.fonts}
        self.held: dict[int, bytes] = {}
        self.waiting: list[tuple[int, Any]] = []
        self.keys: list[bytes] = []
        self.fields: list[bytes] = []
        self.shifts: dict[tuple[int, int], int] = {}
        """How many marks the shell of a page has."""

    def finished(self, title: str) -> bytes:
        """The whole file."""
        trunk, held = self.trunk, self.held
        pages = iter(self.leaves)
        elements = [self.section([next(pages) for _ in section]) for section in trunk.sections]
        held[trunk.kids] = b"[" + b" ".join(each if isinstance(each, bytes) else elements[each] for each in trunk.elements) + b"]"
        held[trunk.numbers] = b"[" + b" ".join([trunk.shared_numbers, *self.keys]) + b"]"
        if trunk.fields:
            held[trunk.fields] = b"[" + b" ".join([trunk.shared_fields, *self.fields]) + b"]"
        elif self.fields:
            raise NotApart(say("it has a field, and the book has no form"))
        held[trunk.info] = b"<<" + trunk.info_rest + b"/Title " + text(title) + b">>"
        packet = trunk.packet[0] + escape(title).encode() + trunk.packet[1]
        self.body.put(trunk.metadata, stream(b"<</Type/Metadata/Subtype/XML>>", packet))
        self.body.hold(dict(sorted(held.items())))
        return self.body.end(trunk.root, trunk.info, bytes(self.body.written[len(trunk.written) :]) + digest(trunk.written))

    def drawing(self, content: bytes, said: bytes = b"") -> int:
        """The number of what a page draws; of a form with what it says of itself."""
        key = digest(said + content)
        if (same := self.lately.number(key)) is not None:
            return same
        number = self.written[key] = self.new()
        self.body.put(number, stream(b"<</Filter/FlateDecode%s>>" % said, packed(content)))
        return number

    def section(self, leaves: list[tuple[Leaf, Any]]) -> bytes:
        """The pages of one section; its elements as the document names them."""
        for leaf, page in leaves:
            self.page(leaf, page)
        elements = [self.own(kid) for leaf, page in leaves if not leaf.shell for kid in self.batch.elements.get(page.objgen, ())]
        for leaf, page in leaves:
            parents = spell_whole(self.batch.parents.get(int(page.StructParents), Array()), self.refer)
            self.held[leaf.parents] = parents if leaf.shell is None else b"[" + leaf.shell.parents + b" " + parents[1:]
            if leaf.shell:
                self.panel(leaf.shell, page)
        while self.waiting:
            number, item = self.waiting.pop()
            self.held[number] = self.element(item)
        return b" ".join(b"%d 0 R" % number for number in elements)

    def panel(self, shell: Shell, page: Any) -> None:
        """The elements of a panel among those of its page."""
        mine = [kid for part in self.batch.elements.get(page.objgen, ()) for kid in part.K]
        kids = b" ".join(b"%d 0 R" % self.own(kid) for kid in mine)
        self.held[shell.element] = shell.said[:-2] + b"/K[" + b" ".join(filter(None, (shell.before, kids, shell.after))) + b"]>>"

    def element(self, element: Any) -> bytes:
        """An element, its marks counted behind those of the shell."""
        said = spell_whole(element, self.refer, {"/K"})[:-2]
        page = element.get("/Pg")
        shift = self.shifts.get(page.objgen, 0) if page is not None else 0
        kids = []
        for kid in element.get("/K", ()):
            if isinstance(kid, int):
                kids.append(b"%d" % (kid + shift))
            elif "/MCID" in kid:
                kids.append(spell_whole(kid, self.refer, {"/MCID"})[:-2] + b"/MCID %d>>" % (int(kid.MCID) + self.shifts.get(kid.Pg.objgen, 0)))
            else:
                kids.append(spell(kid, self.refer))
        return said + b"/K[" + b" ".join(kids) + b"]>>"

    def page(self, leaf: Leaf, page: Any) -> None:
        """A page in its place."""
        shell = leaf.shell
        if shell:
            self.shifts[page.objgen] = shell.marks
            self.numbers |= {part.objgen: shell.element for part in self.batch.elements.get(page.objgen, ())}
        content, resources = self.content(page, shell)
        number = self.new()
        self.body.put(number, stream(b"<</Filter/FlateDecode>>", packed(content)))
        rest = spell_whole(page, self.refer, {"/Contents", "/Resources", *OF_A_PAGE})
        annotations = [self.annotation(each, leaf) for each in page.get("/Annots", ())]
        shared = [shell.annotations] if shell and shell.annotations else []
        tabs = b"/Annots[" + b" ".join([*shared, *annotations]) + b"]/Tabs/S" if shared or annotations else b""
        contents = b"[%d 0 R %d 0 R]" % (shell.content, number) if shell else b" %d 0 R" % number
        said = b"/Contents%s/Resources%s/Parent %d 0 R/StructParents %d" % (contents, resources, self.trunk.pages, leaf.index)
        self.held[leaf.page] = rest[:-2] + said + tabs + b">>"

    def content(self, page: Any, shell: Shell | None) -> tuple[bytes, bytes]:
        """What a page draws, and the resources that it uses, under names that don't tell which copies stood before."""
        content = page.Contents.read_bytes()
        self.check_letters(content)
        names: dict[bytes, bytes] = {}
        counts: dict[bytes, int] = {}

        def renamed(found: re.Match[bytes]) -> bytes:
            if found[0] not in names:
                counts[found[1]] = counts.get(found[1], -1) + 1
                names[found[0]] = b"/%s%s%d" % (b"own" if shell else b"", found[1], counts[found[1]])
            return names[found[0]]

        resources = [b"/Font %d 0 R" % self.trunk.fonts]
        used = set(re.findall(rb"/\S+", content))
        content = _NAMED.sub(renamed, content)
        for kind in _KINDS:
            found = ((names.get(name.encode(), name.encode()), each) for name, each in page.Resources.get(kind, {}).items() if name.encode() in used)
            wanted = sorted(found, key=lambda entry: entry[0])
            shared = shell.resources[kind] if shell else b""
            entries = shared + b"".join(name + b" " + spell(each, self.refer) for name, each in wanted if name + b" " not in shared)
            if entries:
                resources.append(kind.encode() + b"<<" + entries + b">>")
        if shell:
            content = b"q\n" + _MARKED.sub(lambda found: b"/MCID %d" % (int(found[1]) + shell.marks), content) + b"\nQ"
        return content, b"<<" + b"".join(resources) + b">>"

    def check_letters(self, content: bytes) -> None:
        """NotApart if the typefaces of the book lack a letter of this page."""
        font = ""
        for found in _SET.finditer(_PROPERTIES.sub(b"", content)):
            if found[1]:
                font = f"/{found[1].decode()}"
                continue
            glyphs = {found[2][at : at + 4] for at in range(0, len(found[2]), 4)}
            if not glyphs <= self.trunk.letters.get(font, frozenset()):
                raise NotApart(say("its words have letters that the book lacks"))

    def annotation(self, annotation: Any, leaf: Leaf) -> bytes:
        """A link or field; its element is found by a key that no page of the book has."""
        key = self.trunk.next_key + len(self.keys)
        number = self.new()
        self.numbers[annotation.objgen] = number
        self.keys.append(b"%d %d 0 R" % (key, self.own(self.batch.parents[int(annotation.StructParent)])))
        said = spell_whole(annotation, self.refer, {"/StructParent", "/T"})[:-2] + b"/StructParent %d" % key
        if annotation.Subtype == "/Widget":
            if "/Parent" in annotation:
                raise NotApart(say("a field belongs to several places"))
            self.fields.append(b"%d 0 R" % number)
            said += b"/T" + string(b"copy-%d" % len(self.fields))
        self.held[number] = said + b">>"
        return b"%d 0 R" % number

    def new(self) -> int:
        """The next number."""
        self.next += 1
        return self.next - 1

    def own(self, element: Any) -> int:
        """The number of an element, which is written later."""
        if element.objgen not in self.numbers:
            if "/ID" in element:
                raise NotApart(say("an element is found by its name"))
            self.numbers[element.objgen] = self.new()
            self.waiting.append((self.numbers[element.objgen], element))
        return self.numbers[element.objgen]

    def refer(self, item: Any) -> int:
        """The number of an object: of the trunk's where it has the same, else of one more."""
        if item.objgen in self.numbers:
            return self.numbers[item.objgen]
        if item.objgen in self.batch.shared:
            return self.batch.shared[item.objgen]
        if isinstance(item, Dictionary) and item.get("/Type") == Name.StructElem:
            return self.own(item)
        if isinstance(item, Dictionary) and item.get("/Type") == Name.Page:
            raise NotApart(say("it leads to the page of another copy"))
        said = spell_whole(item, self.refer)
        raw = item.read_raw_bytes() if isinstance(item, Stream) else b""
        key = digest(said + raw)
        if same := self.trunk.known.get(key):
            self.batch.shared[item.objgen] = same
            return same
        if (same := self.lately.number(key)) is not None:
            self.numbers[item.objgen] = same
            return same
        number = self.numbers[item.objgen] = self.written[key] = self.new()
        if isinstance(item, Stream):
            self.body.put(number, stream(said, raw))
        else:
            self.held[number] = said
        return number
