"""A book of three small sections, first and last of them for a recipient, made as the real one is: by the engine, then for screens."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pikepdf
import pypdfium2

from handbook import finishing
from handbook.channels import field_font, press, screen
from handbook.channels.trunk import Trunk, cut
from handbook.galley import Galley, Section
from handbook.pages import Document, paginate, paginate_copies
from handbook.pdf import write
from tests.channels.conftest import galley
from tests.channels.press_room import DAY, shop

LETTERS = " ".join(map(chr, (*range(0x21, 0x7F), *range(0xC0, 0x100)))) + " fi fl"
SPECIMEN = f"<p style='font-size:6pt;line-height:7pt'>{LETTERS.replace('&', '&amp;').replace('<', '&lt;')}</p>"
NOBODY = ""
STYLE = "section{break-before:page} h1,h2{font-size:12pt;margin:0} p,ul{margin:0}"


def front(who: str) -> str:
    return f'<h1>Ein Buch</h1><p>für {who or "niemand"}</p><img src="x.svg" alt="Zeichen {who}" style="width:8mm;height:8mm">'


MIDDLE = '<h1>Mitte</h1><p>Text <a href="#last">weiter</a></p><p>Name: <span class="blank" data-field="line">&#160;</span></p>'


def back(who: str) -> str:
    link = f'<p><a href="https://example.org/{who}">Seite von {who}</a></p>' if who else ""
    return f'<h1>Ende</h1>{link}<ul><li>eins</li><li>zwei {who}</li></ul><p>Antwort: <span class="blank" data-field="line">&#160;</span></p>'


def sections(*bodies: tuple[str, str], pages: int = 1) -> Galley:
    """A galley with these sections, a page each."""
    plain = galley("", STYLE)
    made = tuple(Section(name, name, plain.sections[0].html.replace('<main id="a">', f'<main id="{name}">{body}'), pages) for name, body in bodies)
    return replace(plain, sections=made, format=replace(plain.format, page_multiple=1))


@cache
def book(who: str = NOBODY) -> bytes:
    """The finished book for somebody, or for nobody."""
    return finishing.make(sections(("first", front(who)), ("middle", MIDDLE), ("last", back(who)))).data


@cache
def trunk() -> Trunk:
    """The trunk of the book for nobody; a page behind it has all letters."""
    made = finishing.make(sections(("first", front(NOBODY)), ("middle", MIDDLE), ("last", back(NOBODY)), ("specimen", SPECIMEN)))
    return cut(made.data, [[0], [2]], [3])


@cache
def inked_trunk() -> Trunk:
    """The same in printing inks, for paper."""
    bodies = (("first", front(NOBODY)), ("middle", MIDDLE), ("last", back(NOBODY)), ("specimen", SPECIMEN))
    return cut(_inked(paginate(sections(*bodies)), pages=4), [[0], [2]], [3], paper="pages")


@cache
def sheets_trunk(direction: str = "ltr") -> Trunk:
    """The same as forms for sheets: the page with all letters is the fourth of the booklet."""
    made = sections(("first", front(NOBODY)), ("middle", MIDDLE), ("last", back(NOBODY)), ("specimen", SPECIMEN))
    with pikepdf.open(io.BytesIO(finishing.make(made).data)) as pdf:
        if direction == "rtl":
            pdf.Root.ViewerPreferences.Direction = pikepdf.Name.R2L
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return cut(out.getvalue(), [[0], [2]], paper="forms")


@cache
def inked_batch(*whom: str) -> bytes:
    """The personal pages of some recipients, in printing inks."""
    return _inked(_pages(*whom))


def _inked(document: Document, pages: int | None = None) -> bytes:
    painted = screen.finish(write(document, "Ein Titel", bleed_mm=3))
    return press.inked(painted, shop(), title="Ein Titel", day=DAY, binding="right", pages=pages)[0]


@cache
def batch(*whom: str) -> bytes:
    """The personal pages of some recipients."""
    return screen.finish(write(_pages(*whom), "Ein Titel"), field_font.for_language("de"))


def _pages(*whom: str) -> Document:
    pages = [(f"{name}~{number}", body(who)) for number, who in enumerate(whom) for name, body in (("first", front), ("last", back))]
    document, wrong = paginate_copies(sections(*pages), {"first": 1, "last": 3})
    assert wrong == {}
    return document


def words(data: bytes) -> list[str]:
    """What each page says, in one line."""
    with pypdfium2.PdfDocument(data) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def everything(data: bytes) -> bytes:
    """All that a file holds, unpacked."""
    with pikepdf.open(io.BytesIO(data)) as document:
        out = io.BytesIO()
        document.save(out, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def holds(data: bytes, texts: Sequence[str]) -> list[str]:
    """Those of the texts that stand anywhere in a file."""
    unpacked, said = everything(data), " ".join(words(data))
    return [text for text in texts if text.encode() in unpacked or text.encode("utf-16-be") in unpacked or text in said]
