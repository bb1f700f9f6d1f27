from __future__ import annotations

from pathlib import Path

import pytest

from handbook.svg import DEEPEST, LARGEST_FILE, LONGEST_STYLE, MOST_STEPS, check_svg
from tests.conftest import ROOT


def svg(body: str, *, head: str = 'viewBox="0 0 10 10"', before: str = "") -> str:
    """A logo with this inside."""
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:sodipodi="urn:editor" {head}>{body}</svg>'


def chain(element: str, reference: str, times: int, length: int = 9) -> str:
    """Definitions that each use the next one so many times."""
    links = [f'<{element} id="n{number}">{f"<rect {reference.format(number + 1)}/>" * times}</{element}>' for number in range(length)]
    return "".join([*links, f'<{element} id="n{length}"><rect/></{element}>', f"<rect {reference.format(0)}/>"])


BOMB = "its references repeat more than"
PATH = f'<path id="n0" d="M0 0{"L1 1" * 2000}"/>'

REFUSED = {
    "script": ("<script>alert(1)</script>", "it holds <script>"),
    "script with a prefix": ('<x:script xmlns:x="http://www.w3.org/2000/svg"/>', "it holds <script>"),
    "foreign object": ("<foreignObject><p/></foreignObject>", "it holds <foreignObject>"),
    "picture": ('<image href="data:image/png;base64,AAAA"/>', "it holds <image>"),
    "text": ("<text>Acme</text>", "it holds <text>"),
    "animation": ('<animate attributeName="x"/>', "it holds <animate>"),
    "link": ('<a href="#x"/>', "it holds <a>"),
    "handler": ('<rect onclick="alert(1)"/>', "it holds the script attribute onclick"),
    "handler on the root": (svg("", head='viewBox="0 0 1 1" onload="x()"'), "it holds the script attribute onload"),
    "file outside": ('<use href="other.svg#a"/>', 'it refers to something outside itself ("other.svg#a")'),
    "file outside, old spelling": ('<use xlink:href="file:///etc/passwd"/>', 'it refers to something outside itself ("file:///etc/passwd")'),
    "address outside": ('<linearGradient href="http://example.org/"/>', 'it refers to something outside itself ("http://example.org/")'),
    "address in an attribute": ('<rect fill="url(http://example.org/a.svg#b)"/>', "its attribute fill refers to something outside itself"),
    "address in quotes": ("<rect style=\"mask:url( 'a.svg' )\"/>", "its attribute style refers to something outside itself"),
    "escaped address": ('<rect style="fill:u\\72l(a.svg)"/>', "its attribute style refers to something outside itself"),
    "import": ("<style>@import 'a.css';</style>", "its style refers to something outside itself"),
    "import in pieces": ("<style>@im&#112;<g/>ort 'a.css';</style>", "its style refers to something outside itself"),
    "import in character data": ("<style><![CDATA[@im]]><![CDATA[port 'a.css']]></style>", "its style refers to something outside itself"),
    "address in a style": ("<style>rect{fill:URL(a.svg)}</style>", "its style refers to something outside itself"),
    "document type": (svg("", before="<!DOCTYPE svg>"), "it holds a DOCTYPE"),
    "entities": (svg("&a;", before='<!DOCTYPE svg [<!ENTITY a "b">]>'), "it holds a DOCTYPE"),
    "file as entity": (svg("&a;", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "it holds a DOCTYPE"),
    "billion laughs": (
        svg("&n9;", before="<!DOCTYPE svg [" + '<!ENTITY n0 "ha">' + "".join(f'<!ENTITY n{n} "{f"&n{n - 1};" * 10}">' for n in range(1, 10)) + "]>"),
        "it holds a DOCTYPE",
    ),
    "style sheet instruction": (svg("", before='<?xml-stylesheet href="a.css"?>'), "it holds a processing instruction"),
    "repeating gradient": ('<linearGradient spreadMethod="repeat"/>', "it holds a repeating gradient"),
    "reflecting gradient": ('<radialGradient spreadMethod="reflect"/>', "it holds a repeating gradient"),
    "use bomb": (chain("g", 'href="#n{}"', 10).replace("<rect href", "<use href"), BOMB),
    "use of itself": ('<g id="a"><use href="#a"/></g>', BOMB),
    "use in a circle": ('<g id="a"><use href="#b"/></g><g id="b"><use xlink:href="#a"/></g>', BOMB),
    "long chain of uses": ("".join(f'<use id="n{n}" href="#n{n + 1}"/>' for n in range(5000)), BOMB),
    "long path used often": (PATH + '<use href="#n0"/>' * 300, BOMB),
    "mask bomb": (chain("mask", 'mask="url(#n{})"', 5), BOMB),
    "mask bomb with bare names": (chain("mask", 'mask="#n{}"', 5), BOMB),
    "clip bomb in style attributes": (chain("clipPath", "style=\"clip-path:url('#n{}')\"", 5), BOMB),
    "pattern bomb": (chain("pattern", 'fill="url(#n{})"', 5), BOMB),
    "mask bomb by classes": ("<style>" + "".join(f"g > .c{n}:not(x), .d{{mask:url(#n{n})}}" for n in range(10)) + "</style>" + chain("mask", 'class="c{}"', 5), BOMB),
    "mask circle by element name": ('<style>/* { */ @media print { rect { mask:url(#a) } }</style><mask id="a"><rect/></mask>', BOMB),
    "markers": ('<marker id="m"><rect/></marker><path marker-mid="url(#m)"/>', "it draws markers along a path"),
    "markers by style": ('<style>path{marker:url(#m)}</style><marker id="m"><rect/></marker><path/>', "it draws markers along a path"),
    "many elements": ("<g/>" * MOST_STEPS, f"it has more than {MOST_STEPS} elements and path commands"),
    "huge path": (f'<path d="M0 0{"h1" * MOST_STEPS}"/>', f"it has more than {MOST_STEPS} elements and path commands"),
    "huge polygon": (f'<polygon points="{"1 2 " * MOST_STEPS}"/>', f"it has more than {MOST_STEPS} elements and path commands"),
    "many rules for many elements": (f"<style>{'g{fill:url(#x)}' * 500}</style>{'<g/>' * 1000}", f"it has more than {MOST_STEPS} references"),
    "deep nesting": ("<g>" * DEEPEST + "</g>" * DEEPEST, f"it is nested more than {DEEPEST} levels deep"),
    "long style": (f"<style>{'a' * (LONGEST_STYLE + 1)}</style>", f"its style has more than {LONGEST_STYLE} characters"),
    "long attribute": (f'<rect style="{"a" * (LONGEST_STYLE + 1)}"/>', f"its attribute style has more than {LONGEST_STYLE} characters"),
    "large file": (svg(" " * LARGEST_FILE), "it is larger than 1024 KB"),
    "open element": ("<g>", "it is no well-formed XML (line 1)"),
    "bare ampersand": ("\n\n<g id='a&b'/>", "it is no well-formed XML (line 3)"),
    "unknown entity": ("&nbsp;", "it is no well-formed XML (line 1)"),
    "nothing": ("", "it is no well-formed XML"),
    "web page": ("<html><body/></html>", "it is no SVG"),
    "no size": (svg("", head='width="10"'), "it says neither its size nor its viewBox"),
    "unknown encoding": (svg("", before='<?xml version="1.0" encoding="martian"?>'), "its text encoding isn't known"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_more_than_shapes_is_refused(name: str) -> None:
    body, expected = REFUSED[name]
    whole = body if body.startswith(("<?", "<!", "<svg", "<html")) or not body else svg(body)
    assert check_svg(whole.encode()).startswith(expected)


GOOD = {
    "shapes": '<path d="M0 0h1v1z"/><circle r="1"/><title>Acme</title><desc>A logo</desc>',
    "gradients": (
        '<linearGradient id="g" href="#h" gradientTransform="rotate(9)"/><linearGradient id="h"><stop/></linearGradient><path fill="url(#g)" style="stroke:url(&quot;#h&quot;)"/>'
    ),
    "a gradient for all paths": '<style>path, #bg { fill: url(#g) }</style><linearGradient id="g"><stop/></linearGradient><rect id="bg"/><path d="M0 0"/>',
    "clip paths as Illustrator writes them": (
        "<style>.st0{clip-path:url(#SVGID_2_);}.st1{fill:#FFFFFF;}</style>"
        '<defs><rect id="SVGID_1_"/></defs><clipPath id="SVGID_2_"><use xlink:href="#SVGID_1_" style="overflow:visible;"/></clipPath>'
        '<g class="st0"><path class="st1" d="M0 0"/></g>'
    ),
    "masks as Figma writes them": (
        '<g clip-path="url(#clip0)"><mask id="mask0" style="mask-type:luminance"><path d="M0 0" fill="white"/></mask><g mask="url(#mask0)"><path d="M0 0"/></g></g>'
        '<defs><clipPath id="clip0"><rect/></clipPath></defs>'
    ),
    "an editor's own notes": '<g sodipodi:docname="C:\\Users\\kim\\logo.svg"/><metadata><x:RDF xmlns:x="urn:rdf" x:resource="http://example.org/"/></metadata>',
    "markers that nothing uses": '<defs><marker id="m"><path d="M0 0"/></marker></defs>',
    "colours that look like names": '<g id="fab" fill="#faa"/><g id="faa" fill="#fab"/>',
    "shapes used again": '<symbol id="s"><path d="M0 0"/></symbol><use href="#s"/><use href="#s"/><use href="#missing"/>',
    "as deep as may be": "<g>" * (DEEPEST - 1) + "</g>" * (DEEPEST - 1),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_logos_are_made_of_passes(name: str) -> None:
    assert check_svg(svg(GOOD[name]).encode()) == ""


@pytest.mark.parametrize("path", sorted(ROOT.glob("editions/*/logo.svg")), ids=lambda path: str(path.parent.name))
def test_the_logos_of_all_editions_pass(path: Path) -> None:
    assert check_svg(path.read_bytes()) == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_an_encoding_hides_nothing(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    assert check_svg(svg("<path/>", before=declared).encode(encoding)) == ""
    assert check_svg(svg("<script/>", before=declared).encode(encoding)) == "it holds <script>, which isn't allowed"


@pytest.mark.parametrize("encoding", ["utf-7", "utf-16-le", "utf-32", "shift_jis"])
def test_an_encoding_that_the_parser_does_not_know_is_refused(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    assert check_svg(svg("<path/>", before=declared).encode(encoding)) != ""
