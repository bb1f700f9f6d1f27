"""Our galley as a Typst book: the same words, pictures, tables, links and fonts, a page for each page, tagged.

In: a galley for nobody. Out: a folder with `book.typ`, which takes the recipient's name, school and greeting, the contact and the code's
file from `sys.inputs`. Typst has no QR codes of its own, so codes are pictures on both sides. What Typst can't do (fields to fill in) is
left out there, to its advantage.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from handbook import paths
from handbook.galley import Galley

_SPECIAL = re.compile(r"([\\#$*_`<>@\[\]~=+/-])")
_SKIPPED = ("head", "style", "script")

HEAD = """#let of(key, other) = sys.inputs.at(key, default: other)
#set document(title: "Handbuch – " + of("name", "niemand"))
#set page(width: 148mm, height: 210mm, margin: (x: 17mm, top: 15mm, bottom: 17mm), numbering: "1")
#set text(font: "IBM Plex Sans", size: {size}pt, lang: "de", hyphenate: true)
#set par(leading: {leading}em, spacing: {spacing}em)
#set table(stroke: 0.3pt + gray, inset: 2.2pt)
#set list(spacing: {leading}em)
#show heading: set block(above: 0.7em, below: 0.5em)
"""


def write(galley: Galley, folder: Path, *, size: float = 8.5, leading: float = 0.5) -> Path:
    """The book's main file."""
    folder.mkdir(parents=True, exist_ok=True)
    for asset in galley.assets.values():
        if asset.mime in ("image/svg+xml", "image/png", "image/jpeg"):
            target = folder / asset.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(asset.data)
    parts = [HEAD.format(size=size, leading=leading, spacing=leading + 0.18)]
    for number, section in enumerate(galley.sections):
        if number:
            parts.append("#pagebreak()")
        if number == 0 or '<main class="chapter' in section.html:  # as @page in css/page.css has it
            name = "cover" if number == 0 else "opener"
            parts.append(f'#place(top + left, dx: -17mm, dy: {60 if number == 0 else -15}mm, image("art/{name}.svg", width: 148mm, alt: ""))')
        reader = _Reader()
        reader.feed(section.html)
        parts.append(reader.text())
        if number == 0:
            parts.append('#place(bottom + left, block(fill: white, inset: 4mm)[*Für #of("name", "niemand"), #of("school", "")* \\ #of("greeting", "")])')
    parts.append('*#of("contact", "Kim Beispiel")* \\ #of("phone", "") \\ #image(of("code", "art/contact-code.svg"), width: 28mm, alt: "QR-Code")')
    main = folder / "book.typ"
    main.write_text("\n\n".join(parts), "utf-8")
    return main


class _Reader(HTMLParser):
    """HTML of our layouts as Typst."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.skipping = 0
        self.row: list[str] | None = None
        self.rows: list[list[str]] = []
        self.depth = 0
        self.closing: list[str] = []

    def text(self) -> str:
        """What was read."""
        return "".join(self.out)

    def say(self, text: str) -> None:
        if self.row is not None and self.row:
            self.row[-1] += text
        elif self.depth == 0:
            self.out.append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        if tag in _SKIPPED:
            self.skipping += 1
        elif tag in ("h1", "h2", "h3"):
            self.say(f"\n\n#heading(level: {tag[1]})[")
        elif tag == "p":
            self.say("\n\n")
        elif tag == "li":
            self.say("\n#list.item[")
        elif tag == "table":
            self.depth += 1
        elif tag == "tr" and self.depth == 1:
            self.row = []
        elif tag in ("td", "th") and self.depth == 1 and self.row is not None:
            self.row.append("")
        elif tag == "img" and "contact-code" not in said.get("src", ""):
            self.say(f'#image("{said["src"].lstrip("/")}", height: 9mm, alt: "{said.get("alt", "")}")')
        elif tag == "a":
            address = said.get("href", "")
            self.closing.append("]" if address.startswith("http") else "")
            self.say(f'#link("{address}")[' if address.startswith("http") else "")
        elif tag == "strong":
            self.say("#strong[")
        elif tag == "br":
            self.say(" \\ ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self.skipping -= 1
        elif tag in ("h1", "h2", "h3", "strong"):
            self.say("]")
        elif tag == "li":
            self.say("]\n")
        elif tag == "a":
            self.say(self.closing.pop())
        elif tag == "tr" and self.depth == 1 and self.row is not None:
            self.rows.append(self.row)
            self.row = None
        elif tag == "table":
            self.depth -= 1
            if self.depth == 0 and self.rows:
                width = max(map(len, self.rows))
                cells = ", ".join(f"[{cell}]" for row in self.rows for cell in [*row, *[""] * (width - len(row))])
                self.out.append(f"\n\n#table(columns: ({'1fr, ' * width}), {cells})\n\n")
                self.rows = []

    def handle_data(self, data: str) -> None:
        if not self.skipping and (words := re.sub(r"\s+", " ", data)).strip():
            self.say(_SPECIAL.sub(r"\\\1", words))


FONTS = paths.LAYOUTS / "fonts"
