"""Tables as they are read: every head says what it is the head of.

In: the tidied tree. Out: the same nodes in place, heads with their Scope. Where a head names a group of rows, no Scope can say so
(ISO 32000-1 table 349 knows rows and columns): there each cell names its heads.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from handbook.channels.structure import Node


def arrange(document: Node) -> None:
    """Put the heads of every table of the tree in order, in place."""
    numbers = count(1)
    for node in document.walk():
        if node.role == "Table":
            _table(node, numbers)


def _rows(table: Node) -> Iterator[tuple[Node, Node]]:
    """Each row with the part of the table it stands in."""
    for part in table.nodes:
        if part.role == "TR":
            yield table, part
        for row in part.nodes if part.role in ("THead", "TBody", "TFoot") else ():
            if row.role == "TR":
                yield part, row


def _table(table: Node, numbers: Iterator[int]) -> None:
    rows = list(_rows(table))
    for part, row in rows:
        for cell in row.nodes:
            spans = {key: value for key, value in cell.attributes.pop("Table", {}).items() if key in ("RowSpan", "ColSpan")}
            scope = {"Scope": _scope(cell, part, row)} if cell.role == "TH" else {}
            cell.attributes["Table"] = spans | scope
    if any(cell.said("scope") == "rowgroup" for _, row in rows for cell in row.nodes):
        _name_heads(rows, numbers)


def _scope(cell: Node, part: Node, row: Node) -> str:
    said = cell.said("scope")
    if said:
        return "Row" if said.startswith("row") else "Column"
    return "Column" if part.role == "THead" or all(each.role == "TH" for each in row.nodes) else "Row"


def _name_heads(rows: list[tuple[Node, Node]], numbers: Iterator[int]) -> None:
    """Give each head a name, and each cell the names of its heads: of its group, its row and its column."""
    columns: dict[int, str] = {}
    group = ""
    taken: dict[int, int] = {}
    for _, row in rows:
        at = 0
        own = ""
        below: dict[int, int] = {}
        for cell in row.nodes:
            while taken.get(at, 0) > 0:
                at += 1
            table = cell.attributes["Table"]
            span = table.get("ColSpan", 1)
            below |= {at + step: table.get("RowSpan", 1) for step in range(span)}
            heads = [columns[column] for column in range(at, at + span) if column in columns]
            if cell.role == "TH":
                cell.id = f"head-{next(numbers)}"
                said = cell.said("scope")
                if said == "rowgroup":
                    group = cell.id
                elif table["Scope"] == "Row":
                    own = cell.id
                    if group:
                        table["Headers"] = [group]
                else:
                    columns |= {at + step: cell.id for step in range(span)}
            elif named := [each for each in (group, own) if each] + heads:
                table["Headers"] = named
            at += span
        taken = {column: left - 1 for column, left in (taken | below).items()}
