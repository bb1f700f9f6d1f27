"""Is this SVG only shapes? Refuses everything that could read, run, or grow without bound.

In: bytes of an SVG. Out: what is wrong, as the rest of a sentence, or nothing. The engine swallows every error inside an
SVG and prints the page without it, so nothing doubtful may reach it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from handbook.wording import say

LARGEST_FILE = 1024 * 1024
MOST_STEPS = 50_000
"""Elements and path commands, counting what `<use>`, clip paths, masks and patterns repeat."""
LONGEST_STYLE = 16 * 1024
"""Characters of all style sheets together, and of one attribute that isn't a path."""
DEEPEST = 60
"""Elements within elements, and references that lead to references."""

FORBIDDEN = {"script", "foreignObject", "image", "feImage", "animate", "animateMotion", "animateTransform", "set", "iframe", "a", "text", "tspan", "textPath"}
"""Elements that run, reach outside, move, or hold type (which the engine sets wrongly)."""
_OUTSIDE = re.compile(r"url\(\s*+['\"]?+(?!#)|@import|expression\(|\\", re.IGNORECASE)
_INSIDE = re.compile(r"(?:url\(\s*+['\"]?+#|#(?![0-9a-f]{3,8}\b))([^'\")\s;]*)", re.IGNORECASE)
"""A name referred to: in `url(#name)`, or bare as the engine understands it too, if it is no colour."""
_GRADIENTS = {"linearGradient", "radialGradient"}


class _Refused(Exception):
    """What is wrong, as the rest of a sentence."""


@dataclass
class _Reader:
    """Notes what each named element holds and refers to; "" stands for the whole file."""

    depth: int = 0
    root: str = ""
    sized: bool = False
    style: str = ""
    style_depth: int = 0
    open_ids: list[str] = field(default_factory=list)
    steps: dict[str, int] = field(default_factory=dict)
    uses: dict[str, list[str]] = field(default_factory=dict)
    markers: set[str] = field(default_factory=set)
    references: int = 0
    labels: list[tuple[set[str], set[str]]] = field(default_factory=list)
    """Of each element: the names that a style rule can call it by, and the names it stands within."""

    def refuse(self, problem: str) -> None:
        raise _Refused(problem)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rsplit(":", 1)[-1]
        self.depth += 1
        if self.depth == 1:
            self.root = name
            self.sized = "viewBox" in attributes or {"width", "height"} <= attributes.keys()
        if self.depth > DEEPEST:
            self.refuse(say("it is nested more than %(levels)s levels deep", levels=DEEPEST))
        if name in FORBIDDEN:
            self.refuse(say("it holds <%(element)s>, which isn't allowed", element=name))
        if name in _GRADIENTS and attributes.get("spreadMethod", "pad") != "pad":
            self.refuse(say("it holds a repeating gradient"))
        if name == "style":
            self.style_depth = self.style_depth or self.depth
        identity = attributes.get("id", "")
        self.open_ids.append(identity)
        if name == "marker":
            self.markers.add(identity)
        classes = {f".{each}" for each in attributes.get("class", "").split()}
        self.labels.append(({name, f"#{identity}", "*"} | classes, self.within()))
        self.count(1)
        for key, value in attributes.items():
            self.attribute(name, key, value)

    def attribute(self, element: str, key: str, value: str) -> None:
        plain = key.rsplit(":", 1)[-1]
        if plain.lower().startswith("on"):
            self.refuse(say("it holds the script attribute %(attribute)s", attribute=key[:40]))
        if plain == "href":
            if not value.startswith("#"):
                self.refuse(say('it refers to something outside itself ("%(address)s")', address=value[:40]))
            if element == "use":
                self.refer(value[1:], self.within())
        elif plain in ("d", "points"):
            self.count(len(re.findall(r"[a-zA-Z]|[-+]?(?:\d+\.?\d*|\.\d+)", value)) // 2)
        elif plain == key:  # an editor's own attributes (sodipodi:docname="C:\logo.svg") mean nothing to the engine
            if len(value) > LONGEST_STYLE:
                self.refuse(say("its attribute %(attribute)s has more than %(most)s characters", attribute=key[:40], most=LONGEST_STYLE))
            if _OUTSIDE.search(value):
                self.refuse(say("its attribute %(attribute)s refers to something outside itself", attribute=key[:40]))
            for target in _INSIDE.findall(value):
                self.refer(target, self.within())

    def end(self, _: str) -> None:
        if self.style_depth == self.depth:
            self.style_depth = 0
        self.depth -= 1
        self.open_ids.pop()

    def text(self, text: str) -> None:
        if self.style_depth:
            self.style += text
            if len(self.style) > LONGEST_STYLE:
                self.refuse(say("its style has more than %(most)s characters", most=LONGEST_STYLE))

    def within(self) -> set[str]:
        """The names of all elements that are open now, and the whole file."""
        return {*filter(None, self.open_ids), ""}

    def count(self, steps: int) -> None:
        for outer in self.within():
            self.steps[outer] = self.steps.get(outer, 0) + steps
        if self.steps[""] > MOST_STEPS:
            self.refuse(say("it has more than %(most)s elements and path commands", most=MOST_STEPS))

    def refer(self, target: str, outers: set[str]) -> None:
        self.references += 1
        if self.references > MOST_STEPS:
            self.refuse(say("it has more than %(most)s references", most=MOST_STEPS))
        for outer in outers:
            self.uses.setdefault(outer, []).append(target)

    def finish(self) -> None:
        """Add what style rules refer to, for every element that a rule may mean."""
        style = re.sub(r"/\*.*?\*/", " ", self.style, flags=re.DOTALL)
        if _OUTSIDE.search(style):
            self.refuse(say("its style refers to something outside itself"))
        rules: dict[str, list[str]] = {}
        for label, target in _rules(style):
            rules.setdefault(label, []).append(target)
        for names, outers in self.labels:
            for label in names & rules.keys():
                for target in rules[label]:
                    self.refer(target, outers)
        if self.markers & set(self.uses.get("", ())):
            self.refuse(say("it draws markers along a path, which isn't allowed"))

    def repeated(self, name: str, on_the_way: frozenset[str]) -> int:
        """How many steps a name stands for when every reference is drawn; a circle counts as too many."""
        if name in on_the_way or len(on_the_way) > DEEPEST:
            return MOST_STEPS + 1
        total = self.steps.get(name, 0)
        for used in self.uses.get(name, []):
            total += self.repeated(used, on_the_way | {name})
            if total > MOST_STEPS:
                break
        return total


def _rules(style: str) -> Iterator[tuple[str, str]]:
    """Every reference of a style sheet, with one name that an element must have for the rule to mean it."""
    for block in style.split("}"):
        head, _, body = block.rpartition("{")
        for target in _INSIDE.findall(body):
            for selector in head.rpartition("{")[2].split(","):
                last = re.split(r"[\s>+~]+", selector.strip())[-1]
                names = re.findall(r"[.#]?[\w-]+", re.split(r"[\[:]", last)[0])
                yield names[-1] if names else "*", target


def check_svg(data: bytes) -> str:
    """What is wrong with an SVG, or nothing."""
    if len(data) > LARGEST_FILE:
        return say("it is larger than %(size)s KB", size=LARGEST_FILE // 1024)
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: reader.refuse(say("it holds a DOCTYPE"))
    parser.EntityDeclHandler = lambda *_: reader.refuse(say("it declares entities"))
    parser.ProcessingInstructionHandler = lambda *_: reader.refuse(say("it holds a processing instruction"))
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data, True)
        reader.finish()
    except _Refused as refusal:
        said: str = refusal.args[0]
        return said
    except expat.ExpatError as error:
        return say("it is no well-formed XML (line %(line)s)", line=error.lineno)
    except (LookupError, ValueError):
        return say("its text encoding isn't known")
    if reader.root != "svg":
        return say("it is no SVG")
    if not reader.sized:
        return say("it says neither its size nor its viewBox")
    if reader.repeated("", frozenset()) > MOST_STEPS:
        return say("its references repeat more than %(most)s elements and path commands, or lead in a circle", most=MOST_STEPS)
    return ""
