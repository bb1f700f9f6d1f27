"""Write the files that are made from the code: the JSON Schema of the edition file, the reference pages of edition, print shop and preflight.

    python tools/generate.py            writes them
    python tools/generate.py --check    says which are stale, exit 1 if any is

Out: `editions/edition.schema.json`, `docs/edition.md`, `docs/print-shops.md`, `docs/preflight.md`.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from handbook.edition.load import schema
from handbook.edition.model import Edition
from handbook.preflight import manual
from handbook.print_shops import FOLDER, Terms

ROOT = Path(__file__).resolve().parent.parent


def reference() -> str:
    """The reference page: every table and field with its manual."""
    lines = ["# The edition file", "", "Made from the model by `python tools/generate.py`; don't edit it here.", "", *_table(Edition, "")]
    return "\n".join(lines).rstrip() + "\n"


PRINT_SHOPS = """# Print shops

Made from the model by `python tools/generate.py`; don't edit it here.

A file for a print shop is a PDF/X-4: single pages in reading order with their bleed, every colour in printing inks, neutral
text in black ink alone, all fonts inside, nothing that can be clicked. What a shop asks for is data. Three ways of printing come
with the program, in `handbook/content/print-shops/`:

{bundled}

## A shop of your own

Write a file such as `my-shop.toml` into the folder of your edition, with the values of the shop's data sheet ("Druckdatenblatt"):

```toml
name = "Druckerei Beispiel"
profile = "PSOcoated_v3.icc"                     # the shop's profile, in the same folder
condition = "FOGRA51"
condition_name = "Offset auf gestrichenem Papier, PSO Coated v3"
ink_limit = 300
page_multiple = 4
```

Profiles for the usual papers are given out free of charge by the European Color Initiative; ask the shop which one it wants.
Every mistake of the file is named at once with its line. A profile that is damaged, made for screens or larger than 10 MB is
refused before anything is written.

Good to know:

- Body text is printed in 100 % black, other greys in tints of black. Black is printed in place of what lies below it, not over it:
  whether to print it over is a choice of the shop's own machine.
- Other colours go through the profile, relative colorimetric with matched black points. Where the brand prescribes inks, those are taken.
- Where inks come to more than `ink_limit`, cyan, magenta and yellow are lowered together and black stays. What shines through
  each other is added up on the press and not looked at here.
- A gradient runs in inks and begins and ends in exactly the inks of its colours.
- The program checks by its own rules and tests; no PDF/X preflight of another maker has seen the files.

## Copies for recipients

`merge EDITION LIST --channel press` makes one PDF/X-4 for each language: the pages of copy 1, then those of copy 2, and so on, each copy
with as many pages as the book. What copies share is in the file once, so 200 copies of 32 pages with a code of their own came to 0.9 MB
where one takes 0.3. Order it as a personalised job: the shop has to know after how many pages the next copy begins.

- Before the file is put in place the first copy is looked at as a whole by the rules of a press, and of every 20th its own pages; a code
  on them is read as a camera reads it.
- A shop that wants the cover apart gets one file all the same, and a note says so (R06): two files of 200 covers and 200 insides are easily
  mixed up. The number of pages inside the cover is counted as it asks.
- `preflight` can't look at more than about a thousand pages of such a file; give it one of some rows (`--select 1-20`).

{fields}"""


def print_shops() -> str:
    """The page about print shops: those that come with the program, how to add one, every field with its manual."""
    bundled = []
    for path in sorted(FOLDER.glob("*.toml")):
        terms = Terms.model_validate(tomllib.loads(path.read_text("utf-8")))
        bundled.append(f"- **`{path.stem}`** ({terms.name}): {terms.condition_name}, at most {terms.ink_limit} % ink. {' '.join(terms.notes)}")
    fields = "\n".join(_table(Terms, "", "Fields"))
    return PRINT_SHOPS.format(bundled="\n".join(bundled), fields=fields).rstrip() + "\n"


PREFLIGHT = """# Preflight

Made from the rules by `python tools/generate.py`; don't edit it here. `build_pdf.py rules CODE` prints the page of a code.

Five hundred copies with a cut-off telephone number can't be mended. So every build looks at its own pages before anybody prints them,
and says what is wrong, where, and what to do. There are three kinds of findings:

- **error**: it must not be printed. The build ends with exit code 1.
- **review**: a person should look. `--strict` counts it as an error.
- **note**: good to know; `-v` shows it.

## Files with errors

A file that holds an error is written as `<name>.rejected.pdf`, to look at. An older `<name>.pdf` is removed, so that nobody prints a
stale one by mistake; the next good build removes the rejected one. With `--strict` a file with errors isn't written at all. The
manifest says of each file whether it was rejected.

## Waivers

What somebody has looked at and lets pass stands in the edition, with the reason:

```toml
[[waivers]]
code = "S06"
reason = "Agreed with the printer on 3 March."
product = "handbook"                    # left out: in every product
```

The finding becomes a note that says the reason. A waiver that waives nothing is a finding for review (Z01), for it would hide the next
mistake of its kind. A waiver can't make a file where none came of it (Z02), and these codes can't be waived, because they protect the
file or its readers: {never}.

## Reports

`build` and `check` tell their findings as `--report text` (for people), `json` (the same as `--json`), `github` (annotations beside
the lines of a pull request) or `sarif` (SARIF 2.1.0, for programs that gather what checkers find).

## Proofs

`build --proof` also writes `<edition>-<product>-<locale>-proof.pdf`: the pages with a numbered mark at every finding that has a place,
their trimmed edge and safe area, and behind them a list of all findings in your language.

{pages}"""


def rules(every: dict[str, manual.Page]) -> str:
    """All pages: those of rules at length, family by family, then the other codes in a table."""
    lines: list[str] = []
    for family in dict.fromkeys(page.family for page in every.values() if page.family):
        lines += [f"## Rules: {family}", ""]
        for page in (page for page in every.values() if page.family == family):
            lines += [f"### {page.code}: {manual.title(page)}", ""]
            for paragraph in manual.paragraphs(page):
                lines += [re.sub(r"^(Why|Mend):", r"**\1:**", paragraph), ""]
    lines += ["## Other codes", "", "Found by the stage that stumbles over it; the finding itself says what to do.", ""]
    lines += ["| code | what it means | |", "| --- | --- | --- |"]
    lines += [f"| {page.code} | {page.what} | {'' if page.waivable else 'never waived'} |" for page in every.values() if not page.family]
    return "\n".join(lines) + "\n"


def preflight() -> str:
    """The page about preflight: what becomes of findings, every rule with its manual, every other code."""
    return PREFLIGHT.format(never=", ".join(manual.NEVER_WAIVED), pages=rules(manual.pages())).rstrip() + "\n"


def _table(model: type[BaseModel], path: str, title: str = "At the top", *, many: bool = False) -> Iterator[str]:
    yield f"## `{_header(path, many=many)}`" if path else f"## {title}"
    yield from ("", (model.__doc__ or "").strip(), "", "| field | | |", "| --- | --- | --- |")
    inner: list[tuple[str, type[BaseModel], bool]] = []
    for name, field in model.model_fields.items():
        if sub := _model_of(field.annotation):
            several = get_origin(field.annotation) is tuple
            inner.append((f"{path}.{name}".lstrip("."), sub, several))
            what = "table, needed" if field.is_required() else "any number of tables" if several else "table"
            yield f"| `{_header(inner[-1][0], many=several)}` | {what} | {(sub.__doc__ or '').strip()} |"
        else:
            yield f"| `{name}` | {_default(field)} | {(field.description or '').strip()} |"
    yield ""
    for where, sub, several in inner:
        yield from _table(sub, where, many=several)


def _header(path: str, *, many: bool) -> str:
    """How a table begins in the file; of some there may be several."""
    return f"[[{path}]]" if many else f"[{path}]"


def _model_of(annotation: Any) -> type[BaseModel] | None:
    candidates = [annotation, *get_args(annotation)]
    return next((each for each in candidates if isinstance(each, type) and issubclass(each, BaseModel)), None)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    if field.default is None:
        return "optional"
    if isinstance(field.default, bool):
        return "true" if field.default else "false"
    if isinstance(field.default, tuple):
        shown = "everything" if len(field.default) > 3 else ", ".join(f'"{each}"' for each in field.default)
        return shown or "none"
    choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    text = json.dumps(field.default, ensure_ascii=False)
    return f"{text} (or {', '.join(json.dumps(each) for each in choices if each != field.default)})" if len(choices) > 1 else text


def files() -> dict[Path, str]:
    """Every generated file with the text it ought to have."""
    return {
        ROOT / "editions" / "edition.schema.json": json.dumps(schema(), ensure_ascii=False, indent=2) + "\n",
        ROOT / "docs" / "edition.md": reference(),
        ROOT / "docs" / "print-shops.md": print_shops(),
        ROOT / "docs" / "preflight.md": preflight(),
    }


def main() -> int:
    """Write, or check."""
    stale = [path for path, text in files().items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale; run: python tools/generate.py", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(files()[path], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
