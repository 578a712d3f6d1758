"""Cells and the names of their columns: nothing that stands in a table is passed over."""

from collections.abc import Sequence
from typing import Any


def named_cells(header: Sequence[str], cells: Sequence[Any]) -> dict[str, Any]:
    """The cells by column. What stands under one name twice becomes a list; a column without a name is numbered."""
    if len(cells) <= len(header) and len({"", *header}) > len(header):  # most tables: each column has its own name
        pairs = zip(header, cells, strict=False)
        return {
            name: cell if (cell.strip() if isinstance(cell, str) else cell is not None) else "" for name, cell in pairs
        }
    columns: dict[str, Any] = {}
    for number, cell in enumerate(cells):
        name = header[number] if number < len(header) else ""
        empty = cell is None or (isinstance(cell, str) and not cell.strip())
        if not name and empty:
            continue
        name = name or f"column {number + 1}"
        if columns.get(name, "") == "":
            columns[name] = "" if empty else cell
        elif not empty:
            before = columns[name]
            columns[name] = [*before, cell] if isinstance(before, list) else [before, cell]
    return columns
