"""Write the files that are made from the code: the JSON Schema and the reference page of the edition file.

    python tools/generate.py            writes them
    python tools/generate.py --check    says which are stale, exit 1 if any is

Out: `editions/edition.schema.json`, `docs/edition.md`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from handbook.edition.load import schema
from handbook.edition.model import Edition

ROOT = Path(__file__).resolve().parent.parent


def reference() -> str:
    """The reference page: every table and field with its manual."""
    lines = ["# The edition file", "", "Made from the model by `python tools/generate.py`; don't edit it here.", "", *_table(Edition, "")]
    return "\n".join(lines).rstrip() + "\n"


def _table(model: type[BaseModel], path: str) -> Iterator[str]:
    yield f"## `[{path}]`" if path else "## At the top"
    yield from ("", (model.__doc__ or "").strip(), "", "| field | | |", "| --- | --- | --- |")
    inner: list[tuple[str, type[BaseModel]]] = []
    for name, field in model.model_fields.items():
        if sub := _model_of(field.annotation):
            inner.append((f"{path}.{name}".lstrip("."), sub))
            what = "table, needed" if field.is_required() else "table"
            yield f"| `[{path + '.' if path else ''}{name}]` | {what} | {(sub.__doc__ or '').strip()} |"
        else:
            yield f"| `{name}` | {_default(field)} | {(field.description or '').strip()} |"
    yield ""
    for where, sub in inner:
        yield from _table(sub, where)


def _model_of(annotation: Any) -> type[BaseModel] | None:
    candidates = [annotation, *get_args(annotation)]
    return next((each for each in candidates if isinstance(each, type) and issubclass(each, BaseModel)), None)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    if field.default is None:
        return "optional"
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
