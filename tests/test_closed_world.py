"""Whatever HTML, CSS or SVG asks for: nothing but the galley's own files is ever read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from handbook import paths

TARGETS = {
    "a file": "file:///etc/passwd",
    "a path": "/etc/passwd",
    "a way up": "../../../../etc/passwd",
    "a host": "http://127.0.0.1:9/x",
    "a host in any scheme": "//127.0.0.1:9/x",
    "the text itself": "data:text/plain;base64,PHN2Zy8+",
    "an unknown asset": "asset:///unknown.svg",
}
"""Where a page might reach."""

CARRIERS: dict[str, dict[str, str]] = {
    "img": {"body": '<img src="URL" alt="x">'},
    "img of several densities": {"body": '<img srcset="URL 2x" src="URL" alt="x">'},
    "object": {"body": '<object data="URL"></object>'},
    "embed": {"body": '<embed src="URL">'},
    "style attribute": {"body": "<p style=\"background: url('URL')\">x</p>"},
    "inline SVG image": {"body": '<svg viewBox="0 0 9 9"><image href="URL" width="9" height="9"/></svg>'},
    "inline SVG image of the old kind": {"body": '<svg viewBox="0 0 9 9" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="URL" width="9" height="9"/></svg>'},
    "base": {"head": '<base href="URL">', "body": '<img src="x.svg" alt="x">'},
    "link to a style sheet": {"head": '<link rel="stylesheet" href="URL">'},
    "style element": {"head": '<style>@import "URL";</style>'},
    "attachment of the document": {"head": '<link rel="attachment" href="URL">'},
    "attachment of a word": {"body": '<a rel="attachment" href="URL">x</a>'},
    "background": {"css": 'main { background: url("URL"); }'},
    "page background": {"css": '@page { background: url("URL"); }'},
    "margin box": {"css": '@page { @top-left { content: url("URL"); } }'},
    "list mark": {"css": 'li { list-style-image: url("URL"); }', "body": "<ul><li>x</li></ul>"},
    "generated content": {"css": 'h1::before { content: url("URL"); }'},
    "border image": {"css": 'main { border: 1mm solid; border-image: url("URL") 1; }'},
    "import": {"css": '@import "URL";'},
    "import into a layer": {"css": '@import url("URL") layer(x);'},
    "import behind an import": {"css": '@import "inner.css";', "css/inner.css": '@import "URL";'},
    "font": {"css": '@font-face { font-family: "Brand"; src: url("URL"); } main { font-family: "Brand"; }'},
    "colour profile": {"css": '@color-profile --x { src: url("URL"); components: c, m, y, k; }'},
    "SVG image": {"body": '<img src="/art/x.svg" alt="x">', "art/x.svg": '<image href="URL" width="9" height="9"/>'},
    "SVG font": {"body": '<img src="/art/x.svg" alt="x">', "art/x.svg": '<style>@font-face { font-family: "Brand"; src: url("URL"); }</style>'},
}
"""How HTML, CSS and SVG may ask."""

UNHEARD: dict[str, dict[str, str]] = {
    "iframe": {"body": '<iframe src="URL"></iframe>'},
    "video": {"body": '<video src="URL" poster="URL"></video>'},
    "picture": {"body": '<picture><source srcset="URL"></picture>'},
    "script": {"head": '<script src="URL"></script>'},
    "refresh": {"head": '<meta http-equiv="refresh" content="0; url=URL">'},
    "icon": {"head": '<link rel="icon" href="URL">'},
    "SVG entity": {
        "body": '<img src="/art/x.svg" alt="x">',
        "art/x.svg": '<!DOCTYPE svg [<!ENTITY e SYSTEM "URL">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>&e;</title></svg>',
    },
    "SVG use": {"body": '<img src="/art/x.svg" alt="x">', "art/x.svg": '<use href="URL#x"/>'},
    "SVG style": {"body": '<img src="/art/x.svg" alt="x">', "art/x.svg": '<style>@import "URL";</style>'},
    "SVG fill": {"body": '<img src="/art/x.svg" alt="x">', "art/x.svg": '<rect width="9" height="9" fill="url(URL)"/>'},
    "installed font": {"css": '@font-face { font-family: "Brand"; src: local("DejaVu Sans"); }'},
    "link": {"body": '<a href="URL">x</a>'},
}
"""What the engine doesn't follow: it need not be refused, but nothing may be read for it either."""

SCRIPT = r"""
import json, sys, tempfile
from handbook import finishing, formats
from handbook.assets import Asset
from handbook.errors import ContentError
from handbook.galley import Galley, Section

OWN = (sys.prefix, sys.base_prefix, tempfile.gettempdir())
SMALL = "@page { size: 100mm 100mm } img, svg, object, embed, iframe, video { width: 9mm; height: 9mm }"

def galley(pieces):
    assets = {}
    for name, text in {"css/main.css": pieces.get("css", "") + SMALL, **pieces}.items():
        if name.startswith("art/") and not text.startswith("<!"):
            text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{text}</svg>'
        if "/" in name:
            assets[name] = Asset(name, "text/css" if name.endswith(".css") else "image/svg+xml", text.encode())
    head = '<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>x</title>'
    html = f'{head}{pieces.get("head", "")}</head><body><main id="s"><h1>Titel</h1>{pieces.get("body", "")}</main></body></html>'
    return Galley("interview", "de", "x", formats.SHEET, (Section("s", "Titel", html, 1),), (), assets)

def attempt(pieces):
    try:
        finishing.make(galley(pieces))
    except ContentError as error:
        return [f"{finding.code} {finding.message}" for finding in error.findings]
    return []

assert attempt({"css": "@page { size: 90mm 90mm }"}) == [], attempt({})  # once, so that everything is loaded that is needed
reached = []
def watch(event, arguments):
    own = str(arguments[0]).startswith(OWN) or isinstance(arguments[0], int)  # a module that is loaded late, a folder for fonts being removed
    if not own and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.listdir", "os.scandir", "urllib.Request"):
        reached.append(f"{event} {arguments[0]!s}")
sys.addaudithook(watch)
answers = {}
for name, pieces in json.load(sys.stdin).items():
    reached.clear()
    answers[name] = {"findings": attempt(pieces), "reached": list(reached)}
print(json.dumps(answers))
"""


def asking(carriers: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Every carrier with every target."""
    return {f"{carrier} -> {target}": {name: text.replace("URL", url) for name, text in pieces.items()} for carrier, pieces in carriers.items() for target, url in TARGETS.items()}


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """What became of each, in one process whose every opened file, folder, socket and process was noted."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], input=json.dumps(asking({**CARRIERS, **UNHEARD})), capture_output=True, text=True, check=False, cwd=paths.ROOT, timeout=120
    )
    assert done.returncode == 0, done.stderr
    made: dict[str, Any] = json.loads(done.stdout)
    return made


@pytest.mark.parametrize("name", asking(CARRIERS))
def test_what_is_not_in_the_galley_is_refused_by_name(name: str, answers: dict[str, Any]) -> None:
    target = TARGETS[name.split(" -> ")[1]]
    refused = [finding for finding in answers[name]["findings"] if "isn't among the files of this edition" in finding]
    assert refused, answers[name]
    assert target.split("/")[-1].split(";")[0][:8] in refused[0] or "base" in name


@pytest.mark.parametrize("name", asking({**CARRIERS, **UNHEARD}))
def test_nothing_is_opened_for_it(name: str, answers: dict[str, Any]) -> None:
    assert answers[name]["reached"] == []
