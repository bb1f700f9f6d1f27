"""Is this SVG only shapes? Refuses everything that could read, run, or grow without bound.

In: bytes of an SVG. Out: what is wrong, as the rest of a sentence, or nothing. The engine swallows every error inside an
SVG and prints the page without it, so nothing doubtful may reach it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

LARGEST_FILE = 1024 * 1024
MOST_NODES = 20_000
"""Elements, counting what `<use>` repeats."""
MOST_PATH_COMMANDS = 50_000
DEEPEST = 60

FORBIDDEN = {"script", "foreignObject", "image", "feImage", "animate", "animateMotion", "animateTransform", "set", "iframe", "a", "text", "tspan", "textPath"}
"""Elements that run, reach outside, move, or hold type (which the engine sets wrongly)."""
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|\\", re.IGNORECASE)
_GRADIENTS = {"linearGradient", "radialGradient"}


@dataclass
class _Reader:
    problem: str = ""
    nodes: int = 0
    depth: int = 0
    commands: int = 0
    root: str = ""
    sized: bool = False
    in_style: bool = False
    open_ids: list[str | None] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    uses: dict[str, list[str]] = field(default_factory=dict)

    def refuse(self, problem: str) -> None:
        self.problem = self.problem or problem

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rsplit(":", 1)[-1]
        self.root = self.root or name
        self.nodes += 1
        self.depth += 1
        if self.nodes > MOST_NODES:
            self.refuse(f"it has more than {MOST_NODES} elements")
        if self.depth > DEEPEST:
            self.refuse(f"it is nested more than {DEEPEST} levels deep")
        if name in FORBIDDEN:
            self.refuse(f"it holds <{name}>, which isn't allowed")
        if self.depth == 1:
            self.sized = "viewBox" in attributes or {"width", "height"} <= attributes.keys()
        if name in _GRADIENTS and attributes.get("spreadMethod", "pad") != "pad":
            self.refuse("it holds a repeating gradient")
        self.in_style = name == "style"
        identity = attributes.get("id")
        self.open_ids.append(identity)
        for outer in filter(None, self.open_ids):
            self.sizes[outer] = self.sizes.get(outer, 0) + 1
        for key, value in attributes.items():
            self.attribute(name, key.rsplit(":", 1)[-1], value)

    def attribute(self, element: str, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            self.refuse(f"it holds the script attribute {key}")
        elif key == "href":
            if not value.startswith("#"):
                self.refuse(f'it refers to something outside itself ("{value[:40]}")')
            elif element == "use":
                for outer in [*filter(None, self.open_ids), ""]:
                    self.uses.setdefault(outer, []).append(value[1:])
        elif key == "d":
            self.commands += len(re.findall(r"[a-zA-Z]|[-+]?(?:\d+\.?\d*|\.\d+)", value)) // 2
            if self.commands > MOST_PATH_COMMANDS:
                self.refuse(f"its paths have more than {MOST_PATH_COMMANDS} commands")
        elif _OUTSIDE.search(value) and key not in {"base", "label", "title", "desc", "version"}:
            self.refuse(f"its attribute {key} refers to something outside itself")

    def end(self, _: str) -> None:
        self.depth -= 1
        self.in_style = False
        self.open_ids.pop()

    def text(self, text: str) -> None:
        if self.in_style and _OUTSIDE.search(text):
            self.refuse("its style refers to something outside itself")

    def repeated(self, name: str, on_the_way: frozenset[str]) -> int:
        """How many elements a name stands for when every `<use>` is drawn; a circle counts as too many."""
        if name in on_the_way:
            return MOST_NODES + 1
        total = self.sizes.get(name, 0)
        for used in self.uses.get(name, []):
            total += self.repeated(used, on_the_way | {name})
            if total > MOST_NODES:
                break
        return total


def check_svg(data: bytes) -> str:
    """What is wrong with an SVG, or nothing."""
    if len(data) > LARGEST_FILE:
        return f"it is larger than {LARGEST_FILE // 1024} KB"
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: reader.refuse("it holds a DOCTYPE")
    parser.EntityDeclHandler = lambda *_: reader.refuse("it declares entities")
    parser.ProcessingInstructionHandler = lambda *_: reader.refuse("it holds a processing instruction")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return reader.problem or f"it is no well-formed XML (line {error.lineno})"
    except (LookupError, ValueError):
        return "its text encoding isn't known"
    if reader.problem:
        return reader.problem
    if reader.root != "svg":
        return "it is no SVG"
    if not reader.sized:
        return "it says neither its size nor its viewBox"
    if reader.repeated("", frozenset()) > MOST_NODES:
        return f"its <use> elements repeat more than {MOST_NODES} elements"
    return ""
