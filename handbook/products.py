"""What can be ordered: the handbook, and each checklist as a sheet of its own. Pure data."""

from __future__ import annotations

HANDBOOK = "handbook"

CHECKLISTS = (
    "before-the-fair",
    "at-the-fair",
    "application",
    "interview",
    "first-90-days",
    "skills",
    "qualification-plan",
)
"""The seven sheets, in the order in which a visitor needs them; each is a file in `content/checklists/`."""

PRODUCTS = (HANDBOOK, *CHECKLISTS)

PRINT_INSTRUCTIONS = "print-instructions"
"""A page for the office that prints booklets: how to print, fold and staple. No edition orders it by its name."""
