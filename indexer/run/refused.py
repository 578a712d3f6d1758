"""Refused rows as a file to be mended: those of a table as a CSV that a spreadsheet opens, others as JSON Lines."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from indexer.rows import LINE, MORE_NOTES, NOTES
from search.records import quoted_cell, safe_cell

MARK = "\ufeff"  # by which spreadsheets know that a CSV is in UTF-8


@dataclass(frozen=True)
class Line:
    """A row as it was, and the notes about it."""

    columns: Mapping[str, Any]
    notes: Mapping[str, Any]

    def to_json(self) -> str:
        """On one line."""
        return json.dumps([{str(k): v for k, v in self.columns.items()}, self.notes], ensure_ascii=False, default=str)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Line":
        """What `to_json` gave."""
        return cls(*json.loads(text))


Lines = Callable[[], Iterator[Line]]  # they are read twice: first for their columns


def write_lines(file: TextIO, lines: Lines) -> int:
    """A JSON object for each; how many there were."""
    count = 0
    for line in lines():
        count += 1
        file.write(_encodable(json.dumps({**line.columns, **line.notes}, ensure_ascii=False, default=str)) + "\n")
    return count


def write_table(file: TextIO, lines: Lines) -> int:
    """A table with the rows' own columns in their order, then the notes; how many rows it has.

    A column whose name stands twice stands there twice again.
    """
    widths: dict[str, int] = {}
    more: set[str] = set()
    for line in lines():
        more.update(line.notes)
        for name, value in line.columns.items():
            widths[name] = max(widths.get(name, 1), len(value) if isinstance(value, list) else 1)
    notes = [*NOTES, *(name for name in MORE_NOTES if name in more)]
    file.write(MARK)
    table = csv.writer(file)
    table.writerow([*(_cell(name or LINE) for name, width in widths.items() for _ in range(width)), *notes])
    count = 0
    for line in lines():
        count += 1
        cells = (cell for name, width in widths.items() for cell in _cells(line.columns.get(name), width))
        table.writerow([*cells, *(_cell(line.notes.get(name)) for name in notes)])
    return count


def _cells(value: Any, width: int) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [*map(_cell, values), *[""] * (width - len(values))]


def _cell(value: Any) -> str:
    text = value if isinstance(value, str) else safe_cell(value).removeprefix("'")
    return _encodable(quoted_cell(text).replace("\0", "\ufffd"))


def _encodable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
