"""Cells that are longer than any description: cut before anything is made of them, so that no record costs a list."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from indexer.rows import Problem, SourceRow
from search.sentences import Sentence

LONGEST_CELL = 100_000  # characters; a cell of Excel holds 32,767
CUT = "The %(field)s is cut at %(limit)s of %(length)s characters."


def shortened(row: SourceRow) -> tuple[SourceRow, list[Problem]]:
    """The row, and what is said of the cells that were cut."""
    long = {column: length for column, value in row.columns.items() if (length := _longest(value)) > LONGEST_CELL}
    if not long:
        return row, []
    columns = {column: _cut(value) if column in long else value for column, value in row.columns.items()}
    return replace(row, columns=columns), list(_said(row, long))


def _said(row: SourceRow, long: dict[str, int]) -> Iterator[Problem]:
    for column, length in long.items():
        message = Sentence(CUT, field=column, limit=LONGEST_CELL, length=length)
        yield Problem("too long", message, row.file, row.row, column)


def _longest(value: Any) -> int:
    """That of the texts in a cell."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return 0
    return max(map(_longest, value), default=0)


def _cut(value: Any) -> Any:
    if isinstance(value, str):
        return value[:LONGEST_CELL]
    if isinstance(value, dict):
        return {key: _cut(one) for key, one in value.items()}
    return list(map(_cut, value)) if isinstance(value, list | tuple) else value
