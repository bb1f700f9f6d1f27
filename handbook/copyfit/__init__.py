"""What is wrong on laid-out pages, before there is a PDF: text cut off or run over, coarse pictures, stranded lines, empty pages.

In: a `Document`. Out: findings of the rules K01 to K17, with page, millimetres and the words that are meant. `walk` looks at every
box once; the rules compare what it saw: `edges` where text ends, `flow` how it runs over pages, `pictures` and `type` what it is
made of.
"""

from __future__ import annotations

from handbook.copyfit import edges, flow, pictures, type_size
from handbook.copyfit.walk import walk
from handbook.findings import Finding
from handbook.pages import Document
from handbook.preflight.rule import run

__all__ = ["check", "edges", "flow", "pictures", "type_size"]


def check(document: Document) -> list[Finding]:
    """Everything that the rules find on these pages."""
    return run("pages", walk(document))
