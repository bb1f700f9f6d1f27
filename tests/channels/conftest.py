"""What the tests of channels share: a small text made into a finished PDF, and its structure tree drawn as indented lines."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from handbook import finishing, formats, pages, paths, sections
from handbook.assets import Asset
from handbook.galley import STYLE_SHEET, Galley, Section
from tests.channels.press_room import plates

__all__ = ["plates"]

CSS = """@page { size: 80mm 60mm; margin: 8mm; @bottom-center { content: counter(page) } }
html { font: 10pt/14pt "IBM Plex Sans", "IBM Plex Sans Arabic" } * { image-rendering: crisp-edges }
body { margin: 0 } .next { break-before: page }"""
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def galley(body: str, css: str = "", *, language: str = "de", direction: str = "ltr", count: int = 1, **files: bytes) -> Galley:
    """One section of so many pages."""
    html = f'<!DOCTYPE html><html lang="{language}" dir="{direction}"><head><title>x</title></head><body><main id="a">{body}</main></body></html>'
    assets = {STYLE_SHEET: Asset(STYLE_SHEET, "text/css", (CSS + css).encode()), "x.svg": Asset("x.svg", "image/svg+xml", PICTURE)}
    assets |= {name.replace("_", "."): Asset(name.replace("_", "."), "image/jpeg", data) for name, data in files.items()}
    return Galley("interview", language, "Ein Titel", formats.A5, (Section("a", "a", html, count),), (), assets)


def made(body: str, css: str = "", **about: Any) -> bytes:
    """The finished PDF of one section."""
    return finishing.make(galley(body, css, **about)).data


def raw(body: str, css: str = "", **about: Any) -> bytes:
    """The same as the engine leaves it, with the origins of its elements."""
    from handbook import tagging

    rendered = pages.paginate(galley(body, css, **about)).rendered
    rendered.metadata.title = "Ein Titel"
    with tagging.noting():
        data: bytes = rendered.write_pdf(pdf_variant=sections.VARIANT, pdf_tags=True)
    return data


def texts(document: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """What each piece of marked content says, by page and number."""
    found: dict[tuple[int, int], str] = {}
    for number, page in enumerate(document.pages):
        fonts: dict[str, dict[int, str]] = {}
        for name, font in page.obj.Resources.get("/Font", {}).items():
            lines = re.findall(r"<([0-9a-f]{4})> ?<([0-9a-f]+)>\n", font.ToUnicode.read_bytes().decode("latin-1"))
            fonts[name] = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in lines}
        open_marks: list[tuple[int | None, str | None]] = []
        letters: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC":
                    said: Any = operands[1]
                    open_marks.append((int(said.MCID) if "/MCID" in said else None, str(said.ActualText) if "/ActualText" in said else None))
                case "BMC":
                    open_marks.append((None, None))
                case "EMC":
                    open_marks.pop()
                case "Tf":
                    letters = fonts[str(operands[0])]
                case "TJ":
                    mark = next((each for each, _ in reversed(open_marks) if each is not None), None)
                    code = b"".join(bytes(piece) for piece in operands[0] if isinstance(piece, pikepdf.String))  # type: ignore[union-attr]
                    text = "".join(letters.get(code[at] * 256 + code[at + 1], "?") for at in range(0, len(code), 2))
                    instead = next((each for _, each in reversed(open_marks) if each is not None), None)
                    if mark is not None:
                        found[number, mark] = found.get((number, mark), "") + (text if instead is None else instead)
    return found


def drawn(data: bytes) -> str:
    """The structure tree, an element on each line: its type, what is said of it, and its own text."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return "\n".join(_lines(document, document.Root.StructTreeRoot.K[0], texts(document), {page.obj.objgen: number for number, page in enumerate(document.pages)}))


_SAID = {"/Alt": "alt", "/E": "for", "/Lang": "lang", "/ID": "id", "/ActualText": "spoken"}


_INLINE = ("Span", "Link", "Reference", "Form")


def _lines(document: pikepdf.Pdf, element: Any, said: dict[tuple[int, int], str], numbers: dict[Any, int], depth: int = 0) -> Iterator[str]:
    page = numbers[element.Pg.objgen] if "/Pg" in element else 0
    line = [str(element.S)[1:], *(f"{name}={str(element[key])!r}" for key, name in _SAID.items() if key in element)]
    owners: Any = element.get("/A", pikepdf.Array())
    for owner in owners if isinstance(owners, pikepdf.Array) else [owners]:
        line += [_attribute(key, value) for key, value in owner.items() if key in ("/Scope", "/ColSpan", "/ListNumbering", "/Headers", "/Role", "/WritingMode")]
    inner: list[str] = []
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            line.append(repr(said.get((page, kid), "…")))
        elif kid.get("/Type") == "/MCR":
            line.append(repr(said.get((numbers[kid.Pg.objgen], int(kid.MCID)), "…")))
        elif kid.get("/Type") == "/OBJR":
            line.append(f"-> {str(kid.Obj.get('/Contents', kid.Obj.get('/TU', '')))!r}")
        elif str(kid.S)[1:] in _INLINE:
            line.append(f"[{' '.join(each.strip() for each in _lines(document, kid, said, numbers))}]")
        else:
            inner += _lines(document, kid, said, numbers, depth + 1)
    runs = groupby(line, key=lambda word: word.startswith("'"))
    line = [word for text, words in runs for word in (["'" + "".join(each[1:-1] for each in words) + "'"] if text else words)]
    if line[-1].startswith("'"):
        line[-1] = line[-1][:-1].rstrip() + "'"  # a space behind the last word is nobody's concern
    yield "  " * depth + " ".join(line)
    yield from inner


def _attribute(key: str, value: Any) -> str:
    names = [str(each).lstrip("/") for each in value] if isinstance(value, pikepdf.Array) else [str(value).lstrip("/")]
    return f"{key[1:]}={'+'.join(names)}"


def shape(text: str) -> str:
    """A drawn tree as a test writes it: without the margin of the source."""
    lines = text.strip("\n").split("\n")
    margin = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return "\n".join(line[margin:].rstrip() for line in lines).rstrip()


Draw = Callable[..., str]


@pytest.fixture
def draw() -> Draw:
    """A text -> its tree below the section, drawn."""

    def tree(body: str, css: str = "", **about: Any) -> str:
        lines = drawn(made(body, css, **about)).split("\n")
        assert lines[0].startswith("Document")
        assert lines[1] == "  Part"
        return "\n".join(line[4:] for line in lines[2:])

    return tree


@pytest.fixture(scope="session")
def field_font() -> bytes:
    """The typeface of forms."""
    return (Path(paths.LAYOUTS) / "fields" / "latin.ttf").read_bytes()
